"""The commands with which people decide: decide, doubts, worklist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recon.cli.options import Findings, Folder, Projects, Rules, Who, selection_of
from recon.cli.output import as_json_text, print_head
from recon.errors import RuleError
from recon.plurals import counted
from recon.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from recon.decisions.propose import Selection


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
    """Decide on findings. A decision is kept, and lapses when their facts change."""
    from recon.decisions import decide as decisions
    from recon.decisions.propose import current_fixes

    if not (finding or rule or project):
        raise typer.BadParameter("name findings, a rule or a project")
    selection = selection_of(finding, rule, project)
    opened = open_workspace(workspace)
    proposed = current_fixes(opened)
    found = [f for f in proposed.outcome["findings"] if _is_selected(f, selection)]
    if not found:
        raise RuleError(
            what="No finding matches your selection",
            where=opened.current_build().name,
            next_step="Name ids, a rule or a project of the current check",
        )
    ids = {f["id"] for f in found}
    named = [fix.id for fix in proposed.fixes if set(fix.findings) & ids]
    decisions.decide(
        opened.trail,
        verb,
        found,
        fixes=named,
        reason=reason,
        cap=cap,
        until=until,
        to=to,
        who=who,
    )
    print(f"Recorded: {verb} of {counted(len(found), 'finding')}")
    print_head(opened)


def _is_selected(finding: dict[str, Any], selection: Selection) -> bool:
    return (
        (
            not selection.findings
            or any(finding["id"].startswith(f) for f in selection.findings)
        )
        and (not selection.rules or finding["rule"] in selection.rules)
        and (not selection.projects or finding["project"] in selection.projects)
    )


def doubts(
    action: Annotated[str, typer.Argument(help="list, or lift.")] = "list",
    name: Annotated[str, typer.Argument(help="The doubt's id, to lift it.")] = "",
    workspace: Folder = ".",
    reason: Annotated[str, typer.Option(help="Why it is lifted.")] = "",
    who: Who = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List what may be incomplete or misread; lift one doubt, with a reason."""
    opened = open_workspace(workspace)
    if action == "lift":
        _lift(opened, name, reason, who)
    elif action != "list":
        raise typer.BadParameter("the action is list or lift")
    elif as_json:
        print(as_json_text(_doubts(opened)))
    else:
        _print_doubts(_doubts(opened))


def _print_doubts(doubts: list[dict[str, Any]]) -> None:
    for doubt in doubts:
        place = (
            f" (project {', '.join(doubt['projects'])})" if doubt["projects"] else ""
        )
        print(f"{doubt['doubt']}  {doubt['title']}{place}")
        print(f"  {doubt['reason']}")
        resting = counted(doubt["findings"], "finding rests", "findings rest")
        print(f"  {resting} on it")
        if doubt["lifted_by"]:
            print(f"  Lifted by {doubt['lifted_by']}")
    if not doubts:
        print("No doubts: everything was read whole")


def _lift(workspace: Workspace, name: str, reason: str, who: str | None) -> None:
    """Lift one doubt. Raises ApprovalError where the name fits none, or several."""
    from recon.decisions.lift import lift

    lift(workspace.trail, _doubts(workspace), name, reason=reason, who=who)
    print(f"Recorded: doubt {name} is lifted. Next: recon plan")
    print_head(workspace)


def _doubts(workspace: Workspace) -> list[dict[str, Any]]:
    from recon.decisions.lift import with_lifts
    from recon.decisions.propose import valid_build, warn
    from recon.rules.check import read_outcome

    outcome = read_outcome(valid_build(workspace, warn))
    return with_lifts(workspace.trail, outcome["doubts"])


def worklist(
    file: Annotated[str, typer.Argument(help="The workbook.")] = "worklist.xlsx",
    workspace: Folder = ".",
    take: Annotated[
        bool, typer.Option("--take", help="Record the decisions filled in it.")
    ] = False,
    who: Who = None,
) -> None:
    """Write the findings into a workbook, or take the decisions back from it."""

    from recon.review.session import open_session
    from recon.review.worklist import take_worklist, write_worklist

    path = Path(file)
    session = open_session(workspace, who or "")
    try:
        if take:
            message = take_worklist(session, path)
            print("\n".join(message) or "No decision is filled in")
        else:
            print(f"Wrote {write_worklist(session, path)} findings to {path}")
            print("Next: fill Decision and Reason, then recon worklist FILE --take")
    finally:
        session.close()
    print_head(session.workspace)
