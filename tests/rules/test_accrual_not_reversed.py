"""An accrual must be taken back by its reversal."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting

ENTRIES = """
    project_code  transaction_number  activity_code  group_code  transaction_type  amount   accounting_on
    24-015        A1                  03-300         MA          ?                 500.00   2026-01-31
"""


def test_reports_an_accrual_that_nobody_took_back(db: Database) -> None:
    fill(db, "maestro.project_cost", ENTRIES)
    set_setting(db, "cut_off_date", "2026-03-01")

    [finding] = run_rule(db, "accrual_not_reversed")

    assert (finding["document"], finding["maestro_value"]) == ("A1", Decimal("500.00"))


def test_is_silent_about_reversed_and_unlinked_ones(db: Database) -> None:
    fill(db, "maestro.project_cost", ENTRIES)
    set_setting(db, "cut_off_date", "2026-03-01")
    fill(
        db,
        "maestro.project_cost",
        """
        project_code  transaction_number  activity_code  group_code  transaction_type  amount   accounting_on  is_linked
        24-015        A1                  03-300         MA          @                 -500.00  2026-01-31     true
        24-016        A2                  03-300         MA          ?                 70.00    2026-01-31     false
    """,
    )

    assert run_rule(db, "accrual_not_reversed") == []


def test_edge_the_reversal_of_another_code_or_document_takes_nothing_back(
    db: Database,
) -> None:
    fill(db, "maestro.project_cost", ENTRIES)
    set_setting(db, "cut_off_date", "2026-03-01")
    fill(
        db,
        "maestro.project_cost",
        """
        project_code  transaction_number  activity_code  group_code  transaction_type  amount   accounting_on
        24-015        A1                  03-310         MA          @                 -500.00  2026-01-31
        24-015        A1                  03-300         MO          @                 -500.00  2026-01-31
        24-015        A2                  03-300         MA          @                 -500.00  2026-01-31
        24-016        A1                  03-300         MA          @                 -500.00  2026-01-31
    """,
    )

    assert len(run_rule(db, "accrual_not_reversed")) == 5


def test_edge_the_months_allowed_are_a_setting(db: Database) -> None:
    fill(db, "maestro.project_cost", ENTRIES)
    set_setting(db, "cut_off_date", "2026-02-28")
    assert run_rule(db, "accrual_not_reversed") == []

    set_setting(db, "accrual_months", "0")

    assert len(run_rule(db, "accrual_not_reversed")) == 1


def test_edge_months_are_counted_over_the_year(db: Database) -> None:
    fill(db, "maestro.project_cost", ENTRIES)
    set_setting(db, "cut_off_date", "2027-02-01")

    assert len(run_rule(db, "accrual_not_reversed")) == 1


def test_edge_a_year_has_twelve_months(db: Database) -> None:
    entries = ENTRIES.replace("2026-01-31", "2025-12-31")
    fill(db, "maestro.project_cost", entries)
    set_setting(db, "cut_off_date", "2026-01-15")
    assert run_rule(db, "accrual_not_reversed") == []

    db.execute("delete from maestro.project_cost")
    fill(db, "maestro.project_cost", entries)
    set_setting(db, "cut_off_date", "2026-02-15")

    assert len(run_rule(db, "accrual_not_reversed")) == 1


def test_edge_the_latest_entry_of_the_document_counts(db: Database) -> None:
    fill(db, "maestro.project_cost", ENTRIES)
    set_setting(db, "cut_off_date", "2026-04-01")
    fill(
        db,
        "maestro.project_cost",
        """
        project_code  transaction_number  activity_code  group_code  transaction_type  amount  accounting_on
        24-015        A1                  03-300         MA          @                 -1.00   2026-03-31
    """,
    )

    assert run_rule(db, "accrual_not_reversed") == []


def test_edge_without_a_cut_off_date_the_day_of_the_pull_counts(db: Database) -> None:
    fill(db, "maestro.project_cost", ENTRIES)
    fill(db, "pull.manifest", "system  started\nmaestro  2026-03-01T12:00:00Z")

    assert len(run_rule(db, "accrual_not_reversed")) == 1


def test_edge_a_mistyped_year_makes_no_accrual_late(db: Database) -> None:
    fill(db, "maestro.project_cost", ENTRIES.replace("2026-01-31", "2026-02-27"))
    set_setting(db, "cut_off_date", "2026-03-31")
    fill(
        db,
        "maestro.project_cost",
        """
        project_code  transaction_number  activity_code  group_code  transaction_type  amount  accounting_on
        24-015        Z9                  03-300         MA          1                 10.00   2062-03-31
    """,
    )

    assert run_rule(db, "accrual_not_reversed") == []
