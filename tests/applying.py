"""Companies whose plans are applied: a served sandbox, a plan, an approval."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from recon.cli.demo_company import make_demo
from recon.decisions.apply import Result, Step, apply_plan
from recon.decisions.approve import approve
from recon.decisions.propose import Selection, check_workspace, make_plan
from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.fixes.plan_file import Plan
from recon.sandbox.app import Sandbox
from recon.sandbox.serve import served
from recon.systems.procore.write import ProcoreWriter, writer_of
from recon.workspace import Workspace, open_workspace
from tests.company import demo_state, pull_demo, quiet

PROPOSER, APPROVER = "Analyste", "Contrôleuse"


def made(folder: Path, *, bridge: str, origin_owner: str = "nobody") -> Workspace:
    """The demo company with a bridge in some state, pulled and checked."""
    shutil.copytree(_made(bridge, origin_owner), folder, dirs_exist_ok=True)
    return open_workspace(folder)


@cache
def _made(bridge: str, origin_owner: str) -> Path:
    """Made once a test run, then copied."""
    folder = Path(tempfile.mkdtemp(prefix="recon-made-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_demo(folder, 1)
    toml = folder / "recon.toml"
    text = toml.read_text(encoding="utf-8")
    text = text.replace('bridge = "active"', f'bridge = "{bridge}"')
    text = text.replace('origin_owner = "bridge"', f'origin_owner = "{origin_owner}"')
    toml.write_text(text, encoding="utf-8")
    workspace = open_workspace(folder)
    pull_demo(workspace, Sandbox(demo_state(folder)))
    check_workspace(workspace, quiet)
    return folder


def planned(
    workspace: Workspace, wanted: Selection | None = None, forecast: bool = False
) -> Plan:
    """A plan of what is wanted, proposed and approved by two people."""
    plan, _ = make_plan(
        workspace, wanted or Selection(), who=PROPOSER, with_forecast=forecast
    )
    rules = workspace.config.approval
    approve(workspace.trail, plan, plan.fixes, rules, who=APPROVER)
    return plan


@contextmanager
def writing(
    workspace: Workspace, sandbox: Sandbox, timeout: float = 5
) -> Iterator[ProcoreWriter]:
    """A writer to a sandbox that is served on loopback."""
    with served(sandbox) as address:
        side = workspace.config.procore.model_copy(
            update={
                "base_url": address,
                "login_url": address,
                "timeout_seconds": timeout,
            }
        )
        config = workspace.config.model_copy(update={"procore": side})
        writer = writer_of(
            Workspace(workspace.folder, config),
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
        )
        try:
            yield writer
        finally:
            writer.close()


def applied(
    workspace: Workspace,
    plan: Plan,
    writer: ProcoreWriter,
    step: Step = lambda _name: None,
) -> dict[str, Result]:
    """Apply a plan without waiting, and give what became of each fix."""
    return apply_plan(
        workspace,
        plan,
        writer,
        lambda _fix, _result: None,
        step=step,
        pause=lambda _seconds: None,
    )
