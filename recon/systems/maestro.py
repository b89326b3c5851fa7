"""maestro* exports: found, copied into the pull as received, made ready to type.

Nothing is ever written to maestro*. A file that does not fit its profile stops the
run with the reason; a row that does not fit is a reject.
"""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from recon.errors import ExportError
from recon.mapping import EXPORTED, Entity
from recon.workspace.config import DATE_FORMATS, MaestroSide
from recon.workspace.pulls import Entry, Pull, now

CONTROL_TOTALS = "control_totals"
_ENDINGS = (".csv", ".txt", ".xlsx")
_DELIMITERS = (";", "\t", ",", "|")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Reject:
    """A row of an export that cannot be used, and why; `row` counts the header as 1."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True)
class Export:
    """An export ready to type: UTF-8 text, and what each of its columns is.

    `fields` gives the mapping's field name of each column, None where no field has
    that header. Where `is_numbered`, a first column more gives the row number.
    """

    entity: Entity
    path: Path
    delimiter: str
    header: tuple[str, ...]
    fields: tuple[str | None, ...]
    encoding: str
    is_numbered: bool = False
    rejects: tuple[Reject, ...] = ()


def pull_maestro(folder: Path, side: MaestroSide, pull: Pull, work: Path) -> None:
    """Copy each entity's export into the pull, after its header was understood.

    Raises ExportError for a folder without exports and for a file that cannot be
    read as the profile says. An entity without a file is recorded as not pulled.
    """
    found = find_exports(folder, side)
    if not found:
        raise ExportError(
            what="No maestro* export was found",
            where=str(folder),
            next_step="Put one file an entity there, such as fournisseurs.csv, or name "
            "the files in recon.toml [maestro.files]",
        )
    pull.about["maestro"] = {"environment": side.environment}
    for entity in EXPORTED:
        path = found.get(entity.name)
        started = now()
        if path is None:
            missing = f"no export; looked for {', '.join(entity.files)}"
            pull.entries.append(
                Entry(
                    "maestro",
                    entity.name,
                    None,
                    "-",
                    started,
                    now(),
                    None,
                    None,
                    False,
                    missing,
                )
            )
            continue
        ready_export(entity, path, side, work)
        _copy(pull, entity.name, path, started)
    totals = _first_existing(folder, (CONTROL_TOTALS,))
    if totals is not None:
        _copy(pull, CONTROL_TOTALS, totals, now())


def find_exports(folder: Path, side: MaestroSide) -> dict[str, Path]:
    """The export file of each entity: as recon.toml names it, else by its usual name.

    Raises ExportError where a named file is absent.
    """
    found: dict[str, Path] = {}
    for entity in EXPORTED:
        named = side.files.get(entity.name)
        path = (
            _first_existing(folder, entity.files) if named is None else folder / named
        )
        if named is not None and not (folder / named).is_file():
            raise ExportError(
                what=f"The export of {entity.title.lower()} is not there: {named}",
                where=str(folder),
                next_step="Put it there, or correct [maestro.files] in recon.toml",
            )
        if path is not None:
            found[entity.name] = path
    return found


def ready_export(entity: Entity, path: Path, side: MaestroSide, work: Path) -> Export:
    """Understand an export's encoding, delimiter and header.

    Work files go into `work`. Raises ExportError for an empty file, letters that are
    not of the encoding, a header that names a field twice, and a missing column.
    """
    if path.stat().st_size == 0:
        raise ExportError(
            what="The export is empty: it has not even a header",
            where=path.name,
            next_step="Export the list again from maestro*",
        )
    if path.suffix.lower() == ".xlsx":
        return _ready_workbook(entity, path, side, work)
    text, encoding = _to_utf8(path, side.encoding, work)
    delimiter, header = _read_header(text, path.name, side.delimiter)
    fields = match_header(entity, header, side, path.name)
    return Export(entity, text, delimiter, header, fields, encoding)


def renumber(export: Export, work: Path) -> Export:
    """Number the rows of an export that has rows too short or too long.

    Those rows become rejects; the others go to a file that DuckDB reads as it is.
    """
    with export.path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream, delimiter=export.delimiter)
        next(rows)
        return _number(export, enumerate(rows, start=2), work)


def match_header(
    entity: Entity, header: tuple[str, ...], side: MaestroSide, shown: str
) -> tuple[str | None, ...]:
    """Find the field of each column, by the profile's headers, then by the aliases."""
    known = _aliases(entity)
    own = side.headers.get(entity.name, {})
    known.update({_plain(label): name for label, name in own.items()})
    fields = tuple(known.get(_plain(label)) for label in header)
    for name in (name for name in fields if name is not None):
        columns = [
            lab for lab, field in zip(header, fields, strict=True) if field == name
        ]
        if len(columns) > 1:
            raise ExportError(
                what=f"Two columns give the same field, {name}: {', '.join(columns)}",
                where=shown,
                next_step="Remove one column, or name the right one in recon.toml "
                f"[maestro.headers.{entity.name}]",
            )
    for field in entity.fields:
        if field.is_required and field.name not in fields:
            raise ExportError(
                what=f"The column {field.maestro!r} is missing",
                where=f"{shown}; its columns: {', '.join(header)}",
                next_step="Add the column to the list in maestro*, or name it in "
                f"recon.toml [maestro.headers.{entity.name}]",
            )
    return fields


def _aliases(entity: Entity) -> dict[str, str]:
    """Labels first; a field's own name counts where no label says the same."""
    aliases: dict[str, str] = {}
    for field in entity.fields:
        for label in (field.maestro or field.name, *field.headers):
            aliases.setdefault(_plain(label), field.name)
    for field in entity.fields:
        aliases.setdefault(_plain(field.name), field.name)
    return aliases


def _plain(label: str) -> str:
    return " ".join(unicodedata.normalize("NFC", label).casefold().split())


def _first_existing(folder: Path, stems: tuple[str, ...]) -> Path | None:
    wanted = {unicodedata.normalize("NFC", stem) for stem in stems}
    if not folder.is_dir():
        return None
    for path in sorted(folder.iterdir()):
        stem = unicodedata.normalize("NFC", path.stem).casefold()
        if stem in wanted and path.suffix.lower() in _ENDINGS:
            return path
    return None


def _copy(pull: Pull, entity: str, path: Path, started: str) -> None:
    name = f"maestro/{entity}{path.suffix.lower()}"
    file = pull.copy(name, path)
    exported = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    request = f"{path.name}, exported {exported:%Y-%m-%dT%H:%M:%SZ}"
    pull.entries.append(
        Entry(
            "maestro",
            entity,
            None,
            request,
            started,
            now(),
            None,
            None,
            True,
            None,
            (file,),
        )
    )


def _to_utf8(path: Path, encoding: str, work: Path) -> tuple[Path, str]:
    tried = ("utf-8", "windows-1252") if encoding == "auto" else (encoding,)
    target = work / f"{path.stem}.utf-8.csv"
    for name in tried:
        damage = _transcode(path, name, target)
        if damage is None:
            return target, name
    at, byte = damage or (0, 0)
    raise ExportError(
        what=f"The letters are not {tried[-1]}: byte {at} is 0x{byte:02x}",
        where=path.name,
        next_step="Set the encoding of the export in recon.toml [maestro]",
    )


def _transcode(path: Path, encoding: str, target: Path) -> tuple[int, int] | None:
    """Write the text as UTF-8; give the place and value of a byte that is not text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    at = 0
    with (
        path.open("rb") as source,
        target.open("w", encoding="utf-8", newline="") as sink,
    ):
        while True:
            chunk = source.read(_CHUNK)
            held = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return at - held + error.start, error.object[error.start]
            if "\ufffd" in text or "\0" in text:
                raise ExportError(
                    what="Letters were lost when this file was written: it holds "
                    "replacement or null characters",
                    where=path.name,
                    next_step="Export the list again, as Excel or as UTF-8 text",
                )
            sink.write(text.removeprefix("\ufeff") if at == 0 else text)
            if not chunk:
                return None
            at += len(chunk)


def _read_header(path: Path, shown: str, delimiter: str) -> tuple[str, tuple[str, ...]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
    if not first.strip():
        raise ExportError(
            what="The first line is empty; it must hold the column names",
            where=shown,
            next_step="Remove what stands above the column names",
        )
    if delimiter == "auto":
        delimiter = max(_DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter))
    return delimiter, tuple(label.strip() for label in header)


def _ready_workbook(
    entity: Entity, path: Path, side: MaestroSide, work: Path
) -> Export:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        rows: Iterator[Sequence[object]] = iter(
            workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
        )
    except (CalamineError, OSError) as error:
        raise ExportError(
            what=f"The workbook cannot be opened: {error}",
            where=path.name,
            next_step="Open it in Excel and save it again as .xlsx",
        ) from None
    header = tuple(str(cell).strip() for cell in next(rows, []))
    fields = match_header(entity, header, side, path.name)
    export = Export(entity, work / f"{path.stem}.csv", ";", header, fields, "xlsx")
    dates = DATE_FORMATS[side.date_format] or "%Y-%m-%d"
    written = (
        (number, [_cell(cell, side.decimal, dates) for cell in row])
        for number, row in enumerate(rows, start=2)
        if any(cell != "" for cell in row)
    )
    return _number(export, written, work)


def _cell(cell: object, decimal: str, dates: str) -> str:
    """Write a cell as the profile would: Excel holds 15 digits of a number."""
    if isinstance(cell, bool):
        return "O" if cell else "N"
    if isinstance(cell, (int, float)):
        return format(cell, ".15g").replace(".", decimal)
    if isinstance(cell, date):
        return cell.strftime(dates)
    return str(cell)


def _number(
    export: Export, rows: Iterator[tuple[int, list[str]]], work: Path
) -> Export:
    target = work / f"{export.entity.name}.numbered.csv"
    width = len(export.header)
    rejects: list[Reject] = []
    with target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(["row", *export.header])
        for number, row in rows:
            if len(row) == width:
                writer.writerow([number, *row])
            elif row:
                reason = f"{len(row)} cells; the header has {width}"
                rejects.append(Reject(number, export.delimiter.join(row)[:200], reason))
    return replace(
        export, path=target, delimiter=";", is_numbered=True, rejects=tuple(rejects)
    )
