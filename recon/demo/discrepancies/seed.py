"""Seed the discrepancies of the tables, and add their findings to the answer key."""

from __future__ import annotations

from collections.abc import Iterable

from recon.demo.company import Company, Row
from recon.demo.discrepancies.changes import change
from recon.demo.discrepancies.computed import (
    seed_customer_without_code,
    seed_rejected_rows,
    seed_shorter_export,
)
from recon.demo.discrepancies.document_kinds import DOCUMENT_KINDS
from recon.demo.discrepancies.kinds import KINDS
from recon.demo.discrepancies.seeding import SeededRecord, Seeding
from recon.demo.discrepancies.tables import TableRow, pairs, read_tables
from recon.demo.key import AnswerKey

ALL_KINDS = KINDS | DOCUMENT_KINDS
# In this order: what one subject seeds stands when the next is read.
_SUBJECTS = (
    "party_fields",
    "projects",
    "budgets",
    "activities",
    "costs",
    "edited_costs",
    "invoices",
    "commitments",
    "change_orders",
    "billing",
    "use",
    "currencies",
    "taxes",
    "documents",
    "lines",
    "cost_pairs",
    "links",
)


def seed_discrepancies(company: Company, key: AnswerKey) -> None:
    """Seed every kind of discrepancy, and its look-alikes that nobody may report."""
    seed_rows(company, key, read_tables("parties"))
    seed_customer_without_code(company, key)
    for subject in _SUBJECTS:
        seed_rows(company, key, read_tables(subject))
    seed_rejected_rows(company, key)
    seed_shorter_export(company, key)


def seed_rows(company: Company, key: AnswerKey, rows: Iterable[TableRow]) -> None:
    """Seed the records of tables and expect their findings, row by row.

    Raises ValueError where a row is wrong, with its file and line.
    """
    seeding = Seeding(company)
    for row in rows:
        try:
            if "rule" in row.cells:
                _expect(seeding, key, row)
            else:
                _seed(seeding, row)
        except (ArithmeticError, LookupError, StopIteration, ValueError) as error:
            raise ValueError(f"{row.place}: {error!r}") from error


def _seed(seeding: Seeding, row: TableRow) -> None:
    """Make a record alike on both sides, then change it as its row says.

    `change` changes a record that stands above; `copy` adds its like to maestro*.
    """
    kind, _, label = row.cell("record").partition(" ")
    label = label.strip()
    if kind == "change":
        record = seeding.records[label]
    elif kind == "copy":
        record = _copied(seeding, seeding.records[label].rows["maestro"])
    else:
        record = _made(seeding, kind, label, row.cell("given"))
        seeding.records[label] = record
    for side, column in (("maestro", "maestro*"), ("procore", "Procore")):
        change(seeding, record, side, row.cell(column))


def _made(seeding: Seeding, kind: str, label: str, cell: str) -> SeededRecord:
    lists = seeding.company.maestro
    before = {name: len(rows) for name, rows in lists.items()}
    given = {name: seeding.value_of(text) for name, text in pairs(cell).items()}
    rows = ALL_KINDS[kind](seeding, label, given)
    return SeededRecord(
        rows, [row for name in lists for row in lists[name][before[name] :]]
    )


def _copied(seeding: Seeding, row: Row) -> SeededRecord:
    for rows in seeding.company.maestro.values():
        if any(one is row for one in rows):
            rows.append(copy := dict(row))
            break
    return SeededRecord({"maestro": copy}, [copy])


def _expect(seeding: Seeding, key: AnswerKey, row: TableRow) -> None:
    def value(column: str) -> str | None:
        return seeding.text_of(row.cell(column)) if row.cell(column) else None

    named = pairs(row.cell("key"))
    key.expect(
        row.cell("rule"),
        row.cell("severity"),
        row.cell("entity"),
        {name: seeding.text_of(text) for name, text in named.items()},
        project=value("project"),
        field=value("field"),
        maestro=value("maestro*"),
        procore=value("Procore"),
        difference=value("difference"),
    )
