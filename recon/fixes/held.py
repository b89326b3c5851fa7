"""Holds back the fixes that depend on a doubt, with the reason. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from recon.fixes.fix import Fix, Row, as_row, fix_id

# What changes a system, or what is compared; a person's work is not held back.
_HELD_KINDS = ("write", "import", "link")


@dataclass(frozen=True)
class Held:
    """A fix that is not proposed, the doubts it rests on, and their reasons."""

    fix: Fix
    doubts: tuple[str, ...]
    because: tuple[str, ...]


def hold_back(
    fixes: Iterable[Fix], resting: Mapping[str, Sequence[str]], doubts: Iterable[Row]
) -> tuple[list[Fix], list[Held]]:
    """The fixes with those that rest on a doubt replaced, and what was held back.

    `resting` gives the doubts of each finding, `doubts` those that nobody lifted. In
    the place of a held fix stands an instruction that says how to go on, so that every
    finding keeps its fix. A fix that needs a held one is held too.
    """
    listed = list(fixes)
    reasons = {d["doubt"]: f"{d['title']}: {d['reason']}" for d in doubts}
    on = {
        fix.id: sorted(
            {d for f in fix.findings for d in resting.get(f, ())} & set(reasons)
        )
        for fix in listed
    }
    held = {f.id: on[f.id] for f in listed if on[f.id] and f.kind in _HELD_KINDS}
    while more := {
        fix.id: sorted({d for need in fix.needs for d in held.get(need, ())})
        for fix in listed
        if fix.id not in held and any(need in held for need in fix.needs)
    }:
        held |= more
    kept: list[Fix] = []
    back: list[Held] = []
    for fix in listed:
        message = tuple(reasons[doubt] for doubt in held.get(fix.id, on[fix.id]))
        if fix.id in held:
            back.append(Held(fix, tuple(held[fix.id]), message))
            kept.append(_instruction(back[-1]))
        elif message:
            risks = tuple(f"It rests on a doubt: {text}." for text in message)
            kept.append(replace(fix, risks=(*fix.risks, *risks)))
        else:
            kept.append(fix)
    return kept, back


def _instruction(held: Held) -> Fix:
    fix = held.fix
    return replace(
        fix,
        id=fix_id("held", fix.id),
        kind="instruction",
        action=f"Held back because: {'; '.join(held.because)}. Correct the cause and "
        f"pull again, or lift the doubt: recon doubts lift {held.doubts[0]}. "
        f"It would: {fix.action}",
        lines=(),
        write=None,
        needs=(),
        undo="Nothing was changed.",
    )


def held_row(held: Held) -> Row:
    """What was held back, as JSON holds it."""
    return {
        "fix": as_row(held.fix),
        "doubts": list(held.doubts),
        "because": list(held.because),
    }
