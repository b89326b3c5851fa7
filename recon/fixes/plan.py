"""Findings become a plan: every fix, in the order of dependence. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from recon.fixes.budget import plan_budget
from recon.fixes.creation import (
    plan_costs,
    plan_maestro_records,
    plan_procore_records,
)
from recon.fixes.facts import Facts
from recon.fixes.fix import Fix, Row, fix_id
from recon.fixes.parties import (
    common_of,
    plan_fields,
    plan_links,
    plan_memberships,
    plan_names,
)
from recon.fixes.policy import Policy
from recon.fixes.worklist import (
    plan_activities,
    plan_descriptions,
    plan_documents,
    plan_modifications,
)
from recon.mapping.characters import visible, visible_code
from recon.rules.head import ACTORS
from recon.rules.words import fill, read_template

_Planner = Callable[[list[Row], Facts, Policy], list[Fix]]


def _plan_values(findings: list[Row], facts: Facts, policy: Policy) -> list[Fix]:
    return [
        *plan_fields(findings, facts, policy),
        *plan_descriptions(findings, facts, policy),
    ]


# Who plans the findings of a kind of fix. Those of no planner, and those that theirs
# plans nothing for, are a person's work.
PLANNERS: dict[str, _Planner] = {
    "field": _plan_values,
    "link": plan_links,
    "maestro.activity": plan_activities,
    "maestro.document": plan_documents,
    "maestro.field": plan_fields,
    "maestro.modified_budget": plan_modifications,
    "maestro.record": plan_maestro_records,
    "procore.abbreviated_name": plan_names,
    "procore.cost": plan_costs,
    "procore.original_budget": plan_budget,
    "procore.project_supplier": plan_memberships,
    "procore.record": plan_procore_records,
}


def plan_fixes(
    findings: Iterable[Row], facts: Facts, policy: Policy
) -> tuple[Fix, ...]:
    """A fix for every finding: written, imported, linked, or a person's work.

    Gives them in the order in which they depend on each other; equal findings, facts
    and policy give equal fixes. What a person reads of a fix shows invisible
    characters; what is written has them as they were. Writes nothing.
    """
    listed = list(findings)
    fixes: list[Fix] = []
    for kind, plan in PLANNERS.items():
        fixes += plan([f for f in listed if f["fix"] == kind], facts, policy)
    fixes = _one_each(fixes)
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


def _one_each(fixes: list[Fix]) -> list[Fix]:
    """One fix for each change, however many rules call for it."""
    found: dict[str, Fix] = {}
    for fix in sorted(fixes, key=lambda fix: (fix.rules, fix.findings)):
        first = found.setdefault(fix.id, fix)
        found[fix.id] = replace(
            first,
            rules=tuple(sorted({*first.rules, *fix.rules})),
            findings=tuple(sorted({*first.findings, *fix.findings})),
        )
    return list(found.values())


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
    """A person's work: what the head of the rule says, with the finding's values."""
    rule = facts.rules[finding["rule"]]
    action = rule.action
    if rule.action_retired is not None and not policy.is_bridge_active:
        action = rule.action_retired
    common = common_of(finding, facts)
    values = {
        **finding["key"],
        **{name: finding[name] for name in ("project", "field", "difference")},
        **{name: finding[name] for name in ("maestro_value", "procore_value")},
        "value": finding["maestro_value"] or finding["procore_value"],
        "key": common["key"],
    }
    return Fix(
        id=fix_id("instruction", finding["id"]),
        kind="instruction",
        system=ACTORS[rule.screen.split()[0]],
        screen=rule.screen,
        action=fill(read_template(action, finding["rule"]), values),
        undo="A person's work is undone by a person.",
        **{**common, "before": None, "after": None},
    )
