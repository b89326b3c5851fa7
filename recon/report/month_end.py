"""The month-end story, section by section, read from a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recon.decisions.propose import valid_build, warn
from recon.plurals import counted
from recon.report.completeness import Completeness
from recon.report.exchanges import Exchanges
from recon.report.finding_status import accepted, by_status
from recon.report.findings import Findings
from recon.report.formats import day, number
from recon.report.markup import fill
from recon.report.parameters import names_are_shown, period_of, projects_of
from recon.report.recorded_run import RunRecord, record_run
from recon.report.section import read_section, show_section
from recon.report.tables import Column, Rendered, paragraph, table
from recon.rules.check import findings_of
from recon.rules.check_entry import findings_hash
from recon.warehouse.database import Database, open_locked
from recon.workspace import Workspace, open_workspace
from recon.workspace.trail import entries, verify


@dataclass(frozen=True)
class MonthEnd:
    """A check as a report: each method gives one of its sections.

    Amounts are in the company's currency (CAD); a difference is Procore minus maestro*.
    """

    workspace: Workspace
    period: str
    projects: tuple[str, ...]
    build: Path
    db: Database
    findings: Findings
    with_names: bool = False

    @property
    def form(self) -> str:
        """How numbers are written: fr-CA or en-CA."""
        return self.workspace.config.report.number_format

    @property
    def exchanges(self) -> Exchanges:
        """The tie-out of costs and the documents of both systems, table by table."""
        return Exchanges(self.db, self.form, self._selected)

    @property
    def completeness(self) -> Completeness:
        """What was read, what was not, and what rests on a doubt."""
        trail = self.workspace.trail
        return Completeness(self.db, self.form, trail, self.with_names)

    def section(self, query: str) -> Rendered:
        """The table of a query, whose head says its caption and columns."""
        return show_section(self.db, query, self.form, self._selected)

    def title(self) -> Rendered:
        """Who, which period, which pull."""
        run = dict(self.db.execute("select name, value from result.run").fetchall())
        scope = ", ".join(self.projects) or "all projects in scope"
        company = self.workspace.config.company
        zone = ZoneInfo(company.time_zone)
        pulled = datetime.strptime(run["pull"][:16], "%Y%m%dT%H%M%S%z").astimezone(zone)
        words = (
            f"{company.name}. Period {self.period}. "
            f"Pulled {day(pulled, self.form)} {pulled:%H:%M} ({company.time_zone}), "
            f"pull {run['pull']}. Projects: {scope}. "
            f"Employees' names and hourly rates are "
            f"{'shown' if self.with_names else 'masked'}."
        )
        return Rendered(fill("title", words=words), words)

    def summary(self) -> Rendered:
        """The answer first: how many findings of each severity, and the money."""
        count = self.findings.of_severity()
        money = f"{number(self._budget_difference(), self.form)} CAD"
        costs = self.exchanges.difference()
        cards = [
            ("error", f"{count['error']}", "errors: money is wrong"),
            ("warning", f"{count['warning']}", "warnings: someone must look"),
            ("notice", f"{count['notice']}", "notices: good to know"),
            ("money", money, "original budgets, Procore minus maestro*"),
            (
                "money",
                "not compared" if costs is None else f"{number(costs, self.form)} CAD",
                "costs, Procore minus maestro*",
            ),
        ]
        text = "; ".join(f"{figure} {words}" for _, figure, words in cards)
        return Rendered(fill("cards", cards=cards), text)

    def excluded(self) -> Rendered:
        """Projects that [scope] leaves out: counted, not compared."""
        rows = self.db.execute(
            "select project_key from pull.scope where not is_in_scope order by all"
        ).fetchall()
        codes = ", ".join(row[0] for row in rows)
        words = counted(len(rows), "project is", "projects are")
        message = f"{words} outside [scope] and not compared: {codes}."
        message = message if rows else "No project is outside [scope]."
        return paragraph(message)

    def by_project(self) -> Rendered:
        """Findings of each project."""
        return table(
            "Findings by project; companies and company-wide lists stand first",
            (
                Column("Project", "code"),
                Column("Errors", "count"),
                Column("Warnings", "count"),
                Column("Notices", "count"),
            ),
            self.findings.by_project(),
            self.form,
        )

    def budget_lines(self) -> Rendered:
        """Every budget line that differs, with the total of the differences."""
        rows = self.findings.budget_lines()
        columns = (
            Column("Project", "code"),
            Column("Activity", "code"),
            Column("Group", "code"),
            Column("maestro* (CAD)", "money"),
            Column("Procore (CAD)", "money"),
            Column("Difference (CAD)", "money"),
            Column("Rule", "code"),
        )
        total = sum((row[5] for row in rows), Decimal(0))
        return table(
            "Budget lines that differ",
            columns,
            rows,
            self.form,
            totals=("Total", "", "", None, None, total, ""),
        )

    def all_findings(self) -> Rendered:
        """Each rule that speaks: its explanation, its findings, both sources."""
        return self.findings.explained(self.form)

    def trail(self) -> Rendered:
        """The last entries of the audit trail, and the head to keep elsewhere."""
        path = self.workspace.trail
        rows = [
            (entry.number, entry.at, entry.kind, f"{entry.who} ({entry.known_by})")
            for entry in entries(path)
        ]
        return table(
            f"Audit trail when this page was made: {verify(path)}",
            (
                Column("Entry", "count"),
                Column("When (UTC)"),
                Column("What"),
                Column("Who, and how that is known"),
            ),
            rows[-20:],
            self.form,
            nothing="nothing was recorded.",
        )

    def finding_status(self) -> Rendered:
        """The findings by status and age, as people's decisions left them."""
        return by_status(self.workspace.trail, self._selected_findings(), self.form)

    def accepted(self) -> Rendered:
        """The variances that somebody accepted, with who, why and until when."""
        return accepted(self.workspace.trail, self._selected_findings(), self.form)

    def recorded(self) -> RunRecord:
        """Record in the trail what was shown: the build, the period, the facts."""
        found = [(f["id"], f["facts_hash"]) for f in self._selected_findings()]
        facts = {
            "notebook": "month_end",
            "build": self.build.name,
            "period": self.period,
            "projects": list(self.projects),
            "with_names": self.with_names,
            "findings": len(found),
            "findings_hash": findings_hash(found),
        }
        return record_run(self.workspace, facts)

    def _selected_findings(self) -> list[dict[str, Any]]:
        listed = findings_of(self.db)
        chosen = self._selected
        return [
            f for f in listed if not chosen or (f["project"] or "").upper() in chosen
        ]

    def _budget_difference(self) -> Decimal:
        budget = read_section("budget_by_project")
        sums = budget.sums(budget.rows(self.db, self._selected))
        return sums[budget.names.index("difference")] or Decimal(0)

    @property
    def _selected(self) -> frozenset[str]:
        return frozenset(project.strip().upper() for project in self.projects)


def open_month_end(
    workspace: str | Path,
    period: str = "",
    projects: Sequence[str] | str = (),
    with_names: bool | str = False,
) -> MonthEnd:
    """Open the newest check of a workspace for reading.

    Without a period it is the month of the pull. Parameters may be plain text, as
    papermill gives them. Employees' names and hourly rates are masked unless
    `with_names`.

    Raises WorkspaceError where there is no workspace, PullError before a first check,
    ReportError for an invalid period and an unknown project.
    """
    opened = open_workspace(workspace)
    build = valid_build(opened, warn)
    db = open_locked(build)
    run = dict(db.execute("select name, value from result.run").fetchall())
    known = db.execute("select project_key from pull.scope").fetchall()
    month = period_of(period, run["pull"])
    chosen = projects_of(projects, [code for (code,) in known])
    is_named = names_are_shown(with_names)
    findings = Findings(db, chosen, with_names=is_named)
    return MonthEnd(opened, month, chosen, build, db, findings, is_named)
