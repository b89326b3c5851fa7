"""A list that was not read whole is said, with its reason."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_list_of_a_project(db: Database) -> None:
    fill(
        db,
        "pull.manifest",
        """
        system   list      entity    procore_project_id  is_complete  reason
        procore  activity  activity  90                  false        no rights
        maestro  supplier  supplier  -                   false        no export
    """,
    )
    fill(
        db,
        "procore.site",
        """
        procore_project_id  project_code
        90                  24-151
    """,
    )

    activity, supplier = run_rule(db, "pull_incomplete")

    assert activity["project_code"] == "24-151"
    assert (activity["maestro_value"], activity["procore_value"]) == (None, "no rights")
    assert (supplier["maestro_value"], supplier["procore_value"]) == ("no export", None)


def test_is_silent_about_whole_lists(db: Database) -> None:
    fill(
        db,
        "pull.manifest",
        """
        system   list      entity    procore_project_id  is_complete
        procore  activity  activity  90                  true
    """,
    )

    assert run_rule(db, "pull_incomplete") == []


def test_edge_a_project_that_is_unknown_still_counts(db: Database) -> None:
    fill(
        db,
        "pull.manifest",
        """
        system   list      entity    procore_project_id  is_complete  reason
        procore  activity  activity  99                  false        no rights
    """,
    )

    [finding] = run_rule(db, "pull_incomplete")

    assert finding["project_code"] is None


def test_edge_several_gaps_of_one_list_are_told_once(db: Database) -> None:
    fill(
        db,
        "pull.manifest",
        """
        system   list          entity    procore_project_id  is_complete  reason
        procore  segment_item  activity  90                  false        no rights
        procore  segment_item  activity  90                  false        too slow
        procore  activity      activity  91                  false        no rights
        procore  activity      activity  92                  false        no rights
    """,
    )

    assert len(run_rule(db, "pull_incomplete")) == 2
