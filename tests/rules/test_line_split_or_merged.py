"""A line that was divided, or lines that were put together, keep the sum of the code."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

SPLIT = """
    entity       code  activity_code  group_code  line_id  line_number  amount  parts  part_numbers  single_system  split_source
    subcontract  SC-1  03-300         ST          9        2            100.00  3      2, 4, 5       {0}            s1
"""


def test_reports_a_line_that_was_divided_in_procore(db: Database) -> None:
    fill(db, "link.line_split", SPLIT.format("maestro"))

    [finding] = run_rule(db, "line_split_or_merged")

    assert finding["message"] == (
        "Line 2 of maestro*, 100.00, is 3 lines in Procore (2, 4, 5) with the same total"
    )
    assert (finding["maestro_value"], finding["procore_value"]) == (1, 3)


def test_edge_reports_lines_that_are_one_in_procore(db: Database) -> None:
    fill(db, "link.line_split", SPLIT.format("procore"))

    [finding] = run_rule(db, "line_split_or_merged")

    assert finding["message"].startswith("Line 2 of Procore, 100.00, is 3 lines in mae")
    assert (finding["maestro_value"], finding["procore_value"]) == (3, 1)


def test_is_silent_where_no_line_was_divided(db: Database) -> None:
    assert run_rule(db, "line_split_or_merged") == []
