"""The commands' work: each does one step, and says what came of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from recon.cli.words import ProgressLines, summary
from recon.workspace import Workspace, folder_of, open_workspace


def run_check(folder: str, *, as_json: bool, threads: int | None) -> int:
    """Check the newest pull; give the exit code."""
    from recon.decisions.propose import check_workspace
    from recon.rules.check import exit_code

    workspace = open_workspace(folder)
    with ProgressLines() as progress:
        _, outcome = check_workspace(workspace, progress, threads=threads)
    print_head(workspace)
    print(dumped(outcome) if as_json else summary(outcome))
    return exit_code(outcome)


def print_head(workspace: Workspace) -> None:
    """Print the trail's count and head, to be kept elsewhere."""
    from recon.workspace.trail import verify

    print(f"Trail: {verify(workspace.trail)}", file=sys.stderr)


def run_trail(folder: str) -> None:
    """Print the last entries of the trail, and its count and head."""
    from recon.workspace.trail import entries, verify

    workspace = open_workspace(folder)
    for entry in list(entries(workspace.trail))[-20:]:
        facts = ", ".join(f"{n} {_short(v)}" for n, v in entry.facts.items() if v)
        print(f"{entry.number:>5}  {entry.at}  {entry.kind:<8} {entry.who}: {facts}")
    print(f"Trail: {verify(workspace.trail)}")


def _short(value: object) -> str:
    """A fact in a few words: lists by their length, hashes by their start."""
    if isinstance(value, list | dict) and len(value) > 2:
        return f"({len(value)})"
    text = str(value)
    return text if len(text) <= 60 else text[:12] + "..."


def run_trail_verify(folder: str, expected: str | None, page: str = "") -> int:
    """Prove the trail, the pulls and the reports it names; 1 where one is not so."""
    from recon.workspace.trail import report_of, unproved, verify

    workspace = open_workspace(folder)
    verdict = verify(workspace.trail, expected)
    if verdict.problem is not None:
        print(f"{workspace.trail.name}, line {verdict.bad_line}: {verdict.problem}")
        return 1
    problems = unproved(workspace.folder, workspace.trail)
    if page:
        entry = report_of(workspace.trail, Path(page))
        if entry is None:
            problems.append(f"{page} is not a page that the trail records")
        else:
            print(f"{page} is the page of entry {entry.number}, {entry.at}")
    for problem in problems:
        print(problem)
    if verdict.torn is not None:
        print("The last line was cut short by a crash; the next entry takes it out")
    print(f"Trail: {verdict}")
    if expected is None:
        print("Only --expect COUNT:HASH, kept elsewhere, shows a tail that was cut")
    return 1 if problems else 0


def dumped(content: object) -> str:
    """JSON that survives the console: letters it cannot show are escaped."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(content, ensure_ascii=not is_unicode, indent=1)


def run_explain(folder: str, finding: str, *, with_names: bool) -> None:
    """Print a finding, its rule's explanation, and the records behind both values."""
    from recon.decisions.propose import valid_build, warn
    from recon.rules.explain import explain

    build = valid_build(open_workspace(folder), warn)
    print(explain(build, finding, with_names=with_names))


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
            "hash": rule.hash,
            "prose_hash": rule.prose_hash,
        }
        for rule in read_rules(queries(), *own)
    ]
    if as_json:
        print(dumped(listed))
        return
    for rule in listed:
        print(f"{rule['severity']:<8} {rule['rule']:<34} {rule['title']}")


def run_lab(folder: str) -> int:
    """Open JupyterLab on copies of the notebooks, which are the workspace's own."""
    import subprocess

    from recon.resources import notebooks

    workspace = open_workspace(folder)
    own = workspace.folder / "notebooks"
    own.mkdir(exist_ok=True)
    for path in sorted(notebooks().glob("*.ipynb")):
        target = own / path.name
        if not target.exists():
            text = path.read_text(encoding="utf-8").replace('\\"../demo\\"', '\\"..\\"')
            target.write_text(text, encoding="utf-8", newline="\n")
    print(f"Notebooks: {own}", flush=True)
    command = [sys.executable, "-m", "jupyter", "lab", str(own)]
    return subprocess.call(command)  # noqa: S603 - our own words, no shell


def run_report(
    folder: str, period: str, projects: tuple[str, ...], *, with_names: bool
) -> Path:
    """Render the report; say where it is."""
    from recon.report.render import render_report

    workspace = open_workspace(folder)
    path = render_report(workspace, period, projects, with_names=with_names)
    print_head(workspace)
    print(f"Report: {path}")
    return path
