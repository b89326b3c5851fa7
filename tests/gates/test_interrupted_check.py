"""However a check is cut off, the trail's tail stays protected, and the next one works."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from recon.decisions.propose import valid_build
from recon.errors import TrailError
from recon.rules.check import check
from recon.workspace import Workspace, open_workspace
from recon.workspace.pointer import kept_head
from recon.workspace.trail import entries, unproved_items, verify

IS_WHOLE = os.environ.get("RECON_GATES") == "whole"
KILLS = 50
# Checks in a process of its own, which ends itself before the nth time that it opens a
# file of the workspace to write it, has one put on the disk, moves or removes one. It
# tells each of these steps first.
CHECK = """
import os, signal, sys
from recon.rules.check import check
from recon.workspace import open_workspace
folder, nth = sys.argv[1], int(sys.argv[2])
workspace = open_workspace(folder)
steps = 0
def reached(step, name):
    global steps
    steps += 1
    print(step, name, flush=True)
    if steps == nth:
        os.kill(os.getpid(), signal.SIGKILL)
def seen(event, given):
    if event == "open" and str(given[0]).startswith(folder) and given[2] & 3:
        reached(event, os.path.basename(given[0]))
    if event in ("os.rename", "os.remove", "os.truncate"):
        reached(event, os.path.basename(given[0]))
fsync = os.fsync
def on_disk(number):
    reached("fsync", "")
    fsync(number)
os.fsync = on_disk
sys.addaudithook(seen)
check(workspace)
reached("done", "")
"""


@pytest.fixture
def company(demo: Workspace, tmp_path: Path) -> Workspace:
    """The demo company, pulled and checked, in a folder of its own."""
    shutil.copytree(demo.folder, tmp_path / "killed")
    return open_workspace(tmp_path / "killed")


def run(workspace: Workspace, nth: int, seconds: float | None = None) -> list[str]:
    """Check in a process that is killed at a step or a moment; the steps it reached."""
    words = [sys.executable, "-c", CHECK, str(workspace.folder), str(nth)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
        try:
            said = child.communicate(timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            said = child.communicate()[0]
    assert child.returncode in (0, -signal.SIGKILL)
    assert nth or seconds or child.returncode == 0
    return said.splitlines()


def prove(workspace: Workspace, before: int) -> None:
    """The trail is true, and its tail protected at least as far as before."""
    assert verify(workspace.trail).is_sound
    assert unproved_items(workspace.folder, workspace.trail) == []
    said: list[str] = []
    assert valid_build(workspace, said.append) == workspace.current_build()
    assert said == []
    kept = kept_head(workspace)
    assert kept is not None
    count = int(kept.partition(":")[0])
    assert count >= before
    prove_a_cut_is_noticed(workspace, count)


def prove_a_cut_is_noticed(workspace: Workspace, count: int) -> None:
    """Readers and the next check refuse a trail without the last protected entries."""
    whole, pointer = workspace.trail.read_bytes(), workspace.pointer.read_bytes()
    lines = whole.splitlines(keepends=True)
    for left in {count - 1, 1, 0}:
        workspace.trail.write_bytes(b"".join(lines[:left]))
        with pytest.raises(TrailError, match="entries expected"):
            valid_build(workspace, lambda _: None)
        with pytest.raises(TrailError, match="entries expected"):
            check(workspace)
    assert workspace.pointer.read_bytes() == pointer
    workspace.trail.write_bytes(whole)


def prove_the_next_check_works(workspace: Workspace, hashed: str) -> None:
    """It finds the same, keeps the newest head, and leaves its own build alone."""
    build = check(workspace)
    assert kept_head(workspace) == str(verify(workspace.trail))
    last = list(entries(workspace.trail))[-1]
    assert (last.facts["findings_hash"], last.facts["build"]) == (hashed, build.name)
    assert (last.facts["appeared"], last.facts["gone"]) == ([], [])
    left = [path for path in workspace.folder.glob("recon-*") if path != build]
    assert left == []


def chosen(calm: list[str]) -> list[int]:
    """Where checks are killed: before each step, then at moments, which 0 stands for.

    In short: with the entry written, with the pointer beside its place, and with the
    pointer in place.
    """
    if IS_WHOLE:
        return [*range(1, len(calm) + 1), *[0] * (KILLS - len(calm))]
    renamed = calm.index("os.rename current-build.txt.part") + 1
    return [calm.index("open trail.jsonl") + 2, renamed, renamed + 1]


def test_killed_at_any_moment_the_tail_stays_protected(company: Workspace) -> None:
    begun = time.monotonic()
    calm = run(company, 0)
    taken = time.monotonic() - begun
    assert [step for step in calm if "current-build" in step] == [
        "open current-build.txt.part",
        "os.rename current-build.txt.part",
    ]
    last = list(entries(company.trail))[-1]
    hits: Counter[str] = Counter()
    chance = random.Random(12)
    for nth in chosen(calm):
        before = int(str(kept_head(company)).partition(":")[0])
        if nth:
            reached = run(company, nth)
            assert len(reached) == nth
        else:
            reached = run(company, 0, chance.uniform(0.1, 0.6) * taken)
            assert len(reached) < len(calm)
        hits["at any moment" if nth == 0 else f"before {calm[nth - 1][:22]}"] += 1
        prove(company, before)
        prove_the_next_check_works(company, last.facts["findings_hash"])
    print(f"CHECK {sum(hits.values())} kills: {json.dumps(dict(hits.most_common()))}")
