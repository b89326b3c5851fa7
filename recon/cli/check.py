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
    from recon.decisions.propose import check_workspace
    from recon.rules.check import exit_code

    opened = open_workspace(workspace)
    with ProgressLines() as progress:
        _, outcome = check_workspace(opened, progress, threads=threads)
    print_head(opened)
    print(as_json_text(outcome) if as_json else summary(outcome))
    sys.exit(exit_code(outcome))


def explain(
    finding: Annotated[str, typer.Argument(help="The finding's id, or its start.")],
    workspace: Folder = ".",
    with_names: Names = False,
) -> None:
    """Explain one finding, down to the records it comes from."""
    from recon.decisions.propose import valid_build, warn
    from recon.rules import explain as explanation

    build = valid_build(open_workspace(workspace), warn)
    print(explanation.explain(build, finding, with_names=with_names))


def rules(
    workspace: Folder = ".",
    as_json: Annotated[bool, typer.Option("--json", help="Print a list.")] = False,
) -> None:
    """List every rule: name, severity, entity, exchange, title."""
    from recon.resources import queries
    from recon.rules.head import read_rules

    own = []
    if (folder_of(workspace) / "recon.toml").is_file():
        own = [open_workspace(workspace).own_rules]
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
