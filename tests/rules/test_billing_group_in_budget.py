"""Revenue has no place in a cost budget."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_billing_line_in_procore(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount    is_billing
        24-015        01-500         FA          60000.00  true
        24-015        01-500         FA          30000.00  true
    """,
    )

    [finding] = run_rule(db, "billing_group_in_budget")

    assert finding["group_code"] == "FA"
    assert finding["procore_value"] == Decimal("90000.00")


def test_is_silent_about_costs_and_unlinked_projects(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_billing  is_linked
        24-015        01-500         MA          10.00   false       true
        24-016        01-500         FA          10.00   true        false
    """,
    )

    assert run_rule(db, "billing_group_in_budget") == []


def test_edge_a_line_of_zero_is_no_revenue(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_billing
        24-015        01-500         FA          0.00    true
    """,
    )

    assert run_rule(db, "billing_group_in_budget") == []
