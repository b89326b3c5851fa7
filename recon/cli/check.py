"""The commands that ask the rules: check, explain, rules."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from recon.cli.options import Folder, Names
from recon.cli.output import as_json_text, print_head, summary
from recon.cli.progress import ProgressLines
from recon.workspace import folder_of, open_workspace


def check(
    workspace: Folder = ".",
    as_json: Annotated[bool, typer.Option("--json", help="Print one object.")] = False,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Threads of the database.")
    ] = None,
) -> None:
    """Ask every rule. Exit 1: errors; 2: not all ran; 0: all is well."""

    sys.exit(run_check(workspace, as_json=as_json, threads=threads))


def run_check(folder: str, *, as_json: bool, threads: int | None) -> int:
    """Check the newest pull; give the exit code."""
    from recon.decisions.propose import check_workspace
    from recon.rules.check import exit_code

    workspace = open_workspace(folder)
    with ProgressLines() as progress:
        _, outcome = check_workspace(workspace, progress, threads=threads)
    print_head(workspace)
    print(as_json_text(outcome) if as_json else summary(outcome))
    return exit_code(outcome)


def explain(
    finding: Annotated[str, typer.Argument(help="The finding's id, or its start.")],
    workspace: Folder = ".",
    with_names: Names = False,
) -> None:
    """Explain one finding, down to the records it comes from."""

    run_explain(workspace, finding, with_names=with_names)


def run_explain(folder: str, finding: str, *, with_names: bool) -> None:
    """Print a finding, its rule's explanation, and the records behind both values."""
    from recon.decisions.propose import valid_build, warn
    from recon.rules.explain import explain

    build = valid_build(open_workspace(folder), warn)
    print(explain(build, finding, with_names=with_names))


def rules(
    workspace: Folder = ".",
    as_json: Annotated[bool, typer.Option("--json", help="Print a list.")] = False,
) -> None:
    """List every rule: name, severity, entity, exchange, title."""

    run_rules_list(workspace, as_json=as_json)


def run_rules_list(folder: str, *, as_json: bool) -> None:
    """Print every rule; those of the company too, where the folder is a workspace."""
    from recon.resources import queries
    from recon.rules.head import read_rules

    path = folder_of(folder)
    own = [open_workspace(folder).own_rules] if (path / "recon.toml").is_file() else []
    listed = [
        {
            "rule": rule.name,
            "severity": rule.severity,
            "entity": rule.entity,
            "exchange": rule.exchange,
            "title": rule.title,
            "hash": rule.hash,
            "prose_hash": rule.prose_hash,
        }
        for rule in read_rules(queries(), *own)
    ]
    if as_json:
        print(as_json_text(listed))
        return
    for rule in listed:
        print(f"{rule['severity']:<8} {rule['rule']:<34} {rule['title']}")
