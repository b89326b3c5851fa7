"""maestro* is the master of budgeted quantities too."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting


def draw(db: Database, maestro_quantity: str, procore_quantity: str) -> None:
    fill(
        db,
        "maestro.original_budget",
        f"""
        project_code  activity_code  group_code  quantity
        24-015        03-300         MA          {maestro_quantity}
    """,
    )
    fill(
        db,
        "procore.original_budget",
        f"""
        project_code  activity_code  group_code  quantity
        24-015        03-300         MA          {procore_quantity}
    """,
    )


def test_reports_quantities_that_differ(db: Database) -> None:
    draw(db, "120.5", "125.5")

    [finding] = run_rule(db, "original_budget_quantity_differs")

    assert finding["severity"] == "warning"
    assert finding["difference"] == Decimal("5.000000")


def test_is_silent_about_equal_quantities(db: Database) -> None:
    draw(db, "120.5", "120.500000")

    assert run_rule(db, "original_budget_quantity_differs") == []


def test_edge_a_difference_of_the_tolerance_is_a_notice(db: Database) -> None:
    draw(db, "120.5", "120.4")
    set_setting(db, "quantity_tolerance", "0.1")

    [finding] = run_rule(db, "original_budget_quantity_differs")

    assert finding["severity"] == "notice"


def test_edge_more_than_the_tolerance_is_a_warning(db: Database) -> None:
    draw(db, "120.5", "120.399999")
    set_setting(db, "quantity_tolerance", "0.1")

    [finding] = run_rule(db, "original_budget_quantity_differs")

    assert finding["severity"] == "warning"


def test_edge_revenue_and_unlinked_projects_are_not_compared(db: Database) -> None:
    for table, quantity in (("maestro", "1"), ("procore", "2")):
        fill(
            db,
            f"{table}.original_budget",
            f"""
            project_code  activity_code  group_code  quantity    is_billing  is_linked
            24-015        01-500         FA          {quantity}  true        true
            24-016        01-500         MA          {quantity}  false       false
        """,
        )

    assert run_rule(db, "original_budget_quantity_differs") == []


def test_edge_either_side_alone_keeps_a_line_from_being_compared(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  quantity  is_billing  is_linked
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
        project_code  activity_code  group_code  quantity  is_billing  is_linked
        24-015        01-100         FA          2         false       true
        24-015        01-200         FA          2         true        true
        24-016        01-300         MA          2         false       true
        24-016        01-400         MA          2         false       false
    """,
    )

    assert run_rule(db, "original_budget_quantity_differs") == []
