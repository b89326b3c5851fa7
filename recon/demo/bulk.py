"""Transactions by the million, alike on both sides, written row by row.

The export grows by lines; the sandbox reads its pages from files of records of one
width, so that neither side is ever held in memory.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, overload

from recon.demo.company import STAMP, Company, Row
from recon.demo.costs import budget_of
from recon.demo.export_columns import COLUMNS, FILES

WIDTH = 512
FOLDER = "sandbox-costs"
_LISTS = ("direct_costs", "direct_cost_lines")
_FIRST_ID = 700_000_000_000_000


@dataclass(frozen=True)
class BulkRows(Sequence[Row]):
    """A list of the sandbox: rows in memory, then records of a file."""

    rows: list[Row]
    path: Path

    def __len__(self) -> int:
        """How many rows there are in both."""
        return len(self.rows) + self.path.stat().st_size // WIDTH

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        """The rows of a page; only they are read."""
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _ = place.indices(len(self))
        here = self.rows[start:stop]
        first = max(start - len(self.rows), 0)
        last = max(stop - len(self.rows), 0)
        with self.path.open("rb") as stream:
            stream.seek(first * WIDTH)
            read = stream.read((last - first) * WIDTH)
        records = range(0, len(read), WIDTH)
        return [*here, *(json.loads(read[n : n + WIDTH]) for n in records)]


def bulk_rows(site: Row, endpoint: str, project_id: str, folder: Path) -> Sequence[Row]:
    """A site's list, with the file of its bulk where there is one."""
    rows: list[Row] = site[endpoint]
    path = folder / FOLDER / f"{project_id}.{endpoint}"
    return BulkRows(rows, path) if path.is_file() else rows


def remove_bulk(folder: Path) -> None:
    """Remove the bulk files that an earlier demo company left in the folder."""
    if (folder / FOLDER).is_dir():
        shutil.rmtree(folder / FOLDER)


def write_bulk(
    company: Company, folder: Path, transactions: int, projects: int
) -> None:
    """Spread transactions over the first projects of the company.

    Appends to the export of transactions, and writes the sandbox's files; equal
    seeds give equal files.
    """
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    rng = Random(transactions)  # noqa: S311 - a demo, no secret
    share, rest = divmod(transactions, projects)
    done = 0
    export = folder / "exports" / FILES["project_cost"]
    with export.open("a", encoding="windows-1252", newline="") as books:
        for place in range(projects):
            count = share + (place < rest)
            ours = company.maestro["project"][place]
            theirs = company.projects[place]
            paths = [folder / FOLDER / f"{theirs['id']}.{listed}" for listed in _LISTS]
            with paths[0].open("wb") as headers, paths[1].open("wb") as lines:
                for row, header, line in _costs(
                    company, ours, theirs, rng, done, count
                ):
                    books.write(row)
                    headers.write(header)
                    lines.write(line)
            done += count


def _costs(
    company: Company, ours: Row, theirs: Row, rng: Random, done: int, count: int
) -> Iterator[tuple[str, bytes, bytes]]:
    site = company.site_of(theirs)
    codes = _codes(company, ours, site, count)
    suppliers = [
        (row["code"], company.vendor_of(row["code"]))
        for row in company.maestro["supplier"][:24]
    ]
    for number in range(done, done + count):
        code, cost_code, cost_type, most = codes[number % len(codes)]
        cents = rng.randrange(1, max(most, 2))
        amount = f"{cents // 100}.{cents % 100:02}"
        on = (ours["from"] + timedelta(days=rng.randrange(1, 40))).isoformat()
        party, vendor = suppliers[rng.randrange(24)]
        is_invoice = number % 3 == 0 and vendor is not None
        row = _booked(ours, code, f"V{number:09}", on, amount)
        if is_invoice:
            row |= {"type": "1", "party": party, "invoice": row["number"]}
        header = {
            "id": _FIRST_ID + 2 * number,
            "direct_cost_type": "invoice" if is_invoice else "expense",
            "status": "approved",
            "direct_cost_date": on,
            "invoice_number": row.get("invoice"),
            "vendor_id": vendor["id"] if is_invoice and vendor else None,
            "vendor": vendor["name"] if is_invoice and vendor else None,
            "employee": None,
            "description": None,
            "amount": amount,
            "origin_id": None,
            "updated_at": STAMP,
        }
        line = {
            "id": _FIRST_ID + 2 * number + 1,
            "holder": {"id": header["id"], "holder_type": "DirectCost::Item"},
            "cost_code": {"id": cost_code},
            "line_item_type": {"id": cost_type},
            "amount": amount,
            "quantity": "1.0",
            "unit_cost": amount,
            "uom": "un",
            "position": 1,
            "description": None,
            "origin_id": None,
        }
        cells = (row.get(key, "") for key, _ in COLUMNS["project_cost"])
        yield ";".join(cells) + "\r\n", _record(header), _record(line)


def _booked(
    ours: Row, code: tuple[str, str], number: str, on: str, amount: str
) -> dict[str, str]:
    """A cost as the books have it: an expense without a party."""
    written = amount.replace(".", ",")
    return {
        "project": ours["code"],
        "number": number,
        "line": "1",
        "type": "2",
        "on": on,
        "accounting": on,
        "entered": on,
        "status": "Transféré",
        "activity": code[0],
        "group": code[1],
        "quantity": "1,00",
        "unit": "un",
        "unit_price": written,
        "amount": written,
    }


def _codes(
    company: Company, ours: Row, site: Row, count: int
) -> list[tuple[tuple[str, str], int, int, int]]:
    """Each budget line's code and ids, and the most a cost of it may be, in cents."""
    by_code = {row["full_code"]: row["id"] for row in site["cost_codes"]}
    by_group = {row["code"]: row["id"] for row in site["line_item_types"]}
    lines = budget_of(company, ours)
    each = count // len(lines) + 1
    return [
        (
            code,
            by_code[code[0]],
            by_group[code[1]],
            int(budget * Decimal("0.4") * 100) // each,
        )
        for code, budget in lines
    ]


def _record(row: dict[str, Any]) -> bytes:
    text = json.dumps(row, separators=(",", ":")).encode()
    return text.ljust(WIDTH - 1) + b"\n"
