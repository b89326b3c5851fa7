"""maestro* is the master of the original budget."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting


def draw(db: Database, maestro_amount: str, procore_amount: str) -> None:
    fill(
        db,
        "maestro.original_budget",
        f"""
        project_code  activity_code  group_code  amount
        24-015        03-300         MA          {maestro_amount}
        24-015        03-300         MO          8000.00
    """,
    )
    fill(
        db,
        "procore.original_budget",
        f"""
        project_code  activity_code  group_code  amount
        24-015        03-300         MA          {procore_amount}
        24-015        03-300         MO          8000.00
    """,
    )


def test_reports_a_line_whose_amounts_differ(db: Database) -> None:
    draw(db, "12000.00", "11500.00")

    [finding] = run_rule(db, "original_budget_differs")

    assert finding["group_code"] == "MA"
    assert finding["severity"] == "error"
    assert finding["difference"] == Decimal("-500.00")


def test_is_silent_about_equal_amounts(db: Database) -> None:
    draw(db, "12000.00", "12000.00")

    assert run_rule(db, "original_budget_differs") == []


def test_edge_lines_of_one_key_are_summed(db: Database) -> None:
    draw(db, "12000.00", "11999.99")
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        03-300         MA          0.01
    """,
    )

    assert run_rule(db, "original_budget_differs") == []


def test_edge_a_difference_of_the_tolerance_is_a_notice(db: Database) -> None:
    draw(db, "12000.00", "11999.95")
    set_setting(db, "amount_tolerance", "0.05")

    [finding] = run_rule(db, "original_budget_differs")

    assert finding["severity"] == "notice"
    assert finding["difference"] == Decimal("-0.05")


def test_edge_a_cent_over_the_tolerance_is_an_error(db: Database) -> None:
    draw(db, "12000.00", "12000.06")
    set_setting(db, "amount_tolerance", "0.05")

    [finding] = run_rule(db, "original_budget_differs")

    assert finding["severity"] == "error"


def test_edge_revenue_and_unlinked_projects_are_not_compared(db: Database) -> None:
    for table, amount in (("maestro", "10.00"), ("procore", "20.00")):
        fill(
            db,
            f"{table}.original_budget",
            f"""
            project_code  activity_code  group_code  amount    is_billing  is_linked
            24-015        01-500         FA          {amount}  true        true
            24-016        01-500         MA          {amount}  false       false
        """,
        )

    assert run_rule(db, "original_budget_differs") == []


def test_edge_either_side_alone_keeps_a_line_from_being_compared(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  is_billing  is_linked
        24-015        01-100         FA          1         true        true
        24-015        01-200         FA          1         false       true
        24-016        01-300         MA          1         false       false
        24-016        01-400         MA          1         false       true
    """,
    )
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_billing  is_linked
        24-015        01-100         FA          2         false       true
        24-015        01-200         FA          2         true        true
        24-016        01-300         MA          2         false       true
        24-016        01-400         MA          2         false       false
    """,
    )

    assert run_rule(db, "original_budget_differs") == []
