"""An invoice of an order from Procore belongs on its commitment."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import drift, maestro_line, procore_line


def test_reports_an_invoice_in_the_wrong_place(db: Database) -> None:
    maestro_line(db, "matched with drift", "invoice")
    procore_line(db, "matched with drift", "invoice")
    drift(db, "place", "on its commitment", "as a direct cost")

    [finding] = run_rule(db, "order_invoice_in_wrong_place")

    assert finding["maestro_value"] == "on its commitment"


def test_is_silent_about_other_drift(db: Database) -> None:
    maestro_line(db, "matched with drift", "invoice")
    procore_line(db, "matched with drift", "invoice")
    drift(db, "amount", "10.00", "11.00")

    assert run_rule(db, "order_invoice_in_wrong_place") == []


def test_edge_both_ways_are_wrong(db: Database) -> None:
    maestro_line(db, "matched with drift", "invoice")
    procore_line(db, "matched with drift", "invoice")
    drift(db, "place", "as a direct cost", "on a commitment")

    [finding] = run_rule(db, "order_invoice_in_wrong_place")

    assert finding["procore_value"] == "on a commitment"
