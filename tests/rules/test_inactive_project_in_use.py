"""An inactive project takes no documents."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def project(db: Database, is_active: str = "false", source: str = "m1") -> None:
    fill(
        db,
        "maestro.project",
        f"""
        project_code  status  is_active    source
        24-015        Fermé   {is_active}  {source}
    """,
    )
    fill(
        db,
        "link.pair",
        """
        entity   code_key  procore_id  maestro_source
        project  24-015    7           m1
    """,
    )


def contract(db: Database, entity: str, is_approved: str = "true") -> None:
    fill(
        db,
        "procore.contract",
        f"""
        entity    project_code  is_approved
        {entity}  24-015        {is_approved}
    """,
    )


def cost(db: Database, is_approved: str, is_deleted: str) -> None:
    fill(
        db,
        "procore.cost_line",
        f"""
        project_code  is_approved    is_deleted
        24-015        {is_approved}  {is_deleted}
    """,
    )


def test_reports_commitments_and_costs(db: Database) -> None:
    project(db)
    contract(db, "subcontract")
    contract(db, "purchase_order")
    cost(db, "true", "false")

    [finding] = run_rule(db, "inactive_project_in_use")

    assert finding["message"].startswith("3 approved")


def test_is_silent_about_active_and_unused_projects(db: Database) -> None:
    project(db)
    contract(db, "subcontract", "false")
    contract(db, "prime_contract")
    cost(db, "true", "true")
    cost(db, "false", "false")
    assert run_rule(db, "inactive_project_in_use") == []

    contract(db, "subcontract")
    db.execute("update maestro.project set is_active = true")

    assert run_rule(db, "inactive_project_in_use") == []


def test_edge_a_project_that_is_not_linked_is_not_asked(db: Database) -> None:
    project(db, source="m2")
    contract(db, "subcontract")

    assert run_rule(db, "inactive_project_in_use") == []
