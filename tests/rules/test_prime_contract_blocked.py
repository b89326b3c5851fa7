"""A billing contract that exists already blocks the prime contract."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def prime(db: Database, **columns: str) -> None:
    row = {"entity": "prime_contract", "project_code": "24-015", "number": "CP-1"}
    row |= {"procore_id": "7", "is_approved": "true", **columns}
    fill(db, "procore.contract", "  ".join(row) + "\n" + "  ".join(row.values()))


def billing(db: Database, entity: str = "prime_contract") -> None:
    fill(
        db,
        "maestro.contract",
        f"""
        entity    project_code  status
        {entity}  24-015        Actif
    """,
    )


def test_reports_a_draft_beside_a_billing_contract(db: Database) -> None:
    billing(db)
    prime(db, is_approved="false", status="Draft")

    [finding] = run_rule(db, "prime_contract_blocked")

    assert (finding["maestro_value"], finding["procore_value"]) == ("Actif", "Draft")


def test_is_silent_about_approved_ones_and_without_a_billing_contract(
    db: Database,
) -> None:
    billing(db, "prime_change_order")
    prime(db, is_approved="false")
    assert run_rule(db, "prime_contract_blocked") == []

    billing(db)
    db.execute("update procore.contract set is_approved = true")

    assert run_rule(db, "prime_contract_blocked") == []


def test_edge_other_documents_are_no_prime_contracts(db: Database) -> None:
    billing(db)
    prime(db, is_approved="false", entity="subcontract")

    assert run_rule(db, "prime_contract_blocked") == []


def test_edge_two_billing_contracts_multiply_nothing(db: Database) -> None:
    billing(db)
    billing(db)
    prime(db, is_approved="false", number="-")

    [finding] = run_rule(db, "prime_contract_blocked")

    assert finding["code"] == ""
