"""Two cost codes that become one activity cannot be told apart."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_codes_that_collapse(db: Database) -> None:
    fill(
        db,
        "procore.activity",
        """
        project_code  full_code  activity_code  activity_key  cost_code_id
        24-015        1-23       123            123           1
        24-015        12-3       123            123           2
        24-015        12-4       124            124           3
    """,
    )

    [finding] = run_rule(db, "activity_ambiguous")

    assert finding["activity_code"] == "123"
    assert finding["procore_value"] == "1-23, 12-3"


def test_is_silent_about_a_deleted_or_unlinked_twin(db: Database) -> None:
    fill(
        db,
        "procore.activity",
        """
        project_code  full_code  activity_code  is_deleted  is_linked
        24-015        03-300     03-300         false       true
        24-015        03-300     03-300         true        true
        24-016        03-300     03-300         false       false
        24-016        03-300     03-300         false       false
    """,
    )

    assert run_rule(db, "activity_ambiguous") == []


def test_edge_one_code_in_two_projects_is_no_collision(db: Database) -> None:
    fill(
        db,
        "procore.activity",
        """
        project_code  full_code  activity_code  activity_key
        24-015        03-300     03-300         03-300
        24-016        03-300     03-300         03-300
        24-017        -          -              -
        24-017        -          -              -
    """,
    )

    assert run_rule(db, "activity_ambiguous") == []
