"""Activities and groups are checked at every synchronisation, never made by it."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def document(
    db: Database, entity: str = "subcontract", is_approved: str = "true"
) -> None:
    fill(
        db,
        "procore.contract",
        f"""
        entity    procore_id  number  is_approved    project_code
        {entity}  7           SC-1    {is_approved}  24-015
    """,
    )


def line(db: Database, activity: str, group: str, entity: str = "subcontract") -> None:
    fill(
        db,
        "procore.contract_line",
        f"""
        entity    contract_id  project_code  activity_code  group_code  group_key  amount
        {entity}  7            24-015        {activity}     {group}     {group}    10.00
    """,
    )


def known(db: Database) -> None:
    fill(db, "maestro.activity", "project_code  activity_code\n24-015  03-300")
    fill(db, "maestro.cost_group", "group_code\nMA")


def test_reports_an_activity_and_a_group_that_are_missing(db: Database) -> None:
    document(db)
    known(db)
    line(db, "13-700", "MA")
    line(db, "03-300", "ZZ")

    group, activity = run_rule(db, "contract_code_missing_in_maestro")

    assert activity["message"] == "No activity 13-700 in this project"
    assert group["message"] == "No group ZZ in maestro*"
    assert group["procore_value"] == Decimal("10.00")


def test_is_silent_about_known_codes_and_drafts(db: Database) -> None:
    document(db, is_approved="false")
    line(db, "13-700", "ZZ")
    assert run_rule(db, "contract_code_missing_in_maestro") == []

    db.execute("delete from procore.contract_line")
    db.execute("update procore.contract set is_approved = true")
    known(db)
    line(db, "03-300", "MA")

    assert run_rule(db, "contract_code_missing_in_maestro") == []


def test_edge_billing_lines_have_no_group(db: Database) -> None:
    document(db, "prime_contract")
    known(db)
    line(db, "03-300", "''", "prime_contract")

    assert run_rule(db, "contract_code_missing_in_maestro") == []


def test_edge_the_activity_of_another_project_does_not_count(db: Database) -> None:
    document(db)
    known(db)
    db.execute("update maestro.activity set project_key = '24-016'")
    line(db, "03-300", "MA")

    assert len(run_rule(db, "contract_code_missing_in_maestro")) == 1


def test_edge_lines_of_one_code_are_one_finding(db: Database) -> None:
    document(db)
    document(db, "change_order")
    known(db)
    line(db, "13-700", "MA")
    line(db, "13-700", "MA")

    [finding] = run_rule(db, "contract_code_missing_in_maestro")

    assert finding["procore_value"] == Decimal("20.00")


def test_edge_projects_that_are_not_linked_are_not_asked(db: Database) -> None:
    document(db)
    line(db, "13-700", "MA")
    db.execute("update procore.contract_line set is_linked = false")

    assert run_rule(db, "contract_code_missing_in_maestro") == []
