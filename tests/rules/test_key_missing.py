"""A record without a code can be matched with nothing."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_records_without_code(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  name     source
        supplier  -     Béton A  supplier#4
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code  description  source
        24-015        -              Coffrages    activity#1
        -             03-300         Béton        activity#2
    """,
    )
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code  amount  source
        24-015        03-300         -           10.00   budget#1
        24-015        -              MA          10.00   budget#2
        -             03-300         MA          10.00   budget#3
    """,
    )
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code  name
        supplier  77          -     Béton B
    """,
    )

    found = [(f["severity"], f["record"]) for f in run_rule(db, "key_missing")]

    assert found == [
        ("error", "activity#1"),
        ("error", "activity#2"),
        ("error", "budget#1"),
        ("error", "budget#2"),
        ("error", "budget#3"),
        ("error", "supplier#4"),
        ("warning", "77"),
    ]


def test_is_silent_about_records_with_code(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code
        supplier  S1001
    """,
    )
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code
        24-015        03-300
    """,
    )
    fill(
        db,
        "maestro.original_budget",
        """
        project_code  activity_code  group_code
        24-015        03-300         MA
    """,
    )
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code
        supplier  77          S1001
    """,
    )

    assert run_rule(db, "key_missing") == []


def test_edge_inactive_or_excluded_companies_need_no_code(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code  is_active  is_excluded
        supplier  77          -     false      false
        supplier  78          -     true       true
    """,
    )

    assert run_rule(db, "key_missing") == []


def test_edge_a_company_that_nothing_names_is_a_notice(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code  is_used
        supplier  77          -     false
        """,
    )

    [finding] = run_rule(db, "key_missing")

    assert finding["severity"] == "notice"
