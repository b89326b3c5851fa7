"""The commands that correct: plan, approve, apply, undo."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recon.cli.options import (
    Findings,
    Folder,
    PlanName,
    Projects,
    Rules,
    Who,
    selection_of,
)
from recon.cli.output import print_head
from recon.cli.progress import ProgressLines
from recon.errors import ApplyRefused
from recon.plurals import counted
from recon.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from recon.decisions.apply import Result
    from recon.fixes.fix import Fix
    from recon.fixes.plan_file import Plan


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
    from recon.decisions.propose import make_plan
    from recon.fixes.workbook import write_workbooks

    if rebaseline and not reason.strip():
        raise typer.BadParameter("--rebaseline needs a --reason")
    opened = open_workspace(workspace)
    with ProgressLines() as progress:
        progress("Plan", 0, 1)
        made, path = make_plan(
            opened,
            selection_of(finding, rule, project),
            who=who,
            with_forecast=forecast,
            rebaseline=dict.fromkeys(rebaseline or (), reason),
        )
        books = write_workbooks(opened.plans, made)
        progress("Plan", 1, 1)
    _print_plan(opened, made, path, books)


def _print_plan(
    workspace: Workspace, plan: Plan, path: Path, books: Iterable[Path] = ()
) -> None:
    from recon.cli.plan_summary import describe_plan

    print(describe_plan(workspace, plan))
    print(f"\nPlan: {path}")
    for book in books:
        print(f"Workbook: {book}")
    print(f"Next: recon approve {plan.id} --as NAME --all, then recon apply {plan.id}")
    print_head(workspace)


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
    """Approve a plan that another person proposed, whole or in part."""
    from recon.cli.plan_summary import sum_of
    from recon.decisions import approve as approvals

    if not (everything or finding or rule or project):
        raise typer.BadParameter("name what you approve, or --all")
    opened = open_workspace(workspace)
    plan = _plan_of(opened, name)
    selection = selection_of(finding, rule, project)
    chosen = [fix for fix in plan.fixes if selection.takes(fix)]
    limits = opened.config.approval
    approvals.approve(opened.trail, plan, chosen, limits, who=who, confirm=confirm)
    valid = approvals.approved(opened.trail, plan, limits)
    amount = sum_of(chosen)
    number = counted(len(chosen), "fix", "fixes")
    print(f"Approved {number} of plan {plan.id}, {amount} CAD in total")
    waiting = sum(fix.id not in valid for fix in chosen)
    if waiting:
        verb = "is" if waiting == 1 else "are"
        print(f"{waiting} of them {verb} over the limit and need a second approval")
    print_head(opened)


def apply(
    name: PlanName = "",
    workspace: Folder = ".",
    really: Annotated[
        bool, typer.Option("--apply", help="Write; without it nothing is written.")
    ] = False,
) -> None:
    """Show what is approved, request by request; with --apply write it, once."""
    from recon.decisions.apply import prove_applicable
    from recon.fixes.requests import describe_dry_run

    opened = open_workspace(workspace)
    plan = _plan_of(opened, name)
    chosen = prove_applicable(opened, plan)
    if really:
        sys.exit(_write(opened, plan))
    print(describe_dry_run(plan, chosen))
    print(f"To write: recon apply {plan.id} --apply")


def _write(workspace: Workspace, plan: Plan) -> int:
    """Apply a plan; 1 where not all of it was done."""
    from recon.decisions.apply import DONE, apply_plan
    from recon.systems.procore.write import writer_of

    writer = writer_of(workspace)
    try:
        results = apply_plan(workspace, plan, writer, _print_result)
    finally:
        writer.close()
    count = Counter(result.outcome for result in results.values())
    print(", ".join(f"{n} {outcome}" for outcome, n in count.most_common()))
    if any(o in count for o in ("unknown", "differs", "stopped", "refused")):
        print("What was not written is explained above; `recon trail` keeps it")
    print("Next: recon pull, then recon check")
    print_head(workspace)
    return 0 if set(count) <= {*DONE, "by hand"} else 1


def _print_result(fix: Fix, result: Result) -> None:
    if result.outcome != "by hand":
        why = f": {result.message}" if result.message else ""
        place = f"{fix.project} " if fix.project else ""
        print(f"{result.outcome:<11} {place}{fix.key}  {fix.action}{why}", flush=True)


def undo(name: PlanName = "", workspace: Folder = ".", who: Who = None) -> None:
    """Propose the inverse of what a plan wrote; approve and apply it as any plan."""
    from recon.decisions.undo import undo_plan

    opened = open_workspace(workspace)
    inverse, path = undo_plan(opened, _plan_of(opened, name), who=who)
    _print_plan(opened, inverse, path)


def _plan_of(workspace: Workspace, name: str) -> Plan:
    from recon.fixes.plan_file import newest_plan, read_plan

    if name:
        return read_plan(workspace.plans, name)
    found = newest_plan(workspace.plans)
    if found is None:
        raise ApplyRefused(
            what="There is no plan yet",
            where=str(workspace.plans),
            next_step="Make one with `recon plan`",
        )
    return found
