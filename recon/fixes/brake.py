"""The brake: holds back a plan that would change an unusual share of the amounts.

Whatever the cause. Only lines that carry an amount are counted: filling empty ones is
stated with its total and is no reason. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from recon.fixes.fix import Fix, Row
from recon.plurals import counted

_ZERO = Decimal(0)
_AMOUNT = re.compile(r"^(-?\d+(?:\.\d+)?)(?: CAD|$)")
# The lists whose lines carry an amount that a fix overwrites.
_LISTS = ("budget_line", "modified_budget")


@dataclass(frozen=True)
class Limits:
    """From what on a plan is unusual; amounts in CAD, shares in percent."""

    line_to_zero: Decimal
    project_share: Decimal
    project_amount: Decimal
    lines_share: Decimal
    lines: int
    all_lines_share: Decimal
    all_lines: int


@dataclass(frozen=True)
class Carried:
    """The lines of a list of one project that carry an amount, and their sum."""

    lines: int
    amount: Decimal


@dataclass(frozen=True)
class _Change:
    """One line that carries an amount, before and after."""

    project: str
    entity: str
    key: str
    before: Decimal
    after: Decimal

    @property
    def gross(self) -> Decimal:
        """The money that moves, without sign."""
        return abs(self.after - self.before)


def brake_of(
    fixes: Iterable[Fix],
    carried: Mapping[tuple[str, str], Carried],
    limits: Limits,
    rebaselined: Iterable[str] = (),
) -> Row:
    """Why a plan is held back whole, with its figures; empty where it is not.

    `carried` gives what each list of each project carries, by entity and project.
    Projects that are re-baselined on purpose are left out. `amount` is the money all
    counted lines move, which the approver writes to confirm it. Amounts are text, CAD.
    """
    left_out = {project.strip().upper() for project in rebaselined}
    changes = [c for c in _changes(fixes) if c.project.strip().upper() not in left_out]
    reasons = [
        *_to_zero(changes, limits),
        *_by_project(changes, carried, limits),
        *_in_all(changes, carried, limits),
    ]
    if not reasons:
        return {}
    gross = sum((change.gross for change in changes), _ZERO)
    return {
        "reasons": reasons,
        "lines": len(changes),
        "amount": f"{gross:.2f}",
        "to_zero": sum(change.after == 0 for change in changes),
    }


def filled_of(fixes: Iterable[Fix]) -> tuple[int, Decimal]:
    """How many lines without an amount a plan fills, and their total, in CAD."""
    filled = [
        after
        for fix in fixes
        for before, after in [_amounts(fix)]
        if after is not None and before == 0 and after != 0
    ]
    return len(filled), sum(filled, _ZERO)


def _changes(fixes: Iterable[Fix]) -> list[_Change]:
    found = []
    for fix in fixes:
        before, after = _amounts(fix)
        if after is not None and before != 0 and before != after:
            project = fix.project or ""
            found.append(_Change(project, fix.entity, fix.key, before, after))
    return found


def _amounts(fix: Fix) -> tuple[Decimal, Decimal | None]:
    """The amount that a fix finds and leaves; no amount after: it moves none."""
    if fix.kind == "instruction" or fix.entity not in _LISTS:
        return _ZERO, None
    before, after = (_AMOUNT.match(text or "0") for text in (fix.before, fix.after))
    if before is None or after is None:
        return _ZERO, None
    return Decimal(before[1]), Decimal(after[1])


def _to_zero(changes: list[_Change], limits: Limits) -> Iterable[str]:
    emptied = [
        c for c in changes if c.after == 0 and abs(c.before) >= limits.line_to_zero
    ]
    if emptied:
        worst = max(emptied, key=lambda c: (abs(c.before), c.project, c.key))
        lines = counted(len(emptied), "line")
        yield (
            f"{lines} of {limits.line_to_zero} CAD or more would be set "
            f"to 0.00, {sum(abs(c.before) for c in emptied):.2f} CAD in all; the "
            f"largest is {worst.project} {worst.key}, {worst.before:.2f} CAD"
        )


def _by_project(
    changes: list[_Change],
    carried: Mapping[tuple[str, str], Carried],
    limits: Limits,
) -> Iterable[str]:
    grouped: dict[tuple[str, str], list[_Change]] = {}
    for change in changes:
        place = (change.entity, change.project.strip().upper())
        grouped.setdefault(place, []).append(change)
    for (entity, project), found in sorted(grouped.items()):
        known = carried.get((entity, project), Carried(len(found), _ZERO))
        gross = sum((c.gross for c in found), _ZERO)
        if (
            gross > limits.project_amount
            and gross * 100 > limits.project_share * known.amount
        ):
            yield (
                f"{gross:.2f} CAD of project {project} would change, of "
                f"{known.amount:.2f} CAD in all (limits: {limits.project_share} % and "
                f"{limits.project_amount} CAD)"
            )
        if len(found) > limits.lines and (
            len(found) * 100 > limits.lines_share * known.lines
        ):
            yield (
                f"{len(found)} of {known.lines} lines of project {project} would be "
                f"overwritten (limits: {limits.lines_share} % and {limits.lines} lines)"
            )


def _in_all(
    changes: list[_Change],
    carried: Mapping[tuple[str, str], Carried],
    limits: Limits,
) -> Iterable[str]:
    for entity in _LISTS:
        found = [c for c in changes if c.entity == entity]
        whole = sum(c.lines for (name, _), c in carried.items() if name == entity)
        if len(found) > limits.all_lines and (
            len(found) * 100 > limits.all_lines_share * whole
        ):
            yield (
                f"{len(found)} of {whole} lines of all projects would be overwritten "
                f"(limits: {limits.all_lines_share} % and {limits.all_lines} lines)"
            )
