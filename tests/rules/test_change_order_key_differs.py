"""A change order that has another number or contract on the other side."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule
from tests.rules.documents import fill_row, maestro_document, procore_document

RULE = "change_order_key_differs"


def changed(db: Database, field: str, state: str = "linked") -> None:
    maestro_document(db, number="1001", number_key="1001", code="SC-1", source="m0")
    procore_document(db, number="SC-2", procore_id="5")
    ours = {"code": "SC-1 / AV-1", "number": "AV-1", "contract_key": "1001"}
    maestro_document(db, entity="change_order", **ours)
    theirs = {"number": "AV-9", "contract_id": "5", "procore_id": "7"}
    procore_document(db, entity="change_order", **theirs)
    db.execute("update procore.contract set procore_project_id = '1'")
    row = {"entity": "change_order", "source": "m1", "procore_id": "7"}
    fill_row(
        db, "link.changed_change_order", {**row, "field": field, "amount": "150.00"}
    )
    fill_row(
        db,
        "procore.contract_state",
        {"entity": "change_order", "procore_id": "7", "state": state},
    )


def test_reports_another_number(db: Database) -> None:
    changed(db, "number")

    [finding] = run_rule(db, RULE)

    assert (finding["maestro_value"], finding["procore_value"]) == ("AV-1", "AV-9")
    assert "of 150.00 has the number AV-1" in finding["message"]


def test_reports_another_contract(db: Database) -> None:
    changed(db, "contract_number", "on another contract")

    [finding] = run_rule(db, RULE)

    assert (finding["maestro_value"], finding["procore_value"]) == ("SC-1", "SC-2")


def test_is_silent_where_nothing_is_changed(db: Database) -> None:
    fill(db, "maestro.contract", "entity  code\nchange_order  SC-1 / AV-1")

    assert run_rule(db, RULE) == []


def test_edge_a_contract_that_is_gone_is_said_as_such(db: Database) -> None:
    changed(db, "contract_number")
    db.execute("delete from procore.contract where entity = 'subcontract'")

    [finding] = run_rule(db, RULE)

    assert finding["procore_value"] == "no contract"


def test_edge_a_change_order_on_a_purchase_order_has_its_own_rule(
    db: Database,
) -> None:
    changed(db, "contract_number", "on a purchase order")

    assert run_rule(db, RULE) == []
