"""What comes out of a company, step by step, each step as one digest.

Nothing here compares the mapping, or what is generated from it, with a copy of it: the
steps are what is received, typed, found, and called for.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from recon.decisions.facts import read_facts
from recon.decisions.propose import check_workspace
from recon.fixes.facts import Facts, RuleWords
from recon.fixes.fix import as_row
from recon.fixes.parties import plan_fields
from recon.fixes.plan import plan_fixes
from recon.fixes.policy import Policy
from recon.mapping import EXPORTED
from recon.mapping.lists import list_of, staged_as
from recon.rules.check import raw_findings_of
from recon.sandbox.app import Sandbox
from recon.warehouse import build
from recon.warehouse.database import Database, open_build, open_locked
from recon.warehouse.procore_stage import stage_procore
from recon.warehouse.procore_values import reject_values
from recon.workspace import Workspace, open_workspace
from recon.workspace.config import Config
from recon.workspace.pulls import Pull, latest_pull, read_manifest
from tests.company import demo_state, pull_demo, quiet
from tests.gates.mutated_drawings import (
    EXPORTS,
    begun,
    different,
    make_begun,
    refused,
    too_long,
    typed,
)

Told = Iterator[tuple[str, Any]]
Digests = dict[str, str]
# What says nothing of a record: copies of the mapping.
_COPIES = ("pull.manifest", "pull.input_needs")
# Fields that answers of other accounts have, and the sandbox's have not.
_ELSEWHERE = (
    "wbs_code",
    "wbs_code_id",
    "extended_amount",
    "currency_configuration",
    "currency_iso_code",
    "origin_id",
    "origin_code",
    "keywords",
    "tags",
    "sub_job",
    "segment",
    "revision",
    "template",
    "deleted_at",
    "contract_date",
    "revised_contract",
)
_POLICIES = (Policy(True, False, (), 7), Policy(False, True, (), 7))


@dataclass(frozen=True)
class Reach:
    """What a step looks at: exported entities, and the tables lists are staged into."""

    entities: tuple[str, ...]
    tables: tuple[str, ...]


def make_company(demo: Path, at: Path) -> None:
    """Lay out in `at` what the steps work on, from the demo company as checked.

    `checked` is that company. `new` has as few of its projects as have a row of every
    list; `pulled` is the pull of it, with rows beside in which fields are odd.
    """
    at.mkdir()
    (at / "checked").symlink_to(demo)
    (at / "new").mkdir()
    for name in ("recon.toml", "exports"):
        source, target = demo / name, at / "new" / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
    state = demo_state(demo)
    kept = _projects_with_every_list(_pull_of(demo))
    state["projects"] = [p for p in state["projects"] if str(p["id"]) in kept]
    (at / "new" / "sandbox.json").write_text(json.dumps(state), encoding="utf-8")
    shutil.copytree(at / "new", at / "pulled")
    _add_odd_rows(_pulled(at / "pulled"))
    make_begun(at / "begun.duckdb")
    pull = Pull(folder=at, started="2026-11-01T00:00:00Z")
    build.build_warehouse(Workspace(at, Config()), pull, at / "empty.duckdb")


def digests(folder: Path, at: Path, steps: tuple[str, ...], reach: Reach) -> Digests:
    """Every step as it comes out."""
    return {name: d for s in steps for name, d in _told(s, folder, at, reach)}


def differing(folder: Path, at: Path, step: str, reach: Reach, right: Digests) -> str:
    """Where a step comes out otherwise than is right; empty where it does not."""
    for name, digest in _told(step, folder, at, reach):
        if digest != right[name]:
            return name
    return ""


def _told(step: str, folder: Path, at: Path, reach: Reach) -> Iterator[tuple[str, str]]:
    work = folder / step.replace(" ", "-")
    work.mkdir()
    for name, content in STEPS[step](work, at, reach):
        text = json.dumps(content, default=str, sort_keys=True)
        yield name, hashlib.sha256(text.encode()).hexdigest()


def _pulled(folder: Path) -> Pull:
    sandbox = Sandbox(demo_state(folder), folder)
    return pull_demo(open_workspace(folder), sandbox)


def _pull_of(folder: Path) -> Pull:
    return read_manifest(latest_pull(open_workspace(folder).pulls))


def _projects_with_every_list(pull: Pull) -> set[str]:
    """As few projects as there may be, so that each list has a row in one of them."""
    having: dict[str, set[str]] = defaultdict(set)
    for entry in pull.entries:
        listed = list_of(entry.entity)
        if listed is not None and entry.rows and entry.project_id:
            having[listed.key].add(entry.project_id)
    kept: set[str] = set()
    while left := [projects for projects in having.values() if not projects & kept]:
        every = sorted(project for projects in left for project in projects)
        kept.add(max(every, key=every.count))
    return kept


def _pull(work: Path, at: Path, _reach: Reach) -> Told:
    """What is received of each list."""
    shutil.copytree(at / "new", work / "company")
    yield "pull", sorted(_received(_pulled(work / "company").entries))


def _typed_exports(work: Path, at: Path, reach: Reach) -> Told:
    """The demo's exports as typed, and what was rejected of them."""
    workspace = open_workspace(at / "checked")
    pull = _pull_of(at / "checked")
    with closing(begun(work / "exports.duckdb", at, workspace.config)) as db:
        build._load_manifest(db, pull)
        for entity in (e for e in EXPORTED if e.name in reach.entities):
            build._stage_maestro(db, entity, pull, workspace.config.maestro, work)
            tables = [f"stage.{entity.name}", "pull.reject"]
            yield f"typed exports of {entity.name}", _held(db, tables)


def _typed_lists(work: Path, at: Path, reach: Reach) -> Told:
    """Procore's lists as received, under the names of the mapping, odd rows too."""
    config, pull = open_workspace(at / "pulled").config, _pull_of(at / "pulled")
    entries = [e for e in pull.entries if staged_as(e.entity) in reach.tables]
    with closing(begun(work / "lists.duckdb", at, config)) as db:
        stage_procore(db, replace(pull, entries=entries), work)
        reject_values(db)
        lists = [f"stage.named_{listed}" for listed in reach.tables]
        told = ["pull.reject", "pull.drift", "pull.left_out"]
        yield "typed lists", _held(db, [*lists, *told])


def _check(work: Path, at: Path, _reach: Reach) -> Told:
    """What is typed, linked and matched in the end, found, and called for."""
    shutil.copytree(at / "checked", work / "company")
    workspace = open_workspace(work / "company")
    _, outcome = check_workspace(workspace, quiet)
    with closing(open_locked(workspace.current_build())) as db:
        yield "values", _held(db, _tables(db))
        yield "fixes", list(_called_for(db))
    told = [{**f, "sources": None} for f in outcome["findings"]]
    yield "findings", [told, [[r["rule"], r["verdict"]] for r in outcome["rules"]]]


def _plan(_work: Path, at: Path, _reach: Reach) -> Told:
    """What is called for, on the company as it was checked."""
    build_file = open_workspace(at / "checked").current_build()
    with closing(open_locked(build_file)) as db:
        yield "planned fixes", list(_called_for(db))
    yield "written addresses", [_written(length) for length in (99, 100, 101)]


def _written(length: int) -> int:
    """How many writes a project's address of a number of characters calls for."""
    finding = {
        "id": "F1",
        "rule": "field_differs",
        "entity": "project",
        "field": "address",
        "fix": "field",
        "key": {"code": "24-001"},
        "project": "24-001",
        "maestro_value": "X",
        "procore_value": "Y",
        "difference": None,
    }
    fact = {
        "procore_id": "7",
        "json": '{"address": "Y"}',
        "roles": 0,
        "maestro_value": "X" * length,
        "compare_value": "x" * length,
    }
    words = {"field_differs": RuleWords("", "", "", "", None)}
    return len(plan_fields([finding], Facts(words, {"F1": fact}), _POLICIES[0]))


def _called_for(db: Database) -> Iterator[Any]:
    """The fixes of all findings, with the bridge active and with it retired."""
    facts, findings = read_facts(db), list(raw_findings_of(db))
    for policy in _POLICIES:
        yield [as_row(fix) for fix in plan_fixes(findings, facts, policy)]


def _drawn_exports(work: Path, at: Path, reach: Reach) -> Told:
    """The drawn exports as typed, and which of their columns may be left out."""
    with closing(begun(work / "drawn.duckdb", at, Config())) as db:
        for name in (name for name in EXPORTS if name in reach.entities):
            yield f"refusals of {name}", list(refused(work, name))
            yield f"drawn export of {name}", list(typed(db, name))


def _drawn_values(work: Path, at: Path, _reach: Reach) -> Told:
    """What is found of values at their limit and beyond, and of values that differ."""
    begun(work / "fresh.duckdb", at, Config()).close()
    shutil.copyfile(at / "empty.duckdb", work / "empty.duckdb")
    with closing(open_build(work / "empty.duckdb")) as db:
        db.execute(f"attach '{work / 'fresh.duckdb'}' as fresh (read_only)")
        db.execute("delete from mapping.field")
        db.execute("insert into mapping.field select * from fresh.mapping.field")
        yield "drawn lengths", too_long(db)
        yield "drawn differences", different(db)


STEPS: dict[str, Callable[[Path, Path, Reach], Told]] = {
    "pull": _pull,
    "typed exports": _typed_exports,
    "typed lists": _typed_lists,
    "drawn exports": _drawn_exports,
    "drawn values": _drawn_values,
    "plan": _plan,
    "check": _check,
}


def _add_odd_rows(pull: Pull) -> None:
    """Give the first page of each list rows in which one field is something else.

    The names are those that the sandbox answers with, and some that other accounts
    have; the mapping is not asked.
    """
    listed: set[str] = set()
    for entry in (entry for entry in pull.entries if entry.system == "procore"):
        name = entry.entity.partition("/")[0]
        if not entry.rows or name in listed:
            continue
        path = pull.place(entry.files[0])
        body = json.loads(path.read_text(encoding="utf-8"), parse_float=str)
        rows = body.get("data") if isinstance(body, dict) else body
        if isinstance(rows, list):
            listed.add(name)
            rows += list(_odd_rows(rows[0]))
            path.write_text(json.dumps(body), encoding="utf-8")


def _odd_rows(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    number = 900_000
    for name in sorted({*row, *_ELSEWHERE} - {"id"}):
        for value in ("neither", True, {"id": 7}, [7], "7"):
            number += 1
            yield {**row, "id": number, name: value}


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
