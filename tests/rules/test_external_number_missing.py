"""An order of maestro* that is one of Procore, and does not say so."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule
from tests.rules.documents import fill_row, maestro_document, procore_document

RULE = "external_number_missing"


def unnumbered(db: Database) -> None:
    maestro_document(db, code="1001")
    procore_document(db)
    row = {"entity": "subcontract", "source": "m1", "procore_id": "7"}
    fill_row(db, "link.unnumbered_order", {**row, "amount": "900.00"})


def test_reports_the_number_that_the_order_should_have(db: Database) -> None:
    unnumbered(db)
    fill(db, "maestro.linked_project", "project_key\n24-015")

    [finding] = run_rule(db, RULE)

    assert (finding["code"], finding["procore_value"]) == ("1001", "SC-1")
    assert "same supplier and amount, 900.00" in finding["message"]


def test_is_silent_about_orders_of_maestro_alone(db: Database) -> None:
    maestro_document(db, code="1001")

    assert run_rule(db, RULE) == []


def test_edge_projects_that_are_not_linked_are_not_compared(db: Database) -> None:
    unnumbered(db)

    assert run_rule(db, RULE) == []
