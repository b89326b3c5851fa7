"""Both paths together write a modification twice."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

LINE = """
    project_code  activity_code  group_code  maestro_amount  procore_amount
    24-015        03-300         MA          {0}             {1}
"""


def test_reports_exactly_twice(db: Database) -> None:
    fill(db, "link.modified_budget", LINE.format("200.00", "100.00"))

    [finding] = run_rule(db, "modified_budget_doubled")

    assert finding["difference"] == Decimal("-100.00")


def test_is_silent_about_other_differences(db: Database) -> None:
    fill(db, "link.modified_budget", LINE.format("200.01", "100.00"))
    fill(db, "link.modified_budget", LINE.format("100.00", "100.00"))

    assert run_rule(db, "modified_budget_doubled") == []


def test_edge_twice_nothing_is_nothing(db: Database) -> None:
    fill(db, "link.modified_budget", LINE.format("0.00", "0.00"))
    assert run_rule(db, "modified_budget_doubled") == []

    fill(db, "link.modified_budget", LINE.format("-20.00", "-10.00"))

    assert len(run_rule(db, "modified_budget_doubled")) == 1
