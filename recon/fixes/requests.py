"""A fix in words, down to the very request or row that goes out. Pure."""

from __future__ import annotations

import json

from recon.fixes.fix import Fix
from recon.fixes.plan_file import Plan
from recon.mapping.characters import visible
from recon.plurals import counted
from recon.systems.procore.body import written


def describe_request(fix: Fix) -> str:
    """What a fix changes, why, what it risks, and exactly what is sent."""
    place = f"project {fix.project}, " if fix.project else ""
    lines = [
        f"{fix.id}  {fix.action}",
        f"  {place}{fix.key}: {fix.change}",
        f"  why     {fix.why}",
    ]
    lines += [f"  risk    {risk}" for risk in fix.risks]
    if fix.write is not None:
        body = "" if fix.write.body is None else f"  {written(fix.write.body)}"
        lines.append(f"  sends   {fix.write.method} {fix.write.path}{body}")
        expected = "nothing" if fix.write.before is None else _said(fix.write.before)
        lines.append(f"  expects {expected}")
    for line in fix.lines:
        note = f"  ({line.note})" if line.note else ""
        lines.append(f"  {line.label}: {line.value}{note}")
    lines.append(f"  undo    {fix.undo}")
    return visible("\n".join(lines))


def describe_dry_run(plan: Plan, chosen: set[str]) -> str:
    """What apply would do now, request by request; the page and the command show it."""
    fixes = [fix for fix in plan.fixes if fix.id in chosen]
    sendable = [fix for fix in fixes if fix.kind in ("write", "link")]
    requests = sum(fix.write is not None for fix in sendable)
    manual = len(fixes) - len(sendable)
    return "\n".join(
        [
            *map(describe_request, sendable),
            "",
            f"Dry run: {counted(requests, 'request')}, nothing was sent; "
            f"{counted(len(sendable) - requests, 'link')} to record, "
            f"{counted(manual, 'fix is', 'fixes are')} a person's work",
        ]
    )


def _said(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False) if values else "it is there"
