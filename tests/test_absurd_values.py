"""One absurd value anywhere in Procore's answers is named, and stops nothing else."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.warehouse.database import Database, open_locked
from recon.workspace import Workspace, open_workspace
from recon.workspace.pulls import Pull, read_pull
from tests.company import demo_state, pull_demo, quiet, seal

Row = dict[str, Any]
Place = tuple[str, int, str]
# Values that no field should have; what stands between @ goes out as it is written.
ABSURD: tuple[Any, ...] = (
    "@1e400@",
    "@1e40@",
    "@-9.9e39@",
    f"@{10**60}@",
    f"@{'9' * 5000}@",
    "1e40",
    "99999-12-31",
    "99999-12-31T00:00:00Z",
    "infinity",
    "NaN",
    "x" * 5000,
    [1, [2]],
    {"id": {"id": 1}},
    {"id": "@1e400@"},
    True,
    "",
    None,
    "&#0;&#xfffff;",
    '@"\\ud800"@',
    "'; drop table x --",
    '"',
    "\\",
    [],
    {},
    ["@1e400@"],
)
PROJECTS = ["24-305", "24-327", "24-331", "24-341", "24-381"]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Pull]:
    """Some projects of the demo company, pulled."""
    folder = tmp_path_factory.mktemp("absurd")
    make_demo(folder, 1)
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('include = ["*"]', f"include = {json.dumps(PROJECTS)}")
    path.write_text(text, encoding="utf-8")
    workspace = open_workspace(folder)
    pull = pull_demo(workspace, Sandbox(demo_state(folder)))
    (folder / "kept").mkdir()
    shutil.move(pull.folder, folder / "kept" / pull.folder.name)
    return workspace, read_pull(folder / "kept" / pull.folder.name)


def rows_of(body: Any) -> list[Row]:
    listed = body.get("data", [body]) if isinstance(body, dict) else body
    return [row for row in listed if isinstance(row, dict)]


def spoiled(pull: Pull, pulls: Path, chance: random.Random) -> list[tuple[str, int]]:
    """The pull again, each field of each list absurd in one row or another."""
    folder = pulls / pull.folder.name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(pull.folder, folder)
    about = dict(pull.about)
    for name in ("format", "id", "started", "ended", "entries"):
        about.pop(name, None)
    fresh = Pull(folder, pull.started, [], about)
    bodies = {
        file.path: json.loads((folder / file.path).read_text(encoding="utf-8"))
        for entry in pull.entries
        for file in entry.files
        if entry.system == "procore" and entry.entity != "procore_company"
    }
    touched = list(_spoil(bodies, chance))
    written = {
        path: fresh.write(path, _text(body), None) for path, body in bodies.items()
    }
    fresh.entries = [
        replace(
            entry,
            files=tuple(
                replace(written.get(f.path, f), rows=f.rows) for f in entry.files
            ),
        )
        for entry in pull.entries
    ]
    seal(pulls.parent, fresh)
    return touched


def _spoil(bodies: dict[str, Any], chance: random.Random) -> Iterator[tuple[str, int]]:
    """Put an absurd value into each field of each list, at a place of its own."""
    places: dict[tuple[str, str], list[tuple[str, int, Row]]] = {}
    for path, body in bodies.items():
        for number, row in enumerate(rows_of(body), start=1):
            for field in row:
                places.setdefault((path.split("/")[1], field), []).append(
                    (path, number, row)
                )
    for (_, field), found in sorted(places.items(), key=lambda item: item[0]):
        if chance.random() < 0.5:
            path, number, row = chance.choice(found)
            row[field] = chance.choice(ABSURD)
            yield path, number


def _text(body: Any) -> bytes:
    text = json.dumps(body)
    return re.sub(
        r'"@((?:[^"@\\]|\\.)*)@"', lambda m: json.loads(f'"{m[1]}"'), text
    ).encode()


SEEDS = 40 if os.environ.get("RECON_GATES") == "whole" else 2


@pytest.mark.parametrize("seed", range(SEEDS))
def test_absurd_values_fail_no_rule_and_lose_no_row(
    company: tuple[Workspace, Pull], seed: int
) -> None:
    workspace, pull = company
    touched = spoiled(pull, workspace.pulls, random.Random(seed))
    assert len(touched) > 60

    path = check(workspace, quiet)

    outcome = read_outcome(path)
    failed = [
        (r["rule"], r["reason"]) for r in outcome["rules"] if r["verdict"] == "failed"
    ]
    assert failed == []
    assert lost(open_locked(path)) == []


def lost(db: Database) -> list[Any]:
    """The lists some of whose rows are neither loaded, rejected nor left out."""
    return db.execute(
        "select * from pull.conservation where counted <> loaded + rejected + left_out"
    ).fetchall()


def test_each_row_that_cannot_be_used_is_named(
    company: tuple[Workspace, Pull],
) -> None:
    workspace, pull = company
    spoiled(pull, workspace.pulls, random.Random(99))

    db = open_locked(check(workspace, quiet))

    rejects = db.execute(
        'select entity, file, "row", field, count(*) from pull.reject'
        " where system = 'procore' group by all"
    ).fetchall()
    assert len(rejects) > 20
    assert [r for r in rejects if r[4] > 1 or not r[1] or not r[2]] == []
