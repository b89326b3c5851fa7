"""Read a drawn table of discrepancies: its rows in order, each by its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
_BAR = re.compile(r"(?<!\\)\|")  # a bar that belongs to a value is written \|
_RECORDS = ("record", "given", "maestro*", "Procore")
_FINDINGS = (
    "rule",
    "severity",
    "entity",
    "project",
    "key",
    "field",
    "maestro*",
    "Procore",
    "difference",
)


@dataclass(frozen=True)
class TableRow:
    """A row of a table: where it stands, and its filled cells by column."""

    place: str
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        """What a column holds; nothing where the table has no such column."""
        return self.cells.get(column, "")


def read_tables(subject: str) -> Iterator[TableRow]:
    """The rows of a subject's file, table after table."""
    path = _FOLDER / f"{subject}.txt"
    yield from read_rows(path.read_text(encoding="utf-8"), path.name)


def read_rows(text: str, name: str) -> Iterator[TableRow]:
    """The rows of the tables in a text. Raises ValueError for a wrong head or row.

    Columns are parted by `|`, and a blank line ends a table, so that the next line is
    the head of another. A line that starts with `#` is a remark.
    """
    head: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        place = f"{name}, line {number}"
        cells = [cell.replace("\\|", "|").strip() for cell in _BAR.split(line)]
        if not line.strip():
            head = []
        elif not head:
            head = cells
            if not any(set(head) <= set(known) for known in (_RECORDS, _FINDINGS)):
                raise ValueError(f"{place}: a head has {_RECORDS} or {_FINDINGS}")
        elif len(cells) > len(head):
            raise ValueError(f"{place}: more cells than the head has columns")
        else:
            filled = zip(head, cells, strict=False)
            yield TableRow(place, {column: cell for column, cell in filled if cell})


def pairs(cell: str) -> dict[str, str]:
    """The `name=value` pairs of a cell, parted by semicolons; a word has no value."""
    parts = (part.partition("=") for part in cell.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in parts}
