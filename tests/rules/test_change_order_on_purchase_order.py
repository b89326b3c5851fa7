"""The bridge takes change orders of subcontracts only."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

ROW = """
    entity    project_code  number  procore_id  amount  state     contract_number  is_party_linked
    change_order  24-015        N-1     7           50.00   {0}  BC-9             true
"""


def test_reports_the_document_with_its_amount(db: Database) -> None:
    fill(db, "procore.contract_state", ROW.format("on a purchase order"))

    [finding] = run_rule(db, "change_order_on_purchase_order")

    assert (finding["code"], finding["procore_value"]) == ("N-1", Decimal("50.00"))


def test_is_silent_about_other_states(db: Database) -> None:
    fill(db, "procore.contract_state", ROW.format("linked"))
    fill(db, "procore.contract_state", ROW.format("not approved"))

    assert run_rule(db, "change_order_on_purchase_order") == []


def test_edge_a_document_without_number_has_an_empty_code(db: Database) -> None:
    row = ROW.replace("N-1", "-").format("on a purchase order")
    fill(db, "procore.contract_state", row)

    [finding] = run_rule(db, "change_order_on_purchase_order")

    assert finding["code"] == ""
