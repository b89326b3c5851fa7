"""A row that cannot be used is named with its file and row; many of one cause are one."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from recon.rules.run import FINDING_COLUMNS, run_rules
from recon.warehouse.database import Database
from tests.company import quiet
from tests.drawing import fill, find_rule, run_rule, set_setting


def reject(db: Database, *rows: tuple[Any, ...]) -> None:
    """Rejects: system, entity, file, row, field, value, reason, project, code."""
    marks = ", ".join("?" for _ in range(9))
    db.executemany(f"insert into pull.reject values ({marks})", list(rows))


def amounts(count: int, start: int = 2) -> list[tuple[Any, ...]]:
    """Rejected budget rows of one cause, each with its own code and value."""
    return [
        (
            "maestro",
            "budget_line",
            "budget.csv",
            start + n,
            "amount",
            f"7,{n:03}.21",
            "not a number",
            "24-001",
            f"24-001|01-{n:03}|EQ",
        )
        for n in range(count)
    ]


def findings(db: Database) -> list[dict[str, Any]]:
    """The findings of the rule, as a run keeps them; a rule that fails is an error."""
    [verdict], rows = run_rules(db, [find_rule("row_rejected")], quiet)
    assert (verdict.verdict, verdict.reason) == ("ran", None)
    return [dict(zip(FINDING_COLUMNS, row, strict=True)) for row in rows]


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

    assert finding["maestro_value"] == "12,999"
    assert finding["maestro_source"] == "reject|budget.csv#12"
    assert finding["message"] == (
        "Row 12 of budget.csv was left out: amount is more than two decimals"
    )


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


def test_nine_of_one_cause_are_nine_findings(db: Database) -> None:
    reject(db, *amounts(9))

    assert len(findings(db)) == 9


def test_ten_of_one_cause_are_one_finding_with_three_examples(db: Database) -> None:
    reject(db, *amounts(10))

    [finding] = findings(db)

    assert finding["maestro_value"] == "10 rows: 7,000.21, 7,001.21, 7,002.21"
    assert finding["message"] == (
        "10 rows of Original budget were left out for one reason: amount is not a "
        "number; for example row 2 of budget.csv, row 3 of budget.csv, row 4 of "
        "budget.csv"
    )
    assert (finding["procore_value"], finding["procore_source"]) == (None, None)


def test_a_group_of_procore_s_stands_on_its_side(db: Database) -> None:
    reject(db, *(("procore", *row[1:5], "y" * 70, *row[6:]) for row in amounts(10)))

    [finding] = findings(db)

    assert finding["procore_value"] == f"10 rows: {', '.join(3 * ['y' * 60])}"
    assert (finding["maestro_value"], finding["maestro_source"]) == (None, None)
    assert finding["procore_source"].startswith("rejects|budget_line|amount|")


def test_the_rows_behind_a_group_are_its_sources(db: Database) -> None:
    reject(db, *amounts(120))

    [finding] = findings(db)
    listed = db.execute(
        'select file, "row" from result.source where system = ? and key = ?',
        ["maestro", finding["maestro_source"]],
    ).fetchall()

    assert sorted(listed) == [("budget.csv", 2 + n) for n in range(120)]


@pytest.mark.parametrize(
    ("column", "other"),
    [
        (0, "procore"),
        (1, "modified_budget"),
        (4, "quantity"),
        (6, "more than two decimals"),
    ],
)
def test_edge_another_list_field_or_reason_is_another_cause(
    db: Database, column: int, other: str
) -> None:
    rows = [list(row) for row in amounts(10)]
    rows[0][column] = other
    reject(db, *map(tuple, rows))

    assert len(findings(db)) == 10


def test_edge_from_how_many_on_is_a_setting(db: Database) -> None:
    set_setting(db, "grouped_rejects", "3")
    reject(db, *amounts(3))

    assert len(findings(db)) == 1


def test_edge_rows_of_projects_out_of_scope_are_not_counted(db: Database) -> None:
    db.execute("insert into pull.scope values ('24-001', false)")
    reject(db, *amounts(12))

    assert findings(db) == []


def test_edge_two_rejects_of_one_row_are_two_findings(db: Database) -> None:
    row = (
        "procore",
        "change_order",
        "package.json",
        1,
        "amount",
        "",
        "not an amount",
        "24-001",
        None,
    )
    reject(db, row, row)

    found = findings(db)

    assert len({finding["id"] for finding in found}) == 2
    assert {finding["procore_source"] for finding in found} == {"reject|package.json#1"}


def test_a_row_that_moved_keeps_its_id(db: Database) -> None:
    reject(db, *amounts(3))
    before = {f["id"]: f["maestro_value"] for f in findings(db)}

    db.execute("""update pull.reject set "row" = 90 - "row", file = 'budget (2).csv'""")

    assert {f["id"]: f["maestro_value"] for f in findings(db)} == before


def test_equal_values_of_two_rows_stay_with_their_rows(db: Database) -> None:
    first, second = (
        (*row[:5], "x", *row[6:8], "24-001|01-100|EQ") for row in amounts(2)
    )
    reject(db, first, second)
    db.execute(
        """
        insert into pull.row_content values
            ('maestro', 'budget.csv', 2, 'the first'),
            ('maestro', 'budget.csv', 3, 'the second')
        """
    )
    before = {f["maestro_source"]: f["id"] for f in findings(db)}

    for table in ("pull.reject", "pull.row_content"):
        db.execute(f'update {table} set "row" = 5 - "row"')

    after = {f["maestro_source"]: f["id"] for f in findings(db)}
    assert after["reject|budget.csv#2"] == before["reject|budget.csv#3"]
    assert after["reject|budget.csv#3"] == before["reject|budget.csv#2"]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_rejects_the_rule_runs(db: Database, seed: int) -> None:
    rng = Random(seed)
    texts = [None, "", "x", "24-001", "all: x", "x (2)", "é\u200b", "'\"|#,"]
    rows = [
        (
            rng.choice(["maestro", "procore", None]),
            rng.choice(texts),
            rng.choice(texts),
            rng.choice([None, 1, 2]),
            rng.choice(texts),
            rng.choice(texts),
            rng.choice(texts),
            rng.choice(texts),
            rng.choice(texts),
        )
        for _ in range(rng.choice([5, 60, 400]))
    ]
    reject(db, *rows, *rows[: len(rows) // 3])

    found = findings(db)

    assert found
    assert len({finding["id"] for finding in found}) == len(found)
