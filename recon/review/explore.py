"""Explore a check: a project's differences, and the records behind a cell.

Reads the build on a locked, read-only connection. Amounts in CAD; a difference is
always Procore minus maestro*.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from recon.decisions.propose import valid_build, warn
from recon.errors import ReportError
from recon.report.formats import number
from recon.report.markup import fill
from recon.report.section import Row, Section, read_section
from recon.report.tables import Column, Rendered, paragraph, table
from recon.warehouse.database import Database, open_locked
from recon.warehouse.question import SECONDS, ask
from recon.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Explorer:
    """A check as an analyst walks through it; each method is one table or chart."""

    workspace: Workspace
    db: Database

    @property
    def form(self) -> str:
        """How numbers are written: fr-CA or en-CA."""
        return self.workspace.config.report.number_format

    def projects(self) -> Rendered:
        """The projects with findings, those with most errors first."""
        return self._section("explore_projects")

    def codes(self, project: str) -> Rendered:
        """A project's budget and cost by activity and group, on both sides."""
        self._prove(project)
        return self._section("explore_codes", project=project)

    def periods(self, project: str) -> Rendered:
        """A project's cost by accounting month, on both sides."""
        self._prove(project)
        return self._section("explore_periods", project=project)

    def findings(self, project: str) -> Rendered:
        """The findings of a project, errors first."""
        self._prove(project)
        return self._section("explore_findings", project=project)

    def transactions(self, project: str, activity: str, group: str) -> Rendered:
        """The cost lines of both systems behind one cell of the budget."""
        self._prove(project)
        return self._section(
            "explore_transactions", project=project, activity=activity, group=group
        )

    def chart(self, project: str) -> Rendered:
        """Cost by month on both sides, as a picture with its figures in words."""
        self._prove(project)
        rows = self._rows(read_section("explore_periods"), project)
        if not rows:
            return paragraph(f"Project {project} has no cost.")
        words = "; ".join(
            f"{month}: maestro* {number(ours, self.form)}, "
            f"Procore {number(theirs, self.form)}"
            for month, ours, theirs, _ in rows
        )
        alt = f"Cost of project {project} by month in CAD. {words}"
        image = _bars(rows, f"Cost of project {project} by month (thousand CAD)")
        return Rendered(fill("chart", alt=alt, image=image), alt)

    def sql(self, query: str, *, seconds: float = SECONDS) -> Rendered:
        """The answer to an own question: at most a thousand rows, and of how many.

        A question is one select. It reads the build alone, changes nothing, and is
        stopped after `seconds`. Raises RuleError in words where it cannot be answered.
        """
        answer = ask(self.db, query, seconds=seconds)
        columns = tuple(Column(name, _kind(kind)) for name, kind in answer.columns)
        caption = ": ".join(part for part in ("Your question", answer.cut) if part)
        return table(caption, columns, answer.rows, self.form, nothing="no rows.")

    def title(self) -> Rendered:
        """Which company, which pull."""
        [(pull,)] = self.db.execute(
            "select value from result.run where name = 'pull'"
        ).fetchall()
        words = f"{self.workspace.config.company.name}, pull {pull}."
        return Rendered(fill("explore_title", words=words), words)

    def close(self) -> None:
        """Close the build."""
        self.db.close()

    def _prove(self, project: str) -> None:
        rows = self.db.execute(
            "select project_key from pull.scope order by all"
        ).fetchall()
        known = [row[0] for row in rows]
        if project.strip().upper() not in known:
            raise ReportError(
                what=f"No project has the code {project}",
                where="explore",
                next_step=f"Use a code of the pull, such as {', '.join(known[:3])}",
            )

    def _section(self, query: str, **words: str) -> Rendered:
        """The table of a query; the words are its values and stand in its caption."""
        section = read_section(query)
        return section.table(self._rows(section, *words.values()), self.form, **words)

    def _rows(self, section: Section, *values: str) -> list[Row]:
        return section.rows(self.db, given=[value.strip().upper() for value in values])


def open_explorer(workspace: str | Path = ".") -> Explorer:
    """Open a workspace's current check to look around in it. Writes nothing.

    Raises PullError where nothing was checked yet.
    """
    opened = open_workspace(workspace)
    return Explorer(opened, open_locked(valid_build(opened, warn)))


def _kind(kind: str) -> str:
    """How a column of an own question is written: decimals with all they have."""
    if kind.startswith("DECIMAL"):
        return "money" if kind.endswith(",2)") else "quantity"
    return "count" if kind.endswith(("INT", "INTEGER")) else "text"


def _bars(rows: list[Row], title: str) -> str:
    """Two bars a month; figures go to a picture only after they were summed exactly."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.2), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for shift, place, label, colour in (
        (-0.2, 1, "maestro*", "#0b5c8a"),
        (0.2, 2, "Procore", "#e08a1e"),
    ):
        heights = [int(row[place] / 10) / 100 for row in rows]
        places = [n + shift for n in range(len(rows))]
        axes.bar(places, heights, 0.4, label=label, color=colour)
    axes.set_xticks(range(len(rows)), [row[0] for row in rows], rotation=45, ha="right")
    axes.set_title(title, loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110, metadata={"Software": None})
    return base64.b64encode(stream.getvalue()).decode()
