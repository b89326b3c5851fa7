"""What many tests share: empty typed tables, and the demo company checked once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recon.decisions.propose import check_workspace
from recon.rules.check import read_outcome
from recon.warehouse.build import build_warehouse
from recon.warehouse.database import Database, open_build
from recon.workspace import Workspace
from recon.workspace.config import Config
from recon.workspace.pulls import Pull
from tests.company import demo_workspace, quiet


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The heads of trails are kept in a folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECON_STATE", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def empty_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of a pull that holds nothing: every table, no rows."""
    folder = tmp_path_factory.mktemp("empty")
    pull = Pull(folder=folder, started="2026-11-01T00:00:00Z")
    path = folder / "empty.duckdb"
    build_warehouse(Workspace(folder, Config()), pull, path)
    db = open_build(path)
    db.execute("delete from pull.input_problem")
    db.close()
    return path


@pytest.fixture
def db(empty_build: Path, tmp_path: Path) -> Iterator[Database]:
    """The typed tables, empty, to be filled by a test."""
    path = tmp_path / "drawn.duckdb"
    shutil.copyfile(empty_build, path)
    opened = open_build(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo company, pulled and checked."""
    workspace = demo_workspace(tmp_path_factory.mktemp("demo"), seed=1)
    check_workspace(workspace, quiet)
    return workspace


@pytest.fixture(scope="session")
def outcome(demo: Workspace) -> dict[str, Any]:
    """What `recon check --json` prints for the demo company."""
    return read_outcome(demo.current_build())


@pytest.fixture(scope="session")
def answer_key(demo: Workspace) -> list[dict[str, Any]]:
    """The answer key of the demo company."""
    text = (demo.folder / "answer-key.json").read_text(encoding="utf-8")
    return list(json.loads(text))
