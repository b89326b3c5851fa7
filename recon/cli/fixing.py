"""The commands plan, approve, apply, undo and decide, with their options."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from recon.cli.options import Folder

if TYPE_CHECKING:
    from recon.decisions.propose import Selection

PlanName = Annotated[
    str, typer.Argument(help="The plan's name or its start; the newest if not given.")
]
Findings = Annotated[
    list[str] | None, typer.Option("--finding", help="A finding's id; may be repeated.")
]
Rules = Annotated[list[str] | None, typer.Option("--rule", help="Only this rule.")]
Projects = Annotated[
    list[str] | None, typer.Option("--project", help="Only this project.")
]
Who = Annotated[
    str | None,
    typer.Option("--as", help="Who you are; else the system's account is named."),
]


def plan(
    workspace: Folder = ".",
    finding: Findings = None,
    rule: Rules = None,
    project: Projects = None,
    who: Who = None,
    forecast: Annotated[
        bool, typer.Option(help="Ask every rule again on a copy with the plan done.")
    ] = True,
    rebaseline: Annotated[
        list[str] | None,
        typer.Option(help="A project whose budget is set anew; with --reason."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is set anew.")] = "",
) -> None:
    """Propose fixes in the order they depend on each other. Writes to neither."""
    from recon.cli.fix_jobs import run_plan

    if rebaseline and not reason.strip():
        raise typer.BadParameter("--rebaseline needs a --reason")
    anew = dict.fromkeys(rebaseline or (), reason)
    selection = _selection(finding, rule, project)
    run_plan(workspace, selection, who, forecast=forecast, rebaseline=anew)


def approve(
    name: PlanName = "",
    workspace: Folder = ".",
    finding: Findings = None,
    rule: Rules = None,
    project: Projects = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole plan.")] = False,
    who: Who = None,
    confirm: Annotated[
        str, typer.Option(help="The amount of a plan that is held back whole.")
    ] = "",
) -> None:
    """Approve a plan that somebody else proposed, whole or in part."""
    from recon.cli.fix_jobs import run_approve

    if not (everything or finding or rule or project):
        raise typer.BadParameter("name what you approve, or --all")
    run_approve(workspace, name, _selection(finding, rule, project), who, confirm)


def apply(
    name: PlanName = "",
    workspace: Folder = ".",
    really: Annotated[
        bool, typer.Option("--apply", help="Write; without it nothing is written.")
    ] = False,
) -> None:
    """Show what is approved, request by request; with --apply write it, once."""
    from recon.cli.fix_jobs import run_apply

    sys.exit(run_apply(workspace, name, really=really))


def undo(name: PlanName = "", workspace: Folder = ".", who: Who = None) -> None:
    """Propose the inverse of what a plan wrote; approve and apply it as any plan."""
    from recon.cli.fix_jobs import run_undo

    run_undo(workspace, name, who)


def decide(
    verb: Annotated[
        str, typer.Argument(help="accept, reject, assign, comment or reopen.")
    ],
    workspace: Folder = ".",
    finding: Findings = None,
    rule: Rules = None,
    project: Projects = None,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    cap: Annotated[str, typer.Option(help="Accepted up to this amount, CAD.")] = "",
    until: Annotated[str, typer.Option(help="Accepted until 2026-12-31.")] = "",
    to: Annotated[str, typer.Option(help="The person it is assigned to.")] = "",
    who: Who = None,
) -> None:
    """Decide on findings: it is remembered, and lapses when their facts change."""
    from recon.cli.fix_jobs import run_decide

    if not (finding or rule or project):
        raise typer.BadParameter("name findings, a rule or a project")
    selection = _selection(finding, rule, project)
    more = {"reason": reason, "cap": cap, "until": until, "to": to, "who": who}
    run_decide(workspace, verb, selection, **more)


def doubts(
    action: Annotated[str, typer.Argument(help="list, or lift.")] = "list",
    name: Annotated[str, typer.Argument(help="The doubt's id, to lift it.")] = "",
    workspace: Folder = ".",
    reason: Annotated[str, typer.Option(help="Why it is lifted.")] = "",
    who: Who = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List what may be incomplete or misread; lift one doubt, by name and reason."""
    from recon.cli.doubt_jobs import run_doubts, run_lift

    if action == "lift":
        run_lift(workspace, name, reason, who)
    elif action == "list":
        run_doubts(workspace, as_json=as_json)
    else:
        raise typer.BadParameter("the action is list or lift")


def worklist(
    file: Annotated[str, typer.Argument(help="The workbook.")] = "worklist.xlsx",
    workspace: Folder = ".",
    take: Annotated[
        bool, typer.Option("--take", help="Record the decisions filled in it.")
    ] = False,
    who: Who = None,
) -> None:
    """Write the findings into a workbook, or take the decisions back from it."""
    from recon.cli.fix_jobs import run_worklist

    run_worklist(workspace, file, who, take=take)


def _selection(
    finding: list[str] | None, rule: list[str] | None, project: list[str] | None
) -> Selection:
    from recon.decisions.propose import Selection

    return Selection(tuple(finding or ()), tuple(rule or ()), tuple(project or ()))


EPILOGS = {
    "plan": "Example: recon plan --project 24-001",
    "approve": "Example: recon approve 20261130 --all --as 'Marie Tremblay'",
    "apply": "Example: recon apply 20261130 --apply",
    "undo": "Example: recon undo 20261130",
    "doubts": "Example: recon doubts lift D5fe89a95b6 --reason 'seen in maestro*'",
    "worklist": "Example: recon worklist october.xlsx --take --as 'Marie Tremblay'",
    "decide": "Example: recon decide accept --finding F0123 --reason 'cut-off'",
}


def add_to(app: typer.Typer) -> None:
    """Give the commands to the application."""
    for command in (plan, approve, apply, undo, decide, doubts, worklist):
        app.command(epilog=EPILOGS[command.__name__])(command)
