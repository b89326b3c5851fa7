"""Orders and subcontracts share a counter in maestro*, not in Procore."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def document(db: Database, entity: str) -> None:
    fill(
        db,
        "maestro.contract",
        f"""
        entity    project_code  external_number  external_key
        {entity}  24-015        BC-1             BC-1
    """,
    )


def commitment(
    db: Database, entity: str, number: str = "BC-1", project: str = "24-015"
) -> None:
    fill(
        db,
        "procore.contract",
        f"""
        entity    project_code  number_key
        {entity}  {project}     {number}
    """,
    )


def test_reports_both_kinds(db: Database) -> None:
    document(db, "subcontract")
    commitment(db, "purchase_order")

    [finding] = run_rule(db, "commitment_kind_differs")

    assert finding["maestro_value"] == "subcontract"
    assert finding["procore_value"] == "purchase_order"


def test_is_silent_where_the_kind_is_there(db: Database) -> None:
    document(db, "subcontract")
    commitment(db, "purchase_order")
    commitment(db, "subcontract")

    assert run_rule(db, "commitment_kind_differs") == []


def test_is_silent_about_other_numbers_projects_and_documents(db: Database) -> None:
    document(db, "subcontract")
    commitment(db, "purchase_order", number="BC-2")
    commitment(db, "purchase_order", project="24-016")
    commitment(db, "change_order")

    assert run_rule(db, "commitment_kind_differs") == []


def test_edge_the_same_kind_elsewhere_excuses_nothing(db: Database) -> None:
    document(db, "subcontract")
    commitment(db, "purchase_order")
    commitment(db, "subcontract", number="BC-2")
    commitment(db, "subcontract", project="24-016")

    assert len(run_rule(db, "commitment_kind_differs")) == 1


def test_edge_a_number_that_stands_twice_is_one_finding(db: Database) -> None:
    document(db, "subcontract")
    document(db, "subcontract")
    commitment(db, "purchase_order")
    commitment(db, "purchase_order")

    assert len(run_rule(db, "commitment_kind_differs")) == 1
