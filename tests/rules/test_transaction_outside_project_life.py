"""Costs are dated inside the life of their project."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

PROJECT = """
    project_code  start_on    closing_on
    24-015        2026-01-05  2026-06-30
    24-016        -           -
"""


def cost(db: Database, project: str, on: str) -> None:
    fill(
        db,
        "maestro.project_cost",
        f"""
        project_code  transaction  accounting_on
        {project}     T1           {on}
    """,
    )


def test_reports_dates_before_the_start_and_after_the_close(db: Database) -> None:
    fill(db, "maestro.project", PROJECT)
    cost(db, "24-015", "2026-01-04")
    cost(db, "24-015", "2026-07-01")

    assert len(run_rule(db, "transaction_outside_project_life")) == 2


def test_is_silent_inside_and_without_dates(db: Database) -> None:
    fill(db, "maestro.project", PROJECT)
    cost(db, "24-015", "2026-03-01")
    cost(db, "24-016", "1999-01-01")

    assert run_rule(db, "transaction_outside_project_life") == []


def test_edge_first_and_last_day_are_inside(db: Database) -> None:
    fill(db, "maestro.project", PROJECT)
    cost(db, "24-015", "2026-01-05")
    cost(db, "24-015", "2026-06-30")

    assert run_rule(db, "transaction_outside_project_life") == []


def test_edge_a_project_that_stands_twice_multiplies_nothing(db: Database) -> None:
    fill(db, "maestro.project", PROJECT)
    fill(db, "maestro.project", PROJECT)
    cost(db, "24-015", "2026-07-01")

    assert len(run_rule(db, "transaction_outside_project_life")) == 1
