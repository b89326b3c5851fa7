"""The exchanges as the report shows them, where a query alone does not say it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from recon.mapping import SINGULAR
from recon.report.section import read_section, why_not
from recon.report.tables import Rendered, paragraph
from recon.rules.head import read_query
from recon.warehouse.database import Database


@dataclass(frozen=True)
class Exchanges:
    """Amounts in CAD; a difference is Procore minus maestro*.

    Costs count in the month of their accounting date on both sides.
    """

    db: Database
    form: str
    projects: frozenset[str]

    def balance(self) -> Rendered:
        """Whether every row of the tie-out balances to the cent."""
        refused = why_not(self.db, "costs_not_read")
        if refused is not None:
            return refused
        [(codes, unbalanced, out)] = self.db.execute(
            read_query("tie_out_balance")
        ).fetchall()
        wrong = unbalanced + out
        words = (
            f"The tie-out has {codes} rows of project, activity, group and period. "
            + (
                "Every one of them balances to 0.00."
                if not wrong
                else f"{wrong} of them do not balance: report this as a defect."
            )
        )
        return paragraph(words, "lead error" if wrong else "lead")

    def difference(self) -> Decimal | None:
        """Procore's cost minus maestro*'s, in CAD; none where a list was not read."""
        if why_not(self.db, "costs_not_read") is not None:
            return None
        costs = read_section("tie_out_by_project")
        sums = costs.sums(costs.rows(self.db, self.projects))
        ours, theirs = (
            sums[costs.names.index(name)] or Decimal(0)
            for name in ("maestro_total", "procore_total")
        )
        return theirs - ours

    def documents(self, *entities: str) -> Rendered:
        """Documents of some kinds on both sides, by project."""
        section = read_section("contracts_by_project")
        rows = [
            (_plural(entity), *row)
            for entity, *row in section.rows(self.db, self.projects)
            if entity in entities
        ]
        kinds = ", ".join(_plural(entity) for entity in entities)
        return section.table(rows, self.form, kinds=kinds)


def _plural(entity: str) -> str:
    return f"{SINGULAR[entity]}s"
