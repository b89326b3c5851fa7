"""An employee with hours who is no Procore user."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def hours(db: Database, **columns: str) -> None:
    row = {"procore_type": "payroll", "party_code": "E1", "is_linked": "true"}
    row |= columns
    fill(db, "maestro.project_cost", "  ".join(row) + "\n" + "  ".join(row.values()))


def test_reports_the_employee_by_number(db: Database) -> None:
    hours(db, party_key="E1")
    hours(db, party_key="E1")

    [finding] = run_rule(db, "employee_not_a_user")

    assert (finding["code"], finding["message"][:1]) == ("E1", "2")


def test_is_silent_about_users_invoices_and_other_projects(db: Database) -> None:
    hours(db, party_key="E1")
    hours(db, party_key="E2", procore_type="invoice")
    hours(db, party_key="E3", is_linked="false")
    fill(db, "procore.user", "user_id  employee_code  is_active\n5  E1  true")

    assert run_rule(db, "employee_not_a_user") == []


def test_edge_an_inactive_user_is_none_and_no_number_is_nobody(db: Database) -> None:
    hours(db, party_key="E1")
    hours(db, party_key="-", party_code="-")
    fill(db, "procore.user", "user_id  employee_code  is_active\n5  E1  false")

    assert len(run_rule(db, "employee_not_a_user")) == 1
