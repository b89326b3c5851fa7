"""A cost inside the window of the next run is no error."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import maestro_line


def test_reports_the_line_with_its_amount(db: Database) -> None:
    maestro_line(db, "missing in Procore", "awaiting the next run")

    [finding] = run_rule(db, "cost_awaiting_next_run")

    assert finding["transaction"] == "T1/1"
    assert finding["maestro_value"] == Decimal("10.00")
    assert finding["difference"] == Decimal("-10.00")


def test_is_silent_about_other_reasons_and_states(db: Database) -> None:
    maestro_line(db, "missing in Procore", "stranded")
    maestro_line(db, "matched", "awaiting the next run")

    assert run_rule(db, "cost_awaiting_next_run") == []


def test_edge_a_credit_has_the_opposite_difference(db: Database) -> None:
    maestro_line(db, "missing in Procore", "awaiting the next run", amount="-0.01")

    [finding] = run_rule(db, "cost_awaiting_next_run")

    assert finding["difference"] == Decimal("0.01")
