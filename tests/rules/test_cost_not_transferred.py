"""Only transferred transactions are offered to the bridge."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import maestro_line


def test_reports_the_line_with_its_amount(db: Database) -> None:
    maestro_line(db, "missing in Procore", "not transferred")

    [finding] = run_rule(db, "cost_not_transferred")

    assert finding["transaction"] == "T1/1"
    assert finding["maestro_value"] == Decimal("10.00")
    assert finding["difference"] == Decimal("-10.00")


def test_is_silent_about_other_reasons_and_states(db: Database) -> None:
    maestro_line(db, "missing in Procore", "type not eligible")
    maestro_line(db, "matched", "not transferred")

    assert run_rule(db, "cost_not_transferred") == []


def test_edge_a_credit_has_the_opposite_difference(db: Database) -> None:
    maestro_line(db, "missing in Procore", "not transferred", amount="-0.01")

    [finding] = run_rule(db, "cost_not_transferred")

    assert finding["difference"] == Decimal("0.01")
