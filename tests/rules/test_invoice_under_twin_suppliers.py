"""One invoice under two codes of one company."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def shared(db: Database, other_amount: str, is_near_name: str) -> None:
    fill(
        db,
        "cost.shared_invoice",
        f"""
        transaction  other_transaction  supplier_code  other_supplier_code  agree_in  amount  other_amount    is_near_name
        T1/1         T2/1               S1             S2                   licence   50.00   {other_amount}  {is_near_name}
    """,
    )


def test_reports_the_invoice_of_both(db: Database) -> None:
    shared(db, "50.00", "false")

    [finding] = run_rule(db, "invoice_under_twin_suppliers")

    assert (finding["transaction"], finding["severity"]) == ("T1/1", "error")
    assert finding["other_transaction"] == "T2/1"
    assert "the same licence" in finding["message"]


def test_is_silent_without_shared_invoices(db: Database) -> None:
    assert run_rule(db, "invoice_under_twin_suppliers") == []


def test_edge_nearly_one_name_is_a_warning(db: Database) -> None:
    shared(db, "50.00", "true")

    [finding] = run_rule(db, "invoice_under_twin_suppliers")

    assert finding["severity"] == "warning"
    assert "nearly the same name" in finding["message"]


def test_edge_nearly_one_amount_is_a_warning(db: Database) -> None:
    shared(db, "50.01", "false")

    [finding] = run_rule(db, "invoice_under_twin_suppliers")

    assert finding["severity"] == "warning"
    assert "50.00 and 50.01" in finding["message"]
