"""An export of maestro* that is ready to load: its columns, and its rejected rows.

A file that does not fit its profile is not read, with the reason; a row that does not
fit is a reject. Nothing is guessed a cell at a time.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from recon.errors import ExportError
from recon.mapping import Entity
from recon.workspace.config import MaestroSide

WORKBOOKS = (".xlsx", ".xls")


@dataclass(frozen=True)
class Reject:
    """A row of an export that cannot be used, and why; `row` counts the header as 1.

    `cells` are what can be read of the row, in the order of the header's columns;
    `sheet` is empty but for the sheets after the first of a workbook; `field` is empty
    where the whole row is damaged.
    """

    row: int
    text: str
    reason: str
    cells: tuple[str, ...] = ()
    sheet: str = ""
    field: str = ""


@dataclass(frozen=True)
class Note:
    """Something to know about a file: a sheet, or another file, that was not read.

    A note with `is_doubt` puts the whole list in doubt; the others are for information.
    `rows` is the number of rows concerned, where it is known.
    """

    kind: Literal["sheet", "file", "title", "cut", "column"]
    text: str
    is_doubt: bool
    rows: int | None = None


@dataclass(frozen=True)
class Export:
    """An export ready to type: UTF-8 text, and what each of its columns is.

    `fields` gives the mapping's field name of each column, None where no field has
    that header. Where `is_numbered`, two columns more come first: row number and sheet.
    `skipped` lines stand above the header, and `has_gaps` says that blank rows stand
    between others. `counted` is the number of rows the file
    holds, header and blank rows left out, counted apart from the reader that loads
    them. `is_typed` values came as numbers and dates, not as a person's text.
    """

    entity: Entity
    path: Path
    delimiter: str
    header: tuple[str, ...]
    fields: tuple[str | None, ...]
    encoding: str
    counted: int
    is_numbered: bool = False
    is_typed: bool = False
    skipped: int = 0
    has_gaps: bool = False
    rejects: tuple[Reject, ...] = ()
    notes: tuple[Note, ...] = ()
    rejected_lines: tuple[tuple[int, str], ...] = ()


def match_header(
    entity: Entity, header: tuple[str, ...], side: MaestroSide, shown: str
) -> tuple[str | None, ...]:
    """Find the field of each column, by the profile's headers, then by the aliases.

    Raises ExportError for a field that two columns give, and for a missing column.
    """
    fields = fields_of(entity, header, side)
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


def fields_of(
    entity: Entity, header: tuple[str, ...], side: MaestroSide
) -> tuple[str | None, ...]:
    """The field that each column label names, None for a label nothing knows."""
    known = _aliases(entity)
    if side.source != "files":  # there the mapping's own names are the contract
        known |= {_plain(field.name): field.name for field in entity.fields}
    own = side.headers.get(entity.name, {})
    known.update({_plain(label): name for label, name in own.items()})
    return tuple(known.get(_plain(label)) for label in header)


def is_header(entity: Entity, cells: tuple[str, ...], side: MaestroSide) -> bool:
    """Whether a row of cells carries every column that the entity needs."""
    found = set(fields_of(entity, cells, side))
    return all(f.name in found for f in entity.fields if f.is_required)


def is_blank(cells: list[str] | tuple[str, ...]) -> bool:
    """Whether no cell of a row holds anything but blanks: such a row is no row."""
    return not any(cell.strip() for cell in cells)


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
    bare = "".join(c for c in label if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", bare).casefold().split())
