"""One invoice under two codes of one company."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def setting(db: Database, **second: str) -> None:
    fill(
        db,
        "link.twin_supplier",
        """
        code  code_key  other_code  other_code_key  agree_in
        S1    S1        S2          S2              name
    """,
    )
    first = {"party_code": "S1", "invoice_key": "F1", "transaction_number": "T1"}
    first |= {"transaction": "T1/1", "amount": "50.00", "procore_type": "invoice"}
    for row in (first, first | {"party_code": "S2", "transaction": "T2/1"} | second):
        fill(
            db,
            "maestro.project_cost",
            "  ".join(row) + "\n" + "  ".join(row.values()),
        )


def test_reports_the_invoice_of_both(db: Database) -> None:
    setting(db)

    [finding] = run_rule(db, "invoice_under_twin_suppliers")

    assert finding["transaction"] == "T1/1"
    assert finding["other_transaction"] == "T2/1"


def test_is_silent_about_other_amounts(db: Database) -> None:
    setting(db, amount="50.01")

    assert run_rule(db, "invoice_under_twin_suppliers") == []


def test_is_silent_about_other_numbers(db: Database) -> None:
    setting(db, invoice_key="F2")

    assert run_rule(db, "invoice_under_twin_suppliers") == []


def test_is_silent_about_other_suppliers(db: Database) -> None:
    setting(db, party_code="S3")

    assert run_rule(db, "invoice_under_twin_suppliers") == []


def test_edge_hours_and_unnumbered_costs_are_no_invoices(db: Database) -> None:
    setting(db, procore_type="payroll")
    assert run_rule(db, "invoice_under_twin_suppliers") == []

    db.execute("update maestro.project_cost set invoice_key = null")

    assert run_rule(db, "invoice_under_twin_suppliers") == []
