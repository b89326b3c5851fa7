"""The whole job on the demo company, and the sandbox that answers as Procore."""

from __future__ import annotations

import json
import time
from contextlib import closing
from pathlib import Path

from recon.cli.jobs import print_head
from recon.cli.words import ProgressLines, summary
from recon.demo.build import (
    BASE,
    CLIENT_ID,
    CLIENT_SECRET,
    COMPANY_NAME,
    build_demo,
    write_demo,
)
from recon.demo.bulk import forget_bulk, write_bulk
from recon.demo.company import COMPANY_ID
from recon.errors import WorkspaceError
from recon.sandbox.app import Sandbox
from recon.sandbox.faults import Fault, Faults, read_script
from recon.sandbox.limits import CallLimits
from recon.sandbox.serve import served
from recon.workspace import Workspace, folder_of, open_workspace
from recon.workspace.template import commented_toml

_PORT = 8765


def run_demo(folder: str, seed: int, projects: int, transactions: int) -> None:
    """Make the workspace, pull from the served sandbox, check, render the report."""
    from recon.decisions.propose import Selection, check_workspace, make_plan
    from recon.report.render import render_report

    path = folder_of(folder)
    make_demo(path, seed, projects, transactions)
    with ProgressLines() as progress:
        workspace = _pulled(path, progress)
        _, outcome = check_workspace(workspace, progress)
        progress("Report", 0, 1)
        report = render_report(workspace, "", ())
        progress("Report", 1, 1)
        progress("Plan", 0, 1)
        plan, _ = make_plan(workspace, Selection(), who="recon demo")
        progress("Plan", 1, 1)
    print_head(workspace)
    print(f"The demo company: {COMPANY_NAME}")
    print(summary(outcome, str(report)))
    print(f"Look closer: recon explain --workspace {folder} <finding id>")
    print(f"Correct: recon lab --workspace {folder}, or")
    print(f"      recon approve --workspace {folder} {plan.id} --all")


def _pulled(path: Path, progress: ProgressLines) -> Workspace:
    """The demo workspace, pulled from its sandbox while that is served."""
    from recon.systems.pull import client_of, pull_both

    with served(_sandbox_of(path)) as address:
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
    demo = build_demo(seed, projects)
    if transactions:  # what is added to the list afterwards has no stated total
        totals = demo.company.control_totals
        totals[:] = [row for row in totals if row["entity"] != "project_cost"]
    write_demo(demo, path)
    forget_bulk(path)
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
            settings={
                "current_prefix": "QC",
                "other_transaction_types": "9",
                "non_recoverable_taxes": "24-632:GST 24-632:QST",
                "cut_off_date": "2026-10-31",
            },
        ),
        encoding="utf-8",
    )


def _sandbox_of(path: Path) -> Sandbox:
    state = json.loads((path / "sandbox.json").read_text(encoding="utf-8"))
    return Sandbox(state, path)


def _at(workspace: Workspace, address: str) -> Workspace:
    """The same workspace, its Procore at the address the sandbox was given."""
    side = workspace.config.procore.model_copy(
        update={"base_url": address, "login_url": address}
    )
    config = workspace.config.model_copy(update={"procore": side})
    return Workspace(folder=workspace.folder, config=config)


def run_sandbox(
    folder: str,
    port: int,
    seed: int,
    script: str = "",
    limits: str = "",
    *,
    is_lenient: bool = False,
) -> None:
    """Serve until interrupted; the first lines say how to reach it."""
    from recon.demo.build import sandbox_state

    path = folder_of(folder) if folder else None
    if path is not None and (path / "sandbox.json").is_file():
        sandbox = _sandbox_of(path)
    else:
        sandbox = Sandbox(sandbox_state(build_demo(seed).company))
    sandbox.faults = Faults(_script(script))
    sandbox.limits = _limits(limits)
    sandbox.insists_on_company = not is_lenient
    with served(sandbox, port) as address:
        print(f"BASE_URL={address}")
        print(f"CLIENT_ID={CLIENT_ID}")
        print(f"CLIENT_SECRET={CLIENT_SECRET}")
        print(f"COMPANY_ID={COMPANY_ID}", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return


def _script(path: str) -> list[Fault]:
    """The faults of a script. Raises WorkspaceError where it cannot be used."""
    if not path:
        return []
    try:
        return read_script(Path(path))
    except (OSError, ValueError) as error:
        raise WorkspaceError(
            what=f"The script of faults cannot be used: {error}",
            where=path,
            next_step="See docs/connections.md for its keys",
        ) from None


def _limits(text: str) -> CallLimits:
    """Two limits as 3600/25. Raises WorkspaceError for what is none."""
    hour, slash, spike = text.partition("/")
    if not text:
        return CallLimits()
    if not slash or not (hour + spike).isdecimal():
        raise WorkspaceError(
            what=f"{text!r} is not a pair of limits",
            where="--limits",
            next_step="Write calls an hour and in ten seconds, as 3600/25",
        )
    return CallLimits(int(hour or 0), int(spike or 0))
