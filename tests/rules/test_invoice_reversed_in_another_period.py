"""One invoice that was entered again in another month moves the cost between them."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def entries(db: Database, entered: int, reversed_: int, last: str = "2026-04") -> None:
    """An invoice of 100.00 that was entered and reversed from March on."""
    fill(
        db,
        "cost.invoice_entry",
        f"""
        party_code  invoice_number  amount  entered    reversed     first_period  last_period
        S1          F-1             100.00  {entered}  {reversed_}  2026-03       {last}
    """,
    )


def test_reports_an_invoice_of_two_periods(db: Database) -> None:
    entries(db, 2, 1)

    [finding] = run_rule(db, "invoice_reversed_in_another_period")

    assert finding["message"] == (
        "Entered 2 times and reversed 1 time between 2026-03 and 2026-04; 100.00 is left"
    )


def test_is_silent_within_one_period(db: Database) -> None:
    entries(db, 2, 1, "2026-03")

    assert run_rule(db, "invoice_reversed_in_another_period") == []


def test_is_silent_about_what_is_reversed_or_left_twice(db: Database) -> None:
    entries(db, 1, 1)
    entries(db, 3, 1)
    entries(db, 2, 0)

    assert run_rule(db, "invoice_reversed_in_another_period") == []


def test_edge_nothing_left_is_reported_too(db: Database) -> None:
    entries(db, 2, 2)

    [finding] = run_rule(db, "invoice_reversed_in_another_period")

    assert finding["maestro_value"] == 0
