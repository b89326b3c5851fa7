"""The External No. names the Procore commitment a document came from."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

ORDER = """
    entity          project_code  number  external_number  external_key  code
    purchase_order  24-015        1001    {0}              {0}           {0}
"""


def listed(db: Database, entity: str, project: str, number: str) -> None:
    fill(
        db,
        "procore.contract",
        f"""
        entity    project_code  number_key
        {entity}  {project}     {number}
    """,
    )


def order(db: Database, external: str = "BC-1") -> None:
    fill(db, "maestro.contract", ORDER.format(external))
    fill(db, "maestro.linked_project", "project_key\n24-015")


def test_reports_a_number_procore_does_not_list(db: Database) -> None:
    order(db)

    [finding] = run_rule(db, "external_number_leads_nowhere")

    assert finding["code"] == "BC-1"
    assert "1001" in finding["message"]


def test_is_silent_about_listed_numbers_and_own_orders(db: Database) -> None:
    order(db)
    order(db, "-")
    listed(db, "purchase_order", "24-015", "BC-1")

    assert run_rule(db, "external_number_leads_nowhere") == []


def test_is_silent_about_projects_that_are_not_linked(db: Database) -> None:
    fill(db, "maestro.contract", ORDER.format("BC-1"))

    assert run_rule(db, "external_number_leads_nowhere") == []


def test_edge_the_other_kind_of_commitment_has_its_own_rule(db: Database) -> None:
    order(db)
    listed(db, "subcontract", "24-015", "BC-1")

    assert run_rule(db, "external_number_leads_nowhere") == []


def test_edge_other_projects_numbers_and_documents_do_not_count(
    db: Database,
) -> None:
    order(db)
    listed(db, "purchase_order", "24-016", "BC-1")
    listed(db, "purchase_order", "24-015", "BC-2")
    listed(db, "change_order", "24-015", "BC-1")

    assert len(run_rule(db, "external_number_leads_nowhere")) == 1
