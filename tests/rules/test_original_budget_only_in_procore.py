"""A budget that maestro* does not know makes Procore's too high."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_line_maestro_does_not_have(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        07-210         DI          8000.00
        24-015        07-210         DI          800.00
    """,
    )
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-016        07-210         DI          8800.00
    """,
    )

    [finding] = run_rule(db, "original_budget_only_in_procore")

    assert finding["difference"] == Decimal("8800.00")


def test_is_silent_about_known_rejected_and_uncompared_lines(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount  is_billing  is_linked
        24-015        01-100         DI          10.00   false       true
        24-015        01-200         DI          10.00   false       true
        24-015        01-500         FA          10.00   true        true
        24-016        01-500         DI          10.00   false       false
    """,
    )
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        01-100         DI          99.00
    """,
    )
    fill(
        db,
        "pull.reject",
        """
        system   entity       code_key
        maestro  budget_line  24-015|01-200|DI
    """,
    )

    assert run_rule(db, "original_budget_only_in_procore") == []


def test_edge_a_line_of_zero_is_silent_and_no_code_is_named(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        01-100         DI          0.00
        24-015        01-200         -           -0.01
    """,
    )

    [finding] = run_rule(db, "original_budget_only_in_procore")

    assert finding["group_code"] == "no code"


def test_edge_other_rejects_excuse_nothing(db: Database) -> None:
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        01-200         DI          10.00
    """,
    )
    fill(
        db,
        "pull.reject",
        """
        system   entity       code_key
        procore  budget_line  24-015|01-200|DI
        maestro  activity     24-015|01-200|DI
    """,
    )

    assert len(run_rule(db, "original_budget_only_in_procore")) == 1
