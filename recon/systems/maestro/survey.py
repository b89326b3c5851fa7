"""Counts what a workbook holds, independently of the reader that loads its rows.

For .xlsx the sheets' own XML is read, for .xls the file by another library: rows that
hold something, cells that show an error, and formulas whose value was never computed.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from recon.errors import ExportError

_REF = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REF_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_NO_VALUE = "a formula whose value was not computed"
# A number of more digits than Excel keeps is not the number that was meant.
_MOST_DIGITS = 15


@dataclass
class Sheet:
    """One sheet: its rows that hold something, by their place from 0.

    `rejected` gives the reason for each cell, by row and column from 0, that shows no
    usable value.
    """

    name: str
    is_hidden: bool
    rows: set[int] = field(default_factory=set)
    rejected: dict[tuple[int, int], str] = field(default_factory=dict)
    width: int = 0


def survey(path: Path) -> list[Sheet]:
    """The sheets of a workbook, in their order; charts and macros are left out.

    Raises ExportError for a file that is not a workbook.
    """
    try:
        return _xls(path) if path.suffix.lower() == ".xls" else _xlsx(path)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        raise _not_a_workbook(path, str(error)) from None


def _not_a_workbook(path: Path, message: str) -> ExportError:
    return ExportError(
        what=f"The workbook cannot be opened: {message}",
        where=path.name,
        next_step="Open it in Excel and save it again as .xlsx",
    )


def _xlsx(path: Path) -> list[Sheet]:
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(path) as archive:
        book = fromstring(archive.read("xl/workbook.xml"))
        links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): str(link.get("Target")) for link in links}
        shared = _shared(archive)
        found = []
        for node in book.iter():
            if _bare(node.tag) != "sheet":
                continue
            target = targets.get(node.get(_REF) or node.get(_REF_STRICT), "")
            name = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
            if "worksheets/" not in name:
                continue
            hidden = node.get("state", "visible") != "visible"
            sheet = Sheet(str(node.get("name")), hidden)
            with archive.open(name) as stream:
                _read_sheet(stream, sheet, shared)
            found.append(sheet)
    return found


def _shared(archive: zipfile.ZipFile) -> set[int]:
    """Which of the shared texts hold nothing but blanks."""
    from defusedxml.ElementTree import iterparse

    if "xl/sharedStrings.xml" not in archive.namelist():
        return set()
    blank, at = set(), 0
    with archive.open("xl/sharedStrings.xml") as stream:
        for _, node in iterparse(stream):
            if _bare(node.tag) == "si":
                if not "".join(node.itertext()).strip():
                    blank.add(at)
                at += 1
                node.clear()
    return blank


def _read_sheet(stream: IO[bytes], sheet: Sheet, blank: set[int]) -> None:
    from defusedxml.ElementTree import iterparse

    row = column = -1
    for event, node in iterparse(stream, events=("start", "end")):
        kind = _bare(node.tag)
        if event == "start":
            if kind == "row":
                row = int(node.get("r", row + 2)) - 1
                column = -1
            elif kind == "c":
                column = _column(node.get("r"), column + 1)
            continue
        if kind == "c":
            _read_cell(node, sheet, row, column, blank)
        elif kind == "row":
            node.clear()


def _read_cell(node: Any, sheet: Sheet, row: int, column: int, blank: set[int]) -> None:
    parts = {_bare(child.tag): child for child in node}
    value = parts["v"].text or "" if "v" in parts else ""
    kind = node.get("t", "n")
    if kind == "inlineStr":
        value = "".join(node.itertext())
    reason = _reason(kind, value, "f" in parts)
    is_empty = int(value) in blank if kind == "s" and value else not value.strip()
    if is_empty and reason is None:
        return
    sheet.rows.add(row)
    sheet.width = max(sheet.width, column + 1)
    if reason is not None:
        sheet.rejected[row, column] = reason


def _reason(kind: str, value: str, is_formula: bool) -> str | None:
    if kind == "e":
        return f"the error value {value} of a spreadsheet"
    if is_formula and not value.strip() and kind != "str":
        return _NO_VALUE
    if kind == "n":
        return _too_long(value)
    return None


def _too_long(value: str) -> str | None:
    """Why a whole number cannot be trusted: Excel keeps fifteen digits of one."""
    try:
        number = abs(float(value or "0"))
    except ValueError:
        return None
    if number >= 10**_MOST_DIGITS:
        return (
            f"a number shown as {float(value):.2E}: Excel keeps {_MOST_DIGITS} digits"
        )
    return None


def _column(reference: str | None, following: int) -> int:
    letters = re.match(r"[A-Z]+", reference or "")
    if letters is None:
        return following
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _bare(tag: object) -> str:
    return str(tag).rsplit("}", maxsplit=1)[-1]


def _xls(path: Path) -> list[Sheet]:
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=False, on_demand=True)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, AssertionError) as error:
        raise ValueError(str(error)) from None
    found = []
    for place, name in enumerate(book.sheet_names()):
        table = book.sheet_by_index(place)
        sheet = Sheet(name, table.visibility != 0)
        for row in range(table.nrows):
            for column in range(table.row_len(row)):
                _read_xls_cell(table.cell(row, column), sheet, row, column)
        found.append(sheet)
        book.unload_sheet(place)
    return found


def _read_xls_cell(cell: Any, sheet: Sheet, row: int, column: int) -> None:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return
    if cell.ctype == xlrd.XL_CELL_TEXT and not str(cell.value).strip():
        return
    sheet.rows.add(row)
    sheet.width = max(sheet.width, column + 1)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        shown = xlrd.error_text_from_code.get(cell.value, "#N/A")
        sheet.rejected[row, column] = f"the error value {shown} of a spreadsheet"
    elif cell.ctype == xlrd.XL_CELL_NUMBER:
        reason = _too_long(repr(cell.value))
        if reason:
            sheet.rejected[row, column] = reason
