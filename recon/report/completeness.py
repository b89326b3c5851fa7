"""What was read and what was not: doubts and their lifts, rejected rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from recon.decisions.lift import with_lifts
from recon.report.tables import Column, Rendered, table
from recon.rules.doubts import doubts_of
from recon.warehouse.database import Database


@dataclass(frozen=True)
class Completeness:
    """Each method is one table. `with_names` shows employees' names and rates."""

    db: Database
    form: str
    trail: Path
    with_names: bool = False

    def doubts(self) -> Rendered:
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
                    doubt["doubt"],
                    doubt["title"],
                    doubt["reason"],
                    ", ".join(doubt["projects"]) or "all",
                    doubt["findings"],
                    doubt["lifted_by"],
                )
                for doubt in doubts
            ],
            self.form,
            nothing="everything was read whole.",
        )

    def rejects(self) -> Rendered:
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
