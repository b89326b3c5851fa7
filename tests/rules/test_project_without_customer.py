"""The customer of a contract is the customer of its project."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def project(db: Database, customer: str = "-", is_active: str = "true") -> None:
    fill(
        db,
        "maestro.project",
        f"""
        project_code  customer_code  is_active
        24-015        {customer}     {is_active}
        """,
    )


def contract(db: Database, side: str = "procore", **columns: str) -> None:
    row = {"entity": "prime_contract", "project_code": "24-015", "party_code": "C1"}
    row |= {"is_approved": "true"} if side == "procore" else {}
    row |= columns
    fill(db, f"{side}.contract", "  ".join(row) + "\n" + "  ".join(row.values()))


def test_reports_the_customer_that_both_contracts_name(db: Database) -> None:
    project(db)
    contract(db)
    contract(db, "maestro")

    [finding] = run_rule(db, "project_without_customer")

    assert finding["procore_value"] == "C1"
    assert finding["message"].endswith("its contract names C1")


def test_reports_a_customer_of_the_books_alone(db: Database) -> None:
    project(db)
    contract(db, "maestro")

    [finding] = run_rule(db, "project_without_customer")

    assert finding["procore_value"] is None


def test_is_silent_about_projects_with_a_customer_and_closed_ones(
    db: Database,
) -> None:
    project(db, "C1")
    project(db, is_active="false")
    contract(db)

    assert run_rule(db, "project_without_customer") == []


def test_edge_drafts_orders_and_contracts_without_owner_name_nobody(
    db: Database,
) -> None:
    project(db)
    contract(db, is_approved="false")
    contract(db, entity="subcontract")
    contract(db, party_code="-")

    assert run_rule(db, "project_without_customer") == []
