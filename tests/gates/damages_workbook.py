"""What an export may suffer as a workbook: cells, merged cells, sheets, formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

import xlsxwriter

from tests.gates.damages import (
    DAMAGED,
    HARMLESS,
    LETTERS,
    Made,
    a_cell,
    everything,
    kind,
)
from tests.gates.exported import Table, number_of, typed

_MARK = 424242
Cells = list[list[Any]]


@dataclass
class Book:
    """A workbook to be written: sheets, hidden ones, merged cells, hidden rows.

    A cell is None, a text, a number, a day, or a formula with its value.
    """

    sheets: dict[str, Cells]
    hidden: set[str] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def content(self) -> bytes:
        """The bytes of the workbook; formulas of the value 424242 have no value."""
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, cells in self.sheets.items():
                sheet = book.add_worksheet(name)
                if name in self.hidden:
                    sheet.hide()
                for row, column, value in _each(cells):
                    _write(sheet, row, column, value, day)
            first = book.worksheets()[0]
            for span in self.merged:
                value = next(iter(self.sheets.values()))[span[0]][span[1]]
                first.merge_range(*span, value)
            for row in self.hidden_rows:
                first.set_row(row, None, None, {"hidden": True})
        return _without_values(stream.getvalue())


def _each(cells: Cells) -> Iterable[tuple[int, int, Any]]:
    for row, line in enumerate(cells):
        for column, value in enumerate(line):
            if value is not None and value != "":
                yield row, column, value


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, tuple):
        sheet.write_formula(row, column, value[0], None, value[1])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


def _without_values(content: bytes) -> bytes:
    mark = f"<v>{_MARK}</v>".encode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    if not any(mark in body for body in parts.values()):
        return content
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name, body in parts.items():
            book.writestr(name, body.replace(mark, b""))
    return stream.getvalue()


def as_book(
    table: Table, book: Book, effect: str, touched: Iterable[int] = (), **more: Any
) -> Made:
    """The list as one workbook in the place of the file that stood there."""
    files = {table.file: None, f"{table.stem}.xlsx": book.content()}
    return Made(files, effect, frozenset(touched), **more)


def cells_of(table: Table, *, is_dated: bool = False, is_text: bool = False) -> Cells:
    """The rows as a spreadsheet holds them: numbers are numbers, codes are texts."""

    def cell(place: int, text: str) -> Any:
        column = table.columns[place]
        if column.kind in "aq" and not is_text and number_of(text) is not None:
            return float(number_of(text) or 0)
        if column.kind == "d" and is_dated and text:
            return typed(column, text)
        return text

    rows = [[cell(n, text) for n, text in enumerate(row)] for row in table.rows]
    return [list(table.labels), *rows]


@kind
def a_workbook(table: Table, chance: Random) -> Made | None:
    cells = cells_of(
        table, is_dated=chance.random() < 0.5, is_text=chance.random() < 0.3
    )
    book = Book({"Feuil1": cells})
    if chance.random() < 0.4:
        book.hidden_rows = set(chance.sample(range(1, len(cells)), k=len(cells) // 3))
    return as_book(table, book, HARMLESS)


@kind
def a_workbook_with_title_and_blank_rows(table: Table, chance: Random) -> Made | None:
    cells = cells_of(table)
    titles: Cells = [["Constructions Boréalis-Nord"], [], [f"Liste {table.stem}"]]
    blank: Cells = [[], ["  "]]
    cells.insert(chance.randint(1, len(cells)), [])
    return as_book(
        table,
        Book({"Feuil1": [*titles[: chance.randint(1, 3)], *cells, *blank]}),
        HARMLESS,
    )


@kind
def merged_codes(table: Table, chance: Random) -> Made | None:
    """A code that stands once, merged down over the rows it is meant for."""
    cells = cells_of(table)
    book = Book({"Feuil1": cells})
    for first, last in _runs(table):
        if last > first and chance.random() < 0.5:
            book.merged.append((first + 1, 0, last + 1, 0))
            for row in range(first + 2, last + 2):
                cells[row][0] = None
    return as_book(table, book, HARMLESS) if book.merged else None


def _runs(table: Table) -> list[tuple[int, int]]:
    """The first and last row of each run of rows with the same first code."""
    runs: list[tuple[int, int]] = []
    for row in everything(table):
        if row and table.rows[row][0] == table.rows[row - 1][0]:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


@kind
def merged_over_two_columns(table: Table, chance: Random) -> Made | None:
    cells = cells_of(table)
    row = chance.randrange(len(table.rows))
    place = chance.randrange(len(table.columns) - 1)
    if not (table.rows[row][place] and table.rows[row][place + 1]):
        return None
    cells[row + 1][place + 1] = None
    book = Book({"Feuil1": cells}, merged=[(row + 1, place, row + 1, place + 1)])
    return as_book(table, book, DAMAGED, {row}, is_blind=True)


@kind
def codes_written_once_for_several_rows(table: Table, chance: Random) -> Made | None:
    cells = cells_of(table)
    touched: set[int] = set()
    runs = [run for run in _runs(table) if run[1] > run[0]]
    for first, last in chance.sample(runs, k=min(len(runs), chance.randint(1, 3))):
        for row in range(first + 1, last + 1):
            cells[row + 1][0] = None
            touched.add(row)
    if not touched:
        return None
    return as_book(table, Book({"Feuil1": cells}), DAMAGED, touched, is_blind=True)


# Sheets.


@kind
def rows_over_several_sheets(table: Table, chance: Random) -> Made | None:
    head, *rest = cells_of(table)
    at = chance.randint(1, len(rest))
    second = [head, *rest[at:]]
    if chance.random() < 0.4:
        second = [row[::-1] for row in second]
    name = chance.choice(("Feuil1 (2)", "Feuil2", "Suite"))
    book = Book({"Feuil1": [head, *rest[:at]], name: second})
    if chance.random() < 0.3:
        book.hidden = {name}
    return as_book(table, book, HARMLESS)


@kind
def rows_on_a_sheet_without_column_names(table: Table, chance: Random) -> Made | None:
    if len(table.rows) < 2:
        return None
    head, *rest = cells_of(table)
    at = chance.randint(1, len(rest) - 1)
    book = Book({"Feuil1": [head, *rest[:at]], "Suite": rest[at:]})
    if chance.random() < 0.3:
        book.hidden = {"Suite"}
    touched = range(at, len(rest))
    return as_book(table, book, DAMAGED, touched, is_blind=True)


@kind
def a_sheet_of_remarks(table: Table, chance: Random) -> Made | None:
    notes: Cells = [["Préparé par Marie"], [], ["Revu le", date(2026, 11, 1)]]
    sheets = {"Feuil1": cells_of(table), "Notes": notes[: chance.randint(0, 3)]}
    if chance.random() < 0.3:
        sheets = dict(reversed(sheets.items()))
    return as_book(table, Book(sheets), HARMLESS)


@kind
def a_sheet_that_repeats_rows(table: Table, chance: Random) -> Made | None:
    cells = cells_of(table)
    count = chance.randint(1, len(table.rows))
    again = sorted(chance.sample(everything(table), k=count))
    copy = [cells[0], *(cells[row + 1] for row in again)]
    book = Book({"Feuil1": cells, "Ancien": copy})
    if chance.random() < 0.5:
        book.hidden = {"Ancien"}
    return as_book(table, book, DAMAGED, again)


# Cells that show no value.


def _one_cell(
    table: Table, chance: Random, kinds: str, value: Callable[[str], Any]
) -> Made | None:
    row, place = a_cell(table, chance, kinds)
    if row < 0:
        return None
    cells = cells_of(table)
    cells[row + 1][place] = value(table.rows[row][place])
    is_key = table.columns[place].kind == "k"
    return as_book(table, Book({"Feuil1": cells}), DAMAGED, {row}, is_blind=is_key)


@kind
def error_in_a_cell(table: Table, chance: Random) -> Made | None:
    error = chance.choice(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?"))
    return _one_cell(table, chance, "kctsaqdy", lambda _: ("=1/0", error))


@kind
def formula_without_a_value(table: Table, chance: Random) -> Made | None:
    return _one_cell(table, chance, "aqktd", lambda _: ("=1+1", _MARK))


@kind
def formulas_with_their_values(table: Table, chance: Random) -> Made | None:
    places = table.places("aq")
    cells = cells_of(table)
    for row in cells[1:]:
        for place in places:
            if isinstance(row[place], float) and chance.random() < 0.5:
                row[place] = ("=A1", row[place])
    return as_book(table, Book({"Feuil1": cells}), HARMLESS) if places else None


@kind
def a_code_that_became_a_number(table: Table, chance: Random) -> Made | None:
    return _one_cell(table, chance, "kc", lambda _: 1.23e17)


@kind
def a_text_with_a_line_break(table: Table, chance: Random) -> Made | None:
    made = _one_cell(table, chance, "t", lambda text: f"{text}\nsuite")
    return made and Made(made.files, LETTERS, made.touched)


@kind
def a_workbook_cut_off(table: Table, chance: Random) -> Made | None:
    content = Book({"Feuil1": cells_of(table)}).content()
    cut = content[: chance.randrange(1, len(content))]
    files = {table.file: None, f"{table.stem}.xlsx": cut}
    return Made(files, DAMAGED, frozenset(everything(table)), is_blind=True)
