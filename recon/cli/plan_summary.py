"""A plan in words, as the commands plan and undo print it."""

from __future__ import annotations

from collections import Counter

from recon.fixes.brake import filled_of
from recon.fixes.fix import STEPS, Fix
from recon.fixes.plan_file import Plan
from recon.mapping.characters import visible
from recon.plurals import counted
from recon.workspace import Workspace

_MOST = 12


def describe_plan(workspace: Workspace, plan: Plan) -> str:
    """A plan in words: how much of each kind, in order, and what it would leave."""
    kinds = Counter(fix.kind for fix in plan.fixes)
    rate = workspace.config.procore.calls_per_hour
    minutes = -(-plan.calls * 60 // rate)
    calls = counted(plan.calls, "call")
    lines = [
        f"{counted(len(plan.fixes), 'fix', 'fixes')}: "
        f"{kinds['write']} written to Procore, "
        f"{counted(kinds['import'], 'row')} of import workbooks, "
        f"{counted(kinds['link'], 'link')}, "
        f"{kinds['instruction']} for a person",
        f"{calls} to Procore, at least {minutes} min at {rate} an hour",
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
    resolved = counted(len(left["vanish"]), "finding is", "findings are")
    return [
        "",
        f"If all of it is written: {resolved} resolved, "
        f"{left['stay']} stay, {appear} new"
        + (" (records that can be compared only then)" if appear else ""),
        f"Differences in total: {left['difference_before']} CAD now, "
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
