"""The bridge sends costs as approved."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import drift, maestro_line, procore_line


def test_reports_the_pair_with_both_statuses(db: Database) -> None:
    maestro_line(db, "matched with drift", "party", is_transferred="true")
    procore_line(db, "matched with drift", "party", status="draft")
    drift(db, "status", "Transféré", "draft")

    [finding] = run_rule(db, "cost_not_approved")

    assert (finding["maestro_value"], finding["procore_value"]) == (
        "Transféré",
        "draft",
    )


def test_is_silent_where_the_other_side_changed(db: Database) -> None:
    maestro_line(db, "matched with drift", "party", is_transferred="false")
    procore_line(db, "matched with drift", "party")
    drift(db, "status", "Transféré", "draft")

    assert run_rule(db, "cost_not_approved") == []


def test_edge_other_fields_are_no_status(db: Database) -> None:
    maestro_line(db, "matched with drift", "party", is_transferred="true")
    procore_line(db, "matched with drift", "party")
    drift(db, "amount", "10.00", "11.00")

    assert run_rule(db, "cost_not_approved") == []
