"""What comes out of the demo company, step by step, each step as one digest.

Nothing here compares the mapping, or what is generated from it, with a copy of it: the
steps are what is received, typed, found, and called for.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from recon.cli.demo_job import make_demo
from recon.demo.sandbox import Sandbox
from recon.fixes.fix import as_row
from recon.mapping import EXPORTED
from recon.mapping.lists import tables
from recon.trail.planning import check_workspace, current_fixes
from recon.warehouse import build
from recon.warehouse.database import Database, open_build, open_locked
from recon.warehouse.procore_stage import stage_procore
from recon.workspace import Workspace, open_workspace
from recon.workspace.config import Config
from recon.workspace.pulls import Pull, latest_pull, read_manifest
from tests.company import demo_state, pull_demo, quiet
from tests.gates.mutated_drawings import (
    EXPORTS,
    begun,
    different,
    refused,
    too_long,
    typed,
)

Told = Iterator[tuple[str, Any]]
Steps = dict[str, str]
# What says nothing of a record: copies of the mapping.
_COPIES = ("pull.manifest", "pull.input_needs")


def made(folder: Path, at: Path, entities: tuple[str, ...]) -> Steps:
    """Make the company, pull and check it, and give every step as it should be.

    Whoever tells a digest of it wrong later finds it in `at`: new, pulled, checked.
    """
    make_demo(at / "new", 1)
    shutil.copytree(at / "new", at / "pulled")
    _pulled(at / "pulled")
    shutil.copytree(at / "pulled", at / "checked")
    check_workspace(open_workspace(at / "checked"), quiet)
    return {
        step: digest
        for named in STEPS
        for step, digest in _told(named, folder, at, entities)
    }


def differing(
    folder: Path,
    at: Path,
    right: Steps,
    steps: tuple[str, ...],
    entities: tuple[str, ...],
) -> str:
    """The first step at which the company comes out otherwise; empty where none does."""
    for named in steps:
        for step, digest in _told(named, folder, at, entities):
            if digest != right[step]:
                return step.partition("/")[0]
    return ""


def _told(
    named: str, folder: Path, at: Path, entities: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    work = folder / named.replace(" ", "-")
    work.mkdir()
    for step, content in STEPS[named](work, at, entities):
        text = json.dumps(content, default=str, sort_keys=True)
        yield step, hashlib.sha256(text.encode()).hexdigest()


def _pulled(folder: Path) -> Pull:
    sandbox = Sandbox(demo_state(folder), folder)
    return pull_demo(open_workspace(folder), sandbox)


def _pull(work: Path, at: Path, _entities: tuple[str, ...]) -> Told:
    """What is received of each list."""
    shutil.copytree(at / "new", work / "company")
    yield "pull", sorted(_received(_pulled(work / "company").entries))


def _typed_exports(work: Path, at: Path, entities: tuple[str, ...]) -> Told:
    """The demo's exports as typed, and what was rejected of them."""
    workspace = open_workspace(at / "pulled")
    pull = read_manifest(latest_pull(workspace.pulls))
    with closing(begun(work / "exports.duckdb", workspace)) as db:
        build._load_manifest(db, pull)
        for entity in (e for e in EXPORTED if e.name in entities):
            build._stage_maestro(db, entity, pull, workspace.config.maestro, work)
            yield (
                f"typed exports/{entity.name}",
                [
                    _held(db, [f"stage.{entity.name}"]),
                    db.execute(
                        "select * from pull.reject where entity = ? order by all",
                        [entity.name],
                    ).fetchall(),
                ],
            )


def _typed_lists(work: Path, at: Path, _entities: tuple[str, ...]) -> Told:
    """Procore's lists as received, under the names of the mapping."""
    workspace = open_workspace(at / "pulled")
    pull = read_manifest(latest_pull(workspace.pulls))
    with closing(begun(work / "lists.duckdb", workspace)) as db:
        stage_procore(db, pull, work)
        lists = [f"stage.named_{listed}" for listed in tables()]
        yield "typed lists", _held(db, [*lists, "pull.reject", "pull.drift"])


def _check(work: Path, at: Path, _entities: tuple[str, ...]) -> Told:
    """What is typed, linked and matched in the end, found, and called for."""
    shutil.copytree(at / "pulled", work / "company")
    workspace = open_workspace(work / "company")
    _, outcome = check_workspace(workspace, quiet)
    with closing(open_locked(workspace.current_build())) as db:
        yield "values", _held(db, _tables(db))
    told = [{**f, "sources": None} for f in outcome["findings"]]
    yield "findings", [told, [[r["rule"], r["verdict"]] for r in outcome["rules"]]]
    yield from _plan(work, work / "company", ())


def _plan(_work: Path, at: Path, _entities: tuple[str, ...]) -> Told:
    """What is called for, on the company as it was checked."""
    checked = at / "checked" if (at / "checked").is_dir() else at
    fixes = current_fixes(open_workspace(checked)).fixes
    yield "fixes", [as_row(fix) for fix in fixes]


def _drawn_exports(work: Path, _at: Path, entities: tuple[str, ...]) -> Told:
    """The drawn exports as typed, and which of their columns may be left out."""
    with closing(begun(work / "drawn.duckdb", Workspace(work, Config()))) as db:
        for name in (name for name in EXPORTS if name in entities):
            yield f"drawn exports/{name}", list(typed(db, name))
            yield f"drawn refusals/{name}", list(refused(work, name))


def _drawn_values(work: Path, _at: Path, _entities: tuple[str, ...]) -> Told:
    """What is found of values at their limit and beyond, and of values that differ."""
    pull = Pull(folder=work, started="2026-11-01T00:00:00Z")
    build.build_warehouse(Workspace(work, Config()), pull, work / "empty.duckdb")
    with closing(open_build(work / "empty.duckdb")) as db:
        yield "drawn lengths", too_long(db)
        yield "drawn differences", different(db)


STEPS: dict[str, Callable[[Path, Path, tuple[str, ...]], Told]] = {
    "pull": _pull,
    "typed exports": _typed_exports,
    "typed lists": _typed_lists,
    "drawn exports": _drawn_exports,
    "drawn values": _drawn_values,
    "plan": _plan,
    "check": _check,
}


def _received(entries: Any) -> Iterator[str]:
    for e in entries:
        yield repr((e.system, e.entity, e.project_id, e.rows, e.is_complete, e.reason))


def _tables(db: Database) -> list[str]:
    rows = db.execute(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema in ('maestro', 'procore', 'link', 'cost', 'pull')"
        " and table_type = 'BASE TABLE' order by all"
    ).fetchall()
    return [f'{s}."{t}"' for s, t in rows if f"{s}.{t}" not in _COPIES]


def _held(db: Database, named: list[str]) -> list[tuple[Any, ...]]:
    """Each table with the number of its rows and a sum over what they hold."""
    return [
        (table, db.execute(f"select count(*), sum(hash(t)) from {table} t").fetchone())
        for table in named
    ]
