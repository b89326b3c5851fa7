"""A check's entry in the trail: what it read, and which findings are new or gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from recon.warehouse.database import open_locked
from recon.workspace import Workspace
from recon.workspace.pulls import Pull, sha256_of
from recon.workspace.trail import Entry, TrailState, entries, record


def record_check(workspace: Workspace, pull: Pull, path: Path) -> TrailState:
    """Record a check and its build in the trail; give the count and head after it."""
    with closing(open_locked(path)) as db:
        found = db.execute(
            "select id, facts_hash from result.finding order by place"
        ).fetchall()
        [rules] = db.execute("select count(*) from result.rule").fetchall()
    before = list(entries(workspace.trail))
    ids = [finding for finding, _ in found]
    carried = carried_over(before, ids, previous_ids(path))
    facts = {
        "pull": pull.id,
        "manifest": sha256_of(pull.folder / "manifest.json"),
        "build": path.name,
        "rules": rules[0],
        "findings": len(found),
        "findings_hash": findings_hash(found),
        **changed_since(ids, findings_of_last_check(before), carried),
    }
    return record(workspace.trail, "check", facts)


def findings_hash(found: Iterable[tuple[str, str]]) -> str:
    """One hash over findings: of each its id and the hash of its facts, in order."""
    text = "".join(f"{finding}{facts}" for finding, facts in found)
    return hashlib.sha256(text.encode()).hexdigest()


def previous_ids(path: Path) -> dict[str, list[str]]:
    """The ids that earlier versions gave the findings of a build, by the present id."""
    with closing(open_locked(path)) as db:
        rows = db.execute(
            "select id, previous_ids from result.finding"
            " where previous_ids is not null order by id"
        ).fetchall()
    return {finding: json.loads(ids) for finding, ids in rows}


def findings_of_last_check(listed: Iterable[Entry]) -> set[str]:
    """The findings that the last check of a trail saw."""
    seen: set[str] = set()
    for entry in listed:
        if entry.kind == "check":
            seen -= {*entry.facts.get("gone", ()), *entry.facts.get("carried", ())}
            seen |= set(entry.facts.get("appeared", ()))
            seen |= set(entry.facts.get("carried", {}).values())
    return seen


def carried_over(
    listed: Iterable[Entry], now: Iterable[str], former: Mapping[str, Iterable[str]]
) -> dict[str, str]:
    """The former ids that a trail saw or decided on, each with the present id.

    `former` has the ids that earlier versions gave the findings of `now`. An id that
    belongs to a present finding stays its own, and none is carried twice.
    """
    entries_before, current = list(listed), set(now)
    known, done = findings_of_last_check(entries_before), set()
    for entry in entries_before:
        if entry.kind == "decision":
            known |= set(entry.facts.get("findings", ()))
        done |= set(entry.facts.get("carried", {}).items())
    carried: dict[str, str] = {}
    for finding in sorted(current & set(former)):
        for old in former[finding]:
            is_known = old in known and old not in current
            if is_known and (old, finding) not in done:
                carried.setdefault(old, finding)
    return carried


def changed_since(
    ids: Iterable[str], before: set[str], carried: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What a check adds to the trail: the findings that appeared, and those gone.

    `carried` are findings that another version knew by another id: they neither
    appeared nor are gone, and keep their age and the decisions on them.
    """
    now = set(ids)
    moved = dict(carried or {})
    return {
        "appeared": sorted(now - before - set(moved.values())),
        "gone": sorted(before - now - set(moved)),
        **({"carried": moved} if moved else {}),
    }
