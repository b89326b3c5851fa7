"""Hours carry their employee where a Procore user has the number."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule
from tests.rules.states import maestro_line, procore_line


def hours(db: Database, user: str = "true", **columns: str) -> None:
    row = {"procore_line": "1", "procore_type": "payroll", "party_code": "E1"}
    maestro_line(db, "matched", "code", **(row | columns))
    fill(
        db,
        "procore.user",
        f"""
        user_id  employee_code  is_active
        5        E1             {user}
    """,
    )


def test_reports_hours_that_name_nobody(db: Database) -> None:
    hours(db, party_key="E1")
    procore_line(db, "matched", "code")

    [finding] = run_rule(db, "payroll_without_employee")

    assert finding["maestro_value"] == "E1"


def test_is_silent_about_named_employees_and_other_types(db: Database) -> None:
    hours(db, party_key="E1")
    procore_line(db, "matched", "code", employee_id="5")
    assert run_rule(db, "payroll_without_employee") == []

    db.execute("update cost.procore_state set employee_id = null")
    db.execute("update cost.maestro_state set procore_type = 'expense'")

    assert run_rule(db, "payroll_without_employee") == []


def test_edge_who_is_no_active_user_cannot_be_named(db: Database) -> None:
    hours(db, user="false", party_key="E1")
    procore_line(db, "matched", "code")
    assert run_rule(db, "payroll_without_employee") == []

    db.execute("update procore.user set is_active = true, employee_key = 'E2'")

    assert run_rule(db, "payroll_without_employee") == []


def test_edge_the_line_of_another_pair_does_not_count(db: Database) -> None:
    hours(db, party_key="E1")
    procore_line(db, "matched", "code", line_id="2")

    assert run_rule(db, "payroll_without_employee") == []


def test_edge_one_line_speaks_for_those_it_came_with(db: Database) -> None:
    hours(db, party_key="E1", is_first="false")
    procore_line(db, "matched", "code")

    assert run_rule(db, "payroll_without_employee") == []
