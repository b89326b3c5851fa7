"""Statuses are never synchronised, so both sides are compared."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, takes: str, active: str) -> None:
    fill(
        db,
        "link.pair",
        """
        entity    procore_id  maestro_source
        supplier  77          supplier#1
    """,
    )
    fill(
        db,
        "maestro.record",
        f"""
        entity    code   status  accepts_transactions  source
        supplier  S1151  B       {takes}               supplier#1
        customer  S1151  B       false                 supplier#1
        customer  S1151  B       true                  supplier#1
    """,
    )
    fill(
        db,
        "procore.record",
        f"""
        entity    procore_id  is_active
        supplier  77          {active}
        customer  77          true
        customer  77          false
    """,
    )


def test_reports_a_blocked_supplier_active_in_procore(db: Database) -> None:
    draw(db, "false", "true")

    [finding] = run_rule(db, "status_differs")

    assert (finding["maestro_value"], finding["procore_value"]) == ("B", "active")


def test_reports_an_inactive_company_active_in_maestro(db: Database) -> None:
    draw(db, "true", "false")

    [finding] = run_rule(db, "status_differs")

    assert finding["procore_value"] == "inactive"
    assert finding["message"].endswith("inactive in Procore")


def test_is_silent_where_both_agree(db: Database) -> None:
    draw(db, "true", "true")

    assert run_rule(db, "status_differs") == []


def test_edge_closed_on_both_sides_agrees(db: Database) -> None:
    draw(db, "false", "false")

    assert run_rule(db, "status_differs") == []
