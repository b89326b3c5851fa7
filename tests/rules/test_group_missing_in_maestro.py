"""A budgeted cost type must be a group of maestro*."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_budgeted_type_without_group(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        01-100         XX          5000.00
        24-015        01-200         XX          1.00
    """,
    )

    [finding] = run_rule(db, "group_missing_in_maestro")

    assert finding["group_code"] == "XX"
    assert finding["procore_value"] == Decimal("5001.00")


def test_is_silent_about_known_groups_and_unlinked_projects(db: Database) -> None:
    fill(
        db,
        "maestro.cost_group",
        """
        group_code
        MA
    """,
    )
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_linked
        24-015        01-100         MA          10.00   true
        24-016        01-100         XX          10.00   false
    """,
    )

    assert run_rule(db, "group_missing_in_maestro") == []


def test_edge_no_amount_no_finding_and_no_code_is_named(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        01-100         XX          0.00
        24-015        01-100         -           3.00
    """,
    )

    [finding] = run_rule(db, "group_missing_in_maestro")

    assert finding["group_code"] == "no code"
