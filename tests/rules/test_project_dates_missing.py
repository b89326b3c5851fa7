"""Procore needs a project's start and closing dates."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_the_dates_that_miss(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    missing_dates
        project  24-127  start_on, closing_on
    """,
    )

    [finding] = run_rule(db, "project_dates_missing")

    assert finding["maestro_value"] == "start_on, closing_on"


def test_is_silent_about_dated_and_linked_projects(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    missing_dates
        project  24-127  ''
        project  24-128  closing_on
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity   code
        project  24-128
    """,
    )

    assert run_rule(db, "project_dates_missing") == []


def test_edge_a_project_that_is_not_sent_needs_none(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  missing_dates  is_active  is_ticked  has_current_prefix  is_first
        project   24-1  closing_on     false      true       true                true
        project   24-2  closing_on     true       false      true                true
        project   24-3  closing_on     true       true       false               true
        project   24-4  closing_on     true       true       true                false
        supplier  24-5  closing_on     true       true       true                true
    """,
    )

    assert run_rule(db, "project_dates_missing") == []


def test_edge_another_entity_s_link_excuses_nothing(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    missing_dates
        project  24-128  closing_on
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity    code
        supplier  24-128
    """,
    )

    assert len(run_rule(db, "project_dates_missing")) == 1
