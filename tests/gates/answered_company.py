"""A company whose Procore answers are damaged on their way, and what a build holds."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recon.errors import ReconError
from recon.sandbox.app import Sandbox
from recon.warehouse.database import Database, open_locked
from recon.workspace.pulls import Pull, read_pull
from tests.company import demo_state, pull_demo
from tests.gates.damaged_company import Company, Held
from tests.gates.tampered import Listed, MadeAnswer, Tampered

# Where a row stands, and a number that the build gives it.
_PLACES = {"source", "file", "row", "line_id"}
# Derived from several lists at once; what they hold is compared in those.
_LEFT_OUT = {"field_value", "record", "linked_project", "company_use"}
Rows = Counter[tuple[Any, ...]]


@dataclass
class Answered:
    """What one build holds of Procore: rows by table and project, and what is said."""

    held: Held
    rows: dict[tuple[str, str | None], Rows] = field(default_factory=dict)
    said: dict[str, set[tuple[Any, ...]]] = field(default_factory=dict)


class AnsweredCompany(Company):
    """The demo company in a few projects; Procore is asked again at each damage."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, has_totals=True, has_former=True, is_whole=False)
        self._state = demo_state(folder)
        self.answered = self.asked(())
        self.codes = self._codes()

    def lists(self) -> list[Listed]:
        """Every list that holds rows, a project or the company at a time."""
        pull = read_pull(self._base.folder)
        found = []
        for entry in pull.entries:
            name = entry.entity.partition("/")[0]
            if entry.system != "procore" or name in ("company_tag", "procore_company"):
                continue
            rows = tuple(_rows_of(pull, entry.files))
            if rows:
                found.append(Listed(name, entry.project_id, entry.request, rows))
        return found

    def asked(self, damages: Iterable[MadeAnswer]) -> Answered:
        """What is found once some answers are others."""
        app = Tampered(Sandbox(self._state), damages)
        former = set(self.workspace.pulls.iterdir())
        try:
            pull_demo(self.workspace, app, is_fresh=True, is_full=True)
            answered = Answered(self.read())
            with closing(open_locked(self.workspace.current_build())) as db:
                self._read(db, answered)
            return answered
        except ReconError as error:
            return Answered(Held(stop=str(error)))
        finally:
            for folder in set(self.workspace.pulls.iterdir()) - former:
                shutil.rmtree(folder)

    def _codes(self) -> dict[str, str]:
        projects = next(one for one in self.lists() if one.name == "project")
        return {
            str(row["id"]): str(row["project_number"]).strip().upper()
            for row in projects.rows
        }

    def _read(self, db: Database, answered: Answered) -> None:
        tables = db.execute(
            "select table_schema, table_name from information_schema.tables"
            " where table_schema = 'procore'"
            " or (table_schema = 'stage' and table_name like 'procore_%')"
        ).fetchall()
        for schema, name in tables:
            if name not in _LEFT_OUT:
                _read_table(db, schema, name, answered)
        for kind, query in _SAID.items():
            answered.said[kind] = set(db.execute(query).fetchall())


# What may be said of a list in a build: each with its project, or null for all.
_SAID = {
    "incomplete": "select procore_project_id, list, reason from pull.manifest"
    " where system = 'procore' and not is_complete",
    "drift": "select procore_project_id, list, field, what, rows from pull.drift",
    "not compared": "select project_key, input, reason from pull.input_problem",
    "doubt": "select project_key, doubt, facts, input"
    " from pull.doubt join pull.doubt_scope using (doubt)",
    "reject": 'select project_code, entity, file, "row", field, reason'
    " from pull.reject where system = 'procore'",
}


def _rows_of(pull: Pull, files: Iterable[Any]) -> Iterable[dict[str, Any]]:
    for file in files:
        body = json.loads(pull.place(file).read_text(encoding="utf-8"))
        listed = body.get("data", [body]) if isinstance(body, dict) else body
        yield from listed


def _read_table(db: Database, schema: str, name: str, answered: Answered) -> None:
    cursor = db.execute(f'select * from "{schema}"."{name}"')
    names = [column[0] for column in cursor.description or ()]
    kept = [n for n, column in enumerate(names) if column not in _PLACES]
    place = next(
        (
            names.index(n)
            for n in ("project_id", "procore_project_id", "project_key")
            if n in names
        ),
        None,
    )
    for row in cursor.fetchall():
        project = None if place is None or row[place] is None else str(row[place])
        rows = answered.rows.setdefault((f"{schema}.{name}", project), Counter())
        rows[tuple(str(row[n]) for n in kept)] += 1
