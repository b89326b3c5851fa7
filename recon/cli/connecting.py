"""The commands init, pull, doctor, login and secret, with their options."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from recon.cli.options import Folder


def init(
    workspace: Folder = ".",
    name: Annotated[str, typer.Option(help="The company's name.")] = "",
    company_id: Annotated[int, typer.Option(help="Its id in Procore.")] = 0,
    environment: Annotated[
        str, typer.Option(help="production, monthly or developer.")
    ] = "",
    source: Annotated[str, typer.Option(help="files, sql or gateway.")] = "",
) -> None:
    """Ask four questions and write a commented recon.toml."""
    from recon.cli.connect_jobs import run_init

    run_init(workspace, name, company_id, environment, source)


def pull(
    workspace: Folder = ".",
    full: Annotated[
        bool, typer.Option("--full", help="Read every list whole, as for month-end.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Do not go on with one that was stopped.")
    ] = False,
) -> None:
    """Read both systems into a new pull folder. Writes to neither."""
    from recon.cli.connect_jobs import run_pull

    run_pull(workspace, is_full=full, is_fresh=fresh)


def doctor(
    workspace: Folder = ".",
    projects: Annotated[
        int, typer.Option(min=0, help="Look at the tools of so many projects.")
    ] = 3,
) -> None:
    """Look at all that recon needs; say what is wrong, and what to do. Exit 1 then."""
    from recon.cli.connect_jobs import run_doctor

    sys.exit(run_doctor(workspace, projects))


def login(workspace: Folder = ".") -> None:
    """Sign in to Procore as a person, once; the keyring keeps what comes of it."""
    from recon.cli.connect_jobs import run_login

    run_login(workspace)


def secret(
    name: Annotated[str, typer.Argument(help="Such as RECON_PROCORE_CLIENT_SECRET.")],
) -> None:
    """Keep a secret in this machine's keyring; it is asked for, and not shown."""
    from recon.cli.connect_jobs import run_secret

    run_secret(name)


def add_to(app: typer.Typer) -> None:
    """Put these commands into the application."""
    for command, example in (
        (init, "recon init --workspace ./month-end"),
        (pull, "recon pull --workspace ./month-end --full"),
        (doctor, "recon doctor --workspace ./month-end"),
        (login, "recon login --workspace ./month-end"),
        (secret, "recon secret RECON_PROCORE_CLIENT_SECRET"),
    ):
        app.command(epilog=f"Example: {example}")(command)
