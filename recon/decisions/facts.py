"""Reads from a checked build what planning needs to know beside the findings.

Each question is a file of queries/fixes; it asks about the findings of its own kind of
fix, whichever rule they come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from recon.fixes.brake import Carried
from recon.fixes.facts import Facts, Row, RuleWords
from recon.rules.head import read_query
from recon.warehouse.database import Database


def read_facts(db: Database) -> Facts:
    """Read from a checked build what the fixes of its findings need."""
    return Facts(
        rules={row.pop("rule"): RuleWords(**row) for row in _rows(db, "fix_rule")},
        drift=_by_finding(db, "fix_field"),
        budget=_by_finding(db, "fix_original_budget"),
        segments={
            (r["project_id"], r["type"], r["code_key"]): (r["segment_id"], r["item_id"])
            for r in _rows(db, "fix_budget_code")
        },
        parties=_by_finding(db, "fix_procore_party"),
        projects=_by_finding(db, "fix_procore_project"),
        companies=_listed(db, "fix_maestro_party", "finding"),
        links=_listed(db, "fix_link", "finding"),
        nameless=_by_finding(db, "fix_abbreviated_name"),
        members=_by_finding(db, "fix_project_supplier"),
        activities=_by_finding(db, "fix_activity"),
        modifications=_by_finding(db, "fix_modified_budget"),
        costs=_by_finding(db, "fix_cost"),
        documents=_by_finding(db, "fix_document"),
        lines=_listed(db, "fix_document_line", "procore_id"),
        carried={
            (row["entity"], row["project_key"]): Carried(row["lines"], row["amount"])
            for row in _rows(db, "carried")
        },
    )


def _rows(db: Database, query: str) -> Iterator[Row]:
    cursor = db.execute(read_query(query))
    columns = [column[0] for column in cursor.description or ()]
    for row in cursor.fetchall():
        yield dict(zip(columns, row, strict=True))


def _by_finding(db: Database, query: str) -> dict[str, Row]:
    return {row["finding"]: row for row in _rows(db, query)}


def _listed(db: Database, query: str, by: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(db, query):
        found[row[by]].append(row)
    return dict(found)
