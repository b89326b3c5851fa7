"""The exchanges as the report shows them: the tie-out of costs, then documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from recon.mapping import SINGULAR
from recon.report.tables import Column, Shown, paragraph, table
from recon.rules.head import read_query
from recon.warehouse.database import Database

_BRIDGE = (
    "maestro*",
    "Missing",
    "Netted",
    "Left out",
    "Changed",
    "Only in Procore",
    "Twice",
    "Left out in Procore",
    "Other period",
    "Procore",
)
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Exchanges:
    """Each method is one table; amounts in CAD, a difference is Procore minus maestro*.

    Costs count in the month of their accounting date on both sides.
    """

    db: Database
    form: str
    projects: frozenset[str]

    def balance(self) -> Shown:
        """Whether every row of the tie-out balances to the cent."""
        if self.are_costs_unread:
            return self._not_compared()
        [(codes, unbalanced, out)] = self._ask("tie_out_balance")
        wrong = unbalanced + out
        words = (
            f"The tie-out has {codes} rows of project, activity, group and period. "
            + (
                "Every one of them balances to 0.00."
                if not wrong
                else f"{wrong} of them do not balance: report this as a defect."
            )
        )
        tone = "lead" if not wrong else "lead error"
        return paragraph(words, tone)

    @property
    def are_costs_unread(self) -> bool:
        """Whether a list of costs was not read for the whole company."""
        return bool(self._ask("costs_not_read"))

    def difference(self) -> Decimal | None:
        """Procore's cost minus maestro*'s, in CAD; none where a list was not read."""
        if self.are_costs_unread:
            return None
        rows = self._of_projects("tie_out_by_project")
        return sum((row[10] - row[1] for row in rows), _ZERO)

    def tie_out(self) -> Shown:
        """From the total of maestro* to the total of Procore, by project."""
        if self.are_costs_unread:
            return self._not_compared()
        rows = self._of_projects("tie_out_by_project")
        columns = (Column("Project", "code"), *self._bridge(), Column("Note"))
        totals = ("Total", *self._sums(rows, range(1, 11)), "")
        return table(
            "From maestro*'s costs to Procore's (CAD), largest difference first",
            columns,
            _quiet(rows),
            self.form,
            totals=totals,
            nothing="no cost was read.",
        )

    def periods(self) -> Shown:
        """The same by period, over all projects in scope."""
        if self.are_costs_unread:
            return self._not_compared()
        rows = self._ask("tie_out_by_period")
        columns = (Column("Period", "code"), *self._bridge())
        return table(
            "The same by accounting period, all projects in scope (CAD)",
            columns,
            _quiet(rows),
            self.form,
            totals=("Total", *self._sums(rows, range(1, 11))),
            nothing="no cost was read.",
        )

    def codes(self) -> Shown:
        """Every project, activity, group and period whose totals differ."""
        if self.are_costs_unread:
            return self._not_compared()
        rows = self._of_projects("tie_out_by_code")
        money = ("maestro*", "Not in Procore", "Changed", "Not in maestro*")
        columns = (
            Column("Project", "code"),
            Column("Activity", "code"),
            Column("Group", "code"),
            Column("Period", "code"),
            *(Column(name, "money") for name in (*money, "Other period")),
            Column("Procore", "money"),
            Column("Difference", "money"),
        )
        return table(
            "Codes whose totals differ (CAD), largest difference first",
            columns,
            _quiet(rows),
            self.form,
            totals=("Total", "", "", "", *self._sums(rows, range(4, 11))),
        )

    def states(self) -> Shown:
        """Every cost line in its state, with the reason."""
        return table(
            "Cost lines by state and reason, all projects in scope",
            (
                Column("System"),
                Column("State"),
                Column("Reason, or what agreed"),
                Column("Lines", "count"),
                Column("Amount (CAD)", "money"),
            ),
            self._ask("cost_states"),
            self.form,
            nothing="no cost was read.",
        )

    def modified_budget(self) -> Shown:
        """Modifications and approved change orders, by project."""
        rows = self._of_projects("modified_by_project")
        return table(
            "Modified budgets, largest difference first",
            (
                Column("Project", "code"),
                Column("maestro* (CAD)", "money"),
                Column("Procore (CAD)", "money"),
                Column("Difference (CAD)", "money"),
            ),
            rows,
            self.form,
            totals=("Total", *self._sums(rows, range(1, 4))),
            nothing="no project has modifications or approved changes.",
        )

    def documents(self, *entities: str) -> Shown:
        """Documents of some kinds on both sides, by project."""
        rows = [
            (_plural(row[0]), *row[1:])
            for row in self._ask("contracts_by_project")
            if row[0] in entities and self._is_selected(row[1])
        ]
        caption = ", ".join(_plural(entity) for entity in entities)
        return table(
            f"{caption}, largest difference first; in Procore approved or linked",
            (
                Column("Kind"),
                Column("Project", "code"),
                Column("In maestro*", "count"),
                Column("In Procore", "count"),
                Column("Linked", "count"),
                Column("maestro* (CAD)", "money"),
                Column("Procore (CAD)", "money"),
                Column("Difference (CAD)", "money"),
            ),
            rows,
            self.form,
            totals=("Total", "", *self._sums(rows, range(2, 8))),
            nothing="none on either side.",
        )

    def _not_compared(self) -> Shown:
        unread = "; ".join(
            f"{name}: {why or 'not read'}" for name, why in self._ask("costs_not_read")
        )
        words = f"Costs were not compared, as a list was not read whole ({unread})."
        return paragraph(words, "lead error")

    def _bridge(self) -> tuple[Column, ...]:
        return tuple(Column(name, "money") for name in _BRIDGE)

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        return self.db.execute(read_query(query)).fetchall()

    def _of_projects(self, query: str) -> list[tuple[Any, ...]]:
        return [row for row in self._ask(query) if self._is_selected(row[0])]

    def _is_selected(self, project: str) -> bool:
        return not self.projects or project.upper() in self.projects

    def _sums(self, rows: Sequence[Sequence[Any]], places: range) -> list[Any]:
        return [sum((row[place] for row in rows), _ZERO) for place in places]


def _quiet(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """A zero between two totals is left blank: what is not there need not be read."""
    return [tuple(None if cell == 0 else cell for cell in row) for row in rows]


def _plural(entity: str) -> str:
    return f"{SINGULAR[entity]}s"
