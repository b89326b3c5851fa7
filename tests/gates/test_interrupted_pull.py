"""A pull that is killed goes on where it stopped, and asks for nothing it has."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from recon.cli.demo_company import make_demo
from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.sandbox.app import Sandbox
from recon.sandbox.serve import served
from recon.workspace import Workspace, open_workspace
from recon.workspace.pulls import JOURNAL, latest_pull, read_pull
from tests.company import demo_state
from tests.gates.test_read_faults import PROJECTS, shape

KILLS = 200 if os.environ.get("RECON_GATES") == "whole" else 3
PULL = """
import sys
from recon.cli import main
sys.argv = ["recon", "pull", "--workspace", sys.argv[1]]
main()
"""


class Hunted:
    """The sandbox, which ends its reader at a call, a moment after it came."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.at = 0
        self.later = 0.0
        self.prey: subprocess.Popen[bytes] | None = None

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        answer = self.sandbox(environ, start)
        if self.prey is not None and len(self.sandbox.read) >= self.at:
            threading.Timer(self.later, self.end).start()
        return answer

    def end(self) -> None:
        prey, self.prey = self.prey, None
        if prey is not None:
            prey.send_signal(signal.SIGKILL)


@pytest.fixture(scope="module")
def hunted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Any]]:
    """Some projects of the demo company, served on loopback in small pages."""
    folder = tmp_path_factory.mktemp("killed")
    make_demo(folder, 1)
    app = Hunted(Sandbox(demo_state(folder)))
    with served(app, 0) as address:  # type: ignore[arg-type]
        path = folder / "recon.toml"
        text = path.read_text(encoding="utf-8").replace(
            "http://127.0.0.1:8765", address
        )
        text = text.replace("[procore]\n", "[procore]\nper_page = 10\n")
        text = text.replace('include = ["*"]', f"include = {json.dumps(PROJECTS)}")
        path.write_text(text, encoding="utf-8")
        yield open_workspace(folder), app


def start(folder: Path) -> subprocess.Popen[bytes]:
    environ = {
        **os.environ,
        "RECON_PROCORE_CLIENT_ID": CLIENT_ID,
        "RECON_PROCORE_CLIENT_SECRET": CLIENT_SECRET,
    }
    return subprocess.Popen(
        [sys.executable, "-c", PULL, str(folder)],
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def asked(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(url)
    return parts.path, tuple(sorted(parse_qsl(parts.query)))


def on_disk(pulls: Path) -> set[Any]:
    """What an unfinished pull has: the pages whose files stand under their names."""
    found = set()
    for journal in pulls.glob(f"*/{JOURNAL}"):
        for line in journal.read_bytes().splitlines():
            try:
                facts = json.loads(line)
            except ValueError:
                continue
            if "url" in facts and (journal.parent / facts["path"]).is_file():
                found.add(asked(facts["url"]))
    return found


def test_a_killed_pull_goes_on_and_asks_for_no_page_it_has(
    hunted: tuple[Workspace, Hunted],
) -> None:
    workspace, app = hunted
    assert start(workspace.folder).wait() == 0
    calm = shape(read_pull(latest_pull(workspace.pulls)))
    calls = len(app.sandbox.read)
    chance = random.Random(11)
    killed = again = had = 0
    for number in range(KILLS):
        shutil.rmtree(workspace.pulls)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            app.sandbox.read.clear()
            kept = on_disk(workspace.pulls)
            app.at = chance.randint(1, max(calls - len(kept), 1))
            app.later = chance.random() * 0.004
            app.prey = run = start(workspace.folder)
            killed += run.wait() == -signal.SIGKILL
            app.prey = None
            assert not kept & {asked(url) for url in app.sandbox.read}
        kept = on_disk(workspace.pulls)
        time.sleep(0.05)
        app.sandbox.read.clear()
        assert start(workspace.folder).wait() == 0
        had += len(kept)
        again += len(kept & {asked(url) for url in app.sandbox.read})
        assert shape(read_pull(latest_pull(workspace.pulls))) == calm, number
    assert killed >= KILLS * 0.9
    assert again == 0
    print(
        f"{killed} kills in {KILLS} pulls of {calls} calls: {had} pages were on disk,"
    )
    print(f"{again} of them asked for again; every pull as one that was never stopped")
