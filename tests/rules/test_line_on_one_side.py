"""Lines that were added and taken back leave the sum of a code as it was."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

LONE = """
    entity       code  activity_code  group_code  line  line_number  amount  system  is_code_equal
    subcontract  SC-1  03-300         ST          9     2            50.00   {0}     {1}
"""


def test_reports_a_line_of_procore_alone(db: Database) -> None:
    fill(db, "link.lone_line", LONE.format("procore", "true"))

    [finding] = run_rule(db, "line_on_one_side")

    assert finding["procore_value"] == Decimal("50.00")
    assert finding["maestro_value"] is None
    assert finding["message"].startswith("Line 2 of 50.00 is only in Procore")


def test_edge_a_line_of_maestro_alone_is_said_as_such(db: Database) -> None:
    fill(db, "link.lone_line", LONE.format("maestro", "true"))

    [finding] = run_rule(db, "line_on_one_side")

    assert finding["maestro_value"] == Decimal("50.00")
    assert finding["procore_value"] is None
    assert finding["maestro_source"] == "drawn#1"
    assert "only in maestro*" in finding["message"]


def test_is_silent_where_the_sums_of_the_code_differ(db: Database) -> None:
    fill(db, "link.lone_line", LONE.format("maestro", "false"))

    assert run_rule(db, "line_on_one_side") == []
