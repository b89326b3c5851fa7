"""Loads what people recorded beside the exports: control totals and decided links."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from recon.errors import ExportError
from recon.mapping import EXPORTED
from recon.systems.maestro.files import CONTROL_TOTALS
from recon.systems.maestro.manifest import MANIFEST
from recon.warehouse.database import Database
from recon.workspace.pulls import Pull
from recon.workspace.trail import entries

_LINKED = ("project", "supplier", "customer")
_TOTALS = ("entity", "rows", "amount")
_DECISION = (
    "entity",
    "maestro_code",
    "procore_id",
    "decided_by",
    "decided_on",
    "reason",
)


def load_control_totals(db: Database, pull: Pull) -> None:
    """Keep the control totals of a pull: of their own file, and of the manifest.

    Raises ExportError for an invalid one.
    """
    stated_of = pull.about.get("maestro", {}).get("stated", {})
    for entity, stated in stated_of.items():
        for measure in ("rows", "amount"):
            if stated.get(measure):
                amount = _stated(stated[measure], Path(MANIFEST), entity)
                _keep_total(db, entity, measure, amount)
    entry = next((e for e in pull.entries if e.entity == CONTROL_TOTALS), None)
    if entry is None:
        return
    known = tuple(entity.name for entity in EXPORTED)
    path = pull.folder / entry.files[0].path
    for number, row in _read(path, _TOTALS):
        _prove(row["entity"] in known, row["entity"], path, number, known)
        for measure in ("rows", "amount"):
            stated = (
                pull.about.get("maestro", {}).get("stated", {}).get(row["entity"], {})
            )
            if row[measure] and not stated.get(measure):
                stated = _stated(row[measure], path, number)
                _keep_total(db, row["entity"], measure, stated)


def _keep_total(db: Database, entity: str, measure: str, stated: str) -> None:
    """A total that people state counts before the one in a file's own last row."""
    db.execute(
        "delete from pull.control_total where entity = ? and measure = ?",
        [entity, measure],
    )
    db.execute(
        "insert into pull.control_total values (?, ?, ?)", [entity, measure, stated]
    )


def load_counts(db: Database, pull: Pull) -> None:
    """Keep how many rows each export has, beside the most that pulls before had."""
    about = pull.about.get("maestro", {})
    now, before = about.get("facts", {}), about.get("facts_before", {})
    for entity, counts in before.items():
        for measure, count in counts.items():
            if entity in now:
                db.execute(
                    "insert into pull.export_count values (?, ?, ?, ?)",
                    [entity, measure, count, now[entity].get(measure, 0)],
                )


def load_decisions(
    db: Database, path: Path, decided: Iterable[tuple[str, str, str, str, str]]
) -> None:
    """Keep the links people decided: those of the trail, then those of links.csv.

    Raises ExportError for an invalid row.
    """
    for entity, code, procore_id, who, on in decided:
        db.execute(
            "insert into link.decision values (?, ?, ?, ?, ?, 'in the trail', 0)",
            [entity, code, procore_id, who, on],
        )
    if not path.is_file():
        return
    for number, row in _read(path, _DECISION):
        _prove(row["entity"] in _LINKED, row["entity"], path, number, _LINKED)
        if not row["maestro_code"] or not row["procore_id"].isdecimal():
            raise ExportError(
                what="A decided link needs a maestro* code and a Procore id",
                where=f"{path.name}, row {number}",
                next_step="Fill maestro_code, and the digits of procore_id",
            )
        db.execute(
            "insert into link.decision values (?, ?, ?, ?, ?, ?, ?)",
            [*(row[column] for column in _DECISION), number],
        )


def _prove(
    is_known: bool, given: str, path: Path, number: int, known: tuple[str, ...]
) -> None:
    if not is_known:
        raise ExportError(
            what=f"{given!r} is not a list that this file can name",
            where=f"{path.name}, row {number}",
            next_step=f"Use one of: {', '.join(known)}",
        )


def _stated(written: str, path: Path, number: int | str) -> str:
    bare = "".join(written.split()).replace(",", ".")
    try:
        stated = Decimal(bare)
    except InvalidOperation:
        stated = Decimal("NaN")
    if not stated.is_finite():
        raise ExportError(
            what=f"{written!r} is not a valid control total",
            where=f"{path.name}, row {number}"
            if isinstance(number, int)
            else f"{path.name}, [{number}]",
            next_step="Write a number of rows, or an amount such as 1234,56",
        )
    return str(stated)


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a short table, semicolons or commas, as Excel saves it; no blank rows.

    Gives the number of each row, and its cells by the columns' names.
    """
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("windows-1252", errors="replace")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    missing = [column for column in columns if column not in (rows.fieldnames or ())]
    if missing:
        raise ExportError(
            what=f"The columns {', '.join(missing)} are missing",
            where=path.name,
            next_step=f"Give it the columns {', '.join(columns)}",
        )
    for row in rows:
        cells = {column: (row[column] or "").strip() for column in columns}
        if any(cells.values()):
            yield rows.line_num, cells


def links(path: Path) -> list[tuple[str, str, str, str, str]]:
    """Links that were decided by an applied fix.

    Gives entity, maestro* code, Procore id, who and the day.
    """
    found: dict[tuple[str, str], tuple[str, str, str, str, str]] = {}
    for entry in entries(path):
        facts = entry.facts
        is_done = facts.get("outcome") in ("applied", "already so")
        if entry.kind != "result" or not is_done:
            continue
        if facts.get("links") and facts["record"]:
            entity, code = facts["links"]
            day = entry.at[:10]
            found[entity, code] = (entity, code, facts["record"], entry.who, day)
        if facts.get("unlinks"):
            found.pop(tuple(facts["unlinks"]), None)
    return list(found.values())
