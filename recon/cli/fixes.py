"""The commands that correct: plan, approve, apply, undo."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

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
from recon.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from recon.decisions.propose import Selection
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

    if rebaseline and not reason.strip():
        raise typer.BadParameter("--rebaseline needs a --reason")
    anew = dict.fromkeys(rebaseline or (), reason)
    selection = selection_of(finding, rule, project)
    run_plan(workspace, selection, who, forecast=forecast, rebaseline=anew)


def run_plan(
    folder: str,
    selection: Selection,
    who: str | None,
    *,
    forecast: bool,
    rebaseline: dict[str, str],
) -> None:
    """Make a plan, say what is in it and what it would leave."""
    from recon.cli.plan_summary import describe_plan
    from recon.decisions.propose import make_plan
    from recon.fixes.workbook import write_workbooks

    workspace = open_workspace(folder)
    with ProgressLines() as progress:
        progress("Plan", 0, 1)
        plan, path = make_plan(
            workspace, selection, who=who, with_forecast=forecast, rebaseline=rebaseline
        )
        books = write_workbooks(workspace.plans, plan)
        progress("Plan", 1, 1)
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
    """Approve a plan that somebody else proposed, whole or in part."""

    if not (everything or finding or rule or project):
        raise typer.BadParameter("name what you approve, or --all")
    run_approve(workspace, name, selection_of(finding, rule, project), who, confirm)


def run_approve(
    folder: str, name: str, selection: Selection, who: str | None, confirm: str
) -> None:
    """Record an approval; the whole plan or a part of it."""
    from recon.cli.plan_summary import sum_of
    from recon.decisions.approve import approve, approved

    workspace = open_workspace(folder)
    plan = _plan_of(workspace, name)
    chosen = [fix for fix in plan.fixes if selection.takes(fix)]
    rules = workspace.config.approval
    approve(workspace.trail, plan, chosen, rules, who=who, confirm=confirm)
    valid = approved(workspace.trail, plan, workspace.config.approval)
    amount = sum_of(chosen)
    print(f"Approved {len(chosen)} fixes of plan {plan.id}, {amount} CAD in all")
    waiting = sum(fix.id not in valid for fix in chosen)
    if waiting:
        print(f"{waiting} of them are over the limit and wait for a second person")
    print_head(workspace)


def apply(
    name: PlanName = "",
    workspace: Folder = ".",
    really: Annotated[
        bool, typer.Option("--apply", help="Write; without it nothing is written.")
    ] = False,
) -> None:
    """Show what is approved, request by request; with --apply write it, once."""

    sys.exit(run_apply(workspace, name, really=really))


def run_apply(folder: str, name: str, *, really: bool) -> int:
    """Say what would be written; with `really` write it. 1: not all was done."""
    from recon.decisions.apply import prove_applicable
    from recon.fixes.requests import describe_dry_run

    workspace = open_workspace(folder)
    plan = _plan_of(workspace, name)
    chosen = prove_applicable(workspace, plan)
    if not really:
        print(describe_dry_run(plan, chosen))
        print(f"To write: recon apply {plan.id} --apply")
        return 0
    return _apply(workspace, plan)


def _apply(workspace: Workspace, plan: Plan) -> int:
    from recon.decisions.apply import DONE, apply_plan
    from recon.systems.procore.write import writer_of

    writer = writer_of(workspace)
    try:
        results = apply_plan(workspace, plan, writer, _say_result)
    finally:
        writer.close()
    count = Counter(result.outcome for result in results.values())
    print(", ".join(f"{n} {outcome}" for outcome, n in count.most_common()))
    if any(o in count for o in ("unknown", "differs", "stopped", "refused")):
        print("What was not written is explained above; `recon trail` keeps it")
    print("Next: recon pull, then recon check")
    print_head(workspace)
    return 0 if set(count) <= {*DONE, "by hand"} else 1


def _say_result(fix: Fix, result: Any) -> None:
    if result.outcome != "by hand":
        why = f": {result.message}" if result.message else ""
        place = f"{fix.project} " if fix.project else ""
        print(f"{result.outcome:<11} {place}{fix.key}  {fix.action}{why}", flush=True)


def undo(name: PlanName = "", workspace: Folder = ".", who: Who = None) -> None:
    """Propose the inverse of what a plan wrote; approve and apply it as any plan."""

    run_undo(workspace, name, who)


def run_undo(folder: str, name: str, who: str | None) -> None:
    """Propose the inverse of what was applied; it is approved and applied as any."""
    from recon.cli.plan_summary import describe_plan
    from recon.decisions.undo import undo_plan

    workspace = open_workspace(folder)
    plan, path = undo_plan(workspace, _plan_of(workspace, name), who=who)
    print(describe_plan(workspace, plan))
    print(f"\nPlan: {path}")
    print(f"Next: recon approve {plan.id} --as NAME --all, then recon apply {plan.id}")
    print_head(workspace)


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
