"""What is read is what was made: build, pull and trail are proved before they are read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

import recon
from recon.cli import app
from recon.decisions.propose import Selection, make_plan
from recon.errors import BuildError, PullError, TrailError
from recon.review.explore import open_explorer
from recon.review.session import ReviewSession
from recon.rules.check_entry import settings_hash
from recon.workspace import Workspace, open_workspace
from recon.workspace.kept import forget_head, head_outside
from recon.workspace.pulls import latest_pull, read_pull, sha256_of
from recon.workspace.trail import entries, record, verify


@pytest.fixture
def company(demo: Workspace, tmp_path: Path) -> Workspace:
    """The demo company, checked; its trail's head is kept outside the folder."""
    shutil.copytree(demo.folder, tmp_path / "company")
    workspace = open_workspace(tmp_path / "company")
    record(workspace.trail, "shown", {"file": None})
    return workspace


def edit(workspace: Workspace, statement: str) -> None:
    with duckdb.connect(str(workspace.current_build())) as db:
        db.execute(statement)


def run(workspace: Workspace, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--workspace", str(workspace.folder)])


READERS: dict[str, Callable[[Workspace], object]] = {
    "report": lambda w: recon.render_report(w, "2026-10"),
    "plan": lambda w: make_plan(w, Selection(), with_forecast=False),
    "review": lambda w: ReviewSession(w, who="Analyste"),
    "explore": lambda w: open_explorer(w.folder),
    "explain": lambda w: run(w, "explain", "F"),
    "doubts": lambda w: run(w, "doubts"),
    "worklist": lambda w: run(w, "worklist", str(w.folder / "list.xlsx")),
}


def refused(read: Callable[[Workspace], object], workspace: Workspace) -> BaseException:
    """What a reader says of a build; a command ends with it."""
    try:
        answer = read(workspace)
    except BuildError as error:
        return error
    assert isinstance(answer, Result)
    assert answer.exception is not None
    return answer.exception


@pytest.mark.parametrize("reader", READERS)
def test_no_reader_opens_a_build_that_was_edited(
    company: Workspace, reader: str
) -> None:
    edit(company, "delete from result.finding where place % 2 = 0")
    before = verify(company.trail)
    check = [e.number for e in entries(company.trail) if e.kind == "check"][-1]

    error = refused(READERS[reader], company)

    assert f"it is not the file that entry {check} recorded" in str(error)
    assert "recon check" in str(error)
    assert verify(company.trail) == before


def test_a_check_makes_an_edited_build_again(company: Workspace) -> None:
    before = [e for e in entries(company.trail) if e.kind == "check"][-1].facts
    edit(company, "update result.finding set procore_value = maestro_value")

    recon.check(company)

    *_, last = entries(company.trail)
    assert last.facts["findings_hash"] == before["findings_hash"]
    assert (last.facts["appeared"], last.facts["gone"]) == ([], [])


def test_a_build_with_changes_beside_it_is_refused(company: Workspace) -> None:
    build = company.current_build()
    build.with_name(f"{build.name}.wal").write_bytes(b"")
    with pytest.raises(BuildError, match="another program has written to it"):
        recon.render_report(company, "2026-10")


def test_a_build_of_nobody_is_refused(company: Workspace) -> None:
    other = company.new_build("20991231T000000Z")
    company.current_build().rename(other)
    lines = company.pointer.read_text().splitlines()
    company.pointer.write_text("\n".join([other.name, *lines[1:]]) + "\n")
    with pytest.raises(BuildError, match="no check in the audit trail made it"):
        recon.render_report(company, "2026-10")


def test_a_check_binds_what_it_read_and_made(company: Workspace) -> None:
    recon.check(company)
    *_, check = entries(company.trail)

    build = company.current_build()
    pull = latest_pull(company.pulls)
    assert check.facts["sha256"] == sha256_of(build)
    assert check.facts["manifest"] == sha256_of(pull / "manifest.json")
    assert check.facts["versions"]["duckdb"] == duckdb.__version__
    assert check.facts["settings_hash"] == settings_hash(company)
    toml = company.folder / "recon.toml"
    text = toml.read_text(encoding="utf-8")
    retired = text.replace('bridge = "active"', 'bridge = "retired"')
    toml.write_text(retired, encoding="utf-8")
    assert retired != text
    assert settings_hash(open_workspace(company.folder)) != settings_hash(company)


def moved(workspace: Workspace) -> str:
    pull = latest_pull(workspace.pulls)
    pull.rename(workspace.folder / "elsewhere")
    return "is missing; entry 1 made it"


def renamed(workspace: Workspace) -> str:
    pull = latest_pull(workspace.pulls)
    shutil.copytree(pull, pull.with_name("20991231T000000Z"))
    return "Pull 20991231T000000Z is not recorded in the audit trail"


def edited(workspace: Workspace) -> str:
    """A page and its hash in the manifest, as somebody does who knows how."""
    pull = latest_pull(workspace.pulls)
    manifest = pull / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    file = next(f for e in content["entries"] for f in e["files"] if f["rows"])
    page = pull / file["path"]
    page.write_bytes(page.read_bytes() + b" ")
    file |= {"sha256": sha256_of(page), "size": page.stat().st_size}
    manifest.write_text(json.dumps(content), encoding="utf-8")
    read_pull(pull)
    return "was edited"


@pytest.mark.parametrize("change", [moved, renamed, edited])
def test_a_check_takes_only_the_pull_that_was_recorded(
    company: Workspace, change: Callable[[Workspace], str]
) -> None:
    what = change(company)
    with pytest.raises(PullError, match=what):
        recon.check(company)


def test_a_check_goes_on_once_a_pull_of_others_is_taken_away(
    company: Workspace,
) -> None:
    renamed(company)
    with pytest.raises(PullError, match="Move 20991231T000000Z out of this folder"):
        recon.check(company)
    shutil.rmtree(company.pulls / "20991231T000000Z")

    recon.check(company)


@pytest.mark.parametrize("change", [moved, edited])
def test_a_report_notices_that_its_pull_is_another(
    company: Workspace, change: Callable[[Workspace], str]
) -> None:
    change(company)
    with pytest.raises(BuildError, match=r"its pull .* (is missing|was edited since)"):
        recon.render_report(company, "2026-10")


def test_a_pull_that_was_recorded_and_not_named_is_finished(
    company: Workspace,
) -> None:
    manifest = latest_pull(company.pulls) / "manifest.json"
    manifest.rename(manifest.with_name("manifest.json.part"))

    recon.check(company)

    assert manifest.is_file()


def deleted(trail: Path) -> None:
    trail.unlink()


def cut(trail: Path) -> None:
    trail.write_bytes(b"".join(trail.read_bytes().splitlines(keepends=True)[:-1]))


def rewritten(trail: Path) -> None:
    """A trail of the same length that proves itself, with other entries."""
    kinds = [(entry.kind, entry.facts) for entry in entries(trail)]
    folder = trail.parent
    kept = head_outside(folder)
    trail.unlink()
    for kind, facts in kinds:
        record(trail, kind, facts, who="Somebody")
    assert head_outside(folder) == kept


@pytest.mark.parametrize("change", [deleted, cut, rewritten])
def test_a_trail_that_is_another_is_noticed(
    company: Workspace, change: Callable[[Path], None]
) -> None:
    company.pointer.write_text(f"{company.current_build().name}\n")
    change(company.trail)

    with pytest.raises(TrailError, match="not as it was"):
        recon.check(company)
    answer = run(company, "trail", "verify")
    assert answer.exit_code == 1
    assert "expected" in answer.output or "replaced" in answer.output


@pytest.mark.parametrize("change", [deleted, cut, rewritten])
def test_a_restart_goes_on_and_says_why(
    company: Workspace, change: Callable[[Path], None]
) -> None:
    kept = head_outside(company.folder)
    change(company.trail)

    refused = run(company, "trail", "restart")
    assert isinstance(refused.exception, TrailError)
    done = run(company, "trail", "restart", "--reason", "restored", "--as", "Chef")

    assert done.exit_code == 0, done.output
    *_, last = entries(company.trail)
    assert (last.kind, last.who, last.facts["reason"]) == (
        "restart",
        "Chef",
        "restored",
    )
    assert kept in last.facts["expected"]
    assert run(company, "trail", "verify").exit_code == 0
    recon.check(company)


def test_a_damaged_trail_is_set_aside_at_a_restart(company: Workspace) -> None:
    text = company.trail.read_text(encoding="utf-8")
    company.trail.write_text(text.replace('"check"', '"shown"'), encoding="utf-8")

    run(company, "trail", "restart", "--reason", "another wrote to it")

    [only] = entries(company.trail)
    aside = company.folder / only.facts["set_aside"]
    assert sha256_of(aside) == only.facts["sha256"]


def test_a_whole_trail_is_not_restarted(company: Workspace) -> None:
    answer = run(company, "trail", "restart", "--reason", "why not")
    assert isinstance(answer.exception, TrailError)
    assert "The audit trail is whole" in str(answer.exception)


def test_a_new_workspace_in_the_place_of_another_starts_afresh(
    company: Workspace,
) -> None:
    shutil.rmtree(company.folder)
    forget = run(company, "init", "--name", "Other", "--source", "files")
    assert forget.exit_code == 0, forget.output
    assert head_outside(company.folder) is None


def test_a_folder_that_cannot_be_written_keeps_no_head(
    company: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "file"
    closed.write_text("no folder")
    monkeypatch.setenv("RECON_STATE", str(closed))
    forget_head(company.folder)
    before = verify(company.trail).count
    record(company.trail, "shown", {"file": None})
    assert head_outside(company.folder) is None
    assert verify(company.trail).count == before + 1
