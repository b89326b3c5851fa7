"""Reads the records of a delimited text, also where a quote is never closed.

Every line that is not blank ends in a record or in a reject with its reason: a stray
quote costs its own line, and the lines after it are read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from recon.systems.maestro.export import Export, Reject, is_blank

# A cell of more lines than this is taken for a quote that was not closed.
_MOST_LINES = 500
_NOT_CLOSED = "a quote opens and is not closed on its row"
_MISPLACED = "a quote closes in the middle of a cell"


@dataclass(frozen=True)
class Record:
    """One row of a text: its number, and its cells or the reason it is rejected.

    `number` counts the header as 1, and blank rows too, as a spreadsheet shows it.
    `sheet` is empty but for the sheets after the first of a workbook; `field` names the
    mapped field of the cell that is the reason, where it is one cell.
    """

    number: int
    cells: list[str]
    reason: str | None
    text: str
    sheet: str = ""
    field: str = ""


def read_records(
    lines: list[str],
    delimiter: str,
    width: int,
    rejected: Mapping[int, str],
    unnamed: int = 0,
) -> Iterator[Record]:
    """Read the lines after a header; blank rows are left out, numbers count them.

    The last `unnamed` columns have no name: a row may be without them. Empty cells
    beyond the header are no cells.
    `rejected` gives the lines, by their place from 0, whose letters are not valid.
    """
    at, number = 0, 1
    while at < len(lines):
        number += 1
        text, size, cells, reason = _record(lines, at, delimiter, width)
        reason = next(
            (rejected[n] for n in range(at, at + size) if n in rejected), reason
        )
        at += size
        if is_blank(cells):
            continue
        if reason is None:
            cells = _fitted(cells, width, unnamed)
        if reason is None and len(cells) != width:
            reason = f"{len(cells)} cells; the header has {width}"
        yield Record(number, cells, reason, text)


def _fitted(cells: list[str], width: int, unnamed: int) -> list[str]:
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    if width - unnamed <= len(cells) < width:
        return cells + [""] * (width - len(cells))
    return cells


def _record(
    lines: list[str], at: int, delimiter: str, width: int
) -> tuple[str, int, list[str], str | None]:
    """The record that begins on a line: text, number of lines, cells, and reason."""
    line = lines[at]
    literal = line.split(delimiter)
    if '"' not in line:
        return line, 1, literal, None
    cells, problem = _parsed([line], delimiter)
    if problem is None:
        return line, 1, cells, None
    if problem == _MISPLACED:
        return line, 1, literal, _MISPLACED
    held = [line]
    for following in islice(lines, at + 1, at + _MOST_LINES):
        held.append(following)
        if '"' not in following:
            if _is_row(following, delimiter, width):
                break
            continue
        cells, problem = _parsed(held, delimiter)
        if problem is None:
            if len(cells) == width and not _swallows(held, delimiter, width):
                return "\n".join(held), len(held), cells, None
            break
        if problem == _MISPLACED or _is_row(following, delimiter, width):
            break
    return line, 1, literal, _NOT_CLOSED


def _parsed(lines: list[str], delimiter: str) -> tuple[list[str], str | None]:
    """The cells of one record, or why its quotes are not well placed."""
    text = [f"{line}\n" for line in lines[:-1]] + lines[-1:]
    try:
        rows = list(csv.reader(text, delimiter=delimiter, strict=True))
    except csv.Error as error:
        is_open = "unexpected end" in str(error)
        return [], _NOT_CLOSED if is_open else _MISPLACED
    return (rows[0] if rows else []), None if len(rows) == 1 else _NOT_CLOSED


def _is_row(line: str, delimiter: str, width: int) -> bool:
    """Whether a line alone is a row of the table, so that no cell may hold it."""
    if width < 2 or line.count('"') % 2:
        return False
    cells, problem = _parsed([line], delimiter)
    return problem is None and len(cells) == width


def _swallows(held: list[str], delimiter: str, width: int) -> bool:
    """Whether a record of several lines holds rows that a stray quote swallowed."""
    whole = [line.count(delimiter) == width - 1 for line in held]
    return width > 1 and whole[0] and any(whole[1:])


def number_rows(
    export: Export, records: Iterator[Record], target: Path
) -> tuple[int, tuple[Reject, ...]]:
    """Write the usable rows with their numbers as a table DuckDB reads as it is.

    Gives how many were written, and the rejects.
    """
    rejects: list[Reject] = []
    written = 0
    with target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(["row", "sheet", *export.header])
        for record in records:
            if record.reason is None:
                writer.writerow([record.number, record.sheet, *record.cells])
                written += 1
            else:
                shown = (record.number, record.text[:200], record.reason)
                place = (record.sheet, record.field)
                rejects.append(Reject(*shown, tuple(record.cells), *place))
    return written, tuple(rejects)
