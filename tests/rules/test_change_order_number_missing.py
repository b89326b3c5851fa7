"""Without its number a change order is not invoiced."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def change_order(db: Database, entity: str, number: str) -> None:
    fill(
        db,
        "maestro.contract",
        f"""
        entity    number_key  contract_key
        {entity}  {number}    1001
    """,
    )


def test_reports_a_change_order_without_number(db: Database) -> None:
    change_order(db, "change_order", "-")

    [finding] = run_rule(db, "change_order_number_missing")

    assert finding["contract_number"] == "1001"


def test_is_silent_about_numbered_ones(db: Database) -> None:
    change_order(db, "change_order", "AV-1")

    assert run_rule(db, "change_order_number_missing") == []


def test_edge_other_documents_have_their_own_rules(db: Database) -> None:
    change_order(db, "subcontract", "-")

    assert run_rule(db, "change_order_number_missing") == []
