"""Companies for tests: the demo company behind the real client, without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx

from recon.cli.demo_company import make_demo
from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.sandbox.app import Sandbox
from recon.systems.procore.client import ProcoreClient
from recon.systems.pull import client_of, pull_both
from recon.systems.rate_limiter import Clock
from recon.workspace import Workspace, open_workspace
from recon.workspace.pulls import Pull
from recon.workspace.trail import record
from tests.clock import QuickClock


class SandboxTransport(httpx.BaseTransport):
    """The sandbox without a network; a hang-up is the error that a network gives."""

    def __init__(self, app: Any) -> None:
        self._inner = httpx.WSGITransport(app=app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        try:
            response = self._inner.handle_request(request)
            content = response.read()
        except ConnectionResetError:
            raise httpx.ReadError("connection reset", request=request) from None
        headers = [
            (n, v) for n, v in response.headers.raw if n.lower() != b"content-length"
        ]
        return httpx.Response(response.status_code, headers=headers, content=content)


def quiet(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def demo_workspace(
    folder: Path, seed: int, projects: int = 12, transactions: int = 0
) -> Workspace:
    """Make the demo company in a folder, and pull it."""
    make_demo(folder, seed, projects, transactions)
    workspace = open_workspace(folder)
    pull_demo(workspace, Sandbox(demo_state(folder), folder))
    return workspace


def demo_state(folder: Path) -> dict[str, Any]:
    """What the sandbox of a demo workspace serves."""
    return dict(json.loads((folder / "sandbox.json").read_text(encoding="utf-8")))


def demo_client(
    workspace: Workspace, app: Any, secret: str = "", clock: Clock | None = None
) -> ProcoreClient:
    """The real client, with a WSGI application as its transport."""
    return client_of(
        workspace,
        client_id=CLIENT_ID,
        client_secret=secret or CLIENT_SECRET,
        transport=SandboxTransport(app),
        clock=clock or QuickClock(),
    )


def pull_demo(workspace: Workspace, app: Any, **how: Any) -> Pull:
    """Pull both systems of a demo workspace; nobody waits for time to pass."""
    client = demo_client(workspace, app)
    try:
        return pull_both(workspace, client, quiet, **how)
    finally:
        client.close()


def seal(workspace: Path, pull: Pull) -> None:
    """Seal a pull that a test wrote into a workspace, and record it as pulling does."""
    trail = workspace / "trail.jsonl"
    pull.seal(
        lambda manifest: record(trail, "pull", {"pull": pull.id, "manifest": manifest})
    )


def facts(finding: dict[str, Any]) -> str:
    """A finding as the answer key states it, as one comparable text."""
    names = (
        "rule",
        "severity",
        "entity",
        "project",
        "key",
        "field",
        "maestro_value",
        "procore_value",
        "difference",
    )
    return json.dumps(
        {n: finding[n] for n in names}, ensure_ascii=False, sort_keys=True
    )
