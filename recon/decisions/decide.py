"""Decisions on findings, and what follows: status, age, links. Rebuilt from the trail.

A variance that was accepted lapses when its facts change, its cap is passed, or its
day is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from recon.errors import ApprovalError
from recon.fixes.fix import Fix, Row
from recon.workspace.trail import Entry, TrailState, entries, record

VERBS = ("accept", "reject", "assign", "comment", "reopen")
BUCKETS = ((30, "0-30"), (60, "31-60"), (90, "61-90"))


@dataclass(frozen=True)
class FindingStatus:
    """Where a finding stands: open or accepted, since when, with whom.

    `age` is days from the check that first saw it to the last one; `bucket` is its
    class of age. `why` says who accepted it, or why an acceptance lapsed.
    """

    status: str
    first_seen: str
    age: int
    bucket: str
    assigned_to: str = ""
    why: str = ""
    comments: tuple[str, ...] = ()


def decide(
    path: Path,
    verb: str,
    findings: Iterable[Row],
    *,
    who: str | None = None,
    reason: str = "",
    cap: str = "",
    until: str = "",
    to: str = "",
    fixes: Iterable[str] = (),
) -> TrailState:
    """Record one decision on findings, bound to the facts it was taken on.

    Raises ApprovalError for a verb, cap or day that is none, an acceptance without
    reason, an assignment without a name.
    """
    listed = list(findings)
    _prove(verb, listed, reason, cap, until, to)
    facts: Row = {
        "verb": verb,
        "findings": {f["id"]: f["facts_hash"] for f in listed},
        "reason": reason,
        **({"cap": cap} if cap else {}),
        **({"until": until} if until else {}),
        **({"to": to} if to else {}),
        **({"fixes": sorted(fixes)} if verb == "reject" else {}),
    }
    return record(path, "decision", facts, who=who)


def _prove(
    verb: str, findings: list[Row], reason: str, cap: str, until: str, to: str
) -> None:
    problem = None
    if verb not in VERBS:
        problem = f"{verb!r} is not a decision; use one of: {', '.join(VERBS)}"
    elif not findings:
        problem = "No finding matches your selection"
    elif verb in ("accept", "reject", "comment") and not reason.strip():
        problem = f"To {verb} needs a reason"
    elif verb == "assign" and not to.strip():
        problem = "To assign needs a person"
    elif cap and not _is_amount(cap):
        problem = f"{cap!r} is not an amount such as 250.00"
    elif until and not _is_day(until):
        problem = f"{until!r} is not a date such as 2026-12-31"
    if problem:
        raise ApprovalError(
            what=problem,
            where="the decision; nothing was recorded",
            next_step="Correct it and decide again",
        )


def finding_statuses(
    path: Path, findings: Iterable[Row], *, today: date | None = None
) -> dict[str, FindingStatus]:
    """The status of each finding, by its id, as the trail records it."""
    listed = list(entries(path))
    day = today or datetime.now(UTC).date()
    first, last = _first_seen(listed)
    taken = _decisions(listed)
    return {
        finding["id"]: _status(
            finding,
            taken.get(finding["id"], []),
            first.get(finding["id"], last),
            last,
            day,
        )
        for finding in findings
    }


# A decision, and the hash of the facts it was taken on.
_Taken = tuple[Entry, str]


def _decisions(listed: list[Entry]) -> dict[str, list[_Taken]]:
    """The decisions on each finding; those on a former id count for the present one."""
    taken: dict[str, list[_Taken]] = {}
    for entry in listed:
        if entry.kind == "decision":
            for finding, facts in entry.facts.get("findings", {}).items():
                taken.setdefault(finding, []).append((entry, facts))
        if entry.kind == "check":
            for old, finding in entry.facts.get("carried", {}).items():
                both = [*taken.get(old, ()), *taken.get(finding, ())]
                by_number = {one[0].number: one for one in both}
                taken[finding] = [by_number[number] for number in sorted(by_number)]
    return taken


def _first_seen(listed: list[Entry]) -> tuple[dict[str, str], str]:
    first: dict[str, str] = {}
    last = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for entry in listed:
        if entry.kind == "check":
            last = entry.at
            for gone in entry.facts.get("gone", ()):
                first.pop(gone, None)
            first |= dict.fromkeys(entry.facts.get("appeared", ()), entry.at)
            for old, finding in entry.facts.get("carried", {}).items():
                since = first.pop(old, entry.at)
                first[finding] = min(since, first.get(finding, since))
    return first, last


@dataclass
class _DecisionState:
    """What decisions made of a finding so far."""

    status: str = "open"
    why: str = ""
    assigned_to: str = ""
    comments: list[str] = field(default_factory=list)


def _status(
    finding: Row, taken: list[_Taken], first: str, last: str, today: date
) -> FindingStatus:
    recorded = _DecisionState()
    for entry, decided_on in taken:
        _add(recorded, entry, decided_on, finding, today)
    age = (_day(last) - _day(first)).days
    bucket = next((name for days, name in BUCKETS if age <= days), "91+")
    return FindingStatus(
        recorded.status,
        first,
        age,
        bucket,
        recorded.assigned_to,
        recorded.why,
        tuple(recorded.comments),
    )


def _add(
    recorded: _DecisionState, entry: Entry, decided_on: str, finding: Row, today: date
) -> None:
    facts = entry.facts
    is_changed = decided_on != finding["facts_hash"]
    message = f"{entry.who}, {entry.at[:10]}: {facts.get('reason', '')}".rstrip(": ")
    match facts["verb"]:
        case "accept":
            lapse = _lapse(facts, finding, today, is_changed=is_changed)
            recorded.status = "open" if lapse else "accepted"
            recorded.why = f"{message} (lapsed: {lapse})" if lapse else message
        case "reject":
            recorded.status, recorded.why = "suggestion rejected", message
            if is_changed:
                recorded.status = "open"
        case "reopen":
            recorded.status, recorded.why = "open", message
        case "assign":
            recorded.assigned_to = facts["to"]
        case "comment":
            recorded.comments.append(message)


def _lapse(facts: Row, finding: Row, today: date, *, is_changed: bool) -> str | None:
    if is_changed:
        return "its facts changed"
    if facts.get("until") and today > date.fromisoformat(facts["until"]):
        return f"accepted until {facts['until']} only"
    moved = abs(Decimal(finding["difference"] or "0"))
    if facts.get("cap") and moved > Decimal(facts["cap"]):
        return f"{moved} is more than {facts['cap']}"
    return None


def left_to_do(fixes: Iterable[Fix], known: dict[str, FindingStatus]) -> list[Fix]:
    """The fixes of findings that are neither accepted nor rejected."""
    settled = ("accepted", "suggestion rejected")
    gone = {finding for finding, s in known.items() if s.status in settled}
    return [fix for fix in fixes if not set(fix.findings) <= gone]


def _is_amount(text: str) -> bool:
    try:
        return Decimal(text).is_finite() and Decimal(text) >= 0
    except InvalidOperation:
        return False


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day(at: str) -> date:
    return date.fromisoformat(at[:10])
