"""The command `recon`, one file a group of verbs. Heavy imports wait for their verb."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from recon.cli import check, connect, decisions, demo, fixes, report, trail

if TYPE_CHECKING:
    from recon.errors import ReconError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reconcile maestro* and Procore: find every disagreement, and explain it.",
    epilog="Example: recon demo",
)
app.add_typer(trail.trail_app, name="trail", epilog="Example: recon trail")

# Each verb with the example that ends its help, in the order of `recon --help`.
_VERBS = (
    (demo.demo, "recon demo ./demo"),
    (connect.init, "recon init --workspace ./month-end"),
    (connect.pull, "recon pull --workspace ./month-end --full"),
    (connect.doctor, "recon doctor --workspace ./month-end"),
    (connect.login, "recon login --workspace ./month-end"),
    (connect.secret, "recon secret RECON_PROCORE_CLIENT_SECRET"),
    (check.check, "recon check --json > findings.json"),
    (check.explain, "recon explain F0123456789abcdef"),
    (report.report, "recon report --period 2026-10 --project 24-015"),
    (fixes.plan, "recon plan --project 24-001"),
    (fixes.approve, "recon approve 20261130 --all --as 'Marie Tremblay'"),
    (fixes.apply, "recon apply 20261130 --apply"),
    (fixes.undo, "recon undo 20261130"),
    (decisions.decide, "recon decide accept --finding F0123 --reason 'cut-off'"),
    (decisions.doubts, "recon doubts lift D5fe89a95b6 --reason 'seen in maestro*'"),
    (
        decisions.worklist,
        "recon worklist october.xlsx --take --as 'Marie Tremblay'",
    ),
    (check.rules, "recon rules --json"),
    (report.lab, "recon lab --workspace ./month-end"),
    (demo.sandbox, "recon sandbox --port 8765"),
)
for _verb, _example in _VERBS:
    app.command(epilog=f"Example: {_example}")(_verb)


def main() -> None:
    """Run the command; print an error in words on stderr, with exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    from recon.errors import ReconError, describe_file_error

    try:
        app()
    except ReconError as error:
        _print_error(error)
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        _print_error(describe_file_error(error))


def _print_error(error: ReconError) -> None:
    print(f"Error: {error.what}.", file=sys.stderr)
    print(f"Where: {error.where}", file=sys.stderr)
    print(f"Next:  {error.next_step}.", file=sys.stderr)
    sys.exit(2)
