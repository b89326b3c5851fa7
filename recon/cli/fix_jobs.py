"""The commands that correct: plan, approve, apply, undo, decide."""

from __future__ import annotations

from collections import Counter
from typing import Any

from recon.cli.jobs import print_head
from recon.cli.words import ProgressLines
from recon.decisions.propose import Selection
from recon.errors import ApplyRefused, RuleError
from recon.fixes.brake import filled_of
from recon.fixes.fix import STEPS, Fix
from recon.fixes.plan_file import Plan, newest_plan, read_plan
from recon.mapping.characters import visible
from recon.plurals import counted
from recon.workspace import Workspace, open_workspace

_MOST = 12


def run_plan(
    folder: str,
    selection: Selection,
    who: str | None,
    *,
    forecast: bool,
    rebaseline: dict[str, str],
) -> None:
    """Make a plan, say what is in it and what it would leave."""
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


def run_approve(
    folder: str, name: str, selection: Selection, who: str | None, confirm: str
) -> None:
    """Record an approval; the whole plan or a part of it."""
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


def run_undo(folder: str, name: str, who: str | None) -> None:
    """Propose the inverse of what was applied; it is approved and applied as any."""
    from recon.decisions.undo import undo_plan

    workspace = open_workspace(folder)
    plan, path = undo_plan(workspace, _plan_of(workspace, name), who=who)
    print(describe_plan(workspace, plan))
    print(f"\nPlan: {path}")
    print(f"Next: recon approve {plan.id} --as NAME --all, then recon apply {plan.id}")
    print_head(workspace)


def run_decide(folder: str, verb: str, selection: Selection, **more: Any) -> None:
    """Record a decision on the findings that are meant."""
    from recon.decisions.decide import decide
    from recon.decisions.propose import current_fixes

    workspace = open_workspace(folder)
    proposed = current_fixes(workspace)
    found = [f for f in proposed.outcome["findings"] if _is_selected(f, selection)]
    if not found:
        raise RuleError(
            what="No finding matches your selection",
            where=workspace.current_build().name,
            next_step="Name ids, a rule or a project of the current check",
        )
    ids = {f["id"] for f in found}
    named = [fix.id for fix in proposed.fixes if set(fix.findings) & ids]
    decide(workspace.trail, verb, found, fixes=named, **more)
    print(f"Recorded: {verb} of {counted(len(found), 'finding')}")
    print_head(workspace)


def run_worklist(folder: str, file: str, who: str | None, *, take: bool) -> None:
    """Write the findings into a workbook, or record the decisions of one."""
    from pathlib import Path

    from recon.review.session import open_session
    from recon.review.worklist import take_worklist, write_worklist

    path = Path(file)
    session = open_session(folder, who or "")
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


def _is_selected(finding: dict[str, Any], selection: Selection) -> bool:
    return (
        (
            not selection.findings
            or any(finding["id"].startswith(f) for f in selection.findings)
        )
        and (not selection.rules or finding["rule"] in selection.rules)
        and (not selection.projects or finding["project"] in selection.projects)
    )


def describe_plan(workspace: Workspace, plan: Plan) -> str:
    """A plan in words: how much of each kind, in order, and what it would leave."""
    kinds = Counter(fix.kind for fix in plan.fixes)
    rate = workspace.config.procore.calls_per_hour
    minutes = -(-plan.calls * 60 // rate)
    lines = [
        f"{len(plan.fixes)} fixes: {kinds['write']} written to Procore, "
        f"{kinds['import']} rows of import workbooks, {kinds['link']} links, "
        f"{kinds['instruction']} for a person",
        f"{plan.calls} calls to Procore, at least {minutes} min at {rate} an hour",
    ]
    for step, title in enumerate(STEPS):
        fixes = [f for f in plan.fixes if f.step == step and f.kind != "instruction"]
        if fixes:
            lines += ["", f"{title} ({len(fixes)})"]
            lines += [_line(fix) for fix in fixes[:_MOST]]
            if len(fixes) > _MOST:
                lines.append(f"  and {len(fixes) - _MOST} more; the plan file has all")
    return visible("\n".join([*lines, *_held_back(plan), *_forecast(plan)]))


def _held_back(plan: Plan) -> list[str]:
    """What is not proposed, and why; and why the plan needs its amount confirmed."""
    lines: list[str] = []
    if plan.held:
        held = counted(len(plan.held), "fix is", "fixes are")
        lines += ["", f"{held} held back:"]
        count = Counter(because for held in plan.held for because in held.because)
        lines += [f"  {n}, because: {because}" for because, n in count.most_common()]
        lines.append("  Correct the cause and pull again, or see `recon doubts`")
    count_filled, filled = filled_of(plan.fixes)
    if count_filled:
        lines_filled = counted(count_filled, "line")
        lines += ["", f"{lines_filled} without an amount filled: {filled} CAD"]
    for project, reason in plan.about.get("rebaseline", {}).items():
        lines += ["", f"Project {project} is re-baselined: {reason}"]
    if plan.brake:
        lines += ["", "This plan is held back whole:"]
        lines += [f"  {reason}" for reason in plan.brake["reasons"]]
        lines.append(
            "  Whoever approves it writes the amount that it changes: recon approve "
            f"{plan.id} --all --as NAME --confirm {plan.brake['amount']}"
        )
    return lines


def _forecast(plan: Plan) -> list[str]:
    left = plan.forecast.get("written")
    if not left:
        return []
    appear = len(left["appear"])
    return [
        "",
        f"If all of it is written: {len(left['vanish'])} findings vanish, "
        f"{left['stay']} stay, {appear} appear"
        + (" (what only a new link or record lets be compared)" if appear else ""),
        f"Differences in all: {left['difference_before']} CAD now, "
        f"{left['difference_after']} CAD then",
    ]


def _line(fix: Fix) -> str:
    place = f"{fix.project} " if fix.project else ""
    return f"  {fix.kind:<6} {place}{fix.key}: {fix.change}"


def sum_of(fixes: list[Fix]) -> str:
    """The money that recon itself would move, in CAD, without sign."""
    from decimal import Decimal

    moved = (Decimal(fix.amount) for fix in fixes if fix.kind != "instruction")
    return f"{sum(moved, Decimal(0)):.2f}"


def _plan_of(workspace: Workspace, name: str) -> Plan:
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
