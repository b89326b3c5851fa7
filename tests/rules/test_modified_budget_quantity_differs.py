"""A quantity of a modification that no approved change order explains."""

from __future__ import annotations

from decimal import Decimal

import pytest

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting


def modified(db: Database, ours: str, changed: str) -> None:
    fill(
        db,
        "link.modified_quantity",
        f"""
        project_code  activity_code  group_code  maestro_quantity  changed_quantity
        24-015        03-300         MA          {ours}            {changed}
    """,
    )


def test_reports_a_quantity_that_is_neither_of_the_two(db: Database) -> None:
    modified(db, "12", "3")

    [finding] = run_rule(db, "modified_budget_quantity_differs")

    assert finding["severity"] == "notice"
    assert finding["difference"] == Decimal("-9")
    assert finding["message"].endswith(
        "12 in maestro*, the approved change orders of Procore 3"
    )


@pytest.mark.parametrize("ours", ["0", "3"])
def test_is_silent_about_none_and_about_the_change_orders_quantity(
    db: Database, ours: str
) -> None:
    modified(db, ours, "3")

    assert run_rule(db, "modified_budget_quantity_differs") == []


@pytest.mark.parametrize(
    ("expected", "ours", "theirs"),
    [("none", "3", "0"), ("change_orders", "0", "3")],
)
def test_a_company_that_knows_which_is_warned(
    db: Database, expected: str, ours: str, theirs: str
) -> None:
    set_setting(db, "modified_budget_quantity", expected)
    modified(db, ours, "3")

    [finding] = run_rule(db, "modified_budget_quantity_differs")

    assert finding["severity"] == "warning"
    assert finding["procore_value"] == Decimal(theirs)


@pytest.mark.parametrize(
    ("ours", "severity"),
    [("3.5", "notice"), ("2.5", "notice"), ("3.6", "warning"), ("2.4", "warning")],
)
def test_edge_a_quantity_within_tolerance_is_a_notice(
    db: Database, ours: str, severity: str
) -> None:
    set_setting(db, "modified_budget_quantity", "change_orders")
    set_setting(db, "quantity_tolerance", "0.5")
    modified(db, ours, "3")

    [finding] = run_rule(db, "modified_budget_quantity_differs")

    assert finding["severity"] == severity
