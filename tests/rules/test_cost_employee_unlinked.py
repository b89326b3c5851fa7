"""Hours that are missing, of an employee who is no Procore user."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import maestro_line


def test_reports_the_line_with_its_amount(db: Database) -> None:
    maestro_line(db, "missing in Procore", "employee unlinked")

    [finding] = run_rule(db, "cost_employee_unlinked")

    assert finding["transaction"] == "T1/1"
    assert finding["maestro_value"] == Decimal("10.00")
    assert finding["difference"] == Decimal("-10.00")


def test_is_silent_about_other_reasons_and_states(db: Database) -> None:
    maestro_line(db, "missing in Procore", "supplier unlinked")
    maestro_line(db, "matched", "employee unlinked")

    assert run_rule(db, "cost_employee_unlinked") == []


def test_edge_a_credit_has_the_opposite_difference(db: Database) -> None:
    maestro_line(db, "missing in Procore", "employee unlinked", amount="-0.01")

    [finding] = run_rule(db, "cost_employee_unlinked")

    assert finding["difference"] == Decimal("0.01")
