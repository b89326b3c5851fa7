"""A budget that was not sent is missing in Procore."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_line_procore_does_not_have(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-015        01-100         DI          31000.00
    """,
    )
    fill(
        db,
        "procore.original_budget",
        """
        project_code  activity_code  group_code  amount
        24-016        01-100         DI          31000.00
    """,
    )

    [finding] = run_rule(db, "original_budget_only_in_maestro")

    assert finding["severity"] == "error"
    assert finding["difference"] == Decimal("-31000.00")


def test_is_silent_about_known_rejected_and_uncompared_lines(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
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
        "procore.original_budget",
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
        procore  budget_line  24-015|01-200|DI
    """,
    )

    assert run_rule(db, "original_budget_only_in_maestro") == []


def test_edge_a_quantity_without_amount_is_a_notice(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  quantity
        24-015        01-100         DI          0.00    12
    """,
    )

    [finding] = run_rule(db, "original_budget_only_in_maestro")

    assert finding["severity"] == "notice"


def test_edge_neither_amount_nor_quantity_nor_code_is_silent(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  quantity
        24-015        01-100         DI          0.00    0
        24-015        01-200         DI          0.00    -
        24-015        -              DI          10.00   0
        24-015        01-300         -           10.00   0
    """,
    )

    assert run_rule(db, "original_budget_only_in_maestro") == []


def test_edge_other_rejects_excuse_nothing(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
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
        maestro  budget_line  24-015|01-200|DI
        procore  activity     24-015|01-200|DI
    """,
    )

    assert len(run_rule(db, "original_budget_only_in_maestro")) == 1


def test_edge_a_reject_of_another_code_excuses_nothing(db: Database) -> None:
    fill(
        db,
        "maestro.original_budget",
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
        procore  budget_line  24-015|01-300|DI
    """,
    )

    assert len(run_rule(db, "original_budget_only_in_maestro")) == 1
