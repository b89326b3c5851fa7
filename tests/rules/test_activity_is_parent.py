"""A division with codes below it takes no amounts of its own."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting

BUDGET = """
    project_code  activity_code  group_code  amount
    24-015        03             MA          10.00
"""
CODES = """
    project_code  activity_code  full_code  is_parent
    24-015        03             03         true
"""


def test_reports_a_budgeted_parent(db: Database) -> None:
    fill(db, "maestro.original_budget", BUDGET)
    fill(db, "procore.activity", CODES)

    [finding] = run_rule(db, "activity_is_parent")

    assert finding["activity_code"] == "03"
    assert finding["procore_value"] == "03"


def test_is_silent_without_a_cost_budget(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  is_billing  is_linked
        24-015        03             MA          0.00    false       true
        24-015        03             FA          10.00   true        true
        24-016        03             MA          10.00   false       false
    """,
    )
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code  full_code  is_parent
        24-015        03             03         true
        24-016        03             03         true
    """,
    )

    assert run_rule(db, "activity_is_parent") == []


def test_edge_a_leaf_of_the_same_code_takes_the_amount(db: Database) -> None:
    fill(db, "maestro.original_budget", BUDGET)
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code  full_code  is_parent  is_deleted
        24-015        03             03         true       false
        24-015        03             03         false      false
    """,
    )

    assert run_rule(db, "activity_is_parent") == []


def test_edge_a_deleted_leaf_does_not(db: Database) -> None:
    fill(db, "maestro.original_budget", BUDGET)
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code  full_code  is_parent  is_deleted
        24-015        03             03         true       false
        24-015        03             03         false      true
    """,
    )

    assert len(run_rule(db, "activity_is_parent")) == 1


def test_edge_the_setting_may_allow_parents(db: Database) -> None:
    fill(db, "maestro.original_budget", BUDGET)
    fill(db, "procore.activity", CODES)

    set_setting(db, "cost_code_leaf_only", "false")

    assert run_rule(db, "activity_is_parent") == []
