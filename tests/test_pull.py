"""A pull holds what each system answered, and says what it could not read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.errors import ProcoreError, PullError
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.warehouse.database import open_locked
from recon.workspace import Workspace, open_workspace
from recon.workspace.journal import Journal
from recon.workspace.pulls import JOURNAL, latest_pull, read_manifest, read_pull
from tests.company import demo_client, demo_state, facts, pull_demo, quiet


@pytest.fixture
def small(tmp_path: Path) -> tuple[Workspace, dict[str, Any]]:
    """A demo workspace not yet pulled, and its sandbox's state."""
    make_demo(tmp_path, 1)
    return open_workspace(tmp_path), demo_state(tmp_path)


def test_the_manifest_names_every_file_with_its_hash(demo: Workspace) -> None:
    folder = latest_pull(demo.pulls)
    pull = read_pull(folder)
    named = {file.path for entry in pull.entries for file in entry.files}
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")} - {
        "manifest.json"
    }
    assert named == written
    assert all(len(f.sha256) == 64 for e in pull.entries for f in e.files)


def test_files_hold_the_bodies_as_received(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    pull = pull_demo(workspace, Sandbox(state))
    [first] = [
        e for e in pull.entries if (e.system, e.entity) == ("procore", "project")
    ]
    body = json.loads((pull.folder / first.files[0].path).read_text(encoding="utf-8"))
    assert body == state["projects"][: len(body)]
    assert first.rows == first.total == len(state["projects"])


def test_changed_bytes_are_refused(small: tuple[Workspace, dict[str, Any]]) -> None:
    workspace, state = small
    pull = pull_demo(workspace, Sandbox(state))
    path = pull.folder / "procore/project/company-0001.json"
    path.write_bytes(path.read_bytes().replace(b"24-001", b"24-007"))
    with pytest.raises(PullError, match="its bytes changed"):
        read_pull(pull.folder)


def test_a_missing_file_is_refused(small: tuple[Workspace, dict[str, Any]]) -> None:
    workspace, state = small
    pull = pull_demo(workspace, Sandbox(state))
    (pull.folder / "maestro/supplier.csv").unlink()
    with pytest.raises(PullError, match=r"maestro/supplier\.csv is missing"):
        read_pull(pull.folder)


ENTRY: dict[str, Any] = {
    "system": "maestro",
    "entity": "supplier",
    "project_id": None,
    "request": "x",
    "started": "2026-11-01T12:00:00Z",
    "ended": "2026-11-01T12:00:01Z",
    "rows": 2,
    "total": None,
    "is_complete": True,
    "reason": None,
    "files": [{"path": "a.csv", "rows": 2, "size": 9, "sha256": "0"}],
}
MANIFEST = {"format": 1, "started": "2026-11-01T12:00:00Z", "procore": {"calls": 7}}


def test_a_manifest_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    text = json.dumps({**MANIFEST, "entries": [ENTRY]})
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")

    pull = read_manifest(tmp_path)

    [entry] = pull.entries
    assert (entry.rows, entry.since, entry.files[0].pull) == (2, None, None)
    assert pull.about == MANIFEST


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({**ENTRY, "rows": "2"}, r"entries\.0\.rows: Input should be a valid integer"),
        ({**ENTRY, "system": "sage"}, r"entries\.0\.system: .*'maestro' or 'procore'"),
        ({**ENTRY, "paid": 1}, r"entries\.0\.paid: Unexpected"),
        (
            {**ENTRY, "files": [{"path": "a"}]},
            r"entries\.0\.files\.0\.rows: .*required",
        ),
    ],
)
def test_an_invalid_manifest_is_told_with_its_place(
    tmp_path: Path, entry: dict[str, Any], problem: str
) -> None:
    text = json.dumps({**MANIFEST, "entries": [entry]})
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")

    with pytest.raises(PullError, match=f"manifest of this pull is invalid: {problem}"):
        read_manifest(tmp_path)


def test_a_manifest_that_is_cut_short_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format": 1, "ent', encoding="utf-8")

    with pytest.raises(PullError, match="Invalid JSON") as refused:
        read_manifest(tmp_path)

    assert "recon pull" in refused.value.next_step


def test_a_journal_line_that_is_none_counts_for_nothing(tmp_path: Path) -> None:
    kept = {"key": "a", "path": "a.json", "rows": 1, "sha256": "0"}
    lines = [
        json.dumps({"key": "", "started": "x"}),
        "[1]",
        "7",
        json.dumps(kept),
        '{"ke',
    ]
    (tmp_path / JOURNAL).write_text("\n".join(lines), encoding="utf-8")

    journal = Journal(tmp_path)

    assert journal.head["started"] == "x"
    assert journal.attempt_number("a") == 1


def test_without_a_pull_there_is_a_next_step(tmp_path: Path) -> None:
    with pytest.raises(PullError, match="Run `recon pull` first"):
        latest_pull(tmp_path / "pulls")


def test_a_wrong_secret_is_said(small: tuple[Workspace, dict[str, Any]]) -> None:
    workspace, state = small
    client = demo_client(workspace, Sandbox(state), secret="wrong")
    with pytest.raises(ProcoreError, match="refused the client id and secret: Client"):
        list(client.pages("/rest/v1.0/companies"))


def test_a_company_that_is_not_visible_is_said(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    state["company_id"] = 4711
    with pytest.raises(ProcoreError, match="is not visible") as caught:
        pull_demo(workspace, Sandbox(state))
    assert "4711 (Constructions Boréalis-Nord (demo))" in caught.value.where


BUDGET_RULES = ("original_budget_differs", "modified_budget_differs")


def budgets_not_run(outcome: dict[str, Any]) -> set[tuple[str, str]]:
    """The projects for which a rule of budgets was not run."""
    return {
        (rule["rule"], gap["project"])
        for rule in outcome["rules"]
        if rule["rule"] in BUDGET_RULES
        for gap in rule["not_run_for"]
    }


def reasons(workspace: Workspace) -> set[str]:
    """Why lists of budgets are not whole."""
    pull = read_pull(latest_pull(workspace.pulls))
    return {
        str(e.reason)
        for e in pull.entries
        if e.entity == "budget_line" and not e.is_complete
    }


def test_a_missing_budget_view_stops_the_budgets_alone(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    for site in state["sites"].values():
        site["view"] = "Vue standard"
    pull_demo(workspace, Sandbox(state))

    outcome = read_outcome(check(workspace, quiet))

    assert {(rule, "24-001") for rule in BUDGET_RULES} <= budgets_not_run(outcome)
    assert any(
        "'Procore Standard Budget'; views found: Vue standard; name one of them as "
        "budget_view" in said
        for said in reasons(workspace)
    )
    assert any(f["rule"] == "cost_missing_in_procore" for f in outcome["findings"])


def test_rows_without_the_column_stop_the_budgets_of_their_project(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    [project] = [p for p in state["projects"] if p["project_number"] == "24-201"]
    site = state["sites"][str(project["id"])]
    site["columns"] = ["Original Budget Amount", "OC approuvés"]
    for row in site["detail_rows"]:
        row["OC approuvés"] = row.pop("Approved COs")
    pull_demo(workspace, Sandbox(state))

    outcome = read_outcome(check(workspace, quiet))

    stopped = budgets_not_run(outcome)
    assert {(rule, "24-201") for rule in BUDGET_RULES} <= stopped
    assert ("original_budget_differs", "24-001") not in stopped
    [said] = [s for s in reasons(workspace) if "column" in s]
    assert "columns found: OC approuvés, Original Budget Amount" in said
    assert "approved_cos_column" in said


def test_one_line_without_the_amount_of_the_others_is_rejected(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    [project] = [p for p in state["projects"] if p["project_number"] == "24-201"]
    row = state["sites"][str(project["id"])]["detail_rows"][0]
    row["Approved COs"] = None
    pull_demo(workspace, Sandbox(state))

    db = open_locked(check(workspace, quiet))

    [(reason, project_code)] = db.execute(
        "select reason, project_code from pull.reject where field = 'modified_budget'"
    ).fetchall()
    assert reason == "no amount, where other lines have one"
    assert project_code == "24-201"


@pytest.mark.parametrize("number", [None, " ", 0])
def test_a_budgeted_line_without_an_id_is_rejected(
    small: tuple[Workspace, dict[str, Any]], number: object
) -> None:
    workspace, state = small
    [project] = [p for p in state["projects"] if p["project_number"] == "24-201"]
    state["sites"][str(project["id"])]["detail_rows"][0]["id"] = number
    pull_demo(workspace, Sandbox(state))

    db = open_locked(check(workspace, quiet))

    reasons = db.execute(
        "select reason from pull.reject where field = 'original_budget'"
        " and project_code = '24-201'"
    ).fetchall()
    assert reasons == [("no id, though it is budgeted",)]


def test_a_column_that_stands_in_the_rows_alone_is_there(
    small: tuple[Workspace, dict[str, Any]], answer_key: list[dict[str, Any]]
) -> None:
    workspace, state = small
    for site in state["sites"].values():
        site["columns"] = ["Original Budget Amount"]
    pull_demo(workspace, Sandbox(state))

    outcome = read_outcome(check(workspace, quiet))

    found = sorted(facts(finding) for finding in outcome["findings"])
    assert found == sorted(facts(expected) for expected in answer_key)


def test_one_project_without_the_view_is_not_compared(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    [project] = [p for p in state["projects"] if p["project_number"] == "24-201"]
    state["sites"][str(project["id"])]["view"] = "Autre"
    pull_demo(workspace, Sandbox(state))

    outcome = read_outcome(check(workspace, quiet))

    [rule] = [r for r in outcome["rules"] if r["rule"] == "original_budget_differs"]
    assert "24-201" in {gap["project"] for gap in rule["not_run_for"]}
    assert "24-201" not in {
        f["project"]
        for f in outcome["findings"]
        if f["rule"] == "original_budget_differs"
    }


def test_an_unreadable_company_list_stops_only_its_rules(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    state["hidden_rows"]["/vendors"] = 3
    pull_demo(workspace, Sandbox(state))

    outcome = read_outcome(check(workspace, quiet))

    [rule] = [r for r in outcome["rules"] if r["rule"] == "only_in_maestro"]
    assert {gap["entity"] for gap in rule["not_run_for"]} == {"supplier", "customer"}
    entities = {
        f["entity"] for f in outcome["findings"] if f["rule"] == "only_in_maestro"
    }
    assert entities == {"project"}


def test_projects_out_of_scope_are_not_asked_for(demo: Workspace) -> None:
    pull = read_pull(latest_pull(demo.pulls))
    state = demo_state(demo.folder)
    [project] = [p for p in state["projects"] if p["project_number"] == "ADM-01"]
    assert str(project["id"]) not in {entry.project_id for entry in pull.entries}


def test_rows_that_shift_between_pages_are_staged_once(
    small: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, state = small
    state["vendors"].append(state["vendors"][0])
    state["hidden_rows"]["/vendors"] = -1
    pull_demo(workspace, Sandbox(state))

    outcome = read_outcome(check(workspace, quiet))

    twins = [
        f["key"]["code"]
        for f in outcome["findings"]
        if f["rule"] == "key_duplicated" and f["entity"] == "company"
    ]
    assert twins == ["S1162"]
