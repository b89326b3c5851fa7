"""Original and approved changes make the revised amount."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

ROW = """
    entity       system  code  original  changes  stated
    subcontract  {0}     SC-1  100.00    20.00    {1}
"""


def test_reports_a_revised_amount_that_does_not_follow(db: Database) -> None:
    fill(db, "link.roll_forward", ROW.format("procore", "125.00"))

    [finding] = run_rule(db, "roll_forward_differs")

    assert finding["procore_value"] == Decimal("125.00")
    assert finding["maestro_value"] is None


def test_is_silent_where_it_follows(db: Database) -> None:
    fill(db, "link.roll_forward", ROW.format("maestro", "120.00"))

    assert run_rule(db, "roll_forward_differs") == []


def test_edge_a_cent_is_a_difference(db: Database) -> None:
    fill(db, "link.roll_forward", ROW.format("maestro", "120.01"))

    [finding] = run_rule(db, "roll_forward_differs")

    assert finding["maestro_value"] == Decimal("120.01")
    assert finding["procore_value"] is None
