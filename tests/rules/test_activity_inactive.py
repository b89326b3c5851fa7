"""A budgeted activity must be active on both sides."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_the_side_that_is_inactive(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        03-300         MA          10.00
        24-015        03-400         MA          10.00
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code  is_active
        24-015        03-300         true
        24-015        03-400         false
    """,
    )
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code  is_active
        24-015        03-300         false
        24-015        03-400         true
    """,
    )

    first, second = run_rule(db, "activity_inactive")

    assert (first["maestro_value"], first["procore_value"]) == ("active", "inactive")
    assert (second["maestro_value"], second["procore_value"]) == ("inactive", "active")


def test_is_silent_without_a_cost_budget(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  is_billing  is_linked
        24-015        03-300         MA          0.00    false       true
        24-015        03-400         FA          10.00   true        true
        24-016        03-400         MA          10.00   false       false
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code  is_active
        24-015        03-300         false
        24-015        03-400         false
        24-016        03-400         false
    """,
    )
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code
        24-015        03-300
        24-015        03-400
        24-016        03-400
    """,
    )

    assert run_rule(db, "activity_inactive") == []


def test_edge_one_active_code_is_enough(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        03-300         MA          -0.01
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code  is_active
        24-015        03-300         false
        24-015        03-300         true
    """,
    )
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code  is_active  is_deleted
        24-015        03-300         false      false
        24-015        03-300         true       true
    """,
    )

    [finding] = run_rule(db, "activity_inactive")

    assert finding["maestro_value"] == "active"
    assert finding["procore_value"] == "inactive"


def test_edge_an_activity_one_side_does_not_have_is_another_question(
    db: Database,
) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        03-300         MA          10.00
        24-015        03-400         MA          10.00
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code  is_active
        24-015        03-300         false
    """,
    )
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code  is_active
        24-015        03-400         false
    """,
    )

    assert run_rule(db, "activity_inactive") == []
