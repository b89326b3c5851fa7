"""The activity and the group of a cost must exist in Procore."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import maestro_line


def test_reports_a_cost_whose_activity_or_group_is_missing(db: Database) -> None:
    maestro_line(db, "missing in Procore", "activity missing", activity_code="11-900")
    maestro_line(db, "missing in Procore", "group missing", transaction="T2/1")

    first, second = run_rule(db, "cost_code_missing")

    assert "11-900" in first["message"]
    assert second["difference"] == Decimal("-10.00")


def test_is_silent_about_other_reasons_and_states(db: Database) -> None:
    maestro_line(db, "missing in Procore", "unexplained")
    maestro_line(db, "matched", "activity missing")

    assert run_rule(db, "cost_code_missing") == []


def test_edge_a_line_without_codes_is_named_empty(db: Database) -> None:
    maestro_line(db, "missing in Procore", "activity missing")

    [finding] = run_rule(db, "cost_code_missing")

    assert "empty" in finding["message"]
