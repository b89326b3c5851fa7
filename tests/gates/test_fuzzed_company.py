"""Whatever the two systems hold, every rule runs, and nothing is counted twice.

The demo company is damaged at random: fields emptied, retyped or dropped, rows doubled,
codes swapped. No rule may fail, and rows in are rows staged and rows rejected.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.demo.sites import LISTED, NESTED
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.warehouse.database import open_locked
from recon.workspace import open_workspace
from tests.company import demo_state, pull_demo, quiet

COMPANIES = 60 if os.environ.get("RECON_GATES") == "whole" else 2
_VALUES: tuple[Any, ...] = (
    None,
    "",
    " ",
    0,
    -1,
    "0",
    "x" * 300,
    "É" * 61,
    "<b>&amp;</b>",
    "S1001",
    "24-001",
    "1e400",
    "-0.005",
    True,
    [],
    {},
    {"id": None},
    "2026-02-31",
    "'; drop table x; --",
)
_KEPT = {"id", "keywords", "is_active", "active", "origin_code", "name", "view_id"}


def damage(rng: Random, state: dict[str, Any]) -> None:
    """Spoil some rows of every list of the sandbox."""
    lists = [state["vendors"], state["projects"]]
    for site in state["sites"].values():
        lists += [
            site[name]
            for name in (
                "cost_codes",
                "line_item_types",
                "detail_rows",
                "segment_items",
                *LISTED,
            )
            if site[name] and name != "project_vendors"
        ]
        lists += [rows for name in NESTED for rows in site[name].values()]
    for rows in rng.sample(lists, 120):
        for _ in range(rng.randrange(1, 4)):
            row = rng.choice(rows) if rows else {}
            names = sorted(set(row) - _KEPT)
            if names:
                row[rng.choice(names)] = rng.choice(_VALUES)
            if rows and rng.random() < 0.2:
                rows.append(dict(rng.choice(rows)))


def damage_exports(rng: Random, folder: Path) -> None:
    """Spoil some lines of every text export."""
    for path in sorted(folder.glob("*.csv")):
        lines = path.read_bytes().split(b"\r\n")
        for _ in range(8):
            place = rng.randrange(1, len(lines))
            cells = lines[place].split(b";")
            cells[rng.randrange(len(cells))] = rng.choice(
                [b"", b"1_0", b"24-001", b"S1001", b"\xe9", b"O", b"12,999", b'"a"']
            )
            lines[place] = b";".join(cells)
            if rng.random() < 0.3:
                lines.insert(place, lines[place])
        path.write_bytes(b"\r\n".join(lines))


@pytest.mark.parametrize("seed", range(COMPANIES))
def test_a_damaged_company_is_checked_whole(tmp_path: Path, seed: int) -> None:
    rng = Random(seed)
    make_demo(tmp_path, 1)
    state = demo_state(tmp_path)
    damage(rng, state)
    (tmp_path / "exports" / "control_totals.csv").unlink()
    damage_exports(rng, tmp_path / "exports")
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(state))

    build = check(workspace, quiet)

    outcome = read_outcome(build)
    failed = {
        r["rule"]: r["reason"] for r in outcome["rules"] if r["verdict"] == "failed"
    }
    ids = [finding["id"] for finding in outcome["findings"]]
    db = open_locked(build)
    counts = db.execute(
        "select (select count(*) from raw_maestro.budget_line),"
        " (select count(*) from stage.budget_line),"
        ' (select count(distinct "row") from pull.reject'
        "  where system = 'maestro' and entity = 'budget_line' and field <> '')"
    ).fetchone()
    db.close()
    shutil.rmtree(tmp_path)
    assert failed == {}
    assert len(set(ids)) == len(ids)
    assert counts is not None
    assert counts[0] == counts[1] + counts[2]


def test_a_company_in_which_everything_stands_twice(tmp_path: Path) -> None:
    make_demo(tmp_path, 1)
    state = demo_state(tmp_path)
    state["vendors"] += [{**row, "id": row["id"] + 10**6} for row in state["vendors"]]
    for project in list(state["projects"]):
        twin = {**project, "id": project["id"] + 10**6}
        state["projects"].append(twin)
        state["sites"][str(twin["id"])] = state["sites"][str(project["id"])]
        state["unreadable"] += [
            f"{project['id']}/commitments",
            f"{twin['id']}/commitments",
        ]
    for site in state["sites"].values():
        for name in ("line_item_types", "detail_rows", "segments"):
            site[name] += [
                {**row, "id": 10**12 + n} for n, row in enumerate(site[name])
            ]
    for path in (tmp_path / "exports").glob("*.csv"):
        header, *lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(header + b"".join(lines) + b"".join(lines).lower())
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(state))

    outcome = read_outcome(check(workspace, quiet))

    failed = {
        r["rule"]: r["reason"] for r in outcome["rules"] if r["verdict"] == "failed"
    }
    assert failed == {}
