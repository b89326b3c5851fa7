"""Tables for people: escaped, captioned, numbers as the company writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from recon.mapping.characters import visible, visible_code
from recon.report.formats import number
from recon.report.markup import fill

MOST_ROWS = 1000


@dataclass(frozen=True)
class Column:
    """A column: its heading, and how its cells are written.

    `kind` is text, code, money (to the cent, CAD), quantity, count or severity.
    """

    heading: str
    kind: str = "text"


class Rendered:
    """A piece of the report: HTML in a page, plain words elsewhere."""

    def __init__(self, html: str, text: str) -> None:
        """Take both forms."""
        self.html = html
        self.text = text

    def _repr_html_(self) -> str:
        return self.html

    def __html__(self) -> str:
        """What a template puts in as it is."""
        return self.html

    def __repr__(self) -> str:
        """The plain words."""
        return self.text


def paragraph(words: str, tone: str = "") -> Rendered:
    """A paragraph of plain words; `tone` is the class of its style."""
    return Rendered(fill("paragraph", words=words, tone=tone), words)


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    number_format: str,
    *,
    totals: Sequence[Any] | None = None,
    nothing: str = "No findings.",
) -> Rendered:
    """A table with a caption in words; at most 1,000 rows, and it says of how many."""
    if not rows:
        return paragraph(f"{caption}: {nothing}", "nothing")
    shown = rows[:MOST_ROWS]
    cut = (
        f" First {MOST_ROWS} of {len(rows)} rows; all of them: recon check --json."
        if len(rows) > MOST_ROWS
        else ""
    )
    html = fill(
        "table",
        caption=caption,
        cut=cut,
        columns=columns,
        rows=(_cells(columns, row, number_format) for row in shown),
        totals=None if totals is None else _cells(columns, totals, number_format),
    )
    return Rendered(html, _plain(caption, columns, shown, number_format))


class _Cell(NamedTuple):
    """A cell as the template writes it; `below` stands in small letters."""

    text: str
    tone: str
    below: str

    @property
    def is_id_below(self) -> bool:
        """Whether it is short enough to stay on one line."""
        return len(self.below) < 20


def _cells(
    columns: Sequence[Column], row: Sequence[Any], number_format: str
) -> list[_Cell]:
    """A row's cells; a pair is a value with, below it, where it comes from."""
    cells = []
    for column, given in zip(columns, row, strict=True):
        value, below = given if isinstance(given, tuple) else (given, "")
        tone = f"{column.kind}{_tone(column, value)}"
        cells.append(_Cell(cell(column, value, number_format), tone, below))
    return cells


def _tone(column: Column, value: Any) -> str:
    if column.kind == "severity" and value in ("error", "warning", "notice"):
        return f" {value}"
    return " long" if column.kind == "code" and len(str(value)) > 44 else ""


def cell(column: Column, value: Any, number_format: str) -> str:
    """One cell's text."""
    if value is None:
        return ""
    if column.kind == "money":
        return number(Decimal(value), number_format)
    if column.kind == "quantity":
        return number(Decimal(value), number_format, None)
    if column.kind == "count":
        return number(int(value), number_format, 0)
    return visible_code(str(value)) if column.kind == "code" else visible(str(value))


def _plain(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]], form: str
) -> str:
    lines = [caption, " | ".join(column.heading for column in columns)]
    lines += [
        " | ".join(
            cell(c, v[0] if isinstance(v, tuple) else v, form)
            for c, v in zip(columns, row, strict=True)
        )
        for row in rows[:20]
    ]
    return "\n".join(lines)
