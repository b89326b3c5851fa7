"""What an export may suffer as a text file, and what may then be lost or said of it."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.gates.exported import Table, written

# Nothing is lost and nothing is doubted; or only the value of a text is another one; or
# the rows that were touched may be lost or changed, and each loss is said.
HARMLESS, LETTERS, DAMAGED = "harmless", "letters", "damaged"


@dataclass(frozen=True)
class Made:
    """One damage: the files to write (None: to delete), and the rows it touches.

    `is_blind`: the codes of the rows it touches cannot be trusted any more.
    `letters`: of these rows only the value of a text is another one.
    `is_outside`: the file itself shows nothing; only an earlier pull or a control
    total can tell.
    """

    files: dict[str, bytes | None]
    effect: str
    touched: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()
    is_blind: bool = False
    is_outside: bool = False


Make = Callable[[Table, Random], Made | None]
TEXT: dict[str, Make] = {}


def kind(make: Make) -> Make:
    """Enter a damage under its name."""
    TEXT[make.__name__.replace("_", " ")] = make
    return make


def as_file(
    table: Table, content: bytes, effect: str, touched: Iterable[int] = (), **more: Any
) -> Made:
    """The list as one text file in the place of the one that stood there."""
    files: dict[str, bytes | None] = {table.file: None}
    files[f"{table.stem}.csv"] = content
    return Made(files, effect, frozenset(touched), **more)


def lines_of(table: Table) -> list[str]:
    """The lines of the text file, the column names first, without line ends."""
    return [";".join(map(quoted, row)) for row in [table.labels, *table.rows]]


def encoded(lines: list[str], end: str = "\r\n") -> bytes:
    return "".join(line + end for line in lines).encode("windows-1252")


def everything(table: Table) -> range:
    return range(len(table.rows))


def quoted(cell: str) -> str:
    """A cell as it stands in the file: quoted where it must be."""
    if any(letter in cell for letter in ';"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def with_cell(
    table: Table, row: int, place: int, cell: str, *, is_raw: bool = False
) -> bytes:
    """The file with another text in one cell; a raw one is not quoted."""
    lines = lines_of(table)
    cells = [quoted(text) for text in table.rows[row]]
    cells[place] = cell if is_raw else quoted(cell)
    lines[row + 1] = ";".join(cells)
    return encoded(lines)


def a_cell(table: Table, chance: Random, kinds: str, least: int = 1) -> tuple[int, int]:
    """A cell of some kinds that holds at least some letters, or (-1, -1)."""
    places = table.places(kinds)
    for _ in range(60):
        row = chance.randrange(len(table.rows))
        place = chance.choice(places) if places else -1
        if place >= 0 and len(table.rows[row][place]) >= least:
            return row, place
    return -1, -1


# Quotes.


@kind
def quote_opens_a_cell(table: Table, chance: Random) -> Made | None:
    row, place = a_cell(table, chance, "kctsaqdy")
    content = with_cell(table, row, place, '"' + table.rows[row][place], is_raw=True)
    return as_file(table, content, DAMAGED, {row}, is_blind=True)


def _letter(table: Table, row: int, place: int, cell: str) -> Made:
    held = table.columns[place].kind
    content = with_cell(table, row, place, cell, is_raw=True)
    if held in "ts":
        return as_file(table, content, LETTERS, {row})
    return as_file(table, content, DAMAGED, {row}, is_blind=held == "k")


@kind
def quote_inside_a_cell(table: Table, chance: Random) -> Made | None:
    row, place = a_cell(table, chance, "kctsaqdy", 2)
    if row < 0:
        return None
    cell = table.rows[row][place]
    at = chance.randrange(1, len(cell))
    return _letter(table, row, place, f'{cell[:at]}"{cell[at:]}')


@kind
def quote_ends_a_cell(table: Table, chance: Random) -> Made | None:
    row, place = a_cell(table, chance, "kctsaqdy")
    return _letter(table, row, place, table.rows[row][place] + '"')


@kind
def quote_closes_too_early(table: Table, chance: Random) -> Made | None:
    row, place = a_cell(table, chance, "kctsaqdy", 2)
    if row < 0:
        return None
    cell = table.rows[row][place]
    at = chance.randrange(1, len(cell))
    content = with_cell(table, row, place, f'"{cell[:at]}"{cell[at:]}', is_raw=True)
    return as_file(table, content, DAMAGED, {row}, is_blind=True)


@kind
def quotes_in_two_rows(table: Table, chance: Random) -> Made | None:
    if len(table.rows) < 3:
        return None
    first = chance.randrange(len(table.rows) - 1)
    last = min(first + chance.randint(1, 6), len(table.rows) - 1)
    lines = lines_of(table)
    letters: set[int] = set()
    for row, is_open in ((first, True), (last, False)):
        cells = list(table.rows[row])
        place = chance.randrange(len(cells))
        cells[place] = '"' + cells[place] if is_open else cells[place] + '"'
        lines[row + 1] = ";".join(cells)
        if not is_open and table.columns[place].kind in "ts":
            letters = {last} - {first}
    return as_file(
        table,
        encoded(lines),
        DAMAGED,
        {first, last},
        is_blind=True,
        letters=frozenset(letters),
    )


@kind
def cells_quoted_as_they_should_be(table: Table, chance: Random) -> Made | None:
    chosen = set(chance.sample(everything(table), k=max(1, len(table.rows) // 3)))
    lines = lines_of(table)
    for row in chosen:
        lines[row + 1] = ";".join(
            '"' + cell.replace('"', '""') + '"' for cell in table.rows[row]
        )
    return as_file(table, encoded(lines), HARMLESS)


@kind
def line_break_in_a_quoted_cell(table: Table, chance: Random) -> Made | None:
    row, place = a_cell(table, chance, "t", 3)
    if row < 0:
        return None
    cell = table.rows[row][place]
    end = chance.choice(("\r\n", "\n"))
    at = chance.randrange(1, len(cell))
    return as_file(
        table, with_cell(table, row, place, cell[:at] + end + cell[at:]), LETTERS, {row}
    )


# Delimiters.


@kind
def delimiter_inserted(table: Table, chance: Random) -> Made | None:
    row = chance.randrange(len(table.rows))
    lines = lines_of(table)
    line = lines[row + 1]
    at = chance.randrange(len(line))
    lines[row + 1] = f"{line[:at]};{line[at:]}"
    return as_file(table, encoded(lines), DAMAGED, {row}, is_blind=True)


@kind
def delimiter_at_the_end_of_rows(table: Table, chance: Random) -> Made | None:
    share = chance.choice((0.0, 0.3, 1.0))
    head, *rest = lines_of(table)
    rest = [line + ";" * (chance.random() <= share) for line in rest]
    return as_file(table, encoded([head + ";" * chance.randint(0, 1), *rest]), HARMLESS)


@kind
def delimiter_removed(table: Table, chance: Random) -> Made | None:
    row = chance.randrange(len(table.rows))
    lines = lines_of(table)
    places = [n for n, letter in enumerate(lines[row + 1]) if letter == ";"]
    at = chance.choice(places)
    lines[row + 1] = lines[row + 1][:at] + lines[row + 1][at + 1 :]
    return as_file(table, encoded(lines), DAMAGED, {row}, is_blind=True)


@kind
def another_delimiter_in_a_row(table: Table, chance: Random) -> Made | None:
    row = chance.randrange(len(table.rows))
    other = chance.choice((",", "\t", "|"))
    lines = lines_of(table)
    line = lines[row + 1]
    count = chance.choice((1, line.count(";")))
    lines[row + 1] = line.replace(";", other, count)
    return as_file(table, encoded(lines), DAMAGED, {row}, is_blind=True)


@kind
def another_delimiter_in_the_file(table: Table, chance: Random) -> Made | None:
    other = chance.choice((",", "\t", "|"))
    text = written([table.labels, *table.rows], delimiter=other)
    return as_file(table, text.encode("windows-1252"), HARMLESS)


# Line ends, and files that end too early.


@kind
def line_ends_of_another_kind(table: Table, chance: Random) -> Made | None:
    end = chance.choice(("\r", "\n", "\r\r\n", "\n\r", "\r\n\r\n"))
    return as_file(table, encoded(lines_of(table), end), HARMLESS)


@kind
def line_ends_mixed(table: Table, chance: Random) -> Made | None:
    ends = ("\r", "\n", "\r\n")
    text = "".join(line + chance.choice(ends) for line in lines_of(table))
    return as_file(table, text.encode("windows-1252"), HARMLESS)


@kind
def line_end_missing(table: Table, chance: Random) -> Made | None:
    if len(table.rows) < 2:
        return None
    row = chance.randrange(len(table.rows) - 1)
    lines = lines_of(table)
    lines[row + 1 : row + 3] = ["".join(lines[row + 1 : row + 3])]
    return as_file(table, encoded(lines), DAMAGED, {row, row + 1}, is_blind=True)


@kind
def line_broken_in_two(table: Table, chance: Random) -> Made | None:
    row = chance.randrange(len(table.rows))
    lines = lines_of(table)
    line = lines[row + 1]
    at = chance.randrange(1, len(line))
    lines[row + 1 : row + 2] = [line[:at], line[at:]]
    return as_file(table, encoded(lines), DAMAGED, {row}, is_blind=True)


@kind
def cut_at_a_random_byte(table: Table, chance: Random) -> Made | None:
    lines = [encoded([line]) for line in lines_of(table)]
    content = b"".join(lines)
    at = chance.randrange(len(lines[0]), len(content) - 2)
    # The first row that is not there with all its letters.
    place, row = len(lines[0]), 0
    while place + len(lines[row + 1]) - 2 <= at:
        place += len(lines[row + 1])
        row += 1
    touched = range(row, len(table.rows))
    is_clean = content[:at].endswith((b"\r\n", b"\r")) or at == place
    return as_file(
        table, content[:at], DAMAGED, touched, is_blind=True, is_outside=is_clean
    )


@kind
def cut_at_a_line_end(table: Table, chance: Random) -> Made | None:
    kept = chance.randrange(len(table.rows))
    content = encoded(lines_of(table)[: kept + 1])
    touched = range(kept, len(table.rows))
    return as_file(table, content, DAMAGED, touched, is_blind=True, is_outside=True)


@kind
def empty_file(table: Table, chance: Random) -> Made | None:
    content = chance.choice((b"", b"\r\n", b"\xef\xbb\xbf", b"   \r\n\r\n"))
    return as_file(table, content, DAMAGED, everything(table), is_blind=True)


# Encodings.


@kind
def rows_in_another_encoding(table: Table, chance: Random) -> Made | None:
    lines = lines_of(table)
    letters = [n for n, line in enumerate(lines[1:]) if not line.isascii()]
    if not letters:
        return None
    first = chance.choice(letters)
    is_tail = chance.random() < 0.5
    chosen = {n for n in letters if n >= first} if is_tail else {first}
    body = [
        encoded([line]) if n - 1 not in chosen else f"{line}\r\n".encode()
        for n, line in enumerate(lines)
    ]
    # Which of the two was meant cannot be known: rows of either may be rejected.
    touched = set(letters) if is_tail else chosen
    return as_file(table, b"".join(body), DAMAGED, touched, is_blind=True)


@kind
def the_file_in_another_encoding(table: Table, chance: Random) -> Made | None:
    text = written([table.labels, *table.rows])
    mark = codecs.BOM_UTF8
    tabs = written([table.labels, *table.rows], delimiter="\t")
    content = chance.choice(
        (
            text.encode(),
            mark + text.encode(),
            mark + mark + text.encode(),
            text.encode("utf-16"),
            tabs.encode("utf-16"),
            codecs.BOM_UTF16_BE + tabs.encode("utf-16-be"),
        )
    )
    return as_file(table, content, HARMLESS)


@kind
def a_mark_of_utf_8_before_windows_1252(table: Table, chance: Random) -> Made | None:
    content = codecs.BOM_UTF8 * chance.randint(1, 2) + encoded(lines_of(table))
    return as_file(table, content, DAMAGED, everything(table), is_blind=True)
