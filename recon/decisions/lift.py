"""Lifting doubts: a person names one and says why; it returns when its facts change.

One doubt at a time: nothing lifts several at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from recon.errors import ApprovalError
from recon.fixes.fix import Row
from recon.workspace.trail import TrailState, entries, record


def lift(
    path: Path,
    doubts: Iterable[Row],
    name: str,
    *,
    reason: str,
    who: str | None = None,
) -> TrailState:
    """Record that a person lifts one doubt, bound to the facts it rests on.

    `name` is the doubt's id or its start. Raises ApprovalError where it names no doubt
    or several, and without a reason.
    """
    listed = list(doubts)
    found = [d for d in listed if name and d["doubt"].startswith(name)]
    if len(found) != 1:
        raise ApprovalError(
            what=f"{len(found) or 'No'} doubts have an id like {name!r}",
            where="the current check",
            next_step="Run `recon doubts` and name one of them; they are lifted one "
            "at a time",
        )
    if not reason.strip():
        raise ApprovalError(
            what="Lifting a doubt needs a reason",
            where=f"doubt {found[0]['doubt']}; nothing was recorded",
            next_step="Give it with --reason: what you reviewed, and what you found",
        )
    facts = {
        "doubt": found[0]["doubt"],
        "facts_hash": found[0]["facts_hash"],
        "said": f"{found[0]['title']}: {found[0]['reason']}",
        "reason": reason,
    }
    return record(path, "doubt", facts, who=who)


def with_lifts(path: Path, doubts: Iterable[Row]) -> list[Row]:
    """The doubts, each with `lifted_by`: who lifted it and why; empty if it is not.

    A doubt whose facts changed since is not lifted any more.
    """
    lifted = {
        (entry.facts["doubt"], entry.facts["facts_hash"]): (
            f"{entry.who}, {entry.at[:10]}: {entry.facts['reason']}"
        )
        for entry in entries(path)
        if entry.kind == "doubt"
    }
    return [
        {**doubt, "lifted_by": lifted.get((doubt["doubt"], doubt["facts_hash"]), "")}
        for doubt in doubts
    ]


def open_doubts(path: Path, doubts: Iterable[Row]) -> list[Row]:
    """The doubts that are not lifted."""
    return [doubt for doubt in with_lifts(path, doubts) if not doubt["lifted_by"]]
