"""Check: build the warehouse from a pull, ask every rule, keep the answers.

Every check is recorded in the trail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from recon.errors import RuleError
from recon.resources import queries, shipped_text
from recon.rules.check_entry import prove_pull, record_check
from recon.rules.coverage import coverage
from recon.rules.doubts import doubts_by_finding, doubts_of, note_doubts
from recon.rules.head import Rule, read_query, read_rules
from recon.rules.readable import make_readable
from recon.rules.run import FINDING_COLUMNS, Row, Verdict, finding_order, run_rules
from recon.warehouse.build import Overlay, build_warehouse
from recon.warehouse.database import (
    Database,
    in_one_transaction,
    insert_rows,
    open_build,
    open_locked,
    open_spilling,
    reporting_full_disk,
)
from recon.warehouse.recorded import links
from recon.workspace import Workspace
from recon.workspace.lock import alone
from recon.workspace.pointer import point_at, prove_trail
from recon.workspace.pulls import (
    Pull,
    finish_sealed,
    latest_pull,
    now,
    read_pull,
)
from recon.workspace.trail import pulls_in

# What a rule of the company's own may take, each.
OWN_RULE_SECONDS = 60.0

_COST_CODE_HINT = (
    "{} of {} activities find their cost code; with "
    'cost_code_mode "{}", separator "{}" and strip "{}" {} would'
)

Progress = Callable[[str, int, int], None]


def check(
    workspace: Workspace,
    progress: Progress = lambda _step, _done, _total: None,
    *,
    threads: int | None = None,
) -> Path:
    """Check the newest pull with the links of the trail, and record it there.

    Gives the build that holds the findings. It becomes the workspace's current one;
    older builds nobody holds are removed. A check that fails leaves the current one.
    Raises TrailError where the trail lost its tail since the last check, PullError
    without a pull, Busy while another check runs, ExportError where an export does not
    fit its profile, RuleError for a rule file that cannot be read, DiskFull.
    """
    with alone(workspace.folder / "check.lock", "checking this workspace"):
        prove_trail(workspace)
        pull, path = _build(workspace, progress, threads)
        point_at(workspace, path, record_check(workspace, pull, path))
        _remove_old_builds(workspace, path)
    return path


def overlay_of(workspace: Workspace) -> Overlay:
    """What the trail adds to a check: the links that people decided."""
    return Overlay(links=tuple(links(workspace.trail)))


def _build(
    workspace: Workspace, progress: Progress, threads: int | None
) -> tuple[Pull, Path]:
    """The newest pull, and a new build of it; nothing is left of one that fails."""
    finish_sealed(workspace.pulls, pulls_in(workspace.trail))
    newest = latest_pull(workspace.pulls)
    prove_pull(workspace, newest)
    pull = read_pull(newest)
    rules = read_rules(queries(), workspace.own_rules)
    if not rules:
        raise RuleError(
            what="There are no rules",
            where=str(queries()),
            next_step="Reinstall recon; its rule files are missing",
        )
    path = _new_path(workspace)
    try:
        with reporting_full_disk():
            overlay = overlay_of(workspace)
            _check(workspace, pull, rules, path, progress, threads, overlay)
    except BaseException:
        for left in workspace.folder.glob(f"{path.name}*"):
            left.unlink()
        raise
    return pull, path


def check_apart(workspace: Workspace, overlay: Overlay, path: Path) -> dict[str, Any]:
    """The outcome of the newest pull with changes laid over it; a build apart.

    The workspace's current build stays as it is.
    """
    pull = read_pull(latest_pull(workspace.pulls))
    rules = read_rules(queries(), workspace.own_rules)
    _check(workspace, pull, rules, path, lambda _s, _d, _t: None, None, overlay)
    return read_outcome(path)


def _check(
    workspace: Workspace,
    pull: Pull,
    rules: tuple[Rule, ...],
    path: Path,
    progress: Progress,
    threads: int | None,
    overlay: Overlay | None,
) -> None:
    progress("Warehouse", 0, 1)
    build_warehouse(workspace, pull, path, threads=threads, overlay=overlay)
    progress("Warehouse", 1, 1)
    verdicts, rows = _run_all_rules(path, rules, progress, threads)
    with closing(open_build(path, threads=threads)) as db, in_one_transaction(db):
        _keep(db, pull.id, verdicts, rows)
        covered = coverage(rules).items()
        looked_at = [(e, f, ", ".join(names)) for (e, f), names in covered]
        insert_rows(db, "result.coverage", looked_at)
        note_doubts(db, rules)


def _run_all_rules(
    path: Path, rules: tuple[Rule, ...], progress: Progress, threads: int | None
) -> tuple[list[Verdict], list[Row]]:
    """Ask recon's rules, then the company's own, which get no file and less time."""
    shipped = [rule for rule in rules if rule.path.is_relative_to(queries())]
    own = [rule for rule in rules if rule not in shipped]
    with closing(open_spilling(path, threads=threads)) as db:
        verdicts, rows = run_rules(db, shipped, progress)
    if not own:
        return verdicts, rows
    with closing(open_locked(path, threads=threads)) as db:
        own_verdicts, own_rows = run_rules(db, own, progress, OWN_RULE_SECONDS)
    verdicts = sorted(verdicts + own_verdicts, key=lambda v: v.rule.name)
    return verdicts, sorted(rows + own_rows, key=finding_order)


def _new_path(workspace: Workspace) -> Path:
    run = now().replace("-", "").replace(":", "")
    path = workspace.new_build(run)
    count = 1
    while path.exists():
        count += 1
        path = workspace.new_build(f"{run}-{count}")
    return path


def _remove_old_builds(workspace: Workspace, newest: Path) -> None:
    for path in workspace.folder.glob("recon-*.duckdb"):
        if path != newest:
            try:
                path.unlink()
                path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
            except PermissionError:
                continue  # an open notebook holds it; the next check removes it


def _keep(db: Database, pull: str, verdicts: list[Verdict], rows: list[Row]) -> None:
    db.execute(shipped_text("rules/statements/result.sql"))
    columns = ", ".join(f"{column} varchar" for column in FINDING_COLUMNS)
    db.execute(f"create table result.finding (place integer, {columns})")
    placed = [(place, *row) for place, row in enumerate(rows, start=1)]
    insert_rows(db, "result.finding", placed)
    db.execute("insert into result.run values ('pull', ?)", [pull])
    for row in db.execute(read_query("cost_code_hint")).fetchall():
        hint = _COST_CODE_HINT.format(*row)
        db.execute("insert into result.run values ('cost_code_hint', ?)", [hint])
    insert_rows(db, "result.rule", [_kept(verdict) for verdict in verdicts])
    gaps = [
        (verdict.rule.name, gap.entity, gap.project, gap.reason)
        for verdict in verdicts
        for gap in verdict.not_run_for
    ]
    insert_rows(db, "result.not_run", gaps)
    db.execute(shipped_text("rules/statements/finding_source.sql"))


def _kept(verdict: Verdict) -> tuple[object, ...]:
    """A row of result.rule."""
    rule = verdict.rule
    return (
        rule.name,
        rule.title,
        rule.severity,
        rule.entity,
        rule.exchange,
        rule.source,
        rule.who_wins,
        rule.fix,
        rule.screen,
        rule.action,
        rule.action_retired,
        rule.explanation,
        rule.query,
        rule.hash,
        rule.prose_hash,
        verdict.verdict,
        verdict.reason,
        verdict.findings,
    )


def read_outcome(path: Path) -> dict[str, Any]:
    """The outcome of a check as one object, as `recon check --json` prints it.

    Amounts are text, digit for digit. Sources name the first hundred records behind a
    value; `source_counts` says how many there are. `doubts` names what each finding
    rests on that may be incomplete or misread.
    """
    with closing(open_locked(path)) as db:
        return {
            "run": dict(db.execute("select name, value from result.run").fetchall()),
            "rules": list(_rules(db)),
            "findings": list(findings_of(db)),
            "doubts": doubts_of(db),
        }


def exit_code(outcome: dict[str, Any]) -> int:
    """1: errors; 2: none, but something failed or did not run; 0: all is well."""
    if any(finding["severity"] == "error" for finding in outcome["findings"]):
        return 1
    if any(r["verdict"] != "ran" or r["not_run_for"] for r in outcome["rules"]):
        return 2
    return 0


def _rules(db: Database) -> Iterator[dict[str, Any]]:
    gaps: dict[str, list[dict[str, Any]]] = {}
    for rule, entity, project, reason in db.execute(
        "select rule, entity, project, reason from result.not_run order by all"
    ).fetchall():
        gaps.setdefault(rule, []).append(
            {"entity": entity, "project": project, "reason": reason}
        )
    for rule, verdict, reason, findings in db.execute(
        "select rule, verdict, reason, findings from result.rule order by rule"
    ).fetchall():
        yield {
            "rule": rule,
            "verdict": verdict,
            "reason": reason,
            "not_run_for": gaps.get(rule, []),
            "findings": findings,
        }


def findings_of(db: Database, start: str = "") -> Iterator[dict[str, Any]]:
    """The findings of a build whose id has a start, with the sources of each.

    Invisible characters are shown in the key, the values and the message.
    """
    return map(make_readable, raw_findings_of(db, start))


def raw_findings_of(db: Database, start: str = "") -> Iterator[dict[str, Any]]:
    """The same with keys and values as both systems wrote them, as fixes need them."""
    sources: dict[str, dict[str, list[dict[str, Any]]]] = {}
    counts: dict[str, dict[str, int]] = {}
    pull = db.execute("select value from result.run where name = 'pull'").fetchone()
    for finding, system, file, row, record, amount, records in db.execute(
        'select finding, system, file, "row", id, amount, records'
        " from result.finding_source where starts_with(finding, ?)"
        " order by finding, system, place",
        [start],
    ).fetchall():
        source = {
            "pull": pull[0] if pull else None,
            "at": file,
            "row": row,
            "amount": None if amount is None else _plain(amount),
        }
        if record is not None:
            source["id"] = record
        sources.setdefault(finding, {}).setdefault(system, []).append(source)
        counts.setdefault(finding, {})[system] = records
    doubts = doubts_by_finding(db, start)
    columns = FINDING_COLUMNS[: FINDING_COLUMNS.index("maestro_source")]
    for row in db.execute(
        f"select {', '.join(columns)} from result.finding"
        " where starts_with(id, ?) order by place",
        [start],
    ).fetchall():
        finding = dict(zip(columns, row, strict=True))
        finding["key"] = json.loads(finding["key"])
        found = sources.get(finding["id"], {})
        count = counts.get(finding["id"], {})
        finding["sources"] = {s: found.get(s, []) for s in ("maestro", "procore")}
        finding["source_counts"] = {s: count.get(s, 0) for s in ("maestro", "procore")}
        finding["doubts"] = doubts.get(finding["id"], [])
        yield finding


def _plain(amount: Any) -> str:
    """A source's amount to the cent; a quantity with the decimals it has."""
    text = str(amount)
    return text[:-4] if text.endswith("0000") else text
