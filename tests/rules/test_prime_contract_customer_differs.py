"""The owner of the prime contract is the project's customer."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def prime(db: Database, **columns: str) -> None:
    row = {"entity": "prime_contract", "project_code": "24-015", "number": "CP-1"}
    row |= {"procore_id": "7", "is_approved": "true", **columns}
    fill(db, "procore.contract", "  ".join(row) + "\n" + "  ".join(row.values()))


def project(db: Database, customer: str) -> None:
    fill(
        db,
        "maestro.project",
        f"""
        project_code  customer_code
        24-015        {customer}
    """,
    )


def test_reports_both_customers(db: Database) -> None:
    project(db, "C1")
    prime(db, party_code="C2")

    [finding] = run_rule(db, "prime_contract_customer_differs")

    assert (finding["maestro_value"], finding["procore_value"]) == ("C1", "C2")


def test_is_silent_about_drafts_and_other_documents(db: Database) -> None:
    project(db, "C1")
    prime(db, party_code="C2", is_approved="false")
    prime(db, party_code="C2", entity="subcontract")

    assert run_rule(db, "prime_contract_customer_differs") == []


def test_edge_letter_case_is_no_difference_and_no_customer_asks_nothing(
    db: Database,
) -> None:
    project(db, "c2")
    prime(db, party_code="C2")
    assert run_rule(db, "prime_contract_customer_differs") == []

    db.execute("update maestro.project set customer_code = null")

    assert run_rule(db, "prime_contract_customer_differs") == []


def test_edge_an_owner_without_code_is_a_difference(db: Database) -> None:
    project(db, "C1")
    project(db, "C1")
    prime(db, number="-")

    [finding] = run_rule(db, "prime_contract_customer_differs")

    assert "without code" in finding["message"]
