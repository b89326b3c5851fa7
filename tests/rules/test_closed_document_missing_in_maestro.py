"""A document past its approval that maestro* does not have is a notice."""

from __future__ import annotations

import pytest

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.documents import fill_row, maestro_document

RULE = "closed_document_missing_in_maestro"


def document(db: Database, entity: str, status: str, group: str, **more: str) -> None:
    row = {
        "entity": entity,
        "project_code": "24-015",
        "procore_id": "7",
        "number": "SC-1",
        "number_key": "SC-1",
        "amount": "900.00",
        "status": status,
        "status_group": group,
        "state": "not approved",
    }
    fill_row(db, "procore.contract_state", {**row, **more})


def invoice(db: Database, is_approved: str = "true") -> None:
    row = {"kind": "invoice", "commitment_id": "7", "project_code": "24-015"}
    fill_row(db, "procore.cost_line", {**row, "is_approved": is_approved})


def test_reports_a_closed_subcontract_with_an_invoice(db: Database) -> None:
    document(db, "subcontract", "Complete", "closed")
    invoice(db)

    [finding] = run_rule(db, RULE)

    assert finding["message"].startswith("Complete in Procore for 900.00")


def test_reports_a_received_order_and_a_complete_prime_contract(db: Database) -> None:
    document(db, "purchase_order", "Received", "approved")
    document(db, "prime_contract", "Complete", "closed", procore_id="8")

    assert {f["entity"] for f in run_rule(db, RULE)} == {
        "purchase_order",
        "prime_contract",
    }


@pytest.mark.parametrize(
    ("status", "group"), [("Draft", "pending"), ("Void", "rejected")]
)
def test_is_silent_about_what_was_never_in_force(
    db: Database, status: str, group: str
) -> None:
    document(db, "subcontract", status, group)
    invoice(db)

    assert run_rule(db, RULE) == []


def test_edge_a_closed_subcontract_without_invoice_cost_nothing(db: Database) -> None:
    document(db, "subcontract", "Complete", "closed")
    invoice(db, is_approved="false")

    assert run_rule(db, RULE) == []


def test_edge_a_number_that_maestro_has_is_another_rule_s(db: Database) -> None:
    document(db, "subcontract", "Complete", "closed")
    invoice(db)
    maestro_document(db, external_number="SC-1", external_key="SC-1")

    assert run_rule(db, RULE) == []
