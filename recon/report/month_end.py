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
from recon.report.shown import Recorded, record_shown
from recon.report.tables import Column, Shown, paragraph, table
from recon.rules.check import findings_of
from recon.rules.head import read_query
from recon.rules.seen import findings_hash
from recon.warehouse.database import Database, open_locked
from recon.workspace import Workspace, open_workspace
from recon.workspace.trail import entries, verify


@dataclass(frozen=True)
class MonthEnd:
    """A check as a reader meets it: each method is one section of the report.

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
        selected = frozenset(project.strip().upper() for project in self.projects)
        return Exchanges(self.db, self.form, selected)

    @property
    def completeness(self) -> Completeness:
        """What was read, what was not, and what rests on a doubt."""
        trail = self.workspace.trail
        return Completeness(self.db, self.form, trail, self.with_names)

    def title(self) -> Shown:
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
        return Shown(fill("title", words=words), words)

    def summary(self) -> Shown:
        """The answer first: how many findings of each severity, and the money."""
        count = self.findings.of_severity()
        budget = self._budget_rows()
        difference = sum((row[3] for row in budget if row[3] is not None), Decimal(0))
        money = f"{number(difference, self.form)} CAD"
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
        return Shown(fill("cards", cards=cards), text)

    def compared(self) -> Shown:
        """What was compared: records on both sides, and what says they are linked."""
        return table(
            "Records read, and how the two sides are linked",
            (
                Column("What"),
                Column("maestro*", "count"),
                Column("Procore", "count"),
                Column("Linked pairs", "count"),
                Column("Linked by"),
            ),
            self._ask("records_compared"),
            self.form,
        )

    def incomplete(self) -> Shown:
        """Lists that were not read whole; what needs them was not compared."""
        return self.completeness.incomplete()

    def by_change(self) -> Shown:
        """Lists of which only changes were asked for."""
        return self.completeness.by_change()

    def not_exported(self) -> Shown:
        """Fields that the exports have no column for."""
        return self.completeness.not_exported()

    def rejects(self) -> Shown:
        """Rows left out of every comparison, with file and row."""
        return self.completeness.rejects()

    def rounded(self) -> Shown:
        """Procore amounts of more than two decimals, as written and as compared."""
        return self.completeness.rounded()

    def excluded(self) -> Shown:
        """Projects that [scope] leaves out: counted, not compared."""
        rows = self.db.execute(
            "select project_key from pull.scope where not is_in_scope order by all"
        ).fetchall()
        codes = ", ".join(row[0] for row in rows)
        words = counted(len(rows), "project is", "projects are")
        message = f"{words} outside [scope] and not compared: {codes}."
        message = message if rows else "No project is outside [scope]."
        return paragraph(message)

    def rules(self) -> Shown:
        """Every rule: what it gave, or why it was not run."""
        return table(
            "Rules, worst first",
            (
                Column("Severity", "severity"),
                Column("Rule"),
                Column("Name", "code"),
                Column("Findings", "count"),
                Column("Verdict"),
                Column("Not run for"),
            ),
            self._ask("rule_verdicts"),
            self.form,
        )

    def by_project(self) -> Shown:
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

    def budget(self) -> Shown:
        """Original budgets by project: both totals and their difference."""
        rows = self._budget_rows()
        columns = (
            Column("Project", "code"),
            Column("maestro* (CAD)", "money"),
            Column("Procore (CAD)", "money"),
            Column("Difference (CAD)", "money"),
            Column("Note"),
        )
        compared = [row for row in rows if row[3] is not None]
        sums = (sum((row[n] for row in compared), Decimal(0)) for n in (1, 2, 3))
        totals = ("Compared", *sums, "")
        return table(
            "Original budgets of linked projects, largest difference first",
            columns,
            rows,
            self.form,
            totals=totals,
        )

    def budget_lines(self) -> Shown:
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

    def all_findings(self) -> Shown:
        """Each rule that speaks: its explanation, its findings, both sources."""
        return self.findings.explained(self.form)

    def calibration(self) -> Shown:
        """Which way of reading cost codes fits this company's own data."""
        return table(
            "Cost-code settings tried on this company's activities, best first",
            (
                Column("Mode"),
                Column("Separator", "code"),
                Column("Left out", "code"),
                Column("Padded to", "count"),
                Column("Case folded"),
                Column("Activities", "count"),
                Column("Matched", "count"),
                Column("Ambiguous", "count"),
                Column("Matched (%)", "quantity"),
            ),
            self._ask("cost_code_calibration")[:6],
            self.form,
            nothing="no linked project has activities.",
        )

    def settings(self) -> Shown:
        """The settings in force, and what is known of each."""
        return table(
            "Settings in force",
            (
                Column("Setting", "code"),
                Column("Value", "code"),
                Column("Default", "code"),
                Column("Evidence"),
                Column("What it decides"),
            ),
            self.db.execute(
                "select name, value, default_value, evidence, note from mapping.setting"
                " order by value is not distinct from default_value, name"
            ).fetchall(),
            self.form,
        )

    def trail(self) -> Shown:
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

    def standing(self) -> Shown:
        """The findings by status and age, as people's decisions left them."""
        return by_status(self.workspace.trail, self._selected_findings(), self.form)

    def accepted(self) -> Shown:
        """The variances that somebody accepted, with who, why and until when."""
        return accepted(self.workspace.trail, self._selected_findings(), self.form)

    def recorded(self) -> Recorded:
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
        return record_shown(self.workspace, facts)

    def _selected_findings(self) -> list[dict[str, Any]]:
        listed = findings_of(self.db)
        chosen = {project.strip().upper() for project in self.projects}
        return [
            f for f in listed if not chosen or (f["project"] or "").upper() in chosen
        ]

    def not_covered(self) -> Shown:
        """Rows of the mapping that no rule looks at."""
        return table(
            "Mapped fields that no rule looks at",
            (Column("Entity"), Column("maestro*"), Column("Procore"), Column("Note")),
            self._ask("fields_not_covered"),
            self.form,
            nothing="every mapped field has its rule.",
        )

    def mapping(self) -> Shown:
        """Every mapped field, and where each fact about it comes from."""
        return table(
            "The mapping: both names of each field, its limit, and the evidence",
            (
                Column("Entity"),
                Column("maestro*"),
                Column("Procore"),
                Column("Longest in maestro*", "count"),
                Column("Evidence of the maestro* name"),
                Column("Evidence of the Procore name"),
                Column("Evidence of the rest"),
            ),
            self._ask("mapped_fields"),
            self.form,
        )

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        return self.db.execute(read_query(query)).fetchall()

    def _budget_rows(self) -> list[tuple[Any, ...]]:
        rows = self._ask("budget_by_project")
        selected = {project.strip().upper() for project in self.projects}
        return [row for row in rows if not selected or row[0].upper() in selected]


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
    ReportError for a period that is no month and a project nobody knows.
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
