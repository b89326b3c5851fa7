"""A budgeted activity must have a cost code."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_budgeted_activity_without_cost_code(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        11-400         MA          15000.00
        24-015        11-400         MO          500.00
    """,
    )
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code  is_deleted
        24-015        11-400         true
        24-016        11-400         false
    """,
    )

    [finding] = run_rule(db, "activity_missing_in_procore")

    assert finding["activity_code"] == "11-400"
    assert finding["maestro_value"] == Decimal("15500.00")


def test_is_silent_about_known_unlinked_and_revenue_codes(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  is_linked  is_billing
        24-015        03-300         MA          10.00   true       false
        24-016        11-400         MA          10.00   false      false
        24-015        11-400         FA          10.00   true       true
    """,
    )
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code
        24-015        03-300
    """,
    )

    assert run_rule(db, "activity_missing_in_procore") == []


def test_edge_no_amount_and_no_code_are_not_reported(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        11-400         MA          0.00
        24-015        -              MA          10.00
    """,
    )

    assert run_rule(db, "activity_missing_in_procore") == []
