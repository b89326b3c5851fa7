"""The inverse of what a plan did: each applied write taken back by another plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from recon.decisions.apply import DONE, UNLINK, results_of, with_ids
from recon.decisions.approve import propose
from recon.errors import PlanError
from recon.fixes.fix import Fix, Row, Write, fix_id
from recon.fixes.plan_file import Plan, save_plan
from recon.workspace import Workspace
from recon.workspace.pulls import latest_pull
from recon.workspace.trail import entries


def undo_plan(
    workspace: Workspace, plan: Plan, *, who: str | None = None
) -> tuple[Plan, Path]:
    """Propose the inverse of all that was applied of a plan; it needs approval too.

    Raises PlanError where nothing of it was applied.
    """
    made = _applied(workspace, plan)
    done = [fix for fix in reversed(plan.fixes) if fix.id in made]
    if not done:
        raise PlanError(
            what="Nothing of this plan was written, so there is nothing to undo",
            where=f"plan {plan.id}",
            next_step="See `recon trail` for what was applied",
        )
    about = {**plan.about, "pull": latest_pull(workspace.pulls).name, "undoes": plan.id}
    known = results_of(workspace.trail, plan)
    ids = {fix: result.record for fix, result in known.items()}
    # What recon wrote itself is known to the cent: taking it back needs no brake.
    about.pop("brake", None)
    inverse = Plan(about, tuple(_inverse(fix, ids) for fix in done))
    path = save_plan(workspace.plans, inverse)
    propose(workspace.trail, inverse, who=who)
    return inverse, path


def _applied(workspace: Workspace, plan: Plan) -> set[str]:
    """What this plan itself wrote; a value that was there before is not undone."""
    return {
        entry.facts["fix"]
        for entry in entries(workspace.trail)
        if entry.kind == "result"
        and entry.facts["hash"] == plan.hash
        and entry.facts["outcome"] == DONE[0]
    }


def _inverse(fix: Fix, ids: dict[str, str | None]) -> Fix:
    """The fix that takes one back; `ids` are the records of all fixes of its plan."""
    record = ids[fix.id]
    common: dict[str, Any] = {
        "id": fix_id("undo", fix.id),
        "before": fix.after,
        "after": fix.before,
        "action": f"Undo: {fix.action}",
        "needs": (),
        "undo": "Apply the former plan again.",
        "why": "A person undoes what was applied",
    }
    if fix.kind == "link" and fix.field == UNLINK:
        common |= {"field": None, "action": f"Link again {fix.before}"}
    elif fix.kind == "link":
        common |= {"field": UNLINK, "action": f"Forget the link {fix.after}"}
    write = fix.write
    if write is None:
        return replace(fix, **common)
    if write.undo is None:
        action = f"Not undone by recon: {fix.undo} ({fix.action}, record {record})"
        kept = {**common, "action": action, "kind": "instruction", "write": None}
        return replace(fix, **kept)
    path = str(write.undo["path"]).replace("{id}", record or "")
    where = _where(write, record)
    return replace(
        fix,
        **common,
        write=Write(
            method=str(write.undo["method"]),
            path=path,
            query={},
            body=write.undo["body"],
            read_path=write.read_path,
            read_query=write.read_query,
            where=where,
            before=write.after,
            after=write.before,
            undo={
                "method": write.method,
                "path": write.path,
                "body": with_ids(write.body, ids),
            },
        ),
    )


def _where(write: Write, record: str | None) -> Row:
    if write.before is None and record is not None:
        return {"id": int(record)}
    return write.where
