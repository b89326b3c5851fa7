"""maestro* read into a pull: from exports, by SQL, or through an HTTP gateway.

All three land as files of the same shape. Nothing is ever written to maestro*.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import httpx

from recon.errors import ExportError
from recon.mapping import EXPORTED, Entity
from recon.systems.maestro.export import Export
from recon.systems.maestro.files import (
    CONTROL_TOTALS,
    candidates_of,
    find_exports,
    notes_of,
    ready_export,
)
from recon.systems.maestro.gateway import pull_gateway, write_rows
from recon.systems.maestro.manifest import MANIFEST, Stated, read_stated
from recon.systems.maestro.sql import pull_sql
from recon.systems.maestro.text import number_text
from recon.systems.rate_limiter import Clock
from recon.workspace import Workspace
from recon.workspace.config import MaestroSide
from recon.workspace.journal import Journal
from recon.workspace.pulls import Pull, PulledFile, PulledList, now

# How rows are written that did not come as a person's export.
_CANONICAL = {
    "encoding": "utf-8",
    "delimiter": ";",
    "decimal": ".",
    "date_format": "AAAA-MM-JJ",
}
_AT_ONCE = 10_000
# What of a row is counted, so that a list that lost a kind of row is noticed.
_COUNTED = {
    "project": ("status", None),
    "project_cost": ("transaction_type", ("?", "@")),
}


def pull_maestro(
    workspace: Workspace,
    pull: Pull,
    journal: Journal,
    work: Path,
    *,
    transport: httpx.BaseTransport | None = None,
    clock: Clock | None = None,
) -> None:
    """Read maestro* from where recon.toml says, and count what was read.

    Raises ExportError for a source that cannot be read at all. An entity that the
    source does not give is recorded as not pulled, and one whose export does not fit
    its profile as not read.
    """
    side = workspace.config.maestro
    about: dict[str, Any] = {"environment": side.environment, "source": side.source}
    pull.about["maestro"] = about
    if side.source == "sql":
        pull_sql(workspace.folder, side, pull)
    elif side.source == "gateway":
        pull_gateway(side, pull, journal, transport, clock)
    else:
        about["stated"] = _pull_files(workspace.exports, side, pull)
    about["facts"], about["unread"] = {}, {}
    for entity in EXPORTED:
        try:
            export = export_of(entity, pull, side, work)
        except ExportError as error:
            # The bytes are kept: once the profile is right, a check reads them.
            about["unread"][entity.name] = str(error)
            continue
        if export is not None:
            about["facts"][entity.name] = counts_of(export, work)


def export_of(
    entity: Entity, pull: Pull, side: MaestroSide, work: Path
) -> Export | None:
    """What a pull has of an entity, ready to type; None where it has nothing.

    Raises ExportError for a file that cannot be read as its profile says.
    """
    entry = next(
        (e for e in pull.entries if (e.system, e.entity) == ("maestro", entity.name)),
        None,
    )
    if entry is None or not entry.files:
        return None
    own = side_of(pull, side, entity.name)
    paths = [pull.place(file) for file in entry.files]
    if paths[0].suffix == ".json":
        paths = [_table(entity, paths, work)]
    return ready_export(entity, paths[0], own, work)


def side_of(pull: Pull, side: MaestroSide, entity: str) -> MaestroSide:
    """The convention in which a pull has an entity."""
    about = pull.about.get("maestro", {})
    if about.get("source", "files") != "files":
        return side.model_copy(update=_CANONICAL)
    return side.of(entity, about.get("stated", {}).get(entity))


def _pull_files(folder: Path, side: MaestroSide, pull: Pull) -> Stated:
    """Copy each entity's export into the pull; give what its manifest states."""
    stated = read_stated(folder / MANIFEST)
    found = find_exports(folder, side, stated)
    if not found:
        raise ExportError(
            what="No maestro* export was found",
            where=str(folder),
            next_step="Put one file an entity there, such as fournisseurs.csv, or name "
            "the files in recon.toml [maestro.files]",
        )
    notes: dict[str, list[dict[str, Any]]] = {}
    for entity in EXPORTED:
        one = found.get(entity.name)
        if one is None:
            reason = f"no export; looked for {', '.join(entity.files)}"
            pull.entries.append(_entry(entity.name, "-", now(), reason))
            continue
        exported = stated.get(entity.name, {}).get("exported")
        _copy(pull, entity.name, one.path, exported)
        if one.others:
            notes[entity.name] = [asdict(note) for note in notes_of(one)]
    pull.about["maestro"]["notes"] = notes
    totals = next(candidates_of(folder, (CONTROL_TOTALS,)), None)
    if totals is not None:
        _copy(pull, CONTROL_TOTALS, totals, None)
    return stated


def _copy(pull: Pull, entity: str, path: Path, exported: str | None) -> None:
    started = now()
    file = pull.copy(f"maestro/{entity}{path.suffix.lower()}", path)
    if exported is None:
        modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        exported = f"{modified:%Y-%m-%dT%H:%M:%SZ}"
    request = f"{path.name}, exported {exported}"
    pull.entries.append(_entry(entity, request, started, None, file))


def _entry(
    entity: str, request: str, started: str, reason: str | None, *files: PulledFile
) -> PulledList:
    is_complete = reason is None
    return PulledList(
        "maestro",
        entity,
        None,
        request,
        started,
        now(),
        None,
        None,
        is_complete,
        reason,
        files,
    )


def _table(entity: Entity, pages: list[Path], work: Path) -> Path:
    target = work / f"{entity.name}.pages.csv"
    write_rows(pages, target)
    return target


def counts_of(export: Export, work: Path) -> dict[str, int]:
    """How many rows an export has, of the kinds people leave out by mistake, and how
    many rows have a value in each column the mapping knows.
    """
    if not export.is_numbered:
        try:
            counts = _counted(export)
            if counts.pop("read") == counts["rows"]:
                return counts
        except csv.Error:
            pass
        export = number_text(export, work)
    counts = _counted(export)
    del counts["read"]
    return counts


def _counted(export: Export) -> dict[str, int]:
    """The counts of a text as its quotes stand, and how many rows were `read`."""
    read = 0
    counted, only = _COUNTED.get(export.entity.name, (None, None))
    kinds: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    before = 2 if export.is_numbered else 0
    fields = [(n + before, f) for n, f in enumerate(export.fields) if f is not None]
    with export.path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, delimiter=export.delimiter, strict=True)
        for _ in range(export.skipped + 1):
            next(reader, None)
        while rows := list(islice(reader, _AT_ONCE)):
            read += sum(any(cell.strip() for cell in row) for row in rows)
            columns = list(zip_longest(*rows, fillvalue=""))
            for place, field in fields:
                cells = columns[place] if place < len(columns) else ()
                filled[field] += len(cells) - cells.count("")
                if field == counted:
                    kinds.update(cell.strip() for cell in cells)
    chosen = {k: n for k, n in sorted(kinds.items()) if only is None or k in only}
    return {
        "read": read,
        "rows": export.counted,
        **{f"{counted} {kind}": n for kind, n in chosen.items() if kind},
        **{f"column {field}": filled[field] for _, field in fields},
    }
