"""A finding is what it is about, not where it stood: id, age and decisions follow it."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from recon.decisions.decide import decide, finding_statuses
from recon.decisions.propose import check_workspace
from recon.rules.check import read_outcome
from recon.rules.check_entry import carried_over, changed_since, findings_of_last_check
from recon.sandbox.app import Sandbox
from recon.workspace import Workspace
from recon.workspace.trail import entries, record
from tests.applying import made
from tests.company import demo_state, pull_demo, quiet


def old_id(
    rule: str, entity: str, project: str, key: dict[str, str], field: str
) -> str:
    """The id of a finding as version 0.1.0 made it."""
    text = json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    parts = (rule, entity, project, text, field)
    return "F" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def rejected(outcome: dict[str, Any]) -> list[dict[str, Any]]:
    return [f for f in outcome["findings"] if f["rule"] == "row_rejected"]


def keyless(outcome: dict[str, Any]) -> dict[str, Any]:
    [found] = [
        f
        for f in outcome["findings"]
        if f["rule"] == "key_missing" and f["severity"] == "error"
    ]
    return dict(found)


def old_ids(outcome: dict[str, Any]) -> dict[str, str]:
    """The ids of version 0.1.0 of what it named by row, each with the id of now."""
    ids = {}
    for finding in rejected(outcome):
        [source] = finding["sources"]["maestro"]
        key = {"system": "maestro", "file": source["at"], "row": str(source["row"])}
        old = old_id("row_rejected", "budget_line", "24-209", key, "amount")
        ids[old] = finding["id"]
    found = keyless(outcome)
    [source] = found["sources"]["maestro"]
    key = {"system": "maestro", "record": f"{source['at']}#{source['row']}"}
    ids[old_id("key_missing", "customer", "", key, "")] = found["id"]
    return ids


def shift(folder: Path, name: str) -> None:
    """Put a blank row above an export's rows, and the rows in another order."""
    path = folder / "exports" / name
    text = path.read_bytes().decode("windows-1252")
    header, *rows = list(csv.reader(text.splitlines(), delimiter=";"))
    with path.open("w", encoding="windows-1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerows([header, [""] * len(header), *rows[::-1]])


def test_rejected_rows_that_moved_keep_id_and_acceptance(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    before = read_outcome(workspace.current_build())
    decide(workspace.trail, "accept", rejected(before), reason="connu", who="A")
    shift(tmp_path, "budget.csv")
    pull_demo(workspace, Sandbox(demo_state(tmp_path), tmp_path), is_fresh=True)

    _, after = check_workspace(workspace, quiet)

    moved = rejected(after)
    assert {f["id"] for f in moved} == {f["id"] for f in rejected(before)}
    rows = [[f["sources"]["maestro"][0]["row"] for f in rejected(before)]]
    assert [f["sources"]["maestro"][0]["row"] for f in moved] not in rows
    known = finding_statuses(workspace.trail, moved)
    assert {s.status for s in known.values()} == {"accepted"}


def test_no_id_moves_when_every_export_is_turned_over(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    before = read_outcome(workspace.current_build())
    exports = {path.name for path in (tmp_path / "exports").glob("*.csv")}
    for name in exports - {"control_totals.csv"}:
        shift(tmp_path, name)
    pull_demo(workspace, Sandbox(demo_state(tmp_path), tmp_path), is_fresh=True)

    _, after = check_workspace(workspace, quiet)

    facts = {f["id"]: f["facts_hash"] for f in before["findings"]}
    assert {f["id"]: f["facts_hash"] for f in after["findings"]} == facts


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A company whose trail was begun by version 0.1.0 in August."""
    workspace = made(tmp_path, bridge="active")
    outcome = read_outcome(workspace.current_build())
    ids = old_ids(outcome)
    workspace.trail.unlink()
    workspace.pointer.write_text(f"{workspace.current_build().name}\n")
    monkeypatch.setattr("recon.workspace.trail.now", lambda: "2026-08-01T08:00:00Z")
    others = {f["id"] for f in outcome["findings"]} - set(ids.values())
    record(workspace.trail, "check", {"appeared": sorted({*others, *ids}), "gone": []})
    hashes = {f["id"]: f["facts_hash"] for f in outcome["findings"]}
    decide(
        workspace.trail,
        "accept",
        [{"id": old, "facts_hash": hashes[new]} for old, new in ids.items()],
        reason="connu du comptable",
        who="Analyste",
    )
    monkeypatch.setattr("recon.workspace.trail.now", lambda: "2026-11-01T08:00:00Z")
    return workspace


def test_age_and_acceptance_of_an_earlier_version_are_carried_over(
    earlier: Workspace,
) -> None:
    _, outcome = check_workspace(earlier, quiet)

    moved = old_ids(outcome)
    last = list(entries(earlier.trail))[-1]
    assert last.facts["carried"] == moved
    assert (last.facts["appeared"], last.facts["gone"]) == ([], [])
    known = finding_statuses(earlier.trail, [*rejected(outcome), keyless(outcome)])
    assert len(known) == 3
    assert {(s.status, s.age) for s in known.values()} == {("accepted", 92)}


def test_what_was_carried_is_not_carried_again(earlier: Workspace) -> None:
    check_workspace(earlier, quiet)

    _, outcome = check_workspace(earlier, quiet)

    last = list(entries(earlier.trail))[-1]
    assert "carried" not in last.facts
    assert (last.facts["appeared"], last.facts["gone"]) == ([], [])
    known = finding_statuses(earlier.trail, rejected(outcome))
    assert {(s.status, s.age) for s in known.values()} == {("accepted", 92)}


def seen(
    trail: Path, ids: list[str], former: dict[str, list[str]] | None = None
) -> None:
    """One check that saw these findings."""
    before = list(entries(trail))
    carried = carried_over(before, ids, former or {})
    record(trail, "check", changed_since(ids, findings_of_last_check(before), carried))


def finding(name: str, facts: str = "aa") -> dict[str, Any]:
    return {"id": name, "facts_hash": facts, "difference": None}


def test_many_findings_that_become_one_give_it_their_age_not_their_acceptance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trail = tmp_path / "trail.jsonl"
    monkeypatch.setattr("recon.workspace.trail.now", lambda: "2026-08-01T08:00:00Z")
    seen(trail, ["F1", "F2"])
    decide(trail, "accept", [finding("F1")], reason="connu")
    monkeypatch.setattr("recon.workspace.trail.now", lambda: "2026-08-31T08:00:00Z")

    seen(trail, ["G"], {"G": ["F1", "F2"]})

    known = finding_statuses(trail, [finding("G", "all")])["G"]
    assert (known.age, known.status) == (30, "open")
    assert "its facts changed" in known.why
    assert findings_of_last_check(entries(trail)) == {"G"}


def test_an_id_that_is_still_a_finding_s_own_is_not_carried(tmp_path: Path) -> None:
    trail = tmp_path / "trail.jsonl"
    seen(trail, ["F1", "F2"])

    seen(trail, ["F1", "F2"], {"F1": ["F2"], "F2": ["F1"]})

    assert "carried" not in list(entries(trail))[-1].facts


def test_an_id_that_nobody_saw_is_not_carried(tmp_path: Path) -> None:
    trail = tmp_path / "trail.jsonl"
    seen(trail, ["F1"])

    seen(trail, ["F2"], {"F2": ["F0"]})

    facts = list(entries(trail))[-1].facts
    assert facts == {"appeared": ["F2"], "gone": ["F1"]}


def test_a_later_decision_on_the_id_of_now_counts(tmp_path: Path) -> None:
    trail = tmp_path / "trail.jsonl"
    seen(trail, ["F1"])
    decide(trail, "accept", [finding("F1")], reason="connu")
    seen(trail, ["F2"], {"F2": ["F1"]})
    decide(trail, "reopen", [finding("F2")])

    assert finding_statuses(trail, [finding("F2")])["F2"].status == "open"
