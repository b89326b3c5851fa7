"""A check's entry in the trail: what it read, and which findings are new or gone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

from recon.errors import BuildError, PullError
from recon.warehouse.database import open_locked
from recon.workspace import Workspace
from recon.workspace.pulls import Pull, sha256_of
from recon.workspace.trail import Entry, TrailState, entries, pulls_in, record


def record_check(workspace: Workspace, pull: Pull, path: Path) -> TrailState:
    """Record a check and its build in the trail; give the count and head after it."""
    with closing(open_locked(path)) as db:
        found = db.execute(
            "select id, facts_hash from result.finding order by place"
        ).fetchall()
        rules = db.execute(
            "select rule, hash from result.rule order by rule"
        ).fetchall()
    before = list(entries(workspace.trail))
    ids = [finding for finding, _ in found]
    carried = carried_over(before, ids, previous_ids(path))
    facts = {
        "pull": pull.id,
        "manifest": sha256_of(pull.folder / "manifest.json"),
        "build": path.name,
        "sha256": sha256_of(path),
        "rules": len(rules),
        "rules_hash": findings_hash(rules),
        "settings_hash": settings_hash(workspace),
        "versions": {
            "recon": version("recon-maestro-procore"),
            "duckdb": version("duckdb"),
        },
        "findings": len(found),
        "findings_hash": findings_hash(found),
        **changed_since(ids, findings_of_last_check(before), carried),
    }
    return record(workspace.trail, "check", facts)


def settings_hash(workspace: Workspace) -> str:
    """The hash of all settings of a workspace as used; no secret is among them."""
    return hashlib.sha256(workspace.config.model_dump_json().encode()).hexdigest()


def prove_build(workspace: Workspace, build: Path) -> None:
    """Prove that a build is the file that a check recorded in the trail.

    Builds of versions that recorded no hash are taken as they are. Raises BuildError
    with what differs.
    """
    made = [
        entry
        for entry in entries(workspace.trail)
        if entry.kind == "check" and entry.facts.get("build") == build.name
    ]
    problem: str | None
    if not made:
        problem = "no check in the audit trail made it"
    elif build.with_name(f"{build.name}.wal").exists():
        problem = "another program has written to it"
    elif made[-1].facts.get("sha256") not in (None, sha256_of(build)):
        problem = f"it is not the file that entry {made[-1].number} recorded"
    else:
        problem = _pull_problem(workspace, made[-1])
    if problem is None:
        return
    raise BuildError(
        what=f"The build cannot be trusted: {problem}",
        where=build.name,
        next_step="Run `recon check`; it makes the build again from the pull",
    )


def _pull_problem(workspace: Workspace, made: Entry) -> str | None:
    """Why the pull of a check is not the one that its entry recorded."""
    pull, recorded = made.facts["pull"], made.facts.get("manifest")
    manifest = workspace.pulls / pull / "manifest.json"
    if recorded is None:  # of a version that did not record it
        return None
    if not manifest.is_file():
        return f"its pull {pull} is missing"
    if sha256_of(manifest) != recorded:
        return f"its pull {pull} was edited since"
    return None


def prove_pull(workspace: Workspace, pull: Path) -> None:
    """Prove that the newest pull is the one that the audit trail recorded last.

    Raises PullError for one that is missing, edited, renamed or put there by others.
    """
    pulls = [entry for entry in entries(workspace.trail) if entry.kind == "pull"]
    if not pulls:  # of a version that recorded none
        return
    last = pulls[-1]
    recorded = pulls_in(workspace.trail)
    next_step = "Put the pulls back as they were, or run `recon pull` for a new one"
    if not (workspace.pulls / last.facts["pull"] / "manifest.json").is_file():
        problem = f"Pull {last.facts['pull']} is missing; entry {last.number} made it"
    elif pull.name not in recorded:
        problem = f"Pull {pull.name} is not recorded in the audit trail"
        next_step = f"Move {pull.name} out of this folder, then run `recon check`"
    elif sha256_of(pull / "manifest.json") != recorded[pull.name]:
        problem = f"The manifest of pull {pull.name} was edited"
    else:
        return
    raise PullError(
        what=problem,
        where=str(workspace.pulls),
        next_step=next_step,
    )


def findings_hash(found: Iterable[tuple[str, str]]) -> str:
    """One hash over findings, whatever their order: of each its id and facts hash."""
    text = "".join(f"{finding}{facts}" for finding, facts in sorted(found))
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
