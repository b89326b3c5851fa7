"""An approved commitment invoice that the books do not hold."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import procore_line


def test_reports_the_line_with_its_amount(db: Database) -> None:
    procore_line(
        db, "only in Procore", "unexplained", kind="invoice", invoice_number="F-1"
    )

    [finding] = run_rule(db, "order_invoice_only_in_procore")

    assert finding["record"] == "77"
    assert finding["difference"] == Decimal("10.00")


def test_is_silent_about_what_is_matched_or_of_another_kind(db: Database) -> None:
    procore_line(db, "only in Procore", "unexplained", kind="direct_cost")
    procore_line(db, "matched", "unexplained", kind="invoice")

    assert run_rule(db, "order_invoice_only_in_procore") == []


def test_is_silent_where_a_rejected_row_may_be_its_source(db: Database) -> None:
    reason = "a rejected row may be its source"
    procore_line(db, "only in Procore", reason, kind="invoice")

    assert run_rule(db, "order_invoice_only_in_procore") == []


def test_edge_a_credit_keeps_its_sign(db: Database) -> None:
    procore_line(
        db,
        "only in Procore",
        "unexplained",
        kind="invoice",
        amount="-0.01",
        invoice_number="F-1",
    )

    [finding] = run_rule(db, "order_invoice_only_in_procore")

    assert finding["difference"] == Decimal("-0.01")
