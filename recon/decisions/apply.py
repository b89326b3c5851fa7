"""Apply an approved plan: record the intent, read again, write, read back, record.

A write is sent once. An intent without result is resolved by reading the target,
never by sending again; what reading cannot tell apart stays unknown, for a person.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from recon.decisions.approve import approved
from recon.decisions.target import (
    Pause,
    current_values,
    is_after,
    is_before,
    read_target,
)
from recon.errors import ApplyRefused, PlanError, ProcoreError
from recon.fixes.fix import Fix, Row, Write
from recon.fixes.plan_file import Plan
from recon.systems.procore.write import ProcoreWriter, WriteAnswer, prove_pairing
from recon.workspace import Workspace
from recon.workspace.lock import alone
from recon.workspace.pulls import latest_pull
from recon.workspace.trail import entries, record

# What can become of a fix. Those of DONE stand in Procore as they should.
DONE = ("applied", "already so")
# What the field of a fix says that takes a link back.
UNLINK = "unlink"
STEPS = ("start", "intent", "read", "send", "sent", "read back", "result")

Report = Callable[[Fix, "Result"], None]
Step = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What became of one fix: the outcome, in words, and the id of its record."""

    outcome: str
    message: str = ""
    record: str | None = None


_NOTHING = Result("waits")


@dataclass(frozen=True)
class Applying:
    """One run of a plan: where it writes, where it records, and how it waits."""

    workspace: Workspace
    plan: Plan
    writer: ProcoreWriter
    settle: float
    step: Step
    pause: Pause

    def keep(self, fix: Fix, result: Result, **more: Any) -> Result:
        """Record a result; it is on disk when this returns."""
        self.step("result")
        facts = {
            "plan": self.plan.id,
            "hash": self.plan.hash,
            "fix": fix.id,
            "outcome": result.outcome,
            "said": result.message,
            "record": result.record,
            "links": _links(fix),
            "unlinks": _unlinks(fix),
            **more,
        }
        record(self.workspace.trail, "result", facts)
        return result


def apply_plan(
    workspace: Workspace,
    plan: Plan,
    writer: ProcoreWriter,
    report: Report,
    *,
    step: Step = lambda _name: None,
    pause: Pause = time.sleep,
) -> dict[str, Result]:
    """Write the approved fixes of a plan, in its order; give what became of each.

    Runs again where it stopped: what is done is not done twice, and what was left
    unknown is read first. Raises PlanError for a plan of an older pull, ApplyRefused
    where nothing of it is approved, the environments do not match, or another run
    holds the workspace.
    """
    chosen = prove_applicable(workspace, plan)
    settle = workspace.config.procore.settle_seconds
    run = Applying(workspace, plan, writer, settle, step, pause)
    with alone(workspace.folder / "apply.lock", "applying a plan of this workspace"):
        known = results_of(workspace.trail, plan)
        for fix in plan.fixes:
            if fix.id in chosen:
                known[fix.id] = _one(run, fix, known)
                report(fix, known[fix.id])
    return {fix.id: known[fix.id] for fix in plan.fixes if fix.id in chosen}


def results_of(path: Path, plan: Plan) -> dict[str, Result]:
    """What a trail says became of each fix of a plan; an intent alone is unknown."""
    found: dict[str, Result] = {}
    for entry in entries(path):
        facts = entry.facts
        if facts.get("hash") != plan.hash:
            continue
        if entry.kind == "intent":
            found[facts["fix"]] = Result("unknown", "no result was recorded")
        if entry.kind == "result":
            found[facts["fix"]] = Result(
                facts["outcome"], facts["said"], facts["record"]
            )
    return found


def prove_applicable(workspace: Workspace, plan: Plan) -> set[str]:
    """The approved fixes of a plan that may be applied now; raises if none may."""
    prove_pairing(workspace.config)
    newest = latest_pull(workspace.pulls).name
    if plan.about["pull"] != newest:
        raise PlanError(
            what="The plan was made from an older pull",
            where=f"plan {plan.id}; the newest pull is {newest}",
            next_step="Run `recon check` and `recon plan` for a plan of that pull",
        )
    config = workspace.config
    kinds = (plan.about["maestro_environment"], plan.about["procore_environment"])
    if kinds != (config.maestro.environment, config.procore.environment):
        raise ApplyRefused(
            what=f"The plan is of the environments {' and '.join(kinds)}",
            where="recon.toml, [maestro] and [procore] environment",
            next_step="Pull, check and plan again with the present environments",
        )
    company = config.procore.company_id
    if plan.about["company_id"] != company:
        raise ApplyRefused(
            what=f"The plan is of company {plan.about['company_id']}, not of {company}",
            where="recon.toml, [procore] company_id",
            next_step="Open the workspace the plan was made in",
        )
    chosen = approved(workspace.trail, plan, workspace.config.approval)
    if not chosen:
        raise ApplyRefused(
            what="Nothing of this plan is approved",
            where=f"plan {plan.id}",
            next_step="Let another person than its proposer approve it: "
            "recon approve PLAN --as NAME --all",
        )
    return chosen


def _one(run: Applying, fix: Fix, known: dict[str, Result]) -> Result:
    """Bring one fix to its result; the trail has it before this returns."""
    former = known.get(fix.id)
    if former is not None and former.outcome in DONE:
        return former
    if fix.write is None:
        return _without_write(run, fix)
    if not all(_is_made(known.get(need, _NOTHING)) for need in fix.needs):
        return Result("waits", "what it needs is not done")
    write = _filled(fix.write, known)
    try:
        if former is not None and former.outcome == "unknown":
            return run.keep(fix, _resolved(run, write))
        return _attempt(run, fix, write)
    except ProcoreError as error:
        was_unknown = former is not None and former.outcome == "unknown"
        outcome = "unknown" if was_unknown else "not written"
        return run.keep(fix, Result(outcome, str(error)))


def _attempt(run: Applying, fix: Fix, write: Write) -> Result:
    """Re-read, write once, read back. Before the intent nothing is sent."""
    prove_pairing(run.workspace.config)
    run.step("start")
    rows = read_target(run.writer, write, pause=run.pause)
    run.step("read")
    if not is_before(rows, write):
        if is_after(rows, write):
            return run.keep(fix, Result("already so", record=_id(rows)))
        message = f"it changed since it was read: {current_values(rows, write)}"
        return run.keep(fix, Result("stopped", message))
    facts = {
        "plan": run.plan.id,
        "hash": run.plan.hash,
        "fix": fix.id,
        "findings": list(fix.findings),
        "method": write.method,
        "path": write.path,
        "body": write.body,
        "before": write.before,
        "after": write.after,
    }
    run.step("intent")
    record(run.workspace.trail, "intent", facts)
    run.step("send")
    answer = run.writer.send(write.method, write.path, write.query, write.body)
    run.step("sent")
    try:
        result = _judged(run, write, answer)
    except ProcoreError as error:
        result = Result("unknown", f"it could not be read back: {error}")
    return run.keep(fix, result, status=answer.status)


def _judged(run: Applying, write: Write, answer: WriteAnswer) -> Result:
    if answer.outcome == "unsent":
        return Result("not written", answer.message)
    if answer.outcome == "refused":
        rows = read_target(run.writer, write, pause=run.pause)
        if is_after(rows, write):  # it was delivered twice, and refused the second time
            return Result("applied", f"found by reading. {answer.message}", _id(rows))
        return Result("refused", f"status {answer.status}: {answer.message}")
    if answer.outcome == "doubtful":
        run.pause(answer.wait)
        return _resolved(run, write, message=answer.message)
    run.step("read back")
    rows = read_target(run.writer, write, pause=run.pause)
    if is_after(rows, write):
        return Result("applied", record=_id(rows))
    return Result(
        "differs", f"Procore took it, and shows: {current_values(rows, write)}"
    )


def _resolved(run: Applying, write: Write, *, message: str = "") -> Result:
    """What a reading says of a write without an answer. Nothing is sent."""
    run.step("read back")
    rows = read_target(run.writer, write, pause=run.pause)
    if is_before(rows, write):
        run.pause(run.settle)  # it may still be on its way
        rows = read_target(run.writer, write, pause=run.pause)
    if is_after(rows, write):
        return Result("applied", f"found by reading. {message}".strip(), _id(rows))
    if is_before(rows, write):
        return Result("not written", f"found by reading. {message}".strip())
    return Result("unknown", f"reading cannot tell: {current_values(rows, write)}")


def _without_write(run: Applying, fix: Fix) -> Result:
    """A link is decided by being recorded; all else is a person's work."""
    if fix.kind != "link":
        return Result("by hand", fix.action)
    return run.keep(fix, Result("applied", "recorded", fix.lines[1].value))


def _links(fix: Fix) -> list[str] | None:
    """The entity and code whose link the fix decides, if it does."""
    if fix.field == UNLINK:
        return None
    if fix.kind == "link":
        return [fix.entity, fix.lines[0].value]
    return list(fix.write.links) if fix.write and fix.write.links else None


def _unlinks(fix: Fix) -> list[str] | None:
    """The entity and code whose link the fix takes back, if it does."""
    return [fix.entity, fix.lines[0].value] if fix.field == UNLINK else None


def _filled(write: Write, known: dict[str, Result]) -> Write:
    """The write with the ids of records that other fixes made."""
    made = {fix: result.record for fix, result in known.items()}
    return replace(
        write,
        body=with_ids(write.body, made),
        where=with_ids(write.where, made),
        undo=with_ids(write.undo, made),
    )


def with_ids(value: Any, made: dict[str, str | None]) -> Any:
    """A value of a plan with the ids of the records that other fixes made."""
    if isinstance(value, dict):
        if set(value) == {"made_by"}:
            return int(str(made[value["made_by"]]))
        return {name: with_ids(part, made) for name, part in value.items()}
    return value


def _is_made(result: Result) -> bool:
    """Whether another fix may build on this one: done, and its record is known."""
    return result.outcome in DONE and result.record is not None


def _id(rows: list[Row]) -> str | None:
    return str(rows[0]["id"]) if rows and rows[0].get("id") is not None else None
