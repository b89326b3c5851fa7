"""The commands of the audit trail: trail lists its entries, trail verify checks it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from recon.cli.options import Folder
from recon.workspace import open_workspace

trail_app = typer.Typer(
    rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]}
)


@trail_app.callback(invoke_without_command=True)
def trail(context: typer.Context, workspace: Folder = ".") -> None:
    """Show the audit trail: what was read, checked and reported, and by whom."""
    from recon.workspace.trail import entries, verify

    if context.invoked_subcommand is not None:
        return
    path = open_workspace(workspace).trail
    for entry in list(entries(path))[-20:]:
        facts = ", ".join(f"{n} {_short(v)}" for n, v in entry.facts.items() if v)
        print(f"{entry.number:>5}  {entry.at}  {entry.kind:<8} {entry.who}: {facts}")
    print(f"Trail: {verify(path)}")


def _short(value: object) -> str:
    """A fact in a few words: lists by their length, hashes by their start."""
    if isinstance(value, list | dict) and len(value) > 2:
        return f"({len(value)})"
    text = str(value)
    return text if len(text) <= 60 else text[:12] + "..."


@trail_app.command(epilog="Example: recon trail verify --expect 12:5f0c...")
def verify(
    workspace: Folder = ".",
    expect: Annotated[
        str | None, typer.Option(help="COUNT:HASH, as a command printed it.")
    ] = None,
    page: Annotated[
        str, typer.Option(help="A page to be checked too, in any folder.")
    ] = "",
) -> None:
    """Check the trail, and the pulls and reports it names. Exit 1: a check failed."""
    from recon.workspace import trail as audit_trail
    from recon.workspace.kept import head_outside

    opened = open_workspace(workspace)
    outside = head_outside(opened.folder)
    verdict = audit_trail.verify(opened.trail, expect or outside)
    if verdict.problem is not None:
        print(f"{opened.trail.name}, line {verdict.bad_line}: {verdict.problem}")
        sys.exit(1)
    problems = audit_trail.unproved_items(opened.folder, opened.trail)
    if page:
        entry = audit_trail.report_of(opened.trail, Path(page))
        if entry is None:
            problems.append(f"{page} is not a page that the trail records")
        else:
            print(f"{page} is the page of entry {entry.number}, {entry.at}")
    for problem in problems:
        print(problem)
    if verdict.torn is not None:
        print("A crash cut the last line short; the next entry removes it")
    print(f"Trail: {verdict}")
    if expect is None and outside is None:
        print("Only --expect COUNT:HASH shows whether the last entries are missing")
    sys.exit(1 if problems else 0)


@trail_app.command(epilog='Example: recon trail restart --reason "restored a copy"')
def restart(
    workspace: Folder = ".",
    reason: Annotated[str, typer.Option(help="Why; it is recorded.")] = "",
    who: Annotated[
        str | None, typer.Option("--as", help="Your name; else the system's.")
    ] = None,
) -> None:
    """Go on with a trail that lost entries; what is left of it is kept."""
    from recon.workspace.pointer import restart_trail

    head = restart_trail(open_workspace(workspace), reason, who=who)
    print(f"Trail: {head}")
