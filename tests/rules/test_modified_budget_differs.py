"""Procore's approved changes are the source of the modification."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

LINE = """
    project_code  activity_code  group_code  maestro_amount  procore_amount
    24-015        03-300         MA          {0}             {1}
"""


def test_reports_both_sums(db: Database) -> None:
    fill(db, "link.modified_budget", LINE.format("100.00", "120.00"))

    [finding] = run_rule(db, "modified_budget_differs")

    assert finding["difference"] == Decimal("20.00")


def test_is_silent_about_equal_and_doubled_sums(db: Database) -> None:
    fill(db, "link.modified_budget", LINE.format("100.00", "100.00"))
    fill(db, "link.modified_budget", LINE.format("200.00", "100.00"))

    assert run_rule(db, "modified_budget_differs") == []


def test_edge_one_side_alone_differs(db: Database) -> None:
    fill(db, "link.modified_budget", LINE.format("0.00", "0.01"))
    fill(db, "link.modified_budget", LINE.format("0.01", "0.00"))

    assert len(run_rule(db, "modified_budget_differs")) == 2
