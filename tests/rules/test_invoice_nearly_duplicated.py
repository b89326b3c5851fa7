"""Two invoices that look like one with a typing error."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

NEAR = """
    transaction  other_transaction  differs_in      invoice_number  other_invoice_number  amount  days
    T1/1         T2/1               invoice_number  FA-12           12                    50.00   3
"""


def test_reports_both_numbers(db: Database) -> None:
    fill(db, "cost.near_invoice", NEAR)

    [finding] = run_rule(db, "invoice_nearly_duplicated")

    assert finding["maestro_value"] == "FA-12 and 12"


def test_reports_both_amounts(db: Database) -> None:
    fill(
        db,
        "cost.near_invoice",
        """
        transaction  other_transaction  differs_in  invoice_number  amount  other_amount
        T1/1         T2/1               amount      FA-12           50.00   50.01
    """,
    )

    [finding] = run_rule(db, "invoice_nearly_duplicated")

    assert (finding["field"], finding["maestro_value"]) == ("amount", "50.00")
    assert "50.00 and 50.01" in finding["message"]


def test_is_silent_without_a_likeness(db: Database) -> None:
    assert run_rule(db, "invoice_nearly_duplicated") == []


def test_edge_each_pair_is_one_finding(db: Database) -> None:
    fill(db, "cost.near_invoice", NEAR)
    fill(db, "cost.near_invoice", NEAR.replace("T2/1", "T3/1"))

    found = run_rule(db, "invoice_nearly_duplicated")

    assert [f["other_transaction"] for f in found] == ["T2/1", "T3/1"]
