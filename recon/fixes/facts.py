"""What planning needs to know beside the findings, read from a checked build.

Each question is a file of queries/fixes; it asks about the findings of its own kind of
fix, whichever rule they come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from recon.fixes.brake import Carried
from recon.rules.head import read_query
from recon.warehouse.database import Database

Row = dict[str, Any]


@dataclass(frozen=True)
class RuleWords:
    """What the head of a rule says of its fixes, and of a person's work."""

    title: str
    source: str
    screen: str
    action: str
    action_retired: str | None


@dataclass(frozen=True)
class Facts:
    """What planning looks up, by the finding's id; amounts are decimals, in CAD."""

    rules: dict[str, RuleWords] = field(default_factory=dict)
    drift: dict[str, Row] = field(default_factory=dict)
    budget: dict[str, Row] = field(default_factory=dict)
    segments: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    parties: dict[str, Row] = field(default_factory=dict)
    projects: dict[str, Row] = field(default_factory=dict)
    companies: dict[str, list[Row]] = field(default_factory=dict)
    links: dict[str, list[Row]] = field(default_factory=dict)
    nameless: dict[str, Row] = field(default_factory=dict)
    members: dict[str, Row] = field(default_factory=dict)
    activities: dict[str, Row] = field(default_factory=dict)
    modifications: dict[str, Row] = field(default_factory=dict)
    costs: dict[str, Row] = field(default_factory=dict)
    documents: dict[str, Row] = field(default_factory=dict)
    lines: dict[str, list[Row]] = field(default_factory=dict)
    carried: dict[tuple[str, str], Carried] = field(default_factory=dict)


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
