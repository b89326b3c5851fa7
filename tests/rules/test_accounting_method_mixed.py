"""Unit contracts bill by quantity, amount contracts by amount."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def prime(db: Database, **columns: str) -> None:
    row = {"entity": "prime_contract", "project_code": "24-015", "number": "CP-1"}
    row |= {"procore_id": "7", "is_approved": "true", **columns}
    fill(db, "procore.contract", "  ".join(row) + "\n" + "  ".join(row.values()))


def line(db: Database, quantity: str, amount: str = "10.00", parent: str = "7") -> None:
    fill(
        db,
        "procore.contract_line",
        f"""
        contract_id  line_id  line_number  quantity    amount
        {parent}     9        1            {quantity}  {amount}
    """,
    )


def test_reports_a_line_without_quantity_in_a_contract_by_unit(db: Database) -> None:
    prime(db, accounting_method="unit", procore_project_id="1")
    line(db, "0")
    db.execute("update procore.contract_line set procore_project_id = '1'")

    [finding] = run_rule(db, "accounting_method_mixed")

    assert finding["message"] == "No quantity in a contract by unit"


def test_reports_a_quantity_in_a_contract_by_amount(db: Database) -> None:
    prime(db, accounting_method="amount", procore_project_id="1")
    line(db, "2")
    db.execute("update procore.contract_line set procore_project_id = '1'")

    [finding] = run_rule(db, "accounting_method_mixed")

    assert finding["message"] == "A quantity in a contract by amount"


def test_is_silent_where_lines_follow_the_method(db: Database) -> None:
    prime(db, accounting_method="amount", procore_project_id="1")
    prime(db, accounting_method="unit", procore_project_id="1", procore_id="8")
    line(db, "0")
    line(db, "2", parent="8")
    line(db, "0", "0.00", parent="8")
    db.execute("update procore.contract_line set procore_project_id = '1'")

    assert run_rule(db, "accounting_method_mixed") == []


def test_edge_other_documents_and_projects_are_not_asked(db: Database) -> None:
    prime(db, accounting_method="unit", procore_project_id="1", entity="subcontract")
    prime(db, accounting_method="unit", procore_project_id="2")
    line(db, "0")
    db.execute("update procore.contract_line set procore_project_id = '1'")

    assert run_rule(db, "accounting_method_mixed") == []
