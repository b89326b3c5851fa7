"""A project that is a template or a demonstration in Procore is said to be left out."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, code: str, kind: str = "a template") -> None:
    db.execute(
        "insert into procore.left_out_project values ('90', ?, ?, 'p#1', 'p', 1)",
        [code, kind],
    )
    fill(
        db,
        "maestro.project",
        """
        project_code
        24-015
    """,
    )


def test_reports_a_project_of_the_same_code(db: Database) -> None:
    draw(db, "24-015", "a demonstration project")
    [finding] = run_rule(db, "project_left_out")
    assert finding["message"] == (
        "24-015 is a demonstration project in Procore (record 90): it is left out, and"
        " not compared"
    )


def test_edge_a_link_leads_to_it_whatever_its_code(db: Database) -> None:
    draw(db, "GABARIT")
    fill(
        db,
        "link.evidence",
        """
        entity   code_key  procore_id
        project  24-015    90
    """,
    )
    [finding] = run_rule(db, "project_left_out")
    assert finding["code"] == "24-015"


def test_is_silent_where_maestro_does_not_have_it(db: Database) -> None:
    draw(db, "GABARIT")
    assert run_rule(db, "project_left_out") == []


def test_nothing_is_called_missing_for_it(db: Database) -> None:
    draw(db, "24-015")
    fill(
        db,
        "maestro.record",
        """
        entity   code    project_code
        project  24-015  24-015
        project  24-016  24-016
    """,
    )
    assert [f["code"] for f in run_rule(db, "only_in_maestro")] == ["24-016"]
    fill(
        db,
        "link.evidence",
        """
        entity   code_key  procore_id
        project  24-015    90
        project  24-017    91
    """,
    )
    found = run_rule(db, "link_target_missing")
    assert [f["code"] for f in found] == ["24-017"]
