"""Tables for people: escaped, captioned, numbers as the company writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from recon.mapping.characters import visible, visible_code

MOST_ROWS = 1000
# In JupyterLab, where the report's own style does not reach: words left, figures right.
LAB_STYLE = """<style>
.jp-RenderedHTMLCommon table.recon th, .jp-RenderedHTMLCommon table.recon td,
.jp-RenderedHTMLCommon table.recon caption { text-align: left; vertical-align: top; }
.jp-RenderedHTMLCommon table.recon .money, .jp-RenderedHTMLCommon table.recon .count,
.jp-RenderedHTMLCommon table.recon .quantity { text-align: right; white-space: nowrap; }
.jp-RenderedHTMLCommon table.recon caption { font-weight: 600; }
.jp-RenderedHTMLCommon table.recon small { display: block; opacity: .7; }
.jp-RenderedHTMLCommon td.error { color: #a3161c; }
.jp-RenderedHTMLCommon td.warning { color: #8a4b00; }
.jp-RenderedHTMLCommon td.notice { color: #245a8d; }
.jp-RenderedHTMLCommon ul.cards { display: flex; gap: 1em; padding: 0;
  list-style: none; }
.jp-RenderedHTMLCommon ul.cards li { border: 1px solid #d5dbe3; padding: .6em 1em; }
.jp-RenderedHTMLCommon ul.cards b { display: block; font-size: 1.6em; }
</style>"""
_FORMATS = {"fr-CA": ("\u00a0", ","), "en-CA": (",", ".")}


@dataclass(frozen=True)
class Column:
    """A column: its heading, and how its cells are written.

    `kind` is text, code, money (to the cent, CAD), quantity, count or severity.
    """

    heading: str
    kind: str = "text"


class Shown:
    """A piece of the report: HTML in a page, plain words elsewhere."""

    def __init__(self, html: str, text: str) -> None:
        """Take both forms."""
        self.html = html
        self.text = text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """The plain words."""
        return self.text


def number(value: Decimal | int, number_format: str, places: int | None = 2) -> str:
    """Write a number, digit for digit: 1 234,56 in fr-CA, 1,234.56 in en-CA."""
    thousands, mark = _FORMATS[number_format]
    shown = f"{value:,.{places}f}" if places is not None else f"{value:,}"
    swapped = shown.replace(",", "\0").replace(".", mark).replace("\0", thousands)
    return swapped.replace("-", "\u2212")


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    number_format: str,
    *,
    totals: Sequence[Any] | None = None,
    nothing: str = "No findings.",
) -> Shown:
    """A table with a caption in words; at most 1,000 rows, and it says of how many."""
    if not rows:
        return Shown(
            f'<p class="nothing">{escape(caption)}: {escape(nothing)}</p>',
            f"{caption}: {nothing}",
        )
    shown = rows[:MOST_ROWS]
    cut = (
        f" First {MOST_ROWS} of {len(rows)} rows; all of them: recon check --json."
        if len(rows) > MOST_ROWS
        else ""
    )
    head = "".join(
        f'<th scope="col" class="{column.kind}">{escape(column.heading)}</th>'
        for column in columns
    )
    body = "".join(_row(columns, row, number_format) for row in shown)
    wide = " wide" if len(columns) > 9 else ""
    foot = ""
    if totals is not None:
        foot = f"<tfoot>{_row(columns, totals, number_format)}</tfoot>"
    html = (
        f'<div class="scroll" role="region" tabindex="0"'
        f' aria-label="{escape(caption)}">'
        f'<table class="recon{wide}"><caption>{escape(caption + cut)}</caption>'
        f"<thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody>{foot}</table></div>"
    )
    return Shown(html, _plain(caption, columns, shown, number_format))


def _row(columns: Sequence[Column], row: Sequence[Any], number_format: str) -> str:
    cells = "".join(
        _cell(column, value, number_format)
        for column, value in zip(columns, row, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _cell(column: Column, value: Any, number_format: str) -> str:
    """A cell; a pair is a value with, in small letters below, where it comes from."""
    small = ""
    if isinstance(value, tuple):
        value, below = value
        kind = ' class="id"' if len(below) < 20 else ""
        small = f"<small{kind}>{escape(below)}</small>" if below else ""
    tone = f"{column.kind}{_tone(column, value)}"
    return (
        f'<td class="{tone}">{escape(cell(column, value, number_format))}{small}</td>'
    )


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
        plain = Decimal(value).normalize()
        places = max(-int(plain.as_tuple().exponent), 0)
        return number(plain, number_format, places)
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
