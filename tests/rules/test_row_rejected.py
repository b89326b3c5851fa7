"""A row that cannot be used is named with its file and row."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_the_row_and_why(db: Database) -> None:
    fill(
        db,
        "pull.reject",
        """
        system   entity       file        row  field   value   reason
        maestro  budget_line  budget.csv  12   amount  12,999  more than two decimals
    """,
    )

    [finding] = run_rule(db, "row_rejected")

    assert (finding["file"], finding["row"]) == ("budget.csv", "12")
    assert finding["maestro_value"] == "12,999"
    assert finding["maestro_source"] == "reject|budget.csv#12"
    assert finding["message"].endswith("amount is more than two decimals")


def test_is_silent_where_every_row_was_used(db: Database) -> None:
    assert run_rule(db, "row_rejected") == []


def test_edge_a_value_stands_on_its_own_side(db: Database) -> None:
    fill(
        db,
        "pull.reject",
        """
        system   entity       file       row  field   value  reason
        procore  budget_line  a-01.json  3    amount  x      not an amount
    """,
    )

    [finding] = run_rule(db, "row_rejected")

    assert (finding["maestro_value"], finding["procore_value"]) == (None, "x")
    assert finding["maestro_source"] is None
    assert finding["procore_source"] == "reject|a-01.json#3"
