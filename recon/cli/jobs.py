"""The commands' work: each does one step, and says what came of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from recon.cli.words import ProgressLines, summary
from recon.errors import WorkspaceError
from recon.workspace import folder_of, open_workspace


def run_init(folder: str) -> None:
    """Write recon.toml and the exports folder; nothing that exists is touched."""
    from recon.workspace.template import commented_toml

    path = folder_of(folder)
    target = path / "recon.toml"
    if target.exists():
        raise WorkspaceError(
            what="This folder is a workspace already",
            where=str(target),
            next_step="Edit its recon.toml, or name another folder with --workspace",
        )
    (path / "exports").mkdir(parents=True, exist_ok=True)
    target.write_text(commented_toml(), encoding="utf-8")
    print(f"Wrote {target}")
    print("Next: set company_id in it, put the maestro* exports into exports/, set")
    print("RECON_PROCORE_CLIENT_ID and RECON_PROCORE_CLIENT_SECRET, then `recon pull`.")


def run_pull(folder: str) -> None:
    """Pull both systems; say what was not read whole."""
    from recon.systems.pull import client_of, pull_both

    workspace = open_workspace(folder)
    client = client_of(workspace)
    try:
        pull = pull_both(workspace, client, ProgressLines())
    finally:
        client.close()
    gaps = [entry for entry in pull.entries if not entry.is_complete]
    print(f"Pull {pull.id}: {len(pull.entries)} lists, {len(gaps)} not read whole")
    for entry in gaps[:10]:
        place = f" of project {entry.project_id}" if entry.project_id else ""
        print(f"  {entry.system} {entry.entity}{place}: {entry.reason}")
    if len(gaps) > 10:
        print(f"  and {len(gaps) - 10} more; the report lists them all")


def run_check(folder: str, *, as_json: bool, threads: int | None) -> int:
    """Check the newest pull; give the exit code."""
    from recon.rules.check import check, exit_code, read_outcome

    workspace = open_workspace(folder)
    build = check(workspace, ProgressLines(), threads=threads)
    outcome = read_outcome(build)
    print(dumped(outcome) if as_json else summary(outcome))
    return exit_code(outcome)


def dumped(content: object) -> str:
    """JSON that survives the console: letters it cannot show are escaped."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(content, ensure_ascii=not is_unicode, indent=1)


def run_explain(folder: str, finding: str, *, with_names: bool) -> None:
    """Print a finding, its rule's explanation, and the records behind both values."""
    from recon.rules.explain import explain

    workspace = open_workspace(folder)
    print(explain(workspace.current_build(), finding, with_names=with_names))


def run_rules_list(folder: str, *, as_json: bool) -> None:
    """Print every rule; those of the company too, where the folder is a workspace."""
    from recon.resources import queries
    from recon.rules.head import read_rules

    path = folder_of(folder)
    own = [open_workspace(folder).own_rules] if (path / "recon.toml").is_file() else []
    listed = [
        {
            "rule": rule.name,
            "severity": rule.severity,
            "entity": rule.entity,
            "exchange": rule.exchange,
            "title": rule.title,
        }
        for rule in read_rules(queries(), *own)
    ]
    if as_json:
        print(dumped(listed))
        return
    for rule in listed:
        print(f"{rule['severity']:<8} {rule['rule']:<34} {rule['title']}")


def run_report(
    folder: str, period: str, projects: tuple[str, ...], *, with_names: bool
) -> Path:
    """Render the report; say where it is."""
    from recon.report.render import render_report

    workspace = open_workspace(folder)
    path = render_report(workspace, period, projects, with_names=with_names)
    print(f"Report: {path}")
    return path
