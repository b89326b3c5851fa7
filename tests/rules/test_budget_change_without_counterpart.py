"""Budget changes and transfers are not sent to maestro*."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

MOVE = """
    project_code  activity_code  group_code  amount  changes
    24-015        03-300         MA          {0}     2
"""


def test_reports_the_amount_moved(db: Database) -> None:
    fill(db, "procore.budget_move", MOVE.format("-50.00"))

    [finding] = run_rule(db, "budget_change_without_counterpart")

    assert finding["difference"] == Decimal("-50.00")


def test_is_silent_without_changes(db: Database) -> None:
    assert run_rule(db, "budget_change_without_counterpart") == []


def test_edge_moves_that_cancel_out_are_silent(db: Database) -> None:
    fill(db, "procore.budget_move", MOVE.format("0.00"))

    assert run_rule(db, "budget_change_without_counterpart") == []
