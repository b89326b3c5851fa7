"""Invoices of an order that came from Procore belong on its commitment."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import maestro_line


def test_reports_the_line_with_its_amount(db: Database) -> None:
    maestro_line(db, "missing in Procore", "not on the commitment", order_key="900001")

    [finding] = run_rule(db, "order_invoice_not_on_commitment")

    assert finding["transaction"] == "T1/1"
    assert finding["maestro_value"] == Decimal("10.00")
    assert finding["difference"] == Decimal("-10.00")


def test_is_silent_about_other_reasons_and_states(db: Database) -> None:
    maestro_line(db, "missing in Procore", "unexplained", order_key="900001")
    maestro_line(db, "matched", "not on the commitment", order_key="900001")

    assert run_rule(db, "order_invoice_not_on_commitment") == []


def test_edge_a_credit_has_the_opposite_difference(db: Database) -> None:
    maestro_line(
        db,
        "missing in Procore",
        "not on the commitment",
        amount="-0.01",
        order_key="900001",
    )

    [finding] = run_rule(db, "order_invoice_not_on_commitment")

    assert finding["difference"] == Decimal("0.01")


def test_edge_an_order_that_is_not_exported_is_named(db: Database) -> None:
    maestro_line(db, "missing in Procore", "order not exported", order_key="900001")

    [finding] = run_rule(db, "order_invoice_not_on_commitment")

    assert "order 900001, which the orders exported do not hold" in finding["message"]
