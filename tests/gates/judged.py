"""What a damage may cost: nothing silently, no write that is new, few that are lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from recon.fixes.fix import Fix
from tests.gates.damaged_company import (
    Company,
    Held,
    Sign,
    entities_of,
    new_doubts,
)
from tests.gates.damages import DAMAGED, LETTERS, Made
from tests.gates.exported import Table

# The lists that a fix of each entity rests on.
_NEEDS = {
    "budget_line": {"budget_line", "project", "activity", "cost_group"},
    "modified_budget": {
        "modified_budget",
        "project",
        "activity",
        "cost_group",
        "change_order",
        "change_order_line",
        "prime_change_order",
    },
    "activity": {"activity", "project"},
    "supplier": {"supplier"},
    "customer": {"customer"},
    "project": {"project"},
}
# A supplier is put into a project's directory because it is used there.
_USES = {"project_cost", "purchase_order", "subcontract", "project"}
_ALSO_SAYS = ("key_duplicated", "key_missing")


@dataclass(frozen=True)
class Damage:
    """One damage of one list, by its kind and seed."""

    kind: str
    entity: str
    seed: int
    made: Made

    def __str__(self) -> str:
        return f"{self.kind!r} in {self.entity}, seed {self.seed}"


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


def rests_on(fix: Fix, damage: Damage, company: Company) -> bool:
    """Whether a fix rests on what a damage touches: a row of its keys, or an absence."""
    table, made = company.tables[damage.entity], damage.made
    needs = _NEEDS[fix.entity]
    if fix.entity == "supplier" and fix.project:
        needs = needs | _USES
    if damage.entity not in needs or not made.touched:
        return False
    if any(_concerns(fix, table, row) for row in made.touched):
        return True
    return made.is_blind and damage.entity == fix.entity and _is_absence(fix, company)


def _concerns(fix: Fix, table: Table, row: int) -> bool:
    named = table.named(row)
    codes = fix.key.split()
    project = named.get("project_code")
    if table.entity == "project":
        return project == (fix.project or fix.key)
    if project is not None and project != fix.project:
        return False
    if fix.entity in ("supplier", "customer"):
        return fix.key in (named.get("code"), named.get("party_code"))
    shown = [named[n] for n in ("activity_code", "group_code") if n in named]
    return all(code in codes for code in shown)


def _is_absence(fix: Fix, company: Company) -> bool:
    return any(
        not company.undamaged.findings[finding]["sources"]["maestro"]
        for finding in fix.findings
    )


def judge(company: Company, damages: Sequence[Damage]) -> list[Verdict]:
    """Damage lists together, and give each its verdict; a failure is tried alone."""
    files = {n: c for d in damages for n, c in d.made.files.items()}
    try:
        after = company.damaged(files)
    except Exception as error:  # no other error than ours may reach a person
        if len(damages) > 1:
            return _each_alone(company, damages)
        problem = f"{damages[0]}: {type(error).__name__}: {error}"
        return [Verdict(damages[0], [problem], expected=1)]
    if len(damages) > 1 and (after.stop or _new_fixes(company, damages, after)):
        return _each_alone(company, damages)
    verdicts = [_verdict(company, damage, damages, after) for damage in damages]
    if len(damages) == 1:
        return verdicts
    # What another damage of the batch cost must not be charged to a harmless one.
    return [
        judge(company, [v.damage])[0]
        if v.problems and v.damage.made.effect != DAMAGED
        else v
        for v in verdicts
    ]


def _each_alone(company: Company, damages: Sequence[Damage]) -> list[Verdict]:
    return [verdict for damage in damages for verdict in judge(company, [damage])]


def _verdict(
    company: Company, damage: Damage, damages: Sequence[Damage], after: Held
) -> Verdict:
    verdict = Verdict(damage)
    base = company.undamaged
    expected = [s for s, f in base.fixes.items() if not rests_on(f, damage, company)]
    verdict.expected = len(expected)
    if after.stop:
        verdict.is_stop, verdict.doubts = True, 1
        if damage.made.effect != DAMAGED:
            verdict.problems.append(f"{damage}: nothing is wrong, yet: {after.stop}")
        return verdict
    _judge_rows(company, verdict, after)
    for fix in _new_fixes(company, damages, after):
        verdict.new_writes += 1
        verdict.problems.append(f"{damage}: a new {_told(fix)}")
    verdict.problems += [f"{damage}: rule {rule} failed" for rule in after.failed]
    lost = _lost(company, damage, damages, after)
    verdict.kept = len(expected) - len(lost & set(expected))
    verdict.doubts = len(_own_doubts(company, damage, damages, after))
    if damage.made.effect != DAMAGED:
        if verdict.doubts:
            verdict.problems.append(f"{damage}: nothing is wrong, yet it is doubted")
        verdict.problems += [
            f"{damage}: nothing is wrong, yet lost: {_told(base.fixes[s])}"
            for s in sorted(lost & set(expected), key=str)
        ]
    return verdict


def _told(fix: Fix) -> str:
    return f"{fix.kind} {fix.entity} {fix.project} {fix.key} {fix.field} {fix.change}"


def _new_fixes(company: Company, damages: Sequence[Damage], after: Held) -> list[Fix]:
    """The fixes that nobody proposed before, but for a text that says something else."""
    touched = [
        (d, d.made.touched if d.made.effect == LETTERS else d.made.letters)
        for d in damages
    ]
    return [
        fix
        for sign, fix in after.fixes.items()
        if sign not in company.undamaged.fixes
        and not any(
            d.entity == fix.entity
            and any(_concerns(fix, company.tables[d.entity], r) for r in rows)
            for d, rows in touched
        )
    ]


def _own_doubts(
    company: Company, damage: Damage, damages: Sequence[Damage], after: Held
) -> set[str]:
    """The new doubts about a damaged list, or about none that was damaged."""
    others = {d.entity for d in damages} - {damage.entity}
    return {
        doubt
        for doubt in new_doubts(company.undamaged, after)
        if damage.entity in (about := entities_of(after, [doubt]))
        or not (about & others)
    }


def _lost(
    company: Company, damage: Damage, damages: Sequence[Damage], after: Held
) -> set[Sign]:
    """The fixes that are gone because of one damage, as far as that can be told."""
    own = _own_doubts(company, damage, damages, after)
    lost = set()
    for sign, fix in company.undamaged.fixes.items():
        if sign in after.fixes or any(rests_on(fix, d, company) for d in damages):
            continue
        because = after.held.get(sign)
        if because is None or because & own:
            lost.add(sign)
    return lost


# Rows: each that is lost or changed is said.


def _judge_rows(company: Company, verdict: Verdict, after: Held) -> None:
    damage, base = verdict.damage, company.undamaged
    entity, made = damage.entity, damage.made
    lost = list((base.rows[entity] - after.rows[entity]).elements())
    gained = list((after.rows[entity] - base.rows[entity]).elements())
    if made.effect == LETTERS:
        touched = Counter(
            base.numbered[entity][row + 2]
            for row in made.touched
            if row + 2 in base.numbered[entity]
        )
        if len(lost) == len(gained) <= len(made.touched):
            lost = list((Counter(lost) - touched).elements())
            gained = gained if lost else []
    for row in made.letters:
        was, now = (h.numbered[entity].get(row + 2) for h in (base, after))
        if was in lost and now in gained:
            lost.remove(was)
            gained.remove(now)
    if made.is_outside and not _is_countable(company, entity):
        return
    if made.effect == DAMAGED:
        lost, gained = _unsaid(company, damage, after, lost, gained)
    verdict.silent = len(lost) + len(gained)
    for what, rows in (("lost", lost), ("new", gained)):
        verdict.problems += [
            f"{damage}: {len(rows)} rows silently {what}, such as {_shown(base, entity, row)}"
            for row in rows[:1]
        ]


def _shown(held: Held, entity: str, row: tuple[Any, ...]) -> str:
    named = zip(held.names[entity], row, strict=True)
    return ", ".join(f"{n} {v}" for n, v in named if v is not None)


def _is_countable(company: Company, entity: str) -> bool:
    """Whether anything outside the file says how many rows a list has."""
    standing = [s for s in company.undamaged.scopes if s.kind == "no control total"]
    return entity not in {s.entity for s in standing}


def _unsaid(
    company: Company,
    damage: Damage,
    after: Held,
    lost: list[tuple[Any, ...]],
    gained: list[tuple[Any, ...]],
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The rows of which no reject, no doubt and no list not read says anything."""
    base, entity = company.undamaged, damage.entity
    if entity in after.unread - base.unread:
        return [], []
    fresh = new_doubts(base, after)
    scopes = [s for s in after.scopes if s.doubt in fresh]
    columns = {
        scope.code.removeprefix("field|")
        for scope in scopes
        if scope.entity == entity and scope.code and scope.code.startswith("field|")
    }
    if columns:
        lost, gained = _apart_from(columns, base.names[entity], lost, gained)
    rejects = len(after.rejects.get(entity, set())) - len(base.rejects.get(entity, ()))

    def is_doubted(row: tuple[Any, ...]) -> bool:
        record = dict(zip(base.names[entity], row, strict=True))
        return any(scope.covers(entity, record) for scope in scopes)

    also = any(
        f["rule"] in _ALSO_SAYS and f["entity"] == entity
        for key, f in after.findings.items()
        if key not in base.findings
    )
    left = [] if rejects >= len(lost) else [r for r in lost if not is_doubted(r)]
    return left, [r for r in gained if not (is_doubted(r) or also)]


def _apart_from(
    columns: set[str],
    names: tuple[str, ...],
    lost: list[tuple[Any, ...]],
    gained: list[tuple[Any, ...]],
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The rows that still differ without the columns that a doubt names as a whole."""
    places = [place for place, name in enumerate(names) if name not in columns]

    def bare(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row[place] for place in places)

    stay, come = Counter(map(bare, gained)), Counter(map(bare, lost))
    return (
        [row for row in lost if bare(row) not in stay],
        [row for row in gained if bare(row) not in come],
    )
