"""Prepares a workbook export: reads every sheet that has the column names.

Sheets that are not read are named, hidden ones too. A cell that shows no value, an
error or a number that Excel cut makes its row a reject; cells that are merged down
count for every row that they cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from recon.errors import ExportError
from recon.mapping import Entity
from recon.systems.maestro.export import (
    Export,
    Note,
    fields_of,
    is_blank,
    is_header,
    match_header,
)
from recon.systems.maestro.records import Record, number_rows
from recon.systems.maestro.survey import Sheet, survey
from recon.workspace.config import DATE_FORMATS, SERIAL, MaestroSide

_DAY_ZERO = date(1899, 12, 30)
_MOST_TITLES = 30
_MERGED = "a cell that is merged with the one before it"


@dataclass(frozen=True)
class _Table:
    """A sheet that is read: its rows, the place of its header, and its columns.

    `places` gives, for each column of the export's header, the sheet's own column, and
    `fields` what the mapping calls it, None where it does not know it.
    """

    sheet: Sheet
    rows: list[list[object]]
    head: int
    places: tuple[int, ...]
    fields: tuple[str | None, ...]


def ready_workbook(entity: Entity, path: Path, side: MaestroSide, work: Path) -> Export:
    """Read each sheet that carries the column names into one numbered text file.

    Raises ExportError for a file that is not a workbook and for missing columns.
    """
    sheets = survey(path)
    found = list(zip(sheets, _values(path, sheets), strict=True))
    heads = [_head(entity, rows, side) for _, rows in found]
    main = next((n for n, head in enumerate(heads) if head is not None), None)
    header = _labels(found[main or 0][1], heads[main or 0] or 0) if found else ()
    fields = match_header(entity, header, side, path.name)
    tables = [
        _Table(
            sheet,
            rows,
            head,
            _places(entity, rows[head], header, fields, side),
            fields,
        )
        for (sheet, rows), head in zip(found, heads, strict=True)
        if head is not None
    ]
    dated = {field.name for field in entity.fields if field.kind == "date"}
    form = _Form(side, tuple(name in dated for name in fields))
    counted = sum(len(_data_rows(table)) for table in tables)
    target = work / f"{path.stem}.numbered.csv"
    export = Export(
        entity,
        target,
        ";",
        header,
        fields,
        path.suffix[1:].lower(),
        counted,
        is_numbered=True,
        notes=tuple(_notes(path, found, tables, len(header))),
    )
    records = (
        record
        for place, table in enumerate(tables)
        for record in _records(table, "" if place == 0 else table.sheet.name, form)
    )
    _, rejects = number_rows(export, records, target)
    return Export(**{**vars(export), "rejects": rejects})


def _values(path: Path, sheets: list[Sheet]) -> Iterator[list[list[object]]]:
    """The cells of each sheet; those merged with another show its value."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for sheet in sheets:
            table = workbook.get_sheet_by_name(sheet.name)
            rows: list[list[object]] = [
                list(row) for row in table.to_python(skip_empty_area=False)
            ]
            for (top, left), (bottom, right) in table.merged_cell_ranges or ():
                _fill(rows, sheet, top, left, bottom)
                for row in range(top, bottom + 1):
                    for column in range(left + 1, right + 1):
                        if row in sheet.rows:
                            sheet.rejected.setdefault((row, column), _MERGED)
            yield rows
    except (CalamineError, OSError) as error:
        raise ExportError(
            what=f"The workbook cannot be opened: {error}",
            where=path.name,
            next_step="Open it in Excel and save it again as .xlsx",
        ) from None


def _fill(
    rows: list[list[object]], sheet: Sheet, top: int, left: int, bottom: int
) -> None:
    """Give a value that is merged downwards to each row that it covers."""
    for row in range(top + 1, min(bottom + 1, len(rows))):
        is_row = any(cell != "" for cell in rows[row])
        if is_row and left < len(rows[row]) and top < len(rows):
            rows[row][left] = rows[top][left]
            if (top, left) in sheet.rejected:
                sheet.rejected[row, left] = sheet.rejected[top, left]


def _head(entity: Entity, rows: list[list[object]], side: MaestroSide) -> int | None:
    """The place of the row with the column names, None for a sheet without one."""
    for place, row in enumerate(rows[:_MOST_TITLES]):
        if is_header(entity, tuple(str(cell).strip() for cell in row), side):
            return place
    return None


def _labels(rows: list[list[object]], head: int) -> tuple[str, ...]:
    """The column names, without the empty cells after the last of them."""
    labels = [str(cell).strip() for cell in (rows[head] if head < len(rows) else [])]
    while labels and not labels[-1]:
        labels.pop()
    return tuple(labels)


def _places(
    entity: Entity,
    row: Sequence[object],
    header: tuple[str, ...],
    fields: tuple[str | None, ...],
    side: MaestroSide,
) -> tuple[int, ...]:
    """Where a sheet has each column of the export; -1 where it has none."""
    labels = tuple(str(cell).strip() for cell in row)
    if labels[: len(header)] == header:
        return tuple(range(len(header)))
    own = fields_of(entity, labels, side)
    found = []
    for label, name in zip(header, fields, strict=True):
        wanted = name if name is not None else label
        known: Sequence[str | None] = own if name is not None else labels
        found.append(known.index(wanted) if wanted in known else -1)
    return tuple(found)


def _data_rows(table: _Table) -> list[int]:
    """The rows that hold something below the column names, by the survey's count."""
    return sorted(row for row in table.sheet.rows if row > table.head)


@dataclass(frozen=True)
class _Form:
    """How cells are written: as a person would under the profile's convention."""

    side: MaestroSide
    is_date: tuple[bool, ...]

    def write(self, value: object, place: int) -> str:
        """A cell as text; a number in a date's column counts days."""
        dates = DATE_FORMATS[self.side.date_format] or "%Y-%m-%d"
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if self.is_date[place] and is_number and 0 < float(str(value)) < 2_958_466:
            value = _DAY_ZERO + timedelta(days=int(float(str(value))))
        return _cell(value, self.side.decimal, dates)


def _cell(cell: object, decimal: str, dates: str) -> str:
    """Write a cell as the profile would: Excel holds 15 digits of a number."""
    if isinstance(cell, bool):
        return "O" if cell else "N"
    if isinstance(cell, (int, float)):
        return format(cell, ".15g").replace(".", decimal)
    if isinstance(cell, date):
        if dates == SERIAL:
            day = cell.date() if isinstance(cell, datetime) else cell
            return str((day - _DAY_ZERO).days)
        return cell.strftime(dates)
    return str(cell)


def _records(table: _Table, sheet: str, form: _Form) -> Iterator[Record]:
    reasons_of: dict[int, dict[int, str]] = {}
    for (row, column), why in table.sheet.rejected.items():
        reasons_of.setdefault(row, {})[column] = why
    for row in _data_rows(table):
        values: list[Any] = table.rows[row] if row < len(table.rows) else []
        cells = [
            form.write(values[place], n) if 0 <= place < len(values) else ""
            for n, place in enumerate(table.places)
        ]
        rejected = reasons_of.get(row, {})
        known = zip(table.places, table.fields, strict=True)
        field, reason = next(
            ((f, rejected[c]) for c, f in known if f is not None and c in rejected),
            ("", None),
        )
        if reason is None and is_blank(cells) and not rejected:
            reason = "values only in columns without a name"
        text = ";".join(cells)
        if field:
            text = cells[table.fields.index(field)]
        yield Record(row + 1, cells, reason, text, sheet, field)


def _notes(
    path: Path,
    found: list[tuple[Sheet, list[list[object]]]],
    tables: list[_Table],
    width: int,
) -> Iterator[Note]:
    """What of a workbook is not read, and what was read though it is hidden."""
    read = {id(table.sheet) for table in tables}
    for sheet, _ in found:
        rows, hidden = len(sheet.rows), ", hidden" if sheet.is_hidden else ""
        named = f"{path.name}: sheet {sheet.name!r} ({rows} rows{hidden})"
        if id(sheet) not in read and rows:
            message = f"{named} has no column names and was not read"
            yield Note("sheet", message, is_doubt=sheet.width >= width > 0, rows=rows)
        elif id(sheet) in read and hidden:
            yield Note("sheet", f"{named} was read", is_doubt=False, rows=rows)
    for table in tables:
        if table.head:
            message = f"{path.name}: {table.head} rows above the column names"
            yield Note("title", message, is_doubt=False, rows=table.head)
