"""A field that Procore's answers did not have at the pull before is told, once."""

from __future__ import annotations

import shutil
from pathlib import Path

from recon.decisions.propose import check_workspace
from recon.rules.check import read_outcome
from recon.sandbox.app import Sandbox
from recon.workspace import Workspace, open_workspace
from tests.company import demo_state, pull_demo, quiet


def test_fields_that_came_and_went_are_notices(demo: Workspace, tmp_path: Path) -> None:
    shutil.copytree(demo.folder, tmp_path, dirs_exist_ok=True)
    workspace = open_workspace(tmp_path)
    state = demo_state(tmp_path)
    for vendor in state["vendors"]:
        vendor["union"] = vendor.pop("synced_to_erp")
    pull_demo(workspace, Sandbox(state), is_full=True)
    check_workspace(workspace, quiet)
    told = {
        (f["field"], f["key"]["what"], f["severity"])
        for f in read_outcome(workspace.current_build())["findings"]
        if f["rule"] == "answer_changed" and f["key"]["what"] in ("new", "gone")
    }
    assert told == {("union", "new", "notice"), ("synced_to_erp", "gone", "notice")}
