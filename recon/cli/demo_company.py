"""The demo company as a workspace: its recon.toml, exports, sandbox and pull."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from recon.cli.progress import ProgressLines
from recon.demo.build import (
    BASE,
    CLIENT_ID,
    CLIENT_SECRET,
    COMPANY_NAME,
    build_demo,
    write_demo,
)
from recon.demo.bulk import remove_bulk, write_bulk
from recon.demo.company import COMPANY_ID
from recon.errors import WorkspaceError
from recon.sandbox.app import Sandbox
from recon.sandbox.serve import served
from recon.workspace import Workspace, open_workspace
from recon.workspace.kept import forget_head
from recon.workspace.template import commented_toml

_PORT = 8765


def pull_demo(path: Path, progress: ProgressLines) -> Workspace:
    """The demo workspace, pulled from its sandbox while that is served."""
    from recon.systems.pull import client_of, pull_both

    with served(sandbox_of(path)) as address:
        workspace = _at(open_workspace(path), address)
        client = client_of(workspace, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
        with closing(client):
            pull_both(workspace, client, progress)
    return workspace


def make_demo(
    path: Path, seed: int, projects: int = BASE, transactions: int = 0
) -> None:
    """Write the demo workspace. Raises WorkspaceError for a folder in other use.

    `projects` without discrepancy, from 12 on; `transactions` more, spread over them.
    """
    if path.exists() and any(path.iterdir()) and not (path / "sandbox.json").is_file():
        raise WorkspaceError(
            what="This folder holds files that are not a demo company",
            where=str(path),
            next_step="Name an empty or new folder: recon demo FOLDER",
        )
    path.mkdir(parents=True, exist_ok=True)
    if not (path / "trail.jsonl").exists():
        forget_head(path)
    demo = build_demo(seed, projects)
    if transactions:  # what is added to the list afterwards has no stated total
        totals = demo.company.control_totals
        totals[:] = [row for row in totals if row["entity"] != "project_cost"]
    write_demo(demo, path)
    remove_bulk(path)
    if transactions:
        write_bulk(demo.company, path, transactions, projects)
    address = f"http://127.0.0.1:{_PORT}"
    (path / "recon.toml").write_text(
        commented_toml(
            name=COMPANY_NAME,
            base_url=address,
            login_url=address,
            company_id=COMPANY_ID,
            environment="demo",
            exclude=("ADM-*",),
            settings={"current_prefix": "QC", "other_transaction_types": "9"},
        ),
        encoding="utf-8",
    )


def sandbox_of(path: Path) -> Sandbox:
    """The sandbox with the state that the demo folder keeps."""
    state = json.loads((path / "sandbox.json").read_text(encoding="utf-8"))
    return Sandbox(state, path)


def _at(workspace: Workspace, address: str) -> Workspace:
    """The same workspace, its Procore at the address the sandbox was given."""
    side = workspace.config.procore.model_copy(
        update={"base_url": address, "login_url": address}
    )
    config = workspace.config.model_copy(update={"procore": side})
    return Workspace(folder=workspace.folder, config=config)
