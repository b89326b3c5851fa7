"""Whatever becomes of Procore's answers, a check ends, and says what changed."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.decisions.propose import check_workspace
from recon.mapping.lists import columns_of, staged_as, tables, top_names
from recon.rules.check import read_outcome
from recon.sandbox.app import Sandbox
from recon.workspace import Workspace, open_workspace
from recon.workspace.pulls import Pull, read_pull
from tests.company import demo_state, pull_demo, quiet, seal
from tests.gates.test_read_faults import PROJECTS

MUTATIONS = 300 if os.environ.get("RECON_GATES") == "whole" else 3
Row = dict[str, Any]
# Something that a field of each kind is never.
STRANGE: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("text", "day"), ({"value": "x"}, ["x"], True)),
    **dict.fromkeys(("number", "money"), ({"value": "1.00"}, ["1.00"], False)),
    "flag": ("perhaps", 7, ["yes"]),
    "object": ("x", 7, ["x"]),
    "array": ("x", 7, {"id": 1}),
    "either": (7, True),
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Pull, Any]:
    """Some projects of the demo company, pulled once, and what is found in them."""
    folder = tmp_path_factory.mktemp("answers")
    make_demo(folder, 1)
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('include = ["*"]', f"include = {json.dumps(PROJECTS)}")
    path.write_text(text, encoding="utf-8")
    workspace = open_workspace(folder)
    pull = pull_demo(workspace, Sandbox(demo_state(folder)))
    check_workspace(workspace, quiet)
    findings = {f["id"]: f for f in read_outcome(workspace.current_build())["findings"]}
    (folder / "kept").mkdir()
    shutil.move(pull.folder, folder / "kept" / pull.folder.name)
    return workspace, read_pull(folder / "kept" / pull.folder.name), findings


def changed(pull: Pull, pulls: Path, entity: str, change: Any) -> None:
    """The pull again, with the rows of one list changed."""
    folder = pulls / pull.folder.name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(pull.folder, folder)
    fresh = Pull(folder, pull.started, [], dict(pull.about))
    for name in ("format", "id", "started", "ended", "entries"):
        fresh.about.pop(name, None)
    rows: list[Row] = []
    bodies: list[tuple[Any, Any]] = []
    for entry in pull.entries:
        for file in entry.files if staged_as(entry.entity) == entity else ():
            if entry.system == "procore":
                body = json.loads(
                    (folder / file.path).read_text(encoding="utf-8"), parse_float=str
                )
                bodies.append((file.path, body))
                listed = body.get("data", [body]) if isinstance(body, dict) else body
                rows += [row for row in listed if isinstance(row, dict)]
    change(rows)
    fresh_files = {
        path: fresh.write(path, json.dumps(body).encode(), None)
        for path, body in bodies
    }
    fresh.entries = [
        replace(e, files=tuple(fresh_files.get(f.path, f) for f in e.files))
        for e in pull.entries
    ]
    seal(pulls.parent, fresh)


def found(workspace: Workspace) -> dict[str, Row]:
    check_workspace(workspace, quiet)
    outcome = read_outcome(workspace.current_build())
    assert {r["verdict"] for r in outcome["rules"]} <= {"ran", "not run"}
    return {f["id"]: f for f in outcome["findings"]}


def lists_with_rows(pull: Pull) -> list[str]:
    held = {
        staged_as(e.entity) for e in pull.entries if e.system == "procore" and e.rows
    }
    return sorted(
        held & set(tables()) - {"company_tag", "budget_column", "budget_view"}
    )


def test_every_change_is_said_and_none_stops_the_check(
    company: tuple[Workspace, Pull, Any],
) -> None:
    workspace, pull, _ = company
    chance = random.Random(5)
    told: Counter[str] = Counter()
    silent: list[str] = []
    for _ in range(MUTATIONS * 2 // 3):
        listed = chance.choice(lists_with_rows(pull))
        columns = [
            c for c in columns_of(listed) if not c.about.may_lack and c.name != "id"
        ]
        if not columns:
            continue
        column = chance.choice(columns)
        field = column.name
        how = chance.choice(("removed", "renamed", "retyped", "removed once"))
        strange = chance.choice(STRANGE[column.about.kind])
        hit: list[int] = []

        def change(
            rows: list[Row],
            field: str = field,
            how: str = how,
            strange: Any = strange,
            hit: list[int] = hit,
        ) -> None:
            held = [row for row in rows if field in row]
            hit.append(len(held))
            for row in held[:1] if how == "removed once" else held:
                value = row.pop(field)
                if how == "renamed":
                    row[f"{field}_v2"] = value
                elif how == "retyped":
                    row[field] = strange

        changed(pull, workspace.pulls, listed, change)
        if hit == [0]:
            continue
        findings = found(workspace)
        said = [
            f
            for f in findings.values()
            if f["rule"] == "answer_changed"
            and f["key"]["list"] == listed
            and f["field"] == field
        ]
        told[how] += bool(said)
        if not said:
            silent.append(f"{listed}.{field} {how} {strange!r}")
    assert silent == []
    print(f"{sum(told.values())} changes of used fields, each said: {dict(told)}")


def test_empty_is_data_and_touches_only_its_own_field(
    company: tuple[Workspace, Pull, Any],
) -> None:
    workspace, pull, before = company
    chance = random.Random(6)
    names = {
        (listed, column.name): field.name
        for listed, declared in tables().items()
        for column in columns_of(listed)
        for entity, field in column.fields
        if entity in declared.records
        and field.compare != "none"
        and top_names(field) == (field.procore,)
    }
    nullable = sorted(
        (listed, str(field))
        for listed, field in names
        if field not in ("name", "active", "status", "vendor", "number", "full_code")
    )
    spoke = 0
    for _ in range(MUTATIONS // 3):
        listed, field = chance.choice(nullable)
        empty = chance.choice((None, ""))

        def change(
            rows: list[Row],
            field: str = field,
            empty: str | None = empty,
        ) -> None:
            chance.choice(rows)[field] = empty

        changed(pull, workspace.pulls, listed, change)
        after = found(workspace)
        moved = {
            i
            for i in set(before) | set(after)
            if before.get(i, {}).get("facts_hash") != after.get(i, {}).get("facts_hash")
        }
        touched = [after.get(i) or before[i] for i in moved]
        others = [f for f in touched if f["field"] != names[listed, field]]
        assert others == [], (listed, field, empty)
        spoke += bool(touched)
    print(f"{MUTATIONS // 3} empty values: {spoke} gave a finding, of that field only")
