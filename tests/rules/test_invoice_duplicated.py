"""One invoice in two documents may be paid twice."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def entries(db: Database, entered: int, reversed_: int, **other: str) -> None:
    """An invoice of 100.00 that was entered and reversed so many times."""
    row = {"party_code": "S1", "invoice_number": "F-1", "invoice_key": "F1"}
    row |= {"amount": "100.00", "entered": f"{entered}", "reversed": f"{reversed_}"}
    row |= {"first_entered": "T1", "last_entered": "T3", "first_reversed": "T4"}
    row |= {"last_reversed": "T5", **other}
    fill(db, "cost.invoice_entry", "  ".join(row) + "\n" + "  ".join(row.values()))


def test_reports_an_invoice_of_two_documents(db: Database) -> None:
    entries(db, 2, 0)

    [finding] = run_rule(db, "invoice_duplicated")

    assert finding["maestro_value"] == Decimal("200.00")
    assert finding["message"] == "2 documents of 100.00 each: T1 to T3"


def test_is_silent_about_one_document_and_one_that_is_left(db: Database) -> None:
    entries(db, 1, 0)
    entries(db, 2, 1, invoice_key="F2")
    entries(db, 1, 2, invoice_key="F3")
    entries(db, 2, 2, invoice_key="F4")

    assert run_rule(db, "invoice_duplicated") == []


def test_edge_a_reversal_leaves_one_less(db: Database) -> None:
    entries(db, 3, 1)

    [finding] = run_rule(db, "invoice_duplicated")

    assert finding["maestro_value"] == Decimal("200.00")
    assert finding["message"].endswith("of which 1 was reversed")


def test_edge_credit_notes_are_counted_with_their_sign(db: Database) -> None:
    entries(db, 1, 3)

    [finding] = run_rule(db, "invoice_duplicated")

    assert finding["amount"] == Decimal("-100.00")
    assert finding["maestro_value"] == Decimal("-200.00")
    assert (finding["first_document"], finding["last_document"]) == ("T4", "T5")


def test_edge_two_amounts_of_one_number_are_two_findings(db: Database) -> None:
    entries(db, 2, 0, amount="1.00")
    entries(db, 2, 0, amount="2.00")

    found = run_rule(db, "invoice_duplicated")

    assert [f["amount"] for f in found] == [Decimal("1.00"), Decimal("2.00")]
