"""Procore asks for the vendor of an invoice."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def cost(db: Database, **columns: str) -> None:
    row = {"project_code": "24-015", "record_id": "9", "kind": "direct_cost"}
    row |= {"procore_type": "invoice", "amount": "10.00", "is_deleted": "false"}
    row |= columns
    fill(db, "procore.cost_line", "  ".join(row) + "\n" + "  ".join(row.values()))


def test_reports_an_invoice_that_names_nobody(db: Database) -> None:
    cost(db, invoice_number="F-1")

    [finding] = run_rule(db, "invoice_without_vendor")

    assert "F-1" in finding["message"]


def test_is_silent_about_other_kinds_and_named_vendors(db: Database) -> None:
    cost(db, vendor_id="7")
    cost(db, procore_type="expense")
    cost(db, kind="invoice")
    cost(db, is_deleted="true")

    assert run_rule(db, "invoice_without_vendor") == []


def test_edge_without_a_number_either(db: Database) -> None:
    cost(db)

    [finding] = run_rule(db, "invoice_without_vendor")

    assert "without number" in finding["message"]
