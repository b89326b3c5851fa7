"""A budgeted cost code must be an activity of the project."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_budgeted_code_without_activity(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        11-480         MA          7000.00
        24-015        11-480         ST          200.00
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code
        24-016        11-480
    """,
    )

    [finding] = run_rule(db, "activity_missing_in_maestro")

    assert finding["activity_code"] == "11-480"
    assert finding["procore_value"] == Decimal("7200.00")


def test_is_silent_about_known_unlinked_and_revenue_codes(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount   is_linked  is_billing
        24-015        03-300         MA          7000.00  true       false
        24-016        11-480         MA          7000.00  false      false
        24-015        11-490         FA          7000.00  true       true
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code
        24-015        03-300
    """,
    )

    assert run_rule(db, "activity_missing_in_maestro") == []


def test_edge_amounts_that_cancel_are_no_budget(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        11-480         MA          0.01
        24-015        11-480         ST          -0.01
    """,
    )

    assert run_rule(db, "activity_missing_in_maestro") == []


def test_edge_a_code_over_the_length_setting_says_so(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        03-300-400     MA          1.00
        24-015        03-300-4001    MA          1.00
        """,
    )

    at_limit, over = run_rule(db, "activity_missing_in_maestro")

    assert at_limit["message"].endswith("is no activity of maestro*")
    assert over["message"].endswith("of maestro*, which takes 10 characters")
