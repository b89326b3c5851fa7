"""The company of a commitment must be a linked supplier."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def commitment(db: Database, **columns: str) -> None:
    row = {"entity": "subcontract", "project_code": "24-015", "vendor_id": "7"}
    row |= {"is_approved": "true", "is_linked": "true", "is_party_linked": "false"}
    row |= columns
    fill(db, "procore.contract", "  ".join(row) + "\n" + "  ".join(row.values()))


def test_reports_the_company_and_how_many_wait(db: Database) -> None:
    commitment(db)
    commitment(db, entity="purchase_order")

    [finding] = run_rule(db, "supplier_unlinked_in_use")

    assert finding["message"].startswith("2 approved commitments")


def test_is_silent_about_linked_companies_drafts_and_other_documents(
    db: Database,
) -> None:
    commitment(db, is_party_linked="true")
    commitment(db, is_approved="false")
    commitment(db, is_linked="false")
    commitment(db, entity="change_order")

    assert run_rule(db, "supplier_unlinked_in_use") == []


def test_edge_no_company_at_all_is_named_so(db: Database) -> None:
    commitment(db, vendor_id="-")
    commitment(db, vendor_id="-", project_code="24-016")

    found = run_rule(db, "supplier_unlinked_in_use")

    assert [f["procore_id"] for f in found] == ["no company", "no company"]


def test_a_commitment_that_maestro_has_does_not_wait(db: Database) -> None:
    commitment(db, procore_id="77")
    commitment(db, procore_id="78")
    fill(db, "link.contract", "entity  procore_id\nsubcontract  77")
    fill(db, "link.contract", "entity  procore_id\npurchase_order  78")

    [finding] = run_rule(db, "supplier_unlinked_in_use")

    assert finding["message"].startswith("1 approved commitment waits")
