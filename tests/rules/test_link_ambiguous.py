"""A code is linked to one record, and a record to one code."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_code_and_a_record_with_two_links(db: Database) -> None:
    fill(
        db,
        "link.claim",
        """
        entity    code_key  procore_id
        supplier  S1001     77
        supplier  S1001     78
        project   24-015    90
        project   24-016    90
    """,
    )

    project, supplier = run_rule(db, "link_ambiguous")

    assert (project["system"], project["maestro_value"]) == (
        "procore",
        "24-015, 24-016",
    )
    assert (supplier["system"], supplier["procore_value"]) == ("maestro", "77, 78")


def test_reports_the_project_of_a_code(db: Database) -> None:
    fill(
        db,
        "link.claim",
        """
        entity   code_key  procore_id
        project  24-015    90
        project  24-015    91
    """,
    )

    [finding] = run_rule(db, "link_ambiguous")

    assert finding["project_code"] == "24-015"


def test_is_silent_about_one_to_one_links(db: Database) -> None:
    fill(
        db,
        "link.claim",
        """
        entity    code_key  procore_id
        supplier  S1001     77
        supplier  S1002     78
    """,
    )

    assert run_rule(db, "link_ambiguous") == []


def test_edge_a_company_may_have_one_link_in_each_role(db: Database) -> None:
    fill(
        db,
        "link.claim",
        """
        entity    code_key  procore_id
        supplier  X3001     77
        customer  X3001     77
        customer  X3002     78
    """,
    )

    assert run_rule(db, "link_ambiguous") == []
