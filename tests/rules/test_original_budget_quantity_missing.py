"""A quantity that maestro* leaves empty is reported, and never written."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

RULE = "original_budget_quantity_missing"


def draw(db: Database, *maestro: str, procore: str = "125.5") -> None:
    """One line with each quantity of maestro*, and one of Procore."""
    rows = "\n".join(f"24-015  03-{300 + n}  MA  {q}" for n, q in enumerate(maestro))
    head = "project_code  activity_code  group_code  quantity"
    fill(db, "maestro.original_budget", f"{head}\n{rows}")
    fill(db, "procore.original_budget", f"{head}\n24-015  03-300  MA  {procore}")


def test_reports_a_quantity_that_is_empty(db: Database) -> None:
    draw(db, "-", "12")

    [finding] = run_rule(db, RULE)

    assert finding["activity_code"] == "03-300"
    assert "Procore budgets 125.5" in finding["message"]


def test_is_silent_where_maestro_states_one(db: Database) -> None:
    draw(db, "0", "12")

    assert run_rule(db, RULE) == []


def test_edge_an_export_without_quantities_is_silent(db: Database) -> None:
    draw(db, "-", "-")

    assert run_rule(db, RULE) == []


def test_edge_a_zero_in_procore_is_silent(db: Database) -> None:
    draw(db, "-", "12", procore="0")

    assert run_rule(db, RULE) == []


def test_edge_an_export_of_zeros_alone_is_silent(db: Database) -> None:
    draw(db, "-", "0")

    assert run_rule(db, RULE) == []
