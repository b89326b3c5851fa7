"""Answers that leave doubt are resolved by reading; nothing is written twice.

And what somebody else changed between review and apply is never written over.
"""

from __future__ import annotations

import copy
import os
import shutil
from collections import Counter
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from recon.decisions.apply import DONE, Result
from recon.decisions.propose import Selection
from recon.fixes.plan_file import Plan
from recon.sandbox.app import Sandbox
from recon.sandbox.faults import WRITING, Fault, Faults
from recon.workspace import Workspace, open_workspace
from tests.applying import applied, made, planned, writing
from tests.company import demo_state

WHOLE = os.environ.get("RECON_GATES") == "whole"
TIMES, STALE = (50, 200) if WHOLE else (2, 8)

# Updates of budgets, companies and projects; creations with and without origin_id.
RULES = (
    "original_budget_differs",
    "original_budget_only_in_maestro",
    "only_in_maestro",
    "supplier_not_in_project_directory",
    "field_differs",
    "cost_missing_in_procore",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plan]:
    """A workspace with an approved plan that also creates records."""
    folder = tmp_path_factory.mktemp("whole")
    workspace = made(folder, bridge="retired", origin_owner="recon")
    plan = planned(workspace, Selection(rules=RULES))
    for build in folder.glob("*.duckdb"):
        build.unlink()
    return folder, plan


def again(folder: Path, at: Path) -> Workspace:
    """A copy of the workspace, in which nothing was applied yet."""
    return open_workspace(shutil.copytree(folder, at))


def twice(sandbox: Sandbox) -> list[str]:
    """Records that stand twice: by origin_id, code, or budget code."""
    state = sandbox.state
    marks = [
        *(f"origin {r['origin_id']}" for r in state["vendors"] if r["origin_id"]),
        *(f"budget {r['cost_code_id']} {r['category_id']} {number}"
          for number, s in state["sites"].items() for r in s["detail_rows"]),
        *(f"cost {r['origin_id']}" for s in state["sites"].values()
          for r in s["direct_costs"] if r["origin_id"]),
        *(f"member {number} {n}" for number, s in state["sites"].items()
          for n in s["project_vendors"]),
    ]  # fmt: skip
    return [mark for mark, count in Counter(marks).items() if count > 1]


@pytest.mark.parametrize("fault", WRITING)
def test_no_answer_in_doubt_doubles_a_write(
    whole: tuple[Path, Plan], tmp_path: Path, fault: str
) -> None:
    folder, plan = whole
    state = demo_state(folder)
    before = twice(Sandbox(copy.deepcopy(state)))
    rng = Random(fault)
    left: Counter[str] = Counter()
    for number in range(TIMES):
        workspace = again(folder, tmp_path / str(number))
        sandbox = Sandbox(copy.deepcopy(state))
        place = rng.randrange(len(plan.writes))
        script = [Fault(fault, at=place + 1, seconds=0.3, on="write")]
        sandbox.faults = Faults(script)
        sandbox.faults.edit = partial(_edit_all, sandbox, rng)
        with writing(workspace, sandbox, timeout=0.2) as writer:
            first = applied(workspace, plan, writer)
            met = [r for r in first.values() if _is_doubtful(r)]
            second = applied(workspace, plan, writer)
        assert [kind for kind, _ in sandbox.faults.met] == [fault]
        assert twice(sandbox) == before
        left.update(r.outcome for r in met)
        open_ones = {r.outcome for r in second.values()} - {*DONE, "by hand"}
        assert open_ones <= ({"unknown", "stopped"} if "edit" in fault else set())
        shutil.rmtree(workspace.folder)
    print(f"{fault}: {TIMES} times, 0 doubled; at first {dict(left)}")


def _is_doubtful(result: Result) -> bool:
    return "found by reading" in result.message or result.outcome not in (
        *DONE,
        "by hand",
    )


def _edit_all(sandbox: Sandbox, rng: Random) -> None:
    """Somebody else changes what a writer is about to write over."""
    for site in sandbox.state["sites"].values():
        for row in site["detail_rows"]:
            row["original_budget_amount"] = f"{rng.randrange(1, 9999)}.00"


def test_what_changed_since_the_review_is_stopped(
    whole: tuple[Path, Plan], tmp_path: Path
) -> None:
    folder, plan = whole
    state = demo_state(folder)
    rng = Random(9)
    injected = stopped = 0
    companies = 0
    while injected < STALE:
        companies += 1
        workspace = again(folder, tmp_path / str(companies))
        sandbox = Sandbox(copy.deepcopy(state))
        fixes = [f for f in plan.writes if f.write and f.write.before]
        chosen = rng.sample(fixes, min(len(fixes), 10))
        changed = {fix.id: _change(sandbox, fix.write, rng) for fix in chosen}
        with writing(workspace, sandbox) as writer:
            results = applied(workspace, plan, writer)
        injected += len(chosen)
        stopped += sum(results[fix.id].outcome == "stopped" for fix in chosen)
        assert all(row.items() >= kept.items() for row, kept in changed.values())
        shutil.rmtree(workspace.folder)
    print(f"{injected} stale writes, {stopped} stopped, {companies} companies")
    assert stopped == injected


def _change(sandbox: Sandbox, write: Any, rng: Random) -> tuple[Any, Any]:
    """Edit the record of a write; give it, and what somebody left in it."""
    number = int(write.path.rsplit("/", 1)[-1])
    rows = [
        *sandbox.state["vendors"],
        *sandbox.state["projects"],
        *(r for s in sandbox.state["sites"].values() for r in s["detail_rows"]),
    ]
    row = next(r for r in rows if r["id"] == number)
    field = next(iter(write.before))
    is_amount = field in ("original_budget_amount", "quantity")
    fresh = f"{rng.randrange(10**6, 10**7)}"
    row[field] = f"{fresh}.00" if is_amount else f"{row.get(field) or ''} {fresh}"
    return row, {field: row[field]}
