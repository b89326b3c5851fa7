"""A company whose exports are damaged: its pull, its check, and what a build holds."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from recon.cli.demo_company import make_demo
from recon.decisions.propose import check_workspace, current_fixes
from recon.errors import ReconError
from recon.fixes.fix import Fix
from recon.sandbox.app import Sandbox
from recon.systems.maestro.exports import pull_maestro
from recon.warehouse.database import Database, open_locked
from recon.workspace import Workspace, open_workspace
from recon.workspace.journal import Journal
from recon.workspace.pulls import Pull, read_pull
from tests.company import demo_state, pull_demo, quiet, seal
from tests.gates.exported import Table, read_tables

Row = dict[str, Any]
Sign = tuple[str, str, str | None]
PROPOSED = ("write", "import", "link")
# The projects whose records carry the demo company's writes, and some clean ones.
PROJECTS = [
    f"24-{n}"
    for n in (
        "001",
        "002",
        "101",
        "131",
        "201",
        "202",
        "204",
        "208",
        "303",
        "325",
        "327",
        "328",
        "331",
        "341",
        "351",
    )
]
# The standing doubt about lists that nothing counts: it is no doubt of a damage.
_STANDING = "no control total"


@dataclass(frozen=True)
class Scope:
    """Where a doubt lies: a list, and the project and code it is narrowed to."""

    doubt: str
    kind: str
    entity: str
    project: str | None
    code: str | None

    def covers(self, entity: str, record: Row) -> bool:
        """Whether a record of a list is among what the doubt may concern."""
        if self.entity != entity:
            return False
        codes = {str(value).upper() for value in record.values() if value is not None}
        parts = (self.code or "absent").split("|")
        is_here = self.project is None or "project_code" not in record
        return (is_here or str(self.project) in codes) and (
            parts == ["absent"] or {part.upper() for part in parts} <= codes
        )


@dataclass
class Held:
    """What one build holds: typed rows, rejects, doubts, lists not read, fixes."""

    rows: dict[str, Counter[tuple[Any, ...]]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbered: dict[str, dict[int, tuple[Any, ...]]] = field(default_factory=dict)
    rejects: dict[str, set[tuple[Any, ...]]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    scopes: list[Scope] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)
    findings: dict[str, Row] = field(default_factory=dict)
    fixes: dict[Sign, Fix] = field(default_factory=dict)
    held: dict[Sign, set[str]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    stop: str | None = None


def sign(fix: Fix) -> Sign:
    """What makes a fix another one: what it does, to what, and the new value."""
    return fix.kind, fix.id, fix.after


class Company:
    """The demo company, pulled once; its exports may then be damaged and read again."""

    def __init__(
        self, folder: Path, *, has_totals: bool, has_former: bool, is_whole: bool
    ) -> None:
        make_demo(folder, 1)
        shutil.rmtree(folder / "pulls", ignore_errors=True)
        if not is_whole:
            path = folder / "recon.toml"
            text = path.read_text(encoding="utf-8")
            scope = f"include = {json.dumps(PROJECTS)}"
            path.write_text(text.replace('include = ["*"]', scope), encoding="utf-8")
        if not has_totals:
            (folder / "exports" / "control_totals.csv").unlink()
        self.workspace: Workspace = open_workspace(folder)
        self.tables: dict[str, Table] = read_tables(self.workspace.exports)
        self.whole = {p.name: p.read_bytes() for p in self.workspace.exports.iterdir()}
        self._has_former = has_former
        self._base: Pull = pull_demo(self.workspace, Sandbox(demo_state(folder)))
        self._count = 0

    @cached_property
    def undamaged(self) -> Held:
        """What is found while nothing is damaged."""
        return self.damaged({})

    def damaged(self, files: dict[str, bytes | None]) -> Held:
        """What is found once some files of the exports are others; then they are back."""
        exports = self.workspace.exports
        for name, content in files.items():
            if content is None:
                (exports / name).unlink(missing_ok=True)
        for name, content in files.items():
            if content is not None:
                (exports / name).write_bytes(content)
        try:
            pull = self._pull()
            try:
                return self.read()
            finally:
                shutil.rmtree(pull.folder)
        except ReconError as error:
            return Held(stop=str(error))
        finally:
            shutil.rmtree(exports)
            exports.mkdir()
            for name, content in self.whole.items():
                (exports / name).write_bytes(content)

    def _pull(self) -> Pull:
        """The exports as they lie there, beside what Procore answered the first time."""
        self._count += 1
        folder = self.workspace.pulls / f"20991231T000000Z-{self._count}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        pull = Pull(folder, self._base.started)
        try:
            with TemporaryDirectory() as work:
                pull_maestro(self.workspace, pull, Journal(folder), Path(work))
        except ReconError:
            shutil.rmtree(folder)
            raise
        about = read_pull(self._base.folder).about
        if self._has_former:
            pull.about["maestro"]["facts_before"] = about["maestro"]["facts"]
        pull.about["procore"] = about["procore"]
        pull.entries += [
            replace(e, files=tuple(replace(f, pull=self._base.id) for f in e.files))
            for e in self._base.entries
            if e.system == "procore"
        ]
        seal(self.workspace.folder, pull)
        return pull

    def read(self) -> Held:
        """Check the newest pull, and read what was found."""
        build, outcome = check_workspace(self.workspace, quiet)
        proposed = current_fixes(self.workspace)
        held = Held(
            findings={f["id"]: f for f in outcome["findings"]},
            fixes={sign(f): f for f in proposed.fixes if f.kind in PROPOSED},
            held={sign(h.fix): set(h.doubts) for h in proposed.held},
            failed=[r["rule"] for r in outcome["rules"] if r["verdict"] == "failed"],
        )
        with closing(open_locked(build)) as db:
            for entity in self.tables:
                _read_rows(db, entity, held)
            _read_doubts(db, held)
        return held


def _read_rows(db: Database, entity: str, held: Held) -> None:
    cursor = db.execute(f'select * from stage."{entity}"')
    names = [column[0] for column in cursor.description or ()]
    kept = [n for n, name in enumerate(names) if name not in ("source", "file", "row")]
    number = names.index("row")
    held.names[entity] = tuple(names[n] for n in kept)
    rows = cursor.fetchall()
    held.rows[entity] = Counter(tuple(row[n] for n in kept) for row in rows)
    held.numbered[entity] = {row[number]: tuple(row[n] for n in kept) for row in rows}


def _read_doubts(db: Database, held: Held) -> None:
    for entity, *place in db.execute(
        "select distinct entity, file, \"row\" from pull.reject where system = 'maestro'"
    ).fetchall():
        held.rejects.setdefault(entity, set()).add(tuple(place))
    held.unread = {
        _entity(name)
        for (name,) in db.execute(
            "select list from pull.manifest"
            " where system = 'maestro' and not is_complete"
            " union select input from pull.input_problem where project_key is null"
        ).fetchall()
    }
    held.doubts = dict(
        db.execute("select doubt, concat(kind, facts) from pull.doubt").fetchall()
    )
    held.scopes = [
        Scope(doubt, kind, _entity(name), project, code)
        for doubt, kind, name, project, code in db.execute(
            "select doubt, kind, input, project_key, code_key"
            " from pull.doubt join pull.doubt_scope using (doubt)"
        ).fetchall()
    ]


def _entity(name: str) -> str:
    plain = name.removeprefix("maestro.")
    return "budget_line" if plain == "original_budget" else plain


def new_doubts(before: Held, after: Held) -> set[str]:
    """The doubts of a build that the undamaged company does not have as they are."""
    kinds = {scope.doubt: scope.kind for scope in after.scopes}
    return {
        doubt
        for doubt, facts in after.doubts.items()
        if before.doubts.get(doubt) != facts
        and not (kinds.get(doubt) == _STANDING and doubt in before.doubts)
    }


def entities_of(held: Held, doubts: Iterable[str]) -> set[str]:
    """The lists that some doubts are about."""
    chosen = set(doubts)
    return {scope.entity for scope in held.scopes if scope.doubt in chosen}
