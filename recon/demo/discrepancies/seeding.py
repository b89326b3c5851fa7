"""What has been seeded so far, and what a cell of a table says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from recon.demo.company import Company, Row

_BRACES = re.compile(r"\{([^}]*)\}")


@dataclass
class SeededRecord:
    """A seeded record: its rows by what they are, and the rows it added to maestro*.

    `maestro` and `procore` are the rows of the record itself; others hang on them, as
    `line` or `order`.
    """

    rows: dict[str, Row]
    added: list[Row] = field(default_factory=list)


@dataclass
class Seeding:
    """The company that is seeded, its records by label, and the project at hand."""

    company: Company
    records: dict[str, SeededRecord] = field(default_factory=dict)
    project: Row = field(default_factory=dict)
    procore_project: Row = field(default_factory=dict)

    @property
    def site(self) -> Row:
        """The lists of the project at hand in Procore."""
        return self.company.site_of(self.procore_project)

    def value_of(self, cell: str, like: object = None) -> Any:
        """What a cell stands for, of the same type as the value it takes the place of.

        In braces stands a reference: `{label: procore.id}` to a field of a record, or
        `{from+12}` to a day of the project at hand. Between quotation marks stands
        text as it is written; `none` is no value.
        """
        if cell.startswith('"') and cell.endswith('"') and len(cell) > 1:
            return cell[1:-1]
        if whole := _BRACES.fullmatch(cell):
            value = self._looked_up(whole[1])
            is_text = isinstance(like, str) and isinstance(value, date)
            return value.isoformat() if is_text else value
        text = _BRACES.sub(lambda found: str(self._looked_up(found[1])), cell)
        return _typed(text, like)

    def text_of(self, cell: str) -> str:
        """What a cell of the answer key says, its references filled in."""
        return str(self.value_of(cell, ""))

    def _looked_up(self, reference: str) -> Any:
        if reference.startswith("month of "):
            return str(self._looked_up(reference.removeprefix("month of ")))[:7]
        label, colon, path = reference.partition(": ")
        if not colon:
            return _day(self.project, reference)
        rows: Any = self.records[label].rows
        if path == "transaction":
            return f"{rows['maestro']['number']}/{rows['maestro']['line']}"
        for step in path.split("."):
            rows = rows[int(step)] if step.isdecimal() else rows[step]
        return rows


def _day(project: Row, reference: str) -> date:
    """A day of a project, days after it or before, `first` for the first of its month.

    `from+31 first -2` is two days before the month after the start.
    """
    name, *steps = re.findall(r"[a-z]+|[+-]\d+", reference)
    day: date = project[name]
    for step in steps:
        day = day.replace(day=1) if step == "first" else day + timedelta(int(step))
    return day


def _typed(text: str, like: object) -> Any:
    if text == "none":
        return None
    if isinstance(like, bool):
        return {"yes": True, "no": False}[text]
    if isinstance(like, int):
        return int(text)
    if isinstance(like, Decimal):
        return Decimal(text)
    if isinstance(like, date):
        return date.fromisoformat(text)
    if isinstance(like, list):
        return text.split(", ")
    return text
