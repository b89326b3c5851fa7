"""Which findings depend on a doubt: by input, project, code and system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recon.mapping.characters import visible
from recon.rules.head import Rule, read_query
from recon.warehouse.database import Database, insert_rows

# The rules that speak of the doubts themselves; nothing is concluded from them.
_ABOUT_THE_PULL = "Completeness"


def note_doubts(db: Database, rules: Iterable[Rule]) -> None:
    """Make result.finding_doubt: each finding with every doubt that it rests on."""
    listed = [
        (rule.name, entity, table)
        for rule in rules
        if rule.exchange != _ABOUT_THE_PULL
        for entity, tables in rule.inputs
        for table in tables
    ]
    db.execute(
        "create table result.rule_input (rule varchar, entity varchar, input varchar)"
    )
    insert_rows(db, "result.rule_input", listed)
    db.execute(f"create table result.finding_doubt as {read_query('finding_doubts')}")


def doubts_of(db: Database) -> list[dict[str, Any]]:
    """The doubts of a build: id, kind, title, reason, rows, facts hash and findings.

    `findings` is how many findings rest on a doubt, `projects` those it is limited to
    (none: the whole company).
    """
    cursor = db.execute(read_query("doubts"))
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{**row, "reason": visible(row["reason"])} for row in rows]


def doubts_by_finding(db: Database, start: str = "") -> dict[str, list[str]]:
    """The ids of the doubts that each finding rests on."""
    found: dict[str, list[str]] = {}
    for finding, doubt in db.execute(
        "select finding, doubt from result.finding_doubt"
        " where starts_with(finding, ?) order by all",
        [start],
    ).fetchall():
        found.setdefault(finding, []).append(doubt)
    return found
