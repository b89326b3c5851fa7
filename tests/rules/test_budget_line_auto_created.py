"""A line that Procore made for a cost is told apart from a budget."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_an_unbudgeted_line_of_zero(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_budgeted
        24-015        09-250         DI          0.00    false
    """,
    )

    [finding] = run_rule(db, "budget_line_auto_created")

    assert finding["activity_code"] == "09-250"
    assert finding["procore_value"] == Decimal("0.00")


def test_is_silent_about_budgeted_known_and_unlinked_lines(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_budgeted  is_linked  is_billing
        24-015        09-250         DI          0.00    true         true       false
        24-015        09-300         DI          0.00    false        true       false
        24-016        09-250         DI          0.00    false        false      false
        24-015        09-400         FA          0.00    false        true       true
        24-015        09-500         DI          5.00    false        true       false
    """,
    )
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        09-300         DI          10.00
    """,
    )

    assert run_rule(db, "budget_line_auto_created") == []


def test_edge_one_budgeted_row_makes_a_budget(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_budgeted
        24-015        09-250         DI          0.00    false
        24-015        09-250         DI          0.00    true
        24-015        09-300         -           0.00    false
    """,
    )

    [finding] = run_rule(db, "budget_line_auto_created")

    assert finding["group_code"] == "no code"
