"""An invoice stands on the same order in both systems."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.documents import fill_row

RULE = "order_invoice_on_other_order"


def moved(db: Database, problem: str, **columns: str) -> None:
    row = {
        "project_code": "24-015",
        "order_key": "1001",
        "document_id": "77",
        "invoice_number": "F-1",
        "maestro_commitment": "SC-1",
        "procore_commitment": "SC-2",
        "problem": problem,
    }
    fill_row(db, "cost.invoice_order", {**row, **columns})


def test_reports_an_invoice_on_another_order(db: Database) -> None:
    moved(db, "other_order")

    [finding] = run_rule(db, RULE)

    assert (finding["record"], finding["order_number"]) == ("77", "1001")
    assert (finding["maestro_value"], finding["procore_value"]) == ("SC-1", "SC-2")
    assert finding["severity"] == "error"


def test_reports_an_invoice_on_no_commitment_of_the_project(db: Database) -> None:
    moved(db, "no_commitment", procore_commitment="-")

    [finding] = run_rule(db, RULE)

    assert finding["procore_value"] == "no commitment"


def test_is_silent_where_orders_agree(db: Database) -> None:
    assert run_rule(db, RULE) == []


def test_edge_invoices_of_an_unknown_order_are_one_finding(db: Database) -> None:
    for document in ("77", "78"):
        unknown = {"maestro_commitment": "-", "document_id": document}
        moved(db, "order_unknown", **unknown)

    [finding] = run_rule(db, RULE)

    assert (finding["severity"], finding["record"]) == ("warning", "")
    assert finding["message"].startswith("2 invoices (first: F-1) on SC-2")
