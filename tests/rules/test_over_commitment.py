"""Commitments stay within the revised budget."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

USE = """
    project_code  activity_code  group_code  revised_budget  committed
    24-015        03-300         MA          {0}             {1}
"""


def test_reports_what_lies_beyond(db: Database) -> None:
    fill(db, "link.budget_use", USE.format("100.00", "120.00"))

    [finding] = run_rule(db, "over_commitment")

    assert finding["difference"] == Decimal("20.00")


def test_is_silent_within_the_budget(db: Database) -> None:
    fill(db, "link.budget_use", USE.format("100.00", "99.99"))

    assert run_rule(db, "over_commitment") == []


def test_edge_exactly_the_budget_and_credits_are_within(db: Database) -> None:
    fill(db, "link.budget_use", USE.format("100.00", "100.00"))
    fill(db, "link.budget_use", USE.format("-100.00", "-20.00"))
    fill(db, "link.budget_use", USE.format("-100.00", "0.00"))

    assert run_rule(db, "over_commitment") == []


def test_edge_a_code_without_budget_has_none_left(db: Database) -> None:
    fill(db, "link.budget_use", USE.format("0.00", "0.01"))

    assert len(run_rule(db, "over_commitment")) == 1
