"""A project that other lists name and the list of projects lacks is one finding."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def unlisted(db: Database) -> None:
    fill(
        db,
        "maestro.unlisted_project",
        """
        project_code  rows  lists
        24-996        3     Budget: 2, Costs: 1
        """,
    )


def test_is_a_notice_with_the_lists_that_name_it(db: Database) -> None:
    unlisted(db)

    [finding] = run_rule(db, "project_not_listed")

    assert finding["severity"] == "notice"
    assert finding["message"].startswith("3 rows of other exports name 24-996")
    assert finding["message"].endswith(": Budget: 2, Costs: 1")


def test_is_a_warning_where_procore_has_it(db: Database) -> None:
    unlisted(db)
    fill(db, "procore.project", "project_code  project_key\n24-996  24-996")

    [finding] = run_rule(db, "project_not_listed")

    assert (finding["severity"], finding["procore_value"]) == ("warning", "24-996")


def test_edge_projects_without_a_code_are_not_it(db: Database) -> None:
    unlisted(db)
    fill(db, "procore.project", "project_code  project_key\n-  -")

    [finding] = run_rule(db, "project_not_listed")

    assert finding["severity"] == "notice"


def test_is_silent_where_every_code_is_listed(db: Database) -> None:
    assert run_rule(db, "project_not_listed") == []
