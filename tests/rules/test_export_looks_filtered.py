"""An export that lost rows since the last pull is doubted, with the likely cause."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_fewer_rows_are_a_doubt(db: Database) -> None:
    fill(
        db,
        "pull.export_count",
        """
        entity    measure  rows_before  rows_now
        supplier  rows     412          397
    """,
    )
    [finding] = run_rule(db, "export_looks_filtered")
    assert finding["message"] == (
        "supplier: 397 rows, 412 at an earlier pull;"
        " the user may not see all entries, or a filter was set"
    )


def test_closed_projects_and_accruals_that_all_went_name_the_option(
    db: Database,
) -> None:
    fill(
        db,
        "pull.export_count",
        """
        entity        measure               rows_before  rows_now
        project       status F              12           0
        project_cost  transaction_type @    4            0
    """,
    )
    project, cost = run_rule(db, "export_looks_filtered")
    assert project["message"] == (
        "project: 0 of status F, 12 at an earlier pull;"
        ' no project of status F: "Print closed projects" may be off'
    )
    assert cost["message"] == (
        "project_cost: 0 of transaction_type @, 4 at an earlier pull;"
        " no transaction of type @: accrual adjustments may be hidden"
    )


def test_a_column_that_lost_every_value_is_a_doubt(db: Database) -> None:
    fill(
        db,
        "pull.export_count",
        """
        entity    measure      rows_before  rows_now
        supplier  column city  412          0
    """,
    )
    [finding] = run_rule(db, "export_looks_filtered")
    assert finding["message"] == (
        "supplier: 0 of column city, 412 at an earlier pull;"
        " the user may not see all entries, or a filter was set"
    )


def test_is_silent_where_exports_grow_or_stay(db: Database) -> None:
    fill(
        db,
        "pull.export_count",
        """
        entity    measure  rows_before  rows_now
        supplier  rows     412          412
        project   rows     40           41
    """,
    )
    assert run_rule(db, "export_looks_filtered") == []


def test_edge_one_closed_project_that_is_left_raises_no_doubt(db: Database) -> None:
    fill(
        db,
        "pull.export_count",
        """
        entity   measure     rows_before  rows_now
        project  status F    12           1
    """,
    )
    assert run_rule(db, "export_looks_filtered") == []
