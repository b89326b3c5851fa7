"""A cost that the two systems count in different months."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule
from tests.rules.states import maestro_line, procore_line


def share(db: Database, maestro: str, procore: str, line: str = "1") -> None:
    maestro_line(db, "matched", "code", period=maestro, procore_line=line)
    procore_line(db, "matched", "code", period=procore)
    fill(
        db,
        "cost.share",
        """
        maestro_line  procore_line  procore_amount
        1             1             10.00
    """,
    )


def test_reports_both_months(db: Database) -> None:
    share(db, "2026-03", "2026-02")

    [finding] = run_rule(db, "cost_in_another_period")

    assert (finding["maestro_value"], finding["procore_value"]) == (
        "2026-03",
        "2026-02",
    )


def test_is_silent_within_one_month(db: Database) -> None:
    share(db, "2026-03", "2026-03")

    assert run_rule(db, "cost_in_another_period") == []


def test_edge_a_group_is_reported_once_a_transaction(db: Database) -> None:
    share(db, "2026-03", "2026-02", line="9")

    assert run_rule(db, "cost_in_another_period") == []


def test_edge_what_a_subcontractor_bills_to_the_25th_is_usual(db: Database) -> None:
    share(db, "2026-04", "2026-03")
    db.execute("update cost.share set is_billed_before = true")

    assert run_rule(db, "cost_in_another_period") == []
