"""Sections of a page that are data: a query whose head says caption and columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from recon.errors import ReportError
from recon.report.tables import Column, Rendered, paragraph, table
from recon.resources import queries
from recon.rules.head import read_query, whole_lines
from recon.warehouse.database import Database

_KEYS = (
    "query",
    "title",
    "source",
    "caption",
    "column",
    "nothing",
    "total",
    "project",
    "unless",
    "zeros",
)
_SUMMED = ("money", "count")

Row = Sequence[Any]


@dataclass(frozen=True)
class Section:
    """A query as a table: its head's words, and its columns by name.

    `nothing` is said where there are no rows. `total` begins a last row with the sums
    of money and counts, over the rows that have them all; `project` names the column
    by which projects are chosen; `unless` names a query whose rows say why there is no
    table. `is_zero_blank`: a zero between two totals need not be read.
    """

    query: str
    caption: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    nothing: str
    total: str | None
    project: str | None
    unless: str | None
    is_zero_blank: bool

    def rows(
        self, db: Database, projects: Collection[str] = (), given: Sequence[str] = ()
    ) -> list[Row]:
        """The rows, with the columns of the head; of some projects where given."""
        cursor = db.execute(self.query, list(given))
        found = [column[0] for column in cursor.description or ()]
        places = [found.index(name) for name in self.names]
        rows: Iterable[Row] = cursor.fetchall()
        if self.project is not None and projects:
            own = found.index(self.project)
            rows = (row for row in rows if row[own].upper() in projects)
        return [tuple(row[place] for place in places) for row in rows]

    def sums(self, rows: Sequence[Row]) -> list[Decimal | None]:
        """The sum of each column of money or counts; None for the others."""
        summed = [n for n, c in enumerate(self.columns) if c.kind in _SUMMED]
        whole = [row for row in rows if all(row[n] is not None for n in summed)]
        return [
            sum((row[n] for row in whole), Decimal(0)) if n in summed else None
            for n in range(len(self.columns))
        ]

    def table(self, rows: Sequence[Row], form: str, **words: str) -> Rendered:
        """The table of these rows; `words` stand in the caption's braces."""
        totals = self.total and [self.total, *self.sums(rows)[1:]]
        if self.is_zero_blank:
            rows = [[None if cell == 0 else cell for cell in row] for row in rows]
        return table(
            self.caption.format(**words),
            self.columns,
            rows,
            form,
            totals=totals or None,
            nothing=self.nothing,
        )


def read_section(name: str) -> Section:
    """The section of a query, by its name. Raises ValueError for an unknown key."""
    text = read_query(name)
    head: dict[str, str] = {}
    columns: list[list[str]] = []
    lines = text.splitlines()
    for _, line in whole_lines(lines[: lines.index("--")]):
        key, _, value = line.removeprefix("-- ").partition(":")
        if key not in _KEYS:
            raise ValueError(f"{name}.sql: unknown key {key!r}: {', '.join(_KEYS)}")
        if key == "column":
            columns.append([part.strip() for part in value.split("|")])
        head[key] = value.strip()
    return Section(
        query=text,
        caption=head.get("caption") or head["title"],
        names=tuple(column[0] for column in columns),
        columns=tuple(Column(*column[1:]) for column in columns),
        nothing=head.get("nothing", "No findings."),
        total=head.get("total"),
        project=head.get("project"),
        unless=head.get("unless"),
        is_zero_blank=head.get("zeros") == "blank",
    )


def show_section(
    db: Database, name: str, form: str, projects: Collection[str] = ()
) -> Rendered:
    """The table of a query, or why there is none.

    Raises ReportError for a name that is no section, and for one that needs a value.
    """
    if name not in section_names():
        raise ReportError(
            what=f"No section is named {name}",
            where="month_end",
            next_step=f"Use one of: {', '.join(section_names())}",
        )
    section = read_section(name)
    refused = section.unless and why_not(db, section.unless)
    return refused or section.table(section.rows(db, projects), form)


@cache
def section_names() -> tuple[str, ...]:
    """The queries that are a table by themselves; read once in a process."""
    heads = {path.stem: path.read_text("utf-8") for path in queries().rglob("*.sql")}
    return tuple(
        name
        for name, text in sorted(heads.items())
        if "\n-- column: " in text and "{" not in read_section(name).caption
    )


def why_not(db: Database, name: str) -> Rendered | None:
    """What the rows of a query say stands against a comparison; None without any."""
    section = read_section(name)
    reasons = "; ".join(": ".join(map(str, row)) for row in section.rows(db))
    if not reasons:
        return None
    return paragraph(f"{section.caption} ({reasons}).", "lead error")
