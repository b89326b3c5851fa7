"""Which Procore type a transaction becomes is a setting."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.states import maestro_line, procore_line


def pair(db: Database, maestro: str, procore: str, kind: str = "direct_cost") -> None:
    maestro_line(db, "matched", "code", procore_line="1", procore_type=maestro)
    procore_line(db, "matched", "code", procore_type=procore, kind=kind)


def test_reports_both_types(db: Database) -> None:
    pair(db, "invoice", "expense")

    [finding] = run_rule(db, "cost_type_differs")

    assert (finding["maestro_value"], finding["procore_value"]) == (
        "invoice",
        "expense",
    )


def test_is_silent_about_equal_types_and_commitments(db: Database) -> None:
    pair(db, "invoice", "invoice")
    assert run_rule(db, "cost_type_differs") == []

    db.execute("update cost.procore_state set procore_type = 'x', kind = 'invoice'")

    assert run_rule(db, "cost_type_differs") == []


def test_edge_a_type_nobody_knows_says_nothing(db: Database) -> None:
    pair(db, "-", "expense")

    assert run_rule(db, "cost_type_differs") == []


def test_edge_one_line_speaks_for_those_it_came_with(db: Database) -> None:
    pair(db, "payroll", "invoice")
    db.execute("update cost.maestro_state set is_first = false")

    assert run_rule(db, "cost_type_differs") == []
