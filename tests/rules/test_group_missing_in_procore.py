"""A budgeted group must have a cost type."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_budgeted_group_without_type(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        01-100         TR          600.00
        24-015        01-200         TR          40.00
    """,
    )
    fill(
        db,
        "procore.cost_group",
        """
        project_code  group_code
        24-016        TR
    """,
    )

    [finding] = run_rule(db, "group_missing_in_procore")

    assert finding["group_code"] == "TR"
    assert finding["maestro_value"] == Decimal("640.00")


def test_is_silent_about_known_revenue_and_unlinked_groups(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  is_billing  is_linked
        24-015        01-100         MA          10.00   false       true
        24-015        01-100         FA          10.00   true        true
        24-016        01-100         TR          10.00   false       false
    """,
    )
    fill(
        db,
        "procore.cost_group",
        """
        project_code  group_code
        24-015        MA
    """,
    )

    assert run_rule(db, "group_missing_in_procore") == []


def test_edge_no_amount_and_no_code_are_not_reported(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        01-100         TR          0.00
        24-015        01-100         -           3.00
    """,
    )

    assert run_rule(db, "group_missing_in_procore") == []
