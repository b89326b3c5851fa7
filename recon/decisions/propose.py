"""Makes and proposes a plan from a check: fixes, decisions and forecast."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recon.decisions.approve import approved, propose
from recon.decisions.decide import finding_statuses, left_to_do
from recon.decisions.facts import read_facts
from recon.decisions.forecast import forecast_plan
from recon.decisions.lift import open_doubts
from recon.errors import PlanError
from recon.fixes.brake import Carried, brake_of
from recon.fixes.fix import Fix
from recon.fixes.held import Held, hold_back
from recon.fixes.plan import plan_fixes
from recon.fixes.plan_file import Plan, read_plan, save_plan
from recon.fixes.policy import limits_of, policy_of
from recon.rules.check import check, overlay_of, raw_findings_of, read_outcome
from recon.rules.check_entry import findings_hash, prove_build
from recon.warehouse.database import open_locked, opens
from recon.workspace import Workspace
from recon.workspace.pointer import prove_trail
from recon.workspace.pulls import latest_pull, sha256_of
from recon.workspace.trail import verify

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Selection:
    """Which fixes a command is about; an empty field selects all."""

    findings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def takes(self, fix: Fix) -> bool:
        """Whether a fix is selected."""
        return (
            (not self.findings or any(self._names(f) for f in fix.findings))
            and (not self.rules or bool(set(fix.rules) & set(self.rules)))
            and (not self.projects or fix.project in self.projects)
            and (not self.kinds or fix.kind in self.kinds)
        )

    def _names(self, finding: str) -> bool:
        return any(finding.startswith(start) for start in self.findings)


def check_workspace(
    workspace: Workspace, progress: Progress, *, threads: int | None = None
) -> tuple[Path, dict[str, Any]]:
    """Check the newest pull; give the build, and its outcome as one object."""
    build = check(workspace, progress, threads=threads)
    return build, read_outcome(build)


def warn(text: str) -> None:
    """Tell the person at the screen, beside the results."""
    print(text, file=sys.stderr)


def valid_build(workspace: Workspace, tell: Callable[[str], None]) -> Path:
    """The current build, once it is proved that it opens and the trail is unchanged.

    It is the file that its check recorded. A build that is damaged is set aside and
    made again from the pull and the trail; `tell` says so. Raises TrailError where the
    trail does not hold a head that was kept of it, BuildError where the build is
    another file, PullError where nothing was checked.
    """
    build = workspace.current_build()
    prove_trail(workspace)
    if opens(build):
        prove_build(workspace, build)
        return build
    aside = build.with_name(f"{build.name}.damaged")
    build.replace(aside)
    tell(f"{build.name} was damaged; it was set aside as {aside.name} and made again")
    return check(workspace)


@dataclass(frozen=True)
class Proposed:
    """What a check proposes: its outcome, a fix for each finding still open, what is
    held back because of a doubt, and what each list carries.
    """

    outcome: dict[str, Any]
    fixes: list[Fix]
    held: list[Held]
    carried: dict[tuple[str, str], Carried]


def current_fixes(workspace: Workspace) -> Proposed:
    """The outcome of the current check, and a fix for each finding still open.

    Fixes that depend on a doubt are held back until it is lifted.
    """
    build = valid_build(workspace, warn)
    outcome = read_outcome(build)
    with closing(open_locked(build)) as db:
        facts, findings = read_facts(db), list(raw_findings_of(db))
    fixes = plan_fixes(findings, facts, policy_of(workspace.config))
    statuses = finding_statuses(workspace.trail, outcome["findings"])
    resting = {f["id"]: f["doubts"] for f in outcome["findings"]}
    doubts = open_doubts(workspace.trail, outcome["doubts"])
    kept, held = hold_back(left_to_do(fixes, statuses), resting, doubts)
    return Proposed(outcome, kept, held, facts.carried)


def make_plan(
    workspace: Workspace,
    selection: Selection,
    *,
    who: str | None = None,
    with_forecast: bool = True,
    rebaseline: Mapping[str, str] | None = None,
) -> tuple[Plan, Path]:
    """Propose the fixes that are meant: a plan file, and its entry in the trail.

    `rebaseline` gives the projects whose budget is set anew on purpose, with the
    reason: they do not count for what holds a plan back.

    Raises PlanError where the current check is not of the newest pull, or where
    nothing matches.
    """
    proposed = current_fixes(workspace)
    outcome, fixes = proposed.outcome, proposed.fixes
    pull = latest_pull(workspace.pulls)
    if outcome["run"]["pull"] != pull.name:
        raise PlanError(
            what="The newest pull has not been checked yet",
            where=f"checked: {outcome['run']['pull']}; newest: {pull.name}",
            next_step="Run `recon check` first",
        )
    chosen = _with_needs(fixes, selection)
    if not chosen:
        raise PlanError(
            what="No fix matches your selection",
            where="the findings, rules and projects named",
            next_step="Name others, or none for all; `recon check` lists the findings",
        )
    forecast = (
        forecast_plan(workspace, chosen, overlay_of(workspace), outcome)
        if with_forecast
        else {}
    )
    about = _about(workspace, outcome, pull)
    if rebaseline:
        about["rebaseline"] = dict(rebaseline)
    limits = limits_of(workspace.config)
    counted = [*chosen, *_approved_before(workspace, pull.name, chosen)]
    brake = brake_of(counted, proposed.carried, limits, rebaseline or ())
    if brake:
        about["brake"] = brake
    held = tuple(h for h in proposed.held if selection.takes(h.fix))
    plan = Plan(about, tuple(chosen), forecast, held)
    path = save_plan(workspace.plans, plan)
    propose(workspace.trail, plan, who=who)
    return plan, path


def _approved_before(workspace: Workspace, pull: str, chosen: list[Fix]) -> list[Fix]:
    """What was approved of other plans of a pull: several small plans count as one."""
    known = {fix.id for fix in chosen}
    found: dict[str, Fix] = {}
    for path in sorted(workspace.plans.glob("*.json")):
        try:
            plan = read_plan(workspace.plans, path.stem)
        except PlanError:
            continue  # an edited file: nothing of it can be applied
        if plan.about["pull"] == pull and "undoes" not in plan.about:
            valid = approved(workspace.trail, plan, workspace.config.approval)
            found |= {f.id: f for f in plan.fixes if f.id in valid - known}
    return list(found.values())


def _with_needs(fixes: list[Fix], selection: Selection) -> list[Fix]:
    chosen = {fix.id for fix in fixes if selection.takes(fix)}
    chosen |= {n for fix in fixes if fix.id in chosen for n in fix.needs}
    return [fix for fix in fixes if fix.id in chosen]


def _about(workspace: Workspace, outcome: dict[str, Any], pull: Path) -> dict[str, Any]:
    config = workspace.config
    return {
        "pull": pull.name,
        "manifest": sha256_of(pull / "manifest.json"),
        "findings_hash": findings_hash(
            (f["id"], f["facts_hash"]) for f in outcome["findings"]
        ),
        "company": config.company.name,
        "company_id": config.procore.company_id,
        "maestro_environment": config.maestro.environment,
        "procore_environment": config.procore.environment,
        "bridge": config.fixes.bridge,
        "origin_owner": config.fixes.origin_owner,
        "trail": str(verify(workspace.trail)),
    }
