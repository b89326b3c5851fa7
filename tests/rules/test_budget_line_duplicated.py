"""A budget line that stands twice is compared as a sum, and named."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_lines_of_either_system(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        03-200         DI          3500.00
        24-015        03-200         DI          2500.00
    """,
    )
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        05-500         DI          400.00
        24-015        05-500         DI          500.00
    """,
    )

    ours, theirs = run_rule(db, "budget_line_duplicated")

    assert (ours["system"], ours["maestro_value"]) == ("maestro", Decimal("6000.00"))
    assert (theirs["system"], theirs["procore_value"]) == ("procore", Decimal("900.00"))


def test_is_silent_about_lines_of_custom_segments(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        05-500         DI          400.00
        24-015        05-500         DI          500.00
    """,
    )
    fill(
        db,
        "procore.segment",
        """
        project_code  name   type
        24-015        Phase  custom
    """,
    )

    assert run_rule(db, "budget_line_duplicated") == []


def test_edge_a_sub_job_is_no_custom_segment(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        05-500         -           400.00
        24-015        05-500         -           500.00
    """,
    )
    fill(
        db,
        "procore.segment",
        """
        project_code  name     type
        24-015        Sub Job  sub_job
    """,
    )

    [finding] = run_rule(db, "budget_line_duplicated")

    assert finding["group_code"] == "no code"


def test_edge_lines_without_a_whole_key_are_not_one_line(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  is_linked
        24-015        -              DI          1.00    true
        24-015        -              DI          1.00    true
        24-015        03-300         -           1.00    true
        24-015        03-300         -           1.00    true
        24-016        03-300         DI          1.00    false
        24-016        03-300         DI          1.00    false
    """,
    )
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_linked
        24-016        03-300         DI          1.00    false
        24-016        03-300         DI          1.00    false
    """,
    )

    assert run_rule(db, "budget_line_duplicated") == []
