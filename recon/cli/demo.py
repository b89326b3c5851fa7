"""The commands of the demo company: demo makes it, sandbox serves it as Procore."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recon.cli.options import Folder
from recon.cli.output import print_head, summary
from recon.cli.progress import ProgressLines
from recon.errors import WorkspaceError
from recon.workspace import folder_of

if TYPE_CHECKING:
    from recon.sandbox.faults import Fault
    from recon.sandbox.limits import CallLimits


def demo(
    folder: Annotated[
        str, typer.Argument(help="Where to make the workspace.")
    ] = "demo",
    workspace: Folder = "",
    seed: Annotated[int, typer.Option(help="Another seed, another company.")] = 1,
    projects: Annotated[
        int, typer.Option(min=12, max=5000, help="Projects without discrepancy.")
    ] = 12,
    transactions: Annotated[
        int, typer.Option(min=0, max=10_000_000, help="That many more cost lines.")
    ] = 0,
) -> None:
    """Make the demo company in a folder; pull, check, report and plan."""
    from recon.cli.demo_company import make_demo, pull_demo
    from recon.decisions.propose import Selection, check_workspace, make_plan
    from recon.demo.build import COMPANY_NAME
    from recon.report.render import render_report

    folder = workspace or folder
    path = folder_of(folder)
    make_demo(path, seed, projects, transactions)
    with ProgressLines() as progress:
        opened = pull_demo(path, progress)
        _, outcome = check_workspace(opened, progress)
        progress("Report", 0, 1)
        report = render_report(opened, "", ())
        progress("Report", 1, 1)
        progress("Plan", 0, 1)
        plan, _ = make_plan(opened, Selection(), who="recon demo")
        progress("Plan", 1, 1)
    print_head(opened)
    print(f"The demo company: {COMPANY_NAME}")
    print(summary(outcome, str(report)))
    print(f"Explain:     recon explain --workspace {folder} <finding id>")
    print(f"Correct:     recon lab --workspace {folder}, or")
    print(f"             recon approve --workspace {folder} {plan.id} --all")


def sandbox(
    workspace: Folder = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks one.")] = 0,
    seed: Annotated[int, typer.Option(help="Another seed, another company.")] = 1,
    script: Annotated[
        str, typer.Option(help="A TOML file of faults to rehearse, one [[fault]] each.")
    ] = "",
    limits: Annotated[
        str, typer.Option(help="Calls an hour and in ten seconds, as 3600/25.")
    ] = "",
    is_lenient: Annotated[
        bool,
        typer.Option(
            "--lenient-company-header",
            help="Also answer clients that send no Procore-Company-Id.",
        ),
    ] = False,
) -> None:
    """Serve the demo company as Procore, on this machine only."""
    from recon.cli.demo_company import sandbox_of
    from recon.demo.build import CLIENT_ID, CLIENT_SECRET, build_demo, sandbox_state
    from recon.demo.company import COMPANY_ID
    from recon.sandbox.app import Sandbox
    from recon.sandbox.faults import Faults
    from recon.sandbox.serve import served

    path = folder_of(workspace) if workspace else None
    if path is not None and (path / "sandbox.json").is_file():
        server = sandbox_of(path)
    else:
        server = Sandbox(sandbox_state(build_demo(seed).company))
    server.faults = Faults(_script(script))
    server.limits = _limits(limits)
    server.insists_on_company = not is_lenient
    with served(server, port) as address:
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
    from recon.sandbox.faults import read_script

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
    from recon.sandbox.limits import CallLimits

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
