"""What a damaged answer of Procore may cost: nothing silently, no write that is new."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from recon.fixes.fix import Fix
from tests.gates.answered_company import Answered, AnsweredCompany
from tests.gates.damaged_company import new_doubts
from tests.gates.damages import DAMAGED, HARMLESS, LETTERS
from tests.gates.tampered import Listed, MadeAnswer

_BUDGETS = {
    "budget_line",
    "wbs_code",
    "activity",
    "cost_group",
    "segment",
    "segment_item",
    "budget_view",
    "budget_column",
    "budget_lock",
    "project",
}
_CONTRACTS = {
    "purchase_order_contract",
    "work_order_contract",
    "commitment_line",
    "prime_contract",
    "prime_line",
    "commitment_change_order",
    "change_order_line",
    "change_order_package",
    "package_detail",
    "potential_change_order",
    "potential_line",
    "prime_change_order",
    "requisition",
}
_COSTS = {"direct_cost", "direct_cost_line"}
# The lists of Procore that a fix of each entity rests on.
_NEEDS = {
    "budget_line": _BUDGETS,
    "modified_budget": _BUDGETS
    | _CONTRACTS
    | {"budget_modification", "budget_change_line"},
    "activity": _BUDGETS | _CONTRACTS | _COSTS,
    "supplier": {"company", "company_inactive"},
    "customer": {"company", "company_inactive", "prime_contract"},
    "project": {"project"},
}
_DIRECTORY = {"project_vendor", "project", *_COSTS, *_CONTRACTS}


@dataclass(frozen=True)
class Damage:
    """One damage of one list, by its kind and seed."""

    kind: str
    seed: int
    made: MadeAnswer

    @property
    def listed(self) -> Listed:
        return self.made.listed

    def __str__(self) -> str:
        where = self.listed.project or "the company"
        what = f"{self.kind!r} in {self.listed.name} of {where}, seed {self.seed}"
        return f"{what}, {self.made.told}" if self.made.told else what


@dataclass
class Verdict:
    """What came of one damage."""

    damage: Damage
    problems: list[str] = field(default_factory=list)
    silent: int = 0
    new_writes: int = 0
    expected: int = 0
    kept: int = 0
    doubts: int = 0
    is_stop: bool = False


def judge(company: AnsweredCompany, damages: Sequence[Damage]) -> list[Verdict]:
    """Damage lists of several projects together; a failure is tried alone."""
    try:
        after = company.asked([d.made for d in damages])
    except Exception as error:  # no other error than ours may reach a person
        if len(damages) > 1:
            return _each_alone(company, damages)
        problem = f"{damages[0]}: {type(error).__name__}: {error}"
        return [Verdict(damages[0], [problem], expected=1)]
    base = company.answered.held
    is_new = after.held.fixes.keys() - base.fixes.keys()
    if len(damages) > 1 and (after.held.stop or is_new):
        return _each_alone(company, damages)
    return [_verdict(company, damage, damages, after) for damage in damages]


def _each_alone(company: AnsweredCompany, damages: Sequence[Damage]) -> list[Verdict]:
    return [verdict for damage in damages for verdict in judge(company, [damage])]


def _verdict(
    company: AnsweredCompany,
    damage: Damage,
    damages: Sequence[Damage],
    after: Answered,
) -> Verdict:
    verdict = Verdict(damage)
    base = company.answered.held
    expected = {s for s, f in base.fixes.items() if not rests_on(f, damage, company)}
    verdict.expected = len(expected)
    if after.held.stop:
        verdict.is_stop, verdict.doubts = True, 1
        if damage.made.effect != DAMAGED:
            verdict.problems.append(f"{damage}: stopped: {after.held.stop}")
        return verdict
    _judge_rows(company, verdict, damages, after)
    for sign in after.held.fixes.keys() - base.fixes.keys():
        fix = after.held.fixes[sign]
        if not _is_excused(fix, damage, company):
            verdict.new_writes += 1
            verdict.problems.append(f"{damage}: a new {_told(fix)}")
    verdict.problems += [f"{damage}: rule {r} failed" for r in after.held.failed]
    lost = {
        s
        for s in expected - after.held.fixes.keys()
        if not any(rests_on(base.fixes[s], d, company) for d in damages)
        and _is_near(base.fixes[s], damage, damages, company)
    }
    verdict.kept = len(expected - lost)
    verdict.doubts = len(_own_doubts(company, damage, damages, after))
    if damage.made.effect != DAMAGED:
        gone = [_told(base.fixes[s]) for s in sorted(lost, key=str)]
        verdict.problems += [f"{damage}: nothing is wrong, yet lost: {g}" for g in gone]
    if damage.made.effect == HARMLESS and verdict.doubts:
        verdict.problems.append(f"{damage}: nothing is wrong, yet it is doubted")
    return verdict


def _told(fix: Fix) -> str:
    return f"{fix.kind} {fix.entity} {fix.project} {fix.key} {fix.field} {fix.change}"


def _is_excused(fix: Fix, damage: Damage, company: AnsweredCompany) -> bool:
    """Whether an answer says it plainly: a row that is not there, another text."""
    made = damage.made
    return (made.is_outside or made.effect == LETTERS) and rests_on(
        fix, damage, company
    )


def rests_on(fix: Fix, damage: Damage, company: AnsweredCompany) -> bool:
    """Whether a fix rests on what a damage touches: a row of its codes, or an absence."""
    made, listed = damage.made, damage.listed
    needs = _NEEDS[fix.entity]
    if fix.entity == "supplier" and fix.project:
        needs = needs | _DIRECTORY
    code = company.codes.get(listed.project or "")
    if listed.name not in needs or (code and code != fix.project):
        return False
    if any(_concerns(fix, listed, row) for row in made.touched):
        return True
    findings = company.answered.held.findings
    return made.is_blind and any(
        f in findings and not findings[f]["sources"]["procore"] for f in fix.findings
    )


def _concerns(fix: Fix, listed: Listed, row: dict[str, Any]) -> bool:
    if listed.name == "project":
        return row.get("project_number") in (fix.project, fix.key)
    if listed.name in ("budget_lock", "budget_view", "budget_column", "segment"):
        return True
    if fix.entity == "supplier" and fix.project and listed.name in _CONTRACTS | _COSTS:
        return True
    words = set(re.split(r"[^\w-]+", json.dumps(row, ensure_ascii=False)))
    if listed.name == "cost_group":
        return bool(set(fix.key.split()[1:]) & words)
    return set(fix.key.split()[:1]) <= words


def _is_near(
    fix: Fix, damage: Damage, damages: Sequence[Damage], company: AnsweredCompany
) -> bool:
    """Whether a lost fix is to be counted for this damage and not for another."""
    places = {company.codes.get(d.listed.project or "") for d in damages}
    own = company.codes.get(damage.listed.project or "")
    return own == fix.project or fix.project not in places


def _own_doubts(
    company: AnsweredCompany,
    damage: Damage,
    damages: Sequence[Damage],
    after: Answered,
) -> set[str]:
    fresh = new_doubts(company.answered.held, after.held)
    places = {company.codes.get(d.listed.project or "") for d in damages}
    own = company.codes.get(damage.listed.project or "")
    return {
        scope.doubt
        for scope in after.held.scopes
        if scope.doubt in fresh
        and (scope.project == own or own is None or scope.project not in places)
    }


# Rows: each that is lost or changed is said.


def _judge_rows(
    company: AnsweredCompany,
    verdict: Verdict,
    damages: Sequence[Damage],
    after: Answered,
) -> None:
    damage = verdict.damage
    if damage.made.is_outside:
        return
    moved = _moved(company, damage, damages, after)
    if damage.made.effect == LETTERS:
        moved = {t: m for t, m in moved.items() if m[0].total() != m[1].total()}
    if not moved:
        return
    if damage.made.effect == DAMAGED:
        said = _said(company, damage, damages, after)
        own = f"stage.procore_{damage.listed.name}"
        lost = moved[own][0].total() if own in moved else 0
        kinds = {kind for kind, _ in said}
        rejects = len({s[2:4] for kind, s in said if kind == "reject"})
        if kinds - {"reject"} or (kinds and rejects >= lost):
            return
    verdict.silent = sum(m[0].total() + m[1].total() for m in moved.values())
    for table, (lost_rows, gained) in sorted(moved.items())[:2]:
        shown = next(iter(lost_rows), None) or next(iter(gained))
        verdict.problems.append(
            f"{damage}: silent in {table}: {lost_rows.total()} lost,"
            f" {gained.total()} new, such as {str(shown)[:300]}"
        )


Moved = dict[str, tuple[Counter[Any], Counter[Any]]]


def _moved(
    company: AnsweredCompany,
    damage: Damage,
    damages: Sequence[Damage],
    after: Answered,
) -> Moved:
    """The rows of each table that are lost, and new, in what a damage may reach."""
    base = company.answered
    others = {p for d in damages if d is not damage for p in _places(company, d)}
    moved: Moved = {}
    for table, project in base.rows.keys() | after.rows.keys():
        if project in others - _places(company, damage):
            continue
        before, now = (
            one.rows.get((table, project), Counter()) for one in (base, after)
        )
        if before != now:
            lost, gained = moved.get(table, (Counter(), Counter()))
            moved[table] = lost + (before - now), gained + (now - before)
    return moved


def _places(company: AnsweredCompany, damage: Damage) -> set[str | None]:
    """A damaged project by its id and by its code."""
    project = damage.listed.project
    return {project, company.codes.get(project)} if project else set()


def _said(
    company: AnsweredCompany,
    damage: Damage,
    damages: Sequence[Damage],
    after: Answered,
) -> set[tuple[str, tuple[Any, ...]]]:
    """What the build says that the undamaged one does not, of a damaged project."""
    places = _places(company, damage) | {None}
    return {
        (kind, one)
        for kind, lines in after.said.items()
        for one in lines - company.answered.said.get(kind, set())
        if damage.listed.project is None or one[0] in places
    }
