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


def procore_lines(db: Database, *lines: str) -> list[dict[str, object]]:
    """What the rule says of Procore's lines of one activity and group.

    A line is drawn as: sub_job, wbs_code_id, is_budgeted, amount.
    """
    head = "project_code  activity_code  group_code  sub_job  wbs_code_id  is_budgeted"
    fill(
        db,
        "procore.original_budget",
        "\n".join(
            [f"{head}  amount", *(f"24-015  01-100  EQ  {line}" for line in lines)]
        ),
    )
    return run_rule(db, "budget_line_duplicated")


def test_is_silent_about_lines_of_two_sub_jobs(db: Database) -> None:
    assert not procore_lines(db, "A  1  true  5000.21", "B  1  true  2740.00")


def test_is_silent_about_lines_of_two_budget_codes(db: Database) -> None:
    assert not procore_lines(db, "-  1  true  5000.21", "-  2  true  2740.00")


def test_is_silent_about_a_line_beside_those_of_sub_jobs(db: Database) -> None:
    assert not procore_lines(db, "A  1  true  5000.21", "-  1  true  2740.00")


def test_edge_a_line_that_procore_made_is_no_second_one(db: Database) -> None:
    assert not procore_lines(db, "-  1  true  5000.21", "-  1  false  0.00")


def test_reports_two_lines_of_one_sub_job(db: Database) -> None:
    lines = ("A  1  true  100.00", "A  2  true  50.00", "B  3  true  7.00")

    [finding] = procore_lines(db, *lines)

    assert finding["procore_value"] == Decimal("157.00")
    assert finding["message"] == (
        "3 lines of Procore make this amount, 2 of them of one sub job or budget code"
    )
