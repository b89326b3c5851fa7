"""Findings become a plan: every fix, in the order of dependence. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from recon.fixes.budget import plan_budget
from recon.fixes.creation import plan_creation
from recon.fixes.facts import Facts
from recon.fixes.fix import Fix, Row, fix_id
from recon.fixes.instructions import INSTRUCTIONS, RETIRED
from recon.fixes.parties import common_of, plan_parties
from recon.fixes.policy import Policy
from recon.fixes.worklist import plan_worklist
from recon.mapping.characters import visible, visible_code

_PLANNERS = (plan_budget, plan_parties, plan_creation, plan_worklist)


def plan_fixes(
    findings: Iterable[Row], facts: Facts, policy: Policy
) -> tuple[Fix, ...]:
    """A fix for every finding: written, imported, linked, or a person's work.

    Gives them in the order in which they depend on each other; equal findings, facts
    and policy give equal fixes. What a person reads of a fix shows invisible
    characters; what is written has them as they were. Writes nothing.
    """
    listed = list(findings)
    fixes = [fix for plan in _PLANNERS for fix in plan(listed, facts, policy)]
    mended = {finding for fix in fixes for finding in fix.findings}
    fixes += [_instruction(f, facts, policy) for f in listed if f["id"] not in mended]
    needed = {need for fix in fixes for need in fix.needs}
    return tuple(
        sorted(
            map(_legible, fixes),
            key=lambda fix: (
                fix.step,
                fix.id not in needed,
                fix.project or "",
                fix.entity,
                fix.key,
                fix.id,
            ),
        )
    )


def _legible(fix: Fix) -> Fix:
    """A fix whose words show what is invisible; import rows and requests stay."""
    lines = fix.lines
    if fix.kind == "instruction":
        lines = tuple(replace(line, value=visible(line.value)) for line in lines)
    return replace(
        fix,
        key=visible_code(fix.key),
        before=fix.before and visible(fix.before),
        after=fix.after and visible(fix.after),
        action=visible(fix.action),
        lines=lines,
    )


def _instruction(finding: Row, facts: Facts, policy: Policy) -> Fix:
    system, screen, deed = INSTRUCTIONS.get(
        finding["rule"],
        ("recon", "the record's own screen", "Look at both records, and mend one"),
    )
    if not policy.is_bridge_active:
        deed = RETIRED.get(finding["rule"], deed)
    common = common_of(finding, facts)
    action = deed.format(
        m=finding["maestro_value"] or "",
        p=finding["procore_value"] or "",
        key=common["key"],
    )
    return Fix(
        id=fix_id("instruction", finding["id"]),
        kind="instruction",
        system=system,
        screen=screen,
        action=action,
        undo="A person's work is undone by a person.",
        **{**common, "before": None, "after": None},
    )
