"""Every act records itself: from Python, by hand and by command, the same entries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import recon
from recon.cli import app
from recon.cli.demo_company import make_demo
from recon.decisions.propose import valid_build
from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.errors import ReportError, TrailError
from recon.resources import notebooks
from recon.sandbox.app import Sandbox
from recon.sandbox.serve import served
from recon.workspace import Workspace, open_workspace
from recon.workspace.pointer import kept_head
from recon.workspace.pulls import sha256_of
from recon.workspace.trail import entries, record, report_of, unproved_items, verify
from tests.company import demo_state, pull_demo

TOP = Path(recon.__file__).parent.parent
EXPORTER = "recon.report.exporter.ReconExporter"
PROJECTS = ("24-001", "24-002")


def command(workspace: Workspace, *words: str) -> str:
    """Run a command of recon; what it printed."""
    folder = str(workspace.folder)
    ran = CliRunner().invoke(app, [*words, "--workspace", folder])
    assert ran.exit_code in (0, 1), ran.output
    return ran.stdout


def by_hand(folder: Path, *words: str, **environ: str) -> str:
    """Run a program of Jupyter in a folder, as a person does; what it said."""
    path = os.pathsep.join([*environ.pop("PYTHONPATH", "").split(), str(TOP)])
    ran = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, **environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stderr if ran.returncode else ""


def rendered_in_python(workspace: Workspace) -> Path:
    return recon.render_report(workspace, "2026-10", PROJECTS)


def rendered_by_command(workspace: Workspace) -> Path:
    chosen = [word for code in PROJECTS for word in ("--project", code)]
    said = command(workspace, "report", "--period", "2026-10", *chosen)
    return Path(said.strip().removeprefix("Report: "))


def rendered_by_hand(workspace: Workspace) -> Path:
    """As from the repository root: a link to the workspace beside the notebooks."""
    root = workspace.folder.parent / f"{workspace.folder.name}-root"
    root.mkdir()
    shutil.copytree(notebooks(), root / "notebooks")
    shutil.copytree(workspace.folder, root / "demo", symlinks=True)
    told = by_hand(
        root,
        "papermill",
        "notebooks/month_end.ipynb",
        "out.ipynb",
        "-p",
        "workspace",
        "demo",
        "-r",
        "period",
        "2026-10",
        "-r",
        "projects",
        ",".join(PROJECTS),
        "-r",
        "with_names",
        "False",
    )
    assert told == ""
    assert by_hand(root, "nbconvert", "--to", EXPORTER, "out.ipynb") == ""
    shutil.copytree(root / "demo", workspace.folder, dirs_exist_ok=True)
    return root / "out.html"


@pytest.fixture
def company(demo: Workspace, tmp_path: Path) -> Workspace:
    """The demo company, pulled and checked, in a folder of the test's own."""
    shutil.copytree(demo.folder, tmp_path / "company")
    return open_workspace(tmp_path / "company")


def facts_of(workspace: Workspace, kind: str) -> dict[str, Any]:
    """The facts of the last entry of a kind."""
    return [e for e in entries(workspace.trail) if e.kind == kind][-1].facts


@pytest.mark.parametrize(
    "rendered", [rendered_in_python, rendered_by_command, rendered_by_hand]
)
def test_a_page_leaves_the_same_entries_whoever_makes_it(
    company: Workspace, rendered: Callable[[Workspace], Path]
) -> None:
    before = verify(company.trail).count

    page = rendered(company)

    shown, report = list(entries(company.trail))[before:]
    assert (shown.kind, report.kind) == ("shown", "report")
    assert shown.facts == {
        "notebook": "month_end",
        "build": company.current_build().name,
        "period": "2026-10",
        "projects": list(PROJECTS),
        "with_names": False,
        "findings": 3,
        "findings_hash": shown.facts["findings_hash"],
    }
    assert {**report.facts, "file": None} == {
        "file": None,
        "sha256": sha256_of(page),
        "shown": shown.number,
        "build": company.current_build().name,
        "period": "2026-10",
        "with_names": False,
    }
    assert report_of(company.trail, page) == report
    assert unproved_items(company.folder, company.trail) == []
    assert "Trail: " in command(company, "trail", "verify", "--page", str(page))
    assert str(company.folder.parent) not in page.read_text(encoding="utf-8")


def test_the_hash_of_what_was_shown_is_that_of_the_check(company: Workspace) -> None:
    month = recon.open_month_end(company.folder)

    month.recorded()

    shown, check = facts_of(company, "shown"), facts_of(company, "check")
    assert shown["findings_hash"] == check["findings_hash"]
    assert shown["findings"] == check["findings"]


def test_a_changed_page_is_not_one_of_the_trail_s(company: Workspace) -> None:
    page = recon.render_report(company, "2026-10")
    page.write_bytes(page.read_bytes() + b" ")

    ran = CliRunner().invoke(
        app,
        ["trail", "verify", "--workspace", str(company.folder), "--page", str(page)],
    )

    assert ran.exit_code == 1
    assert "is not a page that the trail records" in ran.stdout
    assert "is not the report of entry" in ran.stdout


def test_nbconvert_knows_the_exporter_by_its_entry_point(
    company: Workspace, tmp_path: Path
) -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    points = project["project"]["entry-points"]["nbconvert.exporters"]
    installed = tmp_path / "site" / "recon_maestro_procore-0.1.0.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Name: recon-maestro-procore\nVersion: 0.1.0\n")
    lines = [f"{name} = {place}\n" for name, place in points.items()]
    text = "[nbconvert.exporters]\n" + "".join(lines)
    (installed / "entry_points.txt").write_text(text)
    out = tmp_path / "out.ipynb"
    told = by_hand(
        tmp_path,
        "papermill",
        str(notebooks() / "month_end.ipynb"),
        str(out),
        "-p",
        "workspace",
        "company",
    )
    assert told == ""

    told = by_hand(
        tmp_path,
        "nbconvert",
        "--to",
        "recon",
        "out.ipynb",
        PYTHONPATH=str(installed.parent),
    )

    assert told == ""
    assert report_of(company.trail, tmp_path / "out.html") is not None


def test_a_notebook_that_was_not_run_makes_no_page(tmp_path: Path) -> None:
    shutil.copyfile(notebooks() / "month_end.ipynb", tmp_path / "out.ipynb")

    told = by_hand(tmp_path, "nbconvert", "--to", EXPORTER, "out.ipynb")

    assert "The notebook holds no record of what it showed" in told
    assert not (tmp_path / "out.html").exists()


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"period": "octobre"}, "Invalid period: 'octobre'"),
        ({"period": 202610}, "Invalid period: 202610"),
        ({"projects": "24-001, 99-999"}, "No project has the code 99-999"),
        ({"projects": 24}, "No project has the code 24"),
        ({"with_names": "peut-être"}, "Invalid with_names: 'peut-être'"),
    ],
)
def test_a_parameter_that_means_nothing_is_refused(
    demo: Workspace, parameters: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ReportError, match=problem):
        recon.open_month_end(demo.folder, **parameters)


def test_parameters_may_be_plain_text(demo: Workspace) -> None:
    month = recon.open_month_end(demo.folder, "", "24-001, 24-002,", "false")

    assert (month.projects, month.with_names) == (PROJECTS, False)
    assert (
        month.period
        == f"{facts_of(demo, 'check')['pull'][:4]}-"
        + (facts_of(demo, "check")["pull"][4:6])
    )


@pytest.fixture
def unread(tmp_path: Path) -> Workspace:
    """The demo company, not pulled yet."""
    make_demo(tmp_path / "company", 1)
    return open_workspace(tmp_path / "company")


def pulled_and_checked_in_python(workspace: Workspace) -> None:
    pull_demo(workspace, Sandbox(demo_state(workspace.folder)))
    recon.check(workspace)


def pulled_and_checked_by_command(workspace: Workspace) -> None:
    with served(Sandbox(demo_state(workspace.folder))) as address:
        toml = workspace.folder / "recon.toml"
        text = toml.read_text(encoding="utf-8")
        toml.write_text(text.replace("http://127.0.0.1:8765", address))
        command(workspace, "pull")
    command(workspace, "check")


@pytest.mark.parametrize(
    "acts", [pulled_and_checked_in_python, pulled_and_checked_by_command]
)
def test_a_pull_and_a_check_leave_the_same_entries_whoever_asks(
    unread: Workspace,
    acts: Callable[[Workspace], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RECON_PROCORE_CLIENT_ID", CLIENT_ID)
    monkeypatch.setenv("RECON_PROCORE_CLIENT_SECRET", CLIENT_SECRET)

    acts(unread)

    pull, check = entries(unread.trail)
    assert (pull.kind, check.kind) == ("pull", "check")
    assert set(pull.facts) == {"pull", "manifest"}
    assert set(check.facts) == {
        "pull",
        "manifest",
        "build",
        "sha256",
        "rules",
        "rules_hash",
        "settings_hash",
        "versions",
        "findings",
        "findings_hash",
        "appeared",
        "gone",
    }
    assert check.facts["pull"] == pull.facts["pull"]
    assert check.facts["manifest"] == pull.facts["manifest"]
    assert check.facts["build"] == unread.current_build().name
    assert kept_head(unread) == str(verify(unread.trail))
    assert unproved_items(unread.folder, unread.trail) == []


def test_a_check_does_not_begin_on_a_trail_that_lost_its_tail(
    company: Workspace,
) -> None:
    lines = company.trail.read_bytes().splitlines(keepends=True)
    company.trail.write_bytes(b"".join(lines[:-1]))
    before = company.pointer.read_bytes()

    with pytest.raises(TrailError, match="2 entries expected, 1 found"):
        recon.check(company)

    assert company.pointer.read_bytes() == before
    assert company.trail.read_bytes() == b"".join(lines[:-1])


# A trail of version 0.1.0: a pull, a check, and a report that a command recorded.
EARLIER = Path(__file__).parent / "earlier" / "trail.jsonl"


def test_a_trail_of_an_earlier_version_proves_itself() -> None:
    assert verify(EARLIER).is_sound
    assert [e.kind for e in entries(EARLIER)] == ["pull", "check", "report"]


def test_a_workspace_of_an_earlier_version_opens(company: Workspace) -> None:
    pull, check = entries(company.trail)
    earlier = [dict(entry.facts) for entry in entries(EARLIER)]
    earlier[0] |= pull.facts
    earlier[1] |= {n: check.facts[n] for n in ("pull", "build", "appeared")}
    company.trail.unlink()
    for kind, facts in zip(("pull", "check", "report"), earlier, strict=True):
        head = record(company.trail, kind, facts)
    company.pointer.write_text(f"{company.current_build().name}\n{head}\n")

    assert valid_build(company, lambda _said: None) == company.current_build()
    page = recon.render_report(company, "2026-10")
    recon.check(company)
    assert report_of(company.trail, page) is not None
    assert verify(company.trail, str(head)).count == 6


def test_a_pointer_of_the_first_version_names_the_build_alone(
    company: Workspace,
) -> None:
    company.pointer.write_text(f"{company.current_build().name}\n")

    assert kept_head(company) is None
    assert valid_build(company, lambda _said: None) == company.current_build()
    recon.check(company)
    assert kept_head(company) == str(verify(company.trail))
