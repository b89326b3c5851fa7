"""Only projects of the current prefix are sent."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_ticked_project_of_another_prefix(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    prefix  has_current_prefix
        project  24-125  ON      false
    """,
    )

    [finding] = run_rule(db, "project_other_prefix")

    assert (finding["code"], finding["maestro_value"]) == ("24-125", "ON")


def test_a_linked_project_of_another_prefix_is_a_notice(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    prefix  has_current_prefix
        project  24-125  QC      true
        project  24-126  ON      false
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity   code
        project  24-126
    """,
    )

    [finding] = run_rule(db, "project_other_prefix")

    assert (finding["severity"], finding["code"]) == ("notice", "24-126")
    assert finding["message"].startswith("The project is linked and ticked")


def test_is_silent_about_the_current_prefix(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    prefix  has_current_prefix
        project  24-125  QC      true
    """,
    )

    assert run_rule(db, "project_other_prefix") == []


def test_edge_a_project_that_is_not_sent_is_not_asked(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  has_current_prefix  is_active  is_ticked  is_first
        project   24-1  false               false      true       true
        project   24-2  false               true       false      true
        project   24-3  false               true       true       false
        supplier  24-4  false               true       true       true
    """,
    )

    assert run_rule(db, "project_other_prefix") == []


def test_edge_another_entity_s_link_excuses_nothing(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    prefix  has_current_prefix
        project  24-126  -       false
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity    code
        supplier  24-126
    """,
    )

    [finding] = run_rule(db, "project_other_prefix")

    assert finding["maestro_value"] is None
