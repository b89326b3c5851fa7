"""The records of the gate's company: each on both sides, and where its rows stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from recon.demo.company import Company

Row = dict[str, Any]
Pair = tuple[str, str]
Names = list[tuple[str, ...]]
SPARE = 12  # suppliers, customers and employees that all projects use
WHOLE_UNITS = ("h", "m2", "m3", "un", "kg")


@dataclass
class Record:
    """One record on both sides: its rows, the lists they stand in, and what it is called.

    A finding names it where all words of one of `names` stand in it. `more` are the
    rows that belong to it: the lines of a document, the line of a direct cost.
    """

    entity: str
    kind: str
    ours: Row
    theirs: Row
    our_list: list[Row]
    their_list: list[Row]
    names: Names
    site: Row
    project: str = ""
    our_more: list[tuple[list[Row], Row]] = field(default_factory=list)
    their_more: list[tuple[list[Row], Row]] = field(default_factory=list)
    document: Record | None = None


@dataclass
class Systems:
    """The company, and its records by project; those of no project by their own code."""

    company: Company
    records: dict[str, list[Record]] = field(default_factory=dict)
    projects: dict[str, tuple[Row, Row]] = field(default_factory=dict)

    def of(self, place: str, entity: str, kind: str) -> list[Record]:
        """The records of one entity in a place, of one kind where it is named."""
        return [
            record
            for record in self.records[place]
            if record.entity == entity and kind in ("", record.kind)
        ]

    def add(self, place: str, record: Record) -> Record:
        record.project = place if place in self.projects else ""
        self.records.setdefault(place, []).append(record)
        return record


@dataclass
class Amounts:
    """Lines of a project's budget codes: each a quantity, a price and their product."""

    pairs: list[tuple[Pair, Decimal]]
    count: int = 0

    def line(self, place: int) -> tuple[Pair, Decimal, Decimal, Decimal]:
        """A budget code, a quantity, a price and the amount; no two lines are alike."""
        self.count += 1
        pair, budget = self.pairs[place % len(self.pairs)]
        quantity = Decimal((3, 7, 12, 16, 24)[self.count % 5])
        share = budget / Decimal(60 + 7 * self.count)
        price = (share / quantity).quantize(Decimal("0.01")) + Decimal("1.37")
        return pair, quantity, price, quantity * price

    def lines(self, places: tuple[int, ...]) -> list[Any]:
        return [self.line(place) for place in places]


def priced(ours: Row, theirs: Row, line: Any, unit: str) -> None:
    """Give a line alike on both sides its quantity, unit and price."""
    _, quantity, price, _ = line
    ours |= {"quantity": quantity, "unit": unit, "unit_price": price}
    is_text = isinstance(theirs.get("quantity"), str)
    theirs |= {
        "quantity": f"{quantity:.6f}" if is_text else int(quantity),
        "uom": unit,
        "unit_cost": f"{price:.4f}",
    }
