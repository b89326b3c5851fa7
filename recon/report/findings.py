"""The findings as the report shows them: by severity, by project, by rule."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from typing import Any

from recon.mapping import SINGULAR
from recon.report.formats import number
from recon.report.markup import fill
from recon.report.tables import Column, Rendered, paragraph, table
from recon.rules.readable import make_readable
from recon.warehouse.database import Database

# The fix of a budget line, and what its amount is called.
_BUDGET = ("procore.original_budget", "original_budget")
_MONEY_FIELDS = (
    "original_budget",
    "modified_budget",
    "budget_change",
    "amount",
    "revised_amount",
    "committed",
    "cost",
)
_AMOUNT = re.compile(r"-?\d+(\.\d+)?")


class Findings:
    """The findings of a build, narrowed to some projects where those are named."""

    def __init__(
        self, db: Database, projects: tuple[str, ...], *, with_names: bool = False
    ) -> None:
        """Read them once, in their stable order; employees by name where asked."""
        self._names = (
            dict(
                db.execute(
                    "select employee_code, min(name) from maestro.employee group by all"
                ).fetchall()
            )
            if with_names
            else {}
        )
        columns = (
            "id",
            "rule",
            "severity",
            "entity",
            "project",
            "key",
            "field",
            "maestro_value",
            "procore_value",
            "difference",
            "message",
            "fix",
        )
        rows = db.execute(
            f"select {', '.join(columns)} from result.finding order by place"
        ).fetchall()
        every = [dict(zip(columns, row, strict=True)) for row in rows]
        selected = {project.strip().upper() for project in projects}
        self.rows = [
            make_readable({**f, "key": json.loads(f["key"])})
            for f in every
            if not selected or (f["project"] or "").upper() in selected
        ]
        words = ("title", "exchange", "source", "who_wins", "explanation")
        self._rules = {
            rule: dict(zip(words, row, strict=True))
            for rule, *row in db.execute(
                f"select rule, {', '.join(words)} from result.rule"
            ).fetchall()
        }
        self._sources: dict[str, dict[str, str]] = {}
        for finding, system, file, row, records in db.execute(
            'select finding, system, file, "row", records from result.finding_source'
            " where place = 1"
        ).fetchall():
            more = f" and {records - 1} more" if records > 1 else ""
            place = f"{file.split('/', 1)[1]} row {row}{more}"
            self._sources.setdefault(finding, {})[system] = place

    def of_severity(self) -> Counter[str]:
        """How many of each severity."""
        return Counter(finding["severity"] for finding in self.rows)

    def by_project(self) -> list[tuple[Any, ...]]:
        """Project, errors, warnings, notices; worst first, company-wide ones on top."""
        counts: dict[str, Counter[str]] = {}
        for finding in self.rows:
            project = finding["project"] or ""
            counts.setdefault(project, Counter())[finding["severity"]] += 1
        ranked = sorted(
            counts.items(),
            key=lambda item: (
                item[0] != "",
                -item[1]["error"],
                -item[1]["warning"],
                item[0],
            ),
        )
        return [
            (project or "(company)", c["error"], c["warning"], c["notice"])
            for project, c in ranked
        ]

    def budget_lines(self) -> list[tuple[Any, ...]]:
        """Budget lines whose amounts differ, largest difference first."""
        rows = []
        for finding in self.rows:
            if (finding["fix"], finding["field"]) != _BUDGET or not _is_amount(finding):
                continue
            key = finding["key"]
            ours, theirs = finding["maestro_value"], finding["procore_value"]
            difference = finding["difference"] or theirs or "0.00"
            rows.append(
                (
                    finding["project"],
                    key["activity_code"],
                    key["group_code"],
                    None if ours is None else Decimal(ours),
                    None if theirs is None else Decimal(theirs),
                    Decimal(difference),
                    finding["rule"],
                )
            )
        return sorted(rows, key=lambda row: (-abs(row[5]), row[0], row[1], row[2]))

    def explained(self, form: str) -> Rendered:
        """A section a rule: what it says, why, and each finding with both sources."""
        sections = []
        for rule in dict.fromkeys(finding["rule"] for finding in self.rows):
            mine = [finding for finding in self.rows if finding["rule"] == rule]
            about = {
                "name": rule,
                "severity": mine[0]["severity"],
                "count": len(mine),
                "findings": self._table(mine, form),
            }
            sections.append(about | self._rules[rule])
        if not sections:
            return paragraph("No findings.", "nothing")
        text = "\n".join(f"{about['title']} ({about['count']})" for about in sections)
        return Rendered(fill("rules", rules=sections), text)

    def _table(self, findings: list[dict[str, Any]], form: str) -> Rendered:
        field = findings[0]["field"]
        is_money = all(f["field"] in _MONEY_FIELDS and _is_amount(f) for f in findings)
        is_quantity = field == "quantity" and all(map(_is_amount, findings))
        kind = "money" if is_money else "quantity" if is_quantity else "text"
        unit = " (CAD)" if is_money else ""
        has_difference = any(f["difference"] is not None for f in findings)
        columns = [
            Column("Severity", "severity"),
            Column("Project", "code"),
            Column("Record"),
            Column(f"maestro*{unit}", kind),
            Column(f"Procore{unit}", kind),
        ]
        if has_difference:
            columns.append(Column(f"Difference{unit}", kind))
        columns.append(Column("What"))
        rows = []
        for f in findings:
            place = self._sources.get(f["id"], {})
            row = [
                f["severity"],
                f["project"] or "",
                (_record(f, self._names), f["id"]),
                (self._value(f, "maestro_value", kind, form), place.get("maestro", "")),
                (self._value(f, "procore_value", kind, form), place.get("procore", "")),
            ]
            if has_difference:
                row.append(self._value(f, "difference", kind, form))
            rows.append([*row, f["message"]])
        caption = "Each value with the file and row it was read from"
        return table(caption, columns, rows, form)

    def _value(self, finding: dict[str, Any], name: str, kind: str, form: str) -> Any:
        """A value; an amount among words is written as amounts are."""
        value = finding[name]
        if kind != "text" or value is None or finding["field"] not in _MONEY_FIELDS:
            return value
        return number(Decimal(value), form) if _AMOUNT.fullmatch(value) else value


def _is_amount(finding: dict[str, Any]) -> bool:
    """Whether both values are amounts: a rejected one is shown as it was written."""
    values = (finding["maestro_value"], finding["procore_value"])
    return all(v is None or _AMOUNT.fullmatch(v) for v in values)


def _record(finding: dict[str, Any], names: dict[str, str]) -> str:
    key = finding["key"]
    words = [SINGULAR.get(finding["entity"], finding["entity"])]
    words += [str(v) for k, v in key.items() if v and k not in ("procore_id", "system")]
    if finding["field"] and finding["field"] not in ("original_budget", "quantity"):
        words.append(finding["field"].replace("_", " "))
    if finding["entity"] == "employee" and key.get("code") in names:
        words.append(names[key["code"]])
    return " ".join(dict.fromkeys(words))
