"""What was loaded must meet the control total that came with the export."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, stated: str, loaded: str) -> None:
    fill(
        db,
        "pull.control_total",
        f"""
        entity       measure  stated
        budget_line  amount   {stated}
    """,
    )
    db.execute("delete from pull.loaded")
    fill(
        db,
        "pull.loaded",
        f"""
        entity       measure  value
        budget_line  amount   {loaded}
        budget_line  rows     2
    """,
    )


def test_reports_a_total_that_is_not_met(db: Database) -> None:
    draw(db, "1000.00", "999.99")

    [finding] = run_rule(db, "control_total_differs")

    assert finding["list"] == "budget_line"
    assert finding["field"] == "amount"
    assert finding["maestro_value"] == "999.99"


def test_is_silent_about_a_total_that_is_met(db: Database) -> None:
    draw(db, "1000.00", "1000.00")

    assert run_rule(db, "control_total_differs") == []


def test_edge_more_than_the_total_is_not_met_either(db: Database) -> None:
    draw(db, "1000", "1000.01")

    assert len(run_rule(db, "control_total_differs")) == 1


def test_edge_a_total_stated_twice_is_told_once(db: Database) -> None:
    draw(db, "1000.00", "999.99")
    fill(
        db,
        "pull.control_total",
        """
        entity       measure  stated
        budget_line  amount   1000.00
    """,
    )

    assert len(run_rule(db, "control_total_differs")) == 1


def explained(db: Database, rows: str, rejected: int) -> list[str]:
    """The measures told of a list of which two rows were loaded."""
    draw(db, "1000.00", "900.00")
    fill(
        db,
        "pull.control_total",
        f"""
        entity       measure  stated
        budget_line  rows     {rows}
    """,
    )
    for number in range(rejected):
        db.execute(
            "insert into pull.reject values ('maestro', 'budget_line', 'f', ?, 'amount',"
            " 'x', 'not a number', null, null)",
            [number],
        )
    return [finding["field"] for finding in run_rule(db, "control_total_differs")]


def test_rejected_rows_that_explain_the_number_explain_the_amount(
    db: Database,
) -> None:
    assert explained(db, "3", 1) == ["rows"]


def test_edge_rows_that_rejects_do_not_explain_tell_both(db: Database) -> None:
    assert explained(db, "5", 1) == ["amount", "rows"]


def test_edge_an_amount_without_rejected_rows_is_told(db: Database) -> None:
    assert explained(db, "2", 0) == ["amount"]


def test_is_silent_about_a_list_that_was_not_read(db: Database) -> None:
    draw(db, "1000.00", "0.00")
    db.execute(
        "insert into pull.manifest (system, list, is_complete)"
        " values ('maestro', 'budget_line', false)"
    )
    assert run_rule(db, "control_total_differs") == []
