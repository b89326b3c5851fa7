"""A review session: findings with their fixes and status, and the actions on them.

Knows nothing of widgets; the notebook's grid and the commands use the same functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from recon.decisions.apply import Result, apply_plan, prove_applicable, results_of
from recon.decisions.approve import approve, approved
from recon.decisions.decide import decide, finding_statuses
from recon.decisions.lift import open_doubts
from recon.decisions.propose import Selection, make_plan, valid_build, warn
from recon.errors import ApprovalError, PlanError
from recon.fixes.fix import Fix
from recon.fixes.plan_file import Plan, newest_plan
from recon.fixes.requests import describe_dry_run, describe_request
from recon.plurals import counted
from recon.resources import shipped_text
from recon.rules.check import raw_findings_of, read_outcome
from recon.rules.explain import explain
from recon.warehouse.database import Database, open_locked
from recon.workspace import Workspace, open_workspace
from recon.workspace.trail import verify

Row = dict[str, Any]

PAGE = 50
COLUMNS = (
    "id",
    "rule",
    "title",
    "severity",
    "entity",
    "project",
    "record",
    "field",
    "maestro_value",
    "procore_value",
    "difference",
    "amount",
    "message",
    "status",
    "age",
    "bucket",
    "assigned_to",
    "fix",
    "kind",
    "action",
)
SORTS = ("severity", "rule", "project", "record", "amount", "age", "status", "kind")
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Filter:
    """Which findings are shown; what is empty takes all. Amounts in CAD, no sign."""

    rule: str = ""
    project: str = ""
    severity: str = ""
    status: str = ""
    bucket: str = ""
    kind: str = ""
    text: str = ""
    least: str = ""

    @classmethod
    def of(cls, given: Row) -> Filter:
        """A filter from what a page sent; unknown names are left out."""
        known = {f.name for f in fields(cls)}
        return cls(**{k: str(v) for k, v in given.items() if k in known})


class ReviewSession:
    """One person's review of the current check and its plan.

    `version` counts the actions: what was decided on an older view is refused.
    """

    def __init__(self, workspace: Workspace, who: str | None = None) -> None:
        """Open the check read-only; make a plan of it where there is none yet."""
        self.workspace = workspace
        self.who = who or None
        self.version = 0
        self.build = valid_build(workspace, warn)
        self.outcome = read_outcome(self.build)
        self.db: Database = open_locked(self.build)
        self.plan = self._plan()
        self._fixes = {f: fix for fix in self.plan.fixes for f in fix.findings}
        self._findings = {f["id"]: f for f in self.outcome["findings"]}
        self._lay_out()
        self._show()
        self.refresh(list(self._findings))

    def _plan(self) -> Plan:
        found = newest_plan(self.workspace.plans)
        pull = self.outcome["run"]["pull"]
        if found is not None and found.about["pull"] == pull:
            return found
        selection = Selection()
        made = make_plan(self.workspace, selection, who=self.who, with_forecast=False)
        return made[0]

    def _lay_out(self) -> None:
        """Put every finding and its fix into a table, once; DuckDB then pages it."""
        fixes = self._fixes.items()
        self.db.execute(
            _statement("proposed"),
            {
                "ids": [name for name, _ in fixes],
                "fixes": [fix.id for _, fix in fixes],
                "kinds": [fix.kind for _, fix in fixes],
                "actions": [fix.action for _, fix in fixes],
            },
        )
        self.db.execute(_statement("lay_out"))

    def _show(self) -> None:
        """Replace texts with invisible characters by what a reader should see."""
        for finding in raw_findings_of(self.db):
            seen = self._findings[finding["id"]]
            names = ("project", "maestro_value", "procore_value", "message")
            if any(seen[name] != finding[name] for name in (*names, "key")):
                record = " ".join(v for v in seen["key"].values() if v)
                shown = {name: seen[name] for name in names}
                self.db.execute(
                    _statement("show"), {**shown, "record": record, "id": finding["id"]}
                )

    def refresh(self, ids: list[str]) -> None:
        """Read the trail again for some findings: decisions, approvals, results."""
        self.version += 1
        trail = self.workspace.trail
        findings = [self._findings[name] for name in ids if name in self._findings]
        statuses = finding_statuses(trail, findings)
        valid = approved(trail, self.plan, self.workspace.config.approval)
        results = results_of(trail, self.plan)
        rows = [
            (
                name,
                _status(found.status, self._fixes.get(name), valid, results),
                found.age,
                found.bucket,
                found.assigned_to,
            )
            for name, found in statuses.items()
        ]
        if rows:
            names = ("ids", "statuses", "ages", "buckets", "assigned")
            columns = [list(column) for column in zip(*rows, strict=True)]
            self.db.execute(_statement("stand"), dict(zip(names, columns, strict=True)))

    def page(
        self, narrowed: Filter, sort: str = "", *, down: bool = False, start: int = 0
    ) -> Row:
        """One page of findings, with the count and total amount of all that fit."""
        where, values = _where(narrowed)
        order = _order(sort, down=down)
        cursor = self.db.execute(
            f"select {', '.join(COLUMNS)} from review where {where}"
            f" order by {order} limit {PAGE} offset ?",
            [*values, max(start, 0)],
        )
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
        count, amount = self._sum(where, values)
        return {
            "rows": [{**row, "amount": _text(row["amount"])} for row in rows],
            "start": max(start, 0),
            "count": count,
            "amount": f"{amount:.2f}",
            "version": self.version,
        }

    def _sum(self, where: str, values: list[str]) -> tuple[int, Decimal]:
        [(count, amount)] = self.db.execute(
            f"select count(*), coalesce(sum(amount), 0) from review where {where}",
            values,
        ).fetchall()
        return int(count), Decimal(amount)

    def doubts(self) -> list[str]:
        """What may be incomplete or misread, in words; lifted ones are left out."""
        listed = open_doubts(self.workspace.trail, self.outcome["doubts"])
        return [
            f"{doubt['doubt']}: {doubt['title']}. {doubt['reason']}. "
            f"{doubt['findings']} findings rest on it."
            for doubt in listed
        ]

    def choices(self) -> dict[str, list[str]]:
        """The values that a filter may take, most findings first."""
        return {
            name: [
                row[0]
                for row in self.db.execute(
                    f"select {name} from review where {name} is not null"
                    f" group by 1 order by count(*) desc, 1"
                ).fetchall()
            ]
            for name in ("severity", "rule", "project", "status", "bucket", "kind")
        }

    def matching(self, narrowed: Filter) -> list[str]:
        """The ids of all findings that a filter takes."""
        where, values = _where(narrowed)
        query = f"select id from review where {where} order by place"
        return [row[0] for row in self.db.execute(query, values).fetchall()]

    def size_of(self, ids: list[str]) -> Row:
        """How many findings and how much money an action would be about."""
        rows = [self._findings[i] for i in ids if i in self._findings]
        fixes = self._chosen(ids)
        moved = [Decimal(f.amount) for f in fixes if f.kind != "instruction"]
        return {
            "findings": len(rows),
            "fixes": len(moved),
            "amount": f"{sum(moved, _ZERO):.2f}",
        }

    def detail(self, finding: str) -> Row:
        """A finding explained with both sources, and its fix to the very request."""
        fix = self._fixes.get(finding)
        found = [self._findings[finding]] if finding in self._findings else []
        status = finding_statuses(self.workspace.trail, found).get(finding)
        comments = (status.why, *status.comments) if status else ()
        return {
            "id": finding,
            "explained": explain(self.build, finding),
            "comments": [text for text in comments if text],
            "fix": describe_request(fix) if fix else "",
            "before": (fix and fix.before) or "",
            "after": (fix and fix.after) or "",
        }

    def act(self, verb: str, ids: list[str], version: int, **more: str) -> str:
        """Take one action on findings, and describe what was recorded.

        `approve` is of the plan's fixes; the others are decisions. Raises
        ApprovalError where the view is older than the last action.
        """
        if version != self.version:
            raise ApprovalError(
                what="The findings have changed since they were shown",
                where="the review",
                next_step="Review it again, then decide",
            )
        if verb == "approve":
            fixes = [fix for fix in self._chosen(ids) if fix.kind != "instruction"]
            rules = self.workspace.config.approval
            confirm = more.get("confirm", "")
            approve(
                self.workspace.trail,
                self.plan,
                fixes,
                rules,
                who=self.who,
                confirm=confirm,
            )
            done = f"Approved {counted(len(fixes), 'fix', 'fixes')}"
            by_hand = len(self._chosen(ids)) - len(fixes)
            if by_hand:
                done += f"; {counted(by_hand, 'is', 'are')} a person's work"
        else:
            more.pop("confirm", None)
            found = [self._findings[i] for i in ids if i in self._findings]
            fixes = self._chosen(ids)
            named = [fix.id for fix in fixes]
            trail = self.workspace.trail
            decide(trail, verb, found, who=self.who, fixes=named, **more)
            done = f"Recorded: {verb} of {counted(len(found), 'finding')}"
        self.refresh([*ids, *(f for fix in fixes for f in fix.findings)])
        return f"{done}. Trail: {verify(self.workspace.trail)}"

    def _chosen(self, ids: list[str]) -> list[Fix]:
        chosen = {self._fixes[i].id for i in ids if i in self._fixes}
        chosen |= {n for f in self.plan.fixes if f.id in chosen for n in f.needs}
        return [fix for fix in self.plan.fixes if fix.id in chosen]

    def dry_run(self) -> str:
        """What apply would send now, request by request. Raises where it may not."""
        return describe_dry_run(self.plan, prove_applicable(self.workspace, self.plan))

    def apply(self, report: Callable[[int, int, Fix, Result], None]) -> dict[str, int]:
        """Write what is approved, report each result, and count the outcomes."""
        from recon.systems.procore.write import writer_of

        chosen = prove_applicable(self.workspace, self.plan)
        done = 0

        def say(fix: Fix, result: Result) -> None:
            nonlocal done
            done += 1
            report(done, len(chosen), fix, result)

        writer = writer_of(self.workspace)
        try:
            results = apply_plan(self.workspace, self.plan, writer, say)
        finally:
            writer.close()
        self.refresh([f for x in self.plan.fixes if x.id in chosen for f in x.findings])
        count: dict[str, int] = {}
        for result in results.values():
            count[result.outcome] = count.get(result.outcome, 0) + 1
        return count

    def close(self) -> None:
        """Close the build."""
        self.db.close()


def open_session(workspace: str | Path = ".", who: str = "") -> ReviewSession:
    """Open the review of a workspace's current check.

    Raises PullError where nothing was checked, PlanError where the newest pull was not.
    """
    opened = open_workspace(workspace)
    if not opened.trail.is_file():
        raise PlanError(
            what="This workspace has no trail yet",
            where=str(opened.trail),
            next_step="Run `recon check`, which creates it",
        )
    return ReviewSession(opened, who)


def _statement(name: str) -> str:
    return shipped_text(f"review/statements/{name}.sql")


def _status(
    status: str, fix: Fix | None, valid: set[str], results: dict[str, Result]
) -> str:
    if fix is not None and fix.id in results and results[fix.id].outcome != "by hand":
        return results[fix.id].outcome
    if fix is not None and fix.id in valid and fix.kind != "instruction":
        return "approved"
    return status


def _where(narrowed: Filter) -> tuple[str, list[str]]:
    parts, values = ["true"], []
    for name in ("rule", "project", "severity", "status", "bucket", "kind"):
        value = getattr(narrowed, name)
        if value:
            parts.append(f"{name} = ?")
            values.append(value)
    if narrowed.text:
        parts.append(
            "contains(lower(concat_ws(' ', id, rule, title, project, record, field,"
            " maestro_value, procore_value, message, assigned_to)), lower(?))"
        )
        values.append(narrowed.text)
    if narrowed.least:
        parts.append("amount >= try_cast(replace(?, ',', '.') as decimal(18, 2))")
        values.append(narrowed.least)
    return " and ".join(parts), values


def _order(sort: str, *, down: bool) -> str:
    rank = {
        "severity": "case severity when 'error' then 1 when 'warning' then 2 else 3 end"
    }
    if sort not in SORTS:
        return f"{rank['severity']}, amount desc nulls last, place"
    return f"{rank.get(sort, sort)} {'desc' if down else 'asc'} nulls last, place"


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
