"""Plans are proposed by one person and approved by another, within limits.

What a person may approve is stated in recon.toml; what was approved stands in the
trail and is read from it, never from the plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from recon.errors import ApprovalError, PlanError
from recon.fixes.fix import Fix
from recon.fixes.plan_file import Plan
from recon.workspace.config import ApprovalSide
from recon.workspace.trail import Entry, TrailState, entries, record, system_name

_ZERO = Decimal(0)


def propose(path: Path, plan: Plan, *, who: str | None = None) -> TrailState:
    """Record who proposes a plan. Its hash binds the proposal to every word of it."""
    facts = {
        "plan": plan.id,
        "hash": plan.hash,
        "pull": plan.about["pull"],
        "fixes": len(plan.fixes),
        "writes": len(plan.writes),
    }
    return record(path, "plan", facts, who=who)


def approve(
    path: Path,
    plan: Plan,
    fixes: Iterable[Fix],
    rules: ApprovalSide,
    *,
    who: str | None = None,
    confirm: str = "",
) -> TrailState:
    """Record that a person approves fixes of a plan.

    A plan that is held back whole needs `confirm`: the amount it would change, as the
    approver writes it.

    Raises ApprovalError where that person proposed the plan, or where the amount they
    approve of it in all is over their limit and no second person may join; PlanError
    for a plan nobody proposed here.
    """
    chosen = list(fixes)
    listed = list(entries(path))
    person = who or system_name()
    proposer = _proposer(listed, plan)
    if not chosen:
        raise ApprovalError(
            what="No fix of the plan matches your selection",
            where=f"plan {plan.id}",
            next_step="Name findings, a rule or a project of the plan, or --all",
        )
    if _same(person, proposer):
        raise ApprovalError(
            what=f"{person} proposed this plan and cannot approve it",
            where=f"plan {plan.id}",
            next_step="Let another person approve it: recon approve PLAN --as NAME",
        )
    _prove_confirmed(plan, confirm)
    before = _approved_by(listed, plan).get(_known(person), set())
    amount = _amount(plan, before | {fix.id for fix in chosen})
    limit = _limit(rules, person)
    if limit is not None and amount > limit and not rules.two_persons:
        raise ApprovalError(
            what=f"{person} would approve {amount:.2f} CAD of this plan, and may "
            f"approve {limit:.2f}",
            where="recon.toml, [approval]",
            next_step="Approve less of it, or let a person with a higher limit do it",
        )
    facts = {
        "plan": plan.id,
        "hash": plan.hash,
        "fixes": sorted(fix.id for fix in chosen),
        "amount": f"{_amount(plan, {fix.id for fix in chosen}):.2f}",
        **({"confirmed": plan.brake["amount"]} if plan.brake else {}),
    }
    return record(path, "approval", facts, who=who)


def approved(path: Path, plan: Plan, rules: ApprovalSide) -> set[str]:
    """The fixes of a plan that may be written: by one within the limit, or by two."""
    people = _approved_by(list(entries(path)), plan)
    count: dict[str, int] = {}
    within: set[str] = set()
    for person, fixes in people.items():
        limit = _limit(rules, person)
        for fix in fixes:
            count[fix] = count.get(fix, 0) + 1
        if limit is None or _amount(plan, fixes) <= limit:
            within |= fixes
    together = {fix for fix, n in count.items() if n >= 2 and rules.two_persons}
    return within | together


def _approved_by(listed: list[Entry], plan: Plan) -> dict[str, set[str]]:
    """Who approved which fixes of a plan, without its proposer."""
    proposers = {
        _known(e.who)
        for e in listed
        if e.kind == "plan" and e.facts["hash"] == plan.hash
    }
    found: dict[str, set[str]] = {}
    for entry in listed:
        is_of_plan = entry.kind == "approval" and entry.facts["hash"] == plan.hash
        if plan.brake and entry.facts.get("confirmed") != plan.brake["amount"]:
            continue
        if is_of_plan and _known(entry.who) not in proposers:
            fixes = found.setdefault(_known(entry.who), set())
            fixes |= set(entry.facts["fixes"])
    return found


def _prove_confirmed(plan: Plan, confirm: str) -> None:
    """A plan that is held back whole is confirmed by its amount, written out."""
    if not plan.brake:
        return
    bare = "".join(confirm.split()).replace("\u202f", "").replace(",", ".")
    if bare == plan.brake["amount"]:
        return
    given = f"the amount written is {confirm}" if confirm else "no amount was written"
    raise ApprovalError(
        what="The plan is held back whole: " + "; ".join(plan.brake["reasons"]),
        where=f"plan {plan.id}; {given}",
        next_step="Review the source of these changes first. If they are right, write "
        f"the amount they change, {plan.brake['amount']}: recon approve PLAN --confirm",
    )


def _proposer(listed: list[Entry], plan: Plan) -> str:
    for entry in listed:
        if entry.kind == "plan" and entry.facts["hash"] == plan.hash:
            return entry.who
    raise PlanError(
        what="This plan is not in the audit trail",
        where=f"plan {plan.id}",
        next_step="Make it here with `recon plan`, so that its proposer is recorded",
    )


def _amount(plan: Plan, fixes: set[str]) -> Decimal:
    """The money that recon itself would move; a person's work is not approved."""
    moved = (f for f in plan.fixes if f.id in fixes and f.kind != "instruction")
    return sum((Decimal(fix.amount) for fix in moved), _ZERO)


def _limit(rules: ApprovalSide, person: str) -> Decimal | None:
    named = {_known(name): limit for name, limit in rules.limits.items()}
    text = named.get(_known(person), rules.limit)
    return Decimal(text) if text else None


def _known(person: str) -> str:
    return " ".join(person.casefold().split())


def _same(one: str, other: str) -> bool:
    return _known(one) == _known(other)
