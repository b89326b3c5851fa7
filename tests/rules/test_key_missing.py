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

    found = [
        (f["severity"], f["maestro_source"] or f["record"])
        for f in run_rule(db, "key_missing")
    ]

    assert sorted(found) == [
        ("error", "activity#1"),
        ("error", "activity#2"),
        ("error", "budget#1"),
        ("error", "budget#2"),
        ("error", "budget#3"),
        ("error", "supplier#4"),
        ("warning", "77"),
    ]


def keyless_suppliers(db: Database) -> dict[str, str]:
    """The record of each finding on suppliers without code, by its source."""
    rows = run_rule(db, "key_missing")
    return {f["maestro_source"]: f["record"] for f in rows}


def test_a_record_is_named_by_what_it_holds_not_where_it_stands(db: Database) -> None:
    drawn = """
        entity    code  name     source      file    row
        supplier  -     Béton A  s.csv#{0}   s.csv   {0}
        supplier  -     Béton B  s.csv#{1}   s.csv   {1}
    """
    fill(db, "maestro.record", drawn.format(4, 5))
    before = keyless_suppliers(db)
    db.execute("delete from maestro.record")
    fill(db, "maestro.record", drawn.format(9, 4))

    after = keyless_suppliers(db)

    assert after["s.csv#9"] == before["s.csv#4"]
    assert after["s.csv#4"] == before["s.csv#5"]


def test_edge_equal_records_are_numbered(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  name     source
        supplier  -     Béton A  s.csv#4
        supplier  -     Béton A  s.csv#5
    """,
    )

    first, second = sorted(keyless_suppliers(db).values())

    assert second == f"{first} (2)"


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
