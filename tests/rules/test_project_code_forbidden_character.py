"""A job number must be one that maestro* can hold."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_each_forbidden_character(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity   procore_id  code
        project  1           24*015
        project  2           24,015
        project  3           24#015
        project  4           24:015
        project  5           24É015
    """,
    )

    assert len(run_rule(db, "project_code_forbidden_character")) == 5


def test_says_which_characters(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity   procore_id  code
        project  1           24É116*
    """,
    )

    [finding] = run_rule(db, "project_code_forbidden_character")

    assert finding["message"].endswith(": É*")


def test_is_silent_about_plain_codes(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity   procore_id  code
        project  1           24-015
        project  2           A_b.c/~ 9
    """,
    )

    assert run_rule(db, "project_code_forbidden_character") == []


def test_edge_suppliers_inactive_and_second_records_are_not_asked(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code    is_active  is_first
        supplier  1           24*015  true       true
        project   2           24*015  false      true
        project   3           24*015  true       false
    """,
    )

    assert run_rule(db, "project_code_forbidden_character") == []
