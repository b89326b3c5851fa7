"""However apply is cut off, nothing is lost, nothing doubled, and the trail is true."""

from __future__ import annotations

import copy
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from recon.decisions.apply import DONE, STEPS
from recon.decisions.target import fits
from recon.fixes.plan_file import Plan, read_plan
from recon.sandbox.app import Sandbox
from recon.sandbox.serve import served
from recon.workspace import open_workspace
from recon.workspace.trail import entries, verify
from tests.applying import made, planned
from tests.company import demo_state

KILLS = 500 if os.environ.get("RECON_GATES") == "whole" else 14
MODES = {"with origin_id": ("retired", "recon"), "without": ("retired", "nobody")}
RUN = """
import os, signal, sys
from pathlib import Path
from recon.systems.procore.write import writer_of
from recon.decisions.apply import apply_plan
from recon.fixes.plan_file import read_plan
from recon.workspace import Workspace, open_workspace
folder, address, name, step, nth = sys.argv[1:]
left = int(nth)
def at(reached):
    global left
    left -= reached == step
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
workspace = open_workspace(folder)
side = workspace.config.procore.model_copy(
    update={"base_url": address, "login_url": address, "settle_seconds": 0.05}
)
config = workspace.config.model_copy(update={"procore": side})
workspace = Workspace(Path(folder), config)
writer = writer_of(workspace, client_id="demo-client", client_secret="demo-secret")
plan = read_plan(workspace.plans, name)
apply_plan(workspace, plan, writer, lambda fix, result: None, step=at)
"""


@pytest.fixture(scope="module", params=sorted(MODES))
def whole(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan]:
    """A workspace with an approved plan of everything."""
    folder = tmp_path_factory.mktemp("whole")
    bridge, origin_owner = MODES[request.param]
    workspace = made(folder, bridge=bridge, origin_owner=origin_owner)
    plan = planned(workspace)
    for build in folder.glob("*.duckdb"):
        build.unlink()
    return folder, plan


def run(folder: Path, address: str, plan: Plan, step: str, nth: int) -> int:
    """Apply in a process of its own, which kills itself at a step; its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder), address, plan.id, step, str(nth)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, -signal.SIGKILL):
        raise AssertionError(done.stderr)
    return done.returncode


def prove(folder: Path, plan: Plan, sandbox: Sandbox) -> None:
    """The trail against the server: no write without intent, no result untrue."""
    trail = folder / "trail.jsonl"
    listed = list(entries(trail))
    assert verify(trail).is_sound
    intents = Counter(
        (e.facts["method"], e.facts["path"]) for e in listed if e.kind == "intent"
    )
    for (method, path, _), count in Counter(sandbox.log).items():
        assert count == 1, f"{method} {path} was done twice"
        assert intents[method, path] >= 1, f"{method} {path} has no intent"
    for entry in listed:
        if entry.kind == "result" and entry.facts["outcome"] == "applied":
            fix = next(f for f in plan.fixes if f.id == entry.facts["fix"])
            assert fix.write is None or _stands(sandbox, fix.write, entry.facts)


def _stands(sandbox: Sandbox, write: Any, facts: dict[str, Any]) -> bool:
    rows = [
        *sandbox.state["vendors"],
        *sandbox.state["projects"],
        *(row for s in sandbox.state["sites"].values() for row in _rows(s)),
    ]
    return any(
        str(row["id"]) == facts["record"] and fits(row, write.after) for row in rows
    )


def _rows(site: dict[str, Any]) -> list[dict[str, Any]]:
    members = [{"id": number} for number in site["project_vendors"]]
    return [*site["detail_rows"], *site["direct_costs"], *site["wbs_codes"], *members]


def sizes(sandbox: Sandbox) -> dict[str, int]:
    """How many records there are of each kind."""
    state = sandbox.state
    count = Counter(
        {"vendors": len(state["vendors"]), "projects": len(state["projects"])}
    )
    for site in state["sites"].values():
        for name in ("detail_rows", "direct_costs", "direct_cost_lines", "wbs_codes"):
            count[name] += len(site[name])
        count["members"] += len(site["project_vendors"])
    return dict(count)


def test_killed_at_any_moment_it_ends_as_if_it_had_not_been(
    whole: tuple[Path, Plan], tmp_path: Path
) -> None:
    folder, plan = whole
    state = demo_state(folder)
    undisturbed = Sandbox(copy.deepcopy(state))
    reference = shutil.copytree(folder, tmp_path / "reference")
    with served(undisturbed) as address:
        run(reference, address, plan, "never", 1)
    rng = Random(4)
    hits: Counter[str] = Counter()
    companies = 0
    while sum(hits.values()) < KILLS // 2:
        companies += 1
        here = shutil.copytree(folder, tmp_path / f"killed-{companies}")
        sandbox = Sandbox(copy.deepcopy(state))
        with served(sandbox) as address:
            for _ in range(24):
                step = min(STEPS, key=lambda name: (hits[name], rng.random()))
                nth = rng.randrange(1, 7)
                if run(here, address, plan, step, nth) == 0:
                    break
                hits[step] += 1
                prove(here, plan, sandbox)
            for _ in range(3):
                run(here, address, plan, "never", 1)
        prove(here, plan, sandbox)
        assert sizes(sandbox) == sizes(undisturbed)
        assert {(m, p) for m, p, _ in sandbox.log} == {
            (m, p) for m, p, _ in undisturbed.log
        }
        assert _outcomes(here, plan) == _outcomes(reference, plan)
        shutil.rmtree(here)
    print(f"{sum(hits.values())} kills, by step {dict(hits)}, {companies} companies")
    assert min(hits[step] for step in STEPS) >= KILLS // 2 // len(STEPS)


def _outcomes(folder: Path, plan: Plan) -> dict[str, bool]:
    """Which fixes the trail says are done."""
    found = {}
    for entry in entries(folder / "trail.jsonl"):
        if entry.kind == "result" and entry.facts["hash"] == plan.hash:
            found[entry.facts["fix"]] = entry.facts["outcome"] in DONE
    return found


def test_the_plan_is_whole(whole: tuple[Path, Plan]) -> None:
    folder, plan = whole
    assert read_plan(open_workspace(folder).plans, plan.id).hash == plan.hash
    assert len(plan.writes) > 20
