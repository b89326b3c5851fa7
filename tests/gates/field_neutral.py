"""The same two systems written in other ways: nothing in them differs for an auditor.

Rows in another order, other forms of numbers and phones, blanks, markup, letter case of
statuses, other headings, columns and fields that the mapping does not know.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from recon.demo.export_columns import FILES
from recon.demo.sites import LISTED, NESTED
from recon.mapping import ENTITIES
from tests.gates.field_records import Systems

_NUMBER = re.compile(r"-?[\d\u00a0]+,\d\d")
_LISTS = ("cost_codes", "line_item_types", "segment_items", "detail_rows", *LISTED)
_DECIMALS = ("amount", "unit_cost", "quantity", "grand_total", "revised_contract")
Table = list[list[str]]


def _every_list(systems: Systems) -> Iterator[list[Any]]:
    company = systems.company
    yield from (company.projects, company.vendors, company.users)
    for site in company.sites.values():
        yield from (site[name] for name in _LISTS)
        yield from (rows for name in NESTED for rows in site[name].values())


def other_order(systems: Systems, rng: Random) -> None:
    """Rows of every export and every list in another order."""
    for rows in (*systems.company.maestro.values(), *_every_list(systems)):
        rng.shuffle(rows)


def unmapped_fields(systems: Systems, rng: Random) -> None:
    """Fields that the mapping does not know, in every record of Procore."""
    for rows in _every_list(systems):
        for row in (row for row in rows if isinstance(row, dict)):
            row["custom_fields"] = {"custom_field_1": {"value": str(rng.random())}}
            row["x_note"] = "Note interne"


def other_decimals(systems: Systems, _rng: Random) -> None:
    """Amounts of Procore with more zeros behind the point."""
    for rows in _every_list(systems):
        for row in (row for row in rows if isinstance(row, dict)):
            for name in _DECIMALS:
                if isinstance(row.get(name), str) and "." in row[name]:
                    row[name] += "00"


def markup(systems: Systems, _rng: Random) -> None:
    """Descriptions of Procore in other markup."""
    for rows in _every_list(systems):
        for row in (row for row in rows if isinstance(row, dict)):
            text = row.get("description")
            if isinstance(text, str) and text:
                bare = text.removeprefix("<p>").removesuffix("</p>")
                row["description"] = f'<div><p class="a">{bare}</p><br></div>'


def other_letters(systems: Systems, _rng: Random) -> None:
    """Statuses of Procore in the other letter case."""
    for site in systems.company.sites.values():
        for name in ("commitment_change_orders", "prime_change_orders"):
            for row in site[name]:
                row["status"] = row["status"].capitalize()


def other_forms(systems: Systems, _rng: Random) -> None:
    """Phones, postal codes, provinces and countries in other forms."""
    for vendor in systems.company.vendors:
        digits = "".join(c for c in vendor["business_phone"] if c.isdigit())
        vendor["business_phone"] = f"{digits[:3]}.{digits[3:6]}.{digits[6:]}"
        vendor["zip"] = f"{vendor['zip'][:3]} {vendor['zip'][3:]}".lower()
        vendor["email_address"] = vendor["email_address"].upper()
    for role in ("supplier", "customer", "project"):
        for row in systems.company.maestro[role]:
            row |= {"province": "quebec", "country": "CANADA"}


def later_stamps(systems: Systems, _rng: Random) -> None:
    """Every record of Procore was touched again; nothing in it changed."""
    for rows in _every_list(systems):
        for row in (row for row in rows if isinstance(row, dict)):
            if "updated_at" in row:
                row["updated_at"] = "2026-10-31T09:30:00Z"


IN_SYSTEMS: dict[str, Callable[[Systems, Random], None]] = {
    "rows in another order": other_order,
    "fields the mapping does not know": unmapped_fields,
    "more zeros": other_decimals,
    "other markup": markup,
    "other letter case": other_letters,
    "other forms": other_forms,
    "later stamps": later_stamps,
}


def other_exports(folder: Path) -> None:
    """The exports in another encoding, with other headings, blanks and columns."""
    for entity, name in FILES.items():
        path = folder / name
        if not name.endswith(".csv"):
            continue
        with path.open(encoding="windows-1252", newline="") as stream:
            rows = list(csv.reader(stream, delimiter=";"))
        _write(path, _rewritten(entity, rows))


def _rewritten(entity: str, rows: Table) -> Table:
    header, *body = rows
    headings = _english(entity)
    new = [[headings.get(h, h) for h in header] + ["Commentaire interne"]]
    new += [[_cell(cell) for cell in row] + ["vu"] for row in body]
    turned = [row[1:] + row[:1] for row in new]  # the first column goes last
    return [*turned, [""] * len(turned[0])]


def _cell(cell: str) -> str:
    if _NUMBER.fullmatch(cell):
        return cell.replace("\u00a0", " ")
    return f"{cell}   " if cell else cell


def _english(entity: str) -> dict[str, str]:
    """The English heading of each French one."""
    fields = next(e for e in ENTITIES if e.name == entity).fields
    return {h: f.maestro for f in fields for h in f.headers if f.maestro}


def _write(path: Path, rows: Table) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)


def neutral(systems: Systems, kinds: list[str], seed: int) -> None:
    """Write the systems in other ways."""
    for kind in kinds:
        IN_SYSTEMS[kind](systems, Random(seed))
