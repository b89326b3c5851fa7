"""The title of the prime contract becomes the project's name."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def prime(db: Database, **columns: str) -> None:
    row = {"entity": "prime_contract", "project_code": "24-015", "number": "CP-1"}
    row |= {"procore_id": "7", "is_approved": "true", **columns}
    fill(db, "procore.contract", "  ".join(row) + "\n" + "  ".join(row.values()))


def project(db: Database) -> None:
    fill(db, "maestro.project", "project_code  name\n24-015  Pont Nord")


def test_reports_both_names(db: Database) -> None:
    project(db)
    prime(db, title="Phase 2")

    [finding] = run_rule(db, "prime_contract_renames_project")

    assert finding["procore_value"] == "Phase 2"


def test_is_silent_about_drafts_and_other_documents(db: Database) -> None:
    project(db)
    prime(db, title="Phase 2", is_approved="false")
    prime(db, title="Phase 2", entity="subcontract")

    assert run_rule(db, "prime_contract_renames_project") == []


def test_edge_letter_case_renames_nothing(db: Database) -> None:
    project(db)
    project(db)
    prime(db, title="PONT NORD")
    assert run_rule(db, "prime_contract_renames_project") == []

    prime(db, title="PONT SUD", number="-")

    [finding] = run_rule(db, "prime_contract_renames_project")
    assert finding["code"] == ""
