"""Approved documents are sent once; this one is not in maestro*."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting

ROW = """
    entity    project_code  number  procore_id  amount  state     contract_number  is_party_linked
    subcontract  24-015        N-1     7           50.00   {0}  BC-9             true
"""


def test_reports_the_document_with_its_amount(db: Database) -> None:
    fill(db, "procore.contract_state", ROW.format("due"))

    [finding] = run_rule(db, "contract_only_in_procore")

    assert (finding["code"], finding["procore_value"]) == ("N-1", Decimal("50.00"))


def test_is_silent_about_other_states(db: Database) -> None:
    fill(db, "procore.contract_state", ROW.format("linked"))
    fill(db, "procore.contract_state", ROW.format("not approved"))

    assert run_rule(db, "contract_only_in_procore") == []


def test_edge_a_document_without_number_has_an_empty_code(db: Database) -> None:
    row = ROW.replace("N-1", "-").format("due")
    fill(db, "procore.contract_state", row)

    [finding] = run_rule(db, "contract_only_in_procore")

    assert finding["code"] == ""


def due(db: Database, entity: str, number: str, is_linked: str = "true") -> str:
    fill(
        db,
        "procore.contract_state",
        f"""
        entity    number    procore_id  state  is_party_linked
        {entity}  {number}  7           due    {is_linked}
    """,
    )
    [finding] = run_rule(db, "contract_only_in_procore")
    return str(finding["message"])


def test_edge_the_message_says_what_keeps_it(db: Database) -> None:
    assert "40 characters" in due(db, "subcontract", "9" * 41)


def test_edge_forty_characters_and_a_linked_supplier_are_no_reason(
    db: Database,
) -> None:
    assert "Everything" in due(db, "subcontract", "9" * 40)


def test_edge_change_orders_have_no_limit_of_their_own(db: Database) -> None:
    assert "Everything" in due(db, "change_order", "9" * 41, "false")


def test_edge_an_order_needs_its_supplier(db: Database) -> None:
    assert "no supplier" in due(db, "purchase_order", "9", "false")


def test_edge_an_order_is_made_on_the_screen_of_the_setting(db: Database) -> None:
    set_setting(db, "purchase_order_screen", "stock_order")

    assert "stock_order" in due(db, "purchase_order", "9")
