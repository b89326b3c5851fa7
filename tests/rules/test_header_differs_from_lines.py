"""A total is the sum of its lines."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

ROW = """
    entity       system  code  stated  amount  lines  source
    subcontract  {0}     SC-1  {1}     100.00  2      s1
"""


def test_reports_a_total_that_is_no_sum(db: Database) -> None:
    fill(db, "link.header_total", ROW.format("procore", "125.00"))

    [finding] = run_rule(db, "header_differs_from_lines")

    assert (finding["procore_value"], finding["maestro_value"]) == (
        Decimal("125.00"),
        None,
    )
    assert (finding["procore_source"], finding["maestro_source"]) == ("s1", None)


def test_is_silent_about_a_sum(db: Database) -> None:
    fill(db, "link.header_total", ROW.format("procore", "100.00"))

    assert run_rule(db, "header_differs_from_lines") == []


def test_edge_maestro_s_totals_are_asked_too(db: Database) -> None:
    fill(db, "link.header_total", ROW.format("maestro", "100.01"))

    [finding] = run_rule(db, "header_differs_from_lines")

    assert finding["maestro_value"] == Decimal("100.01")
    assert (finding["procore_source"], finding["maestro_source"]) == (None, "s1")
