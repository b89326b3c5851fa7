"""A transaction is sent once; later edits stay on their side."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule
from tests.rules.states import drift, maestro_line, procore_line


def pair(db: Database) -> None:
    maestro_line(db, "matched with drift", "party, invoice")
    procore_line(db, "matched with drift", "party, invoice")


def test_reports_each_field_that_differs(db: Database) -> None:
    pair(db)
    drift(db, "amount", "10.00", "12.00", difference="2.00")
    drift(db, "invoice_number", "F-1", "F-2")

    amount, invoice = run_rule(db, "cost_edited")

    assert (amount["severity"], amount["difference"]) == ("error", "2.00")
    assert (invoice["severity"], invoice["procore_value"]) == ("warning", "F-2")


def test_is_silent_about_statuses_and_places(db: Database) -> None:
    pair(db)
    drift(db, "status", "T", "draft")
    drift(db, "place", "on its commitment", "as a direct cost")

    assert run_rule(db, "cost_edited") == []


def test_edge_an_amount_that_differs_by_a_tax_has_its_own_rule(db: Database) -> None:
    pair(db)
    drift(db, "amount", "10.00", "11.50", difference="1.50")
    drift(db, "party_code", "S1", "S2")
    fill(
        db,
        "link.taxed",
        """
        entity        record
        project_cost  1
    """,
    )

    [finding] = run_rule(db, "cost_edited")

    assert finding["field"] == "party_code"


def test_edge_the_tax_of_another_record_excuses_nothing(db: Database) -> None:
    pair(db)
    drift(db, "amount", "10.00", "11.50", difference="1.50")
    fill(
        db,
        "link.taxed",
        """
        entity          record
        project_cost    2
        purchase_order  1
    """,
    )

    assert len(run_rule(db, "cost_edited")) == 1
