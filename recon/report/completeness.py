"""What was read and what was not: doubts, incomplete lists, rejected rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recon.decisions.lift import with_lifts
from recon.report.tables import Column, Shown, table
from recon.rules.doubts import doubts_of
from recon.rules.head import read_query
from recon.warehouse.database import Database


@dataclass(frozen=True)
class Completeness:
    """Each method is one table. `with_names` shows employees' names and rates."""

    db: Database
    form: str
    trail: Path
    with_names: bool = False

    def doubts(self) -> Shown:
        """What may be incomplete or misread, what rests on it, and who lifted it."""
        doubts = with_lifts(self.trail, doubts_of(self.db))
        return table(
            "Doubts: no write, import row or creation rests on one until it is lifted",
            (
                Column("Doubt", "code"),
                Column("What"),
                Column("Why"),
                Column("Projects", "code"),
                Column("Findings that rest on it", "count"),
                Column("Lifted by"),
            ),
            [
                (
                    *(doubt["doubt"], doubt["title"], doubt["reason"]),
                    ", ".join(doubt["projects"]) or "all",
                    *(doubt["findings"], doubt["lifted_by"]),
                )
                for doubt in doubts
            ],
            self.form,
            nothing="everything was read whole.",
        )

    def conservation(self) -> Shown:
        """Rows that each source holds, beside those loaded, rejected and left out."""
        return table(
            "Rows counted in each source, apart from the reader that loads them",
            (
                Column("System"),
                Column("List"),
                Column("Counted", "count"),
                Column("Loaded", "count"),
                Column("Rejected", "count"),
                Column("Left out", "count"),
            ),
            self._ask("rows_conserved"),
            self.form,
            nothing="nothing was counted.",
        )

    def incomplete(self) -> Shown:
        """Lists that were not read whole; what needs them was not compared."""
        return table(
            "Lists that were not read whole",
            (
                Column("System"),
                Column("List", "code"),
                Column("Project", "code"),
                Column("Rows read", "count"),
                Column("Rows stated", "count"),
                Column("Why"),
            ),
            self._ask("lists_incomplete"),
            self.form,
            nothing="every list was read whole.",
        )

    def by_change(self) -> Shown:
        """Lists of which only changes were asked for; what moves no time is unseen."""
        return table(
            "Lists read by what changed since an earlier pull (recon pull --full reads"
            " all: a change that moves no time of its record is not seen here)",
            (
                Column("List", "code"),
                Column("Lists", "count"),
                Column("Rows", "count"),
                Column("Changes since"),
            ),
            self._ask("lists_by_change"),
            self.form,
            nothing="every list was read whole.",
        )

    def rejects(self) -> Shown:
        """Rows left out of every comparison, with file and row."""
        listed = "reject" if self.with_names else "shown_reject"
        return table(
            "Rows that could not be used",
            (
                Column("System"),
                Column("File", "code"),
                Column("Row", "count"),
                Column("Field"),
                Column("Value", "code"),
                Column("Why"),
            ),
            self.db.execute(
                "select if(system = 'maestro', 'maestro*', 'Procore'), file, \"row\","
                f" field, value, reason from pull.{listed} order by all"
            ).fetchall(),
            self.form,
            nothing="every row was used.",
        )

    def rounded(self) -> Shown:
        """Procore amounts of more than two decimals, as written and as compared."""
        return table(
            "Procore amounts rounded to the cent, half away from zero",
            (
                Column("Record", "code"),
                Column("Field"),
                Column("As written", "code"),
                Column("Compared as (CAD)", "money"),
            ),
            self.db.execute(
                "select source, field, raw_value, value from pull.rounded order by all"
            ).fetchall(),
            self.form,
            nothing="none had more than two decimals.",
        )

    def not_exported(self) -> Shown:
        """Fields that the exports have no column for."""
        return table(
            "Fields that were not compared: the export has no such column",
            (Column("Entity"), Column("Fields")),
            self._ask("fields_not_exported"),
            self.form,
            nothing="every mapped field has its column.",
        )

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        return self.db.execute(read_query(query)).fetchall()
