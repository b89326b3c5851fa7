"""An order's invoice that stands twice in Procore bills the order twice."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule
from tests.rules.states import procore_line

USUAL = {
    "kind": "invoice",
    "commitment_id": "9",
    "commitment_number": "SC-0001",
    "invoice_number": "F-1",
    "invoice_key": "F1",
    "amount": "10.00",
    "is_approved": "true",
    "project_code": "24-015",
}


def line(db: Database, document: str, **columns: str) -> None:
    row = {**USUAL, "document_id": document, "record_id": f"{document}/1", **columns}
    fill(db, "procore.cost_line", "  ".join(row) + "\n" + "  ".join(row.values()))


def doubled(db: Database, **columns: str) -> None:
    row = {k: v for k, v in USUAL.items() if k != "is_approved"} | columns
    procore_line(db, "duplicated", "twice on its order", **row)


def test_reports_both_by_order_and_invoice(db: Database) -> None:
    line(db, "70")
    line(db, "71")
    doubled(db)

    [finding] = run_rule(db, "order_invoice_doubled")

    assert (finding["order_number"], finding["invoice_number"]) == ("SC-0001", "F-1")
    assert finding["procore_value"] == Decimal("20.00")
    assert finding["difference"] == Decimal("10.00")
    assert "2 times (ids 70 to 71)" in finding["message"]


def test_is_silent_about_invoices_that_are_all_matched(db: Database) -> None:
    line(db, "70")
    line(db, "71")

    assert run_rule(db, "order_invoice_doubled") == []


def test_edge_another_order_and_unapproved_invoices_do_not_count(db: Database) -> None:
    line(db, "70")
    line(db, "71")
    line(db, "72", commitment_id="8")
    line(db, "73", is_approved="false")
    line(db, "74", is_deleted="true")
    doubled(db)

    [finding] = run_rule(db, "order_invoice_doubled")

    assert finding["documents"] == 2


def test_edge_an_invoice_without_number_is_named_so(db: Database) -> None:
    for document in ("70", "71"):
        line(db, document, invoice_number="-", invoice_key="-")
    doubled(db, invoice_number="-", invoice_key="-")

    [finding] = run_rule(db, "order_invoice_doubled")

    assert finding["invoice_number"] == "without number"
