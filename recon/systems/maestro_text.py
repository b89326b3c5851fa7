"""An export of maestro* understood: its letters, its delimiter, its columns.

A file that does not fit its profile stops the run with the reason; a row that does not
fit is a reject. Nothing is guessed a cell at a time.
"""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from recon.errors import ExportError
from recon.mapping import Entity
from recon.workspace.config import DATE_FORMATS, SERIAL, MaestroSide

WORKBOOKS = (".xlsx", ".xls")
_DELIMITERS = (";", "\t", ",", "|")
_CHUNK = 1 << 20
_DAY_ZERO = date(1899, 12, 30)


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
    if path.suffix.lower() in WORKBOOKS:
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
    if side.source != "files":  # there the mapping's own names are the contract
        known |= {_plain(field.name): field.name for field in entity.fields}
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
    dated = {field.name for field in entity.fields if field.kind == "date"}
    is_date = [name in dated for name in fields]
    export = Export(entity, work / f"{path.stem}.csv", ";", header, fields, "xlsx")
    dates = DATE_FORMATS[side.date_format] or "%Y-%m-%d"
    written = (
        (number, list(_cells(row, is_date, side.decimal, dates)))
        for number, row in enumerate(rows, start=2)
        if any(cell != "" for cell in row)
    )
    return _number(export, written, work)


def _cells(
    row: Sequence[object], is_date: list[bool], decimal: str, dates: str
) -> Iterator[str]:
    """Write cells as the profile would; a number in a date's column counts days."""
    for place, cell in enumerate(row):
        is_day = place < len(is_date) and is_date[place]
        is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
        if is_day and is_number and 0 < float(str(cell)) < 2_958_466:
            day = _DAY_ZERO + timedelta(days=int(float(str(cell))))
            yield _cell(day, decimal, dates)
        else:
            yield _cell(cell, decimal, dates)


def _cell(cell: object, decimal: str, dates: str) -> str:
    """Write a cell as the profile would: Excel holds 15 digits of a number."""
    if isinstance(cell, bool):
        return "O" if cell else "N"
    if isinstance(cell, (int, float)):
        return format(cell, ".15g").replace(".", decimal)
    if isinstance(cell, date):
        if dates == SERIAL:
            return str((date(cell.year, cell.month, cell.day) - _DAY_ZERO).days)
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
