"""The command `recon`: words in, words out. Heavy imports wait for their command."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from recon.cli import connecting, fixing
from recon.cli.options import Folder

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reconcile maestro* and Procore: find every disagreement, and explain it.",
    epilog="Example: recon demo",
)

trail_app = typer.Typer(
    rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]}
)
app.add_typer(trail_app, name="trail", epilog="Example: recon trail")

Names = Annotated[
    bool, typer.Option("--with-names", help="Show employees' names and rates.")
]


def main() -> None:
    """Run the command; say errors in words, on stderr, with exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    from recon.errors import ReconError

    try:
        app()
    except ReconError as error:
        _say_error(error)
    except OSError as error:
        from recon.errors import describe_file_error

        if error.filename is None and error.errno is None:
            raise
        _say_error(describe_file_error(error))


def _say_error(error: Exception) -> None:
    from recon.errors import ReconError

    assert isinstance(error, ReconError)
    print(f"Error: {error.what}.", file=sys.stderr)
    print(f"Where: {error.where}", file=sys.stderr)
    print(f"Next:  {error.next_step}.", file=sys.stderr)
    sys.exit(2)


@app.command(epilog="Example: recon demo ./demo")
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
        int, typer.Option(min=0, max=10_000_000, help="So many more cost lines.")
    ] = 0,
) -> None:
    """Make the demo company in DIR, and do the whole job on it."""
    from recon.cli.demo_job import run_demo

    run_demo(workspace or folder, seed, projects, transactions)


connecting.add_to(app)


@app.command(epilog="Example: recon check --json > findings.json")
def check(
    workspace: Folder = ".",
    as_json: Annotated[bool, typer.Option("--json", help="Print one object.")] = False,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Threads of the database.")
    ] = None,
) -> None:
    """Ask every rule. Exit 1: errors; 2: not all ran; 0: all is well."""
    from recon.cli.jobs import run_check

    sys.exit(run_check(workspace, as_json=as_json, threads=threads))


@app.command(epilog="Example: recon explain F0123456789abcdef")
def explain(
    finding: Annotated[str, typer.Argument(help="The finding's id, or its start.")],
    workspace: Folder = ".",
    with_names: Names = False,
) -> None:
    """Explain one finding, down to the records it comes from."""
    from recon.cli.jobs import run_explain

    run_explain(workspace, finding, with_names=with_names)


@app.command(epilog="Example: recon report --period 2026-10 --project 24-015")
def report(
    workspace: Folder = ".",
    period: Annotated[
        str, typer.Option(help="The month, as 2026-10; the pull's if not given.")
    ] = "",
    project: Annotated[
        list[str] | None, typer.Option(help="Only this project; may be repeated.")
    ] = None,
    with_names: Names = False,
) -> None:
    """Render the newest check as one HTML page that needs no network."""
    from recon.cli.jobs import run_report

    run_report(workspace, period, tuple(project or ()), with_names=with_names)


fixing.add_to(app)


@app.command(epilog="Example: recon rules --json")
def rules(
    workspace: Folder = ".",
    as_json: Annotated[bool, typer.Option("--json", help="Print a list.")] = False,
) -> None:
    """List every rule: name, severity, entity, exchange, title."""
    from recon.cli.jobs import run_rules_list

    run_rules_list(workspace, as_json=as_json)


@trail_app.callback(invoke_without_command=True)
def trail(context: typer.Context, workspace: Folder = ".") -> None:
    """Show the audit trail: what was read, checked and reported, and by whom."""
    from recon.cli.jobs import run_trail

    if context.invoked_subcommand is None:
        run_trail(workspace)


@trail_app.command(epilog="Example: recon trail verify --expect 12:5f0c...")
def verify(
    workspace: Folder = ".",
    expect: Annotated[
        str | None, typer.Option(help="COUNT:HASH, as a command printed it.")
    ] = None,
    page: Annotated[
        str, typer.Option(help="A page that lies anywhere, to be proved too.")
    ] = "",
) -> None:
    """Prove the trail, and the pulls and reports it names. Exit 1: one is not so."""
    from recon.cli.jobs import run_trail_verify

    sys.exit(run_trail_verify(workspace, expect, page))


@app.command(epilog="Example: recon lab --workspace ./month-end")
def lab(workspace: Folder = ".") -> None:
    """Open the notebooks explore, review and month_end in JupyterLab."""
    from recon.cli.jobs import run_lab

    sys.exit(run_lab(workspace))


@app.command(epilog="Example: recon sandbox --port 8765")
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
    from recon.cli.demo_job import run_sandbox

    run_sandbox(workspace, port, seed, script, limits, is_lenient=is_lenient)
