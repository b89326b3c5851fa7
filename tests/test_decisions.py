"""Decisions are remembered, bound to the facts they were taken on, and age is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recon.decisions.decide import decide, finding_statuses
from recon.decisions.propose import (
    Selection,
    check_workspace,
    current_fixes,
    valid_build,
)
from recon.errors import ApprovalError, TrailError
from recon.rules.check_entry import changed_since, findings_of_last_check
from recon.workspace.trail import entries, record
from tests.applying import made
from tests.company import quiet

TODAY = date(2026, 11, 30)


def finding(facts: str = "aa", difference: str | None = "-50.00") -> dict[str, Any]:
    return {"id": "F1", "facts_hash": facts, "difference": difference}


@pytest.fixture
def trail(tmp_path: Path) -> Path:
    return tmp_path / "trail.jsonl"


def status(trail: Path, facts: str = "aa", difference: str = "-50.00") -> str:
    known = finding_statuses(trail, [finding(facts, difference)], today=TODAY)
    return known["F1"].status


def test_an_accepted_variance_stays_accepted(trail: Path) -> None:
    decide(trail, "accept", [finding()], reason="cut-off", cap="50.00", who="A")

    known = finding_statuses(trail, [finding()], today=TODAY)["F1"]

    assert known.status == "accepted"
    assert "cut-off" in known.why
    assert known.why.startswith("A, ")


@pytest.mark.parametrize(
    ("facts", "difference", "terms", "lapsed"),
    [
        ("aa", "-50.00", {"cap": "50.00"}, False),
        ("aa", "-50.01", {"cap": "50.00"}, True),
        ("aa", "-50.00", {"until": "2026-11-30"}, False),
        ("aa", "-50.00", {"until": "2026-11-29"}, True),
        ("bb", "-50.00", {}, True),
    ],
)
def test_an_acceptance_lapses(
    trail: Path, facts: str, difference: str, terms: dict[str, str], lapsed: bool
) -> None:
    decide(trail, "accept", [finding()], reason="connu", **terms)

    assert status(trail, facts, difference) == ("open" if lapsed else "accepted")
    if lapsed:
        known = finding_statuses(trail, [finding(facts, difference)], today=TODAY)
        assert "lapsed" in known["F1"].why


def test_a_finding_is_reopened_assigned_and_commented(trail: Path) -> None:
    decide(trail, "accept", [finding()], reason="connu")
    decide(trail, "assign", [finding()], to="Marc")
    decide(trail, "comment", [finding()], reason="appelé le fournisseur")
    decide(trail, "reopen", [finding()])

    known = finding_statuses(trail, [finding()], today=TODAY)["F1"]

    assert known.status == "open"
    assert known.assigned_to == "Marc"
    assert "appelé le fournisseur" in known.comments[0]


@pytest.mark.parametrize(
    ("verb", "terms", "said"),
    [
        ("forgive", {}, "is not a decision; use one of"),
        ("accept", {}, "To accept needs a reason"),
        ("accept", {"reason": " "}, "To accept needs a reason"),
        ("assign", {}, "To assign needs a person"),
        ("accept", {"reason": "x", "cap": "much"}, "is not an amount"),
        ("accept", {"reason": "x", "until": "demain"}, "is not a date"),
    ],
)
def test_a_decision_without_its_terms_is_refused(
    trail: Path, verb: str, terms: dict[str, str], said: str
) -> None:
    with pytest.raises(ApprovalError, match=said):
        decide(trail, verb, [finding()], **terms)
    assert not trail.exists()


def seen(trail: Path, at: str, monkeypatch: pytest.MonkeyPatch, *ids: str) -> None:
    """One check that saw these findings."""
    monkeypatch.setattr("recon.workspace.trail.now", lambda: f"{at}T08:00:00Z")
    before = findings_of_last_check(entries(trail))
    record(trail, "check", changed_since(ids, before))


@pytest.mark.parametrize(
    ("last", "age", "bucket"),
    [
        ("2026-08-01", 0, "0-30"),
        ("2026-08-31", 30, "0-30"),
        ("2026-09-01", 31, "31-60"),
        ("2026-09-30", 60, "31-60"),
        ("2026-10-30", 90, "61-90"),
        ("2026-10-31", 91, "91+"),
    ],
)
def test_age_counts_from_the_first_check_that_saw_it(
    trail: Path, monkeypatch: pytest.MonkeyPatch, last: str, age: int, bucket: str
) -> None:
    seen(trail, "2026-08-01", monkeypatch, "F1")
    seen(trail, last, monkeypatch, "F1", "F2")

    known = finding_statuses(trail, [finding()], today=TODAY)["F1"]

    assert (known.age, known.bucket) == (age, bucket)
    assert known.first_seen == "2026-08-01T08:00:00Z"


def test_what_went_and_came_back_is_young_again(
    trail: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen(trail, "2026-08-01", monkeypatch, "F1")
    seen(trail, "2026-09-01", monkeypatch)
    seen(trail, "2026-10-01", monkeypatch, "F1")

    assert finding_statuses(trail, [finding()], today=TODAY)["F1"].age == 0


def test_what_is_decided_is_not_proposed_again(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    proposed = current_fixes(workspace)
    outcome, fixes = proposed.outcome, proposed.fixes
    budgets = [f for f in outcome["findings"] if f["rule"] == "original_budget_differs"]
    taxes = [f for f in outcome["findings"] if f["rule"] == "tax_left_in"]
    named = [fix.id for fix in fixes if set(fix.findings) & {f["id"] for f in budgets}]
    decide(workspace.trail, "reject", budgets, reason="à la main", fixes=named)
    decide(workspace.trail, "accept", taxes, reason="connu")

    left = current_fixes(workspace).fixes

    gone = {f["id"] for f in (*budgets, *taxes)}
    assert not any(set(fix.findings) & gone for fix in left)
    assert len(left) == len(fixes) - len(named) - len(taxes)
    changed = [{**f, "facts_hash": "other"} for f in budgets]
    lapsed = finding_statuses(workspace.trail, changed)
    assert {s.status for s in lapsed.values()} == {"open"}

    decide(workspace.trail, "reopen", budgets)
    again = current_fixes(workspace).fixes
    assert {fix.id for fix in again} >= set(named)


def test_a_damaged_build_is_set_aside_and_made_again(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    before = current_fixes(workspace).outcome
    build = workspace.current_build()
    build.write_bytes(build.read_bytes()[:5000])
    told: list[str] = []

    again = valid_build(workspace, told.append)

    assert again.name != f"{build.name}.damaged"
    assert (tmp_path / f"{build.name}.damaged").is_file()
    assert "was damaged" in told[0]
    assert current_fixes(workspace).outcome["findings"] == before["findings"]


def test_a_trail_that_lost_its_tail_is_seen_at_the_next_opening(
    tmp_path: Path,
) -> None:
    workspace = made(tmp_path, bridge="active")
    check_workspace(workspace, quiet)
    lines = workspace.trail.read_text(encoding="utf-8").splitlines(keepends=True)
    workspace.trail.write_text("".join(lines[:-1]), encoding="utf-8")

    with pytest.raises(TrailError, match="not as it was at the last check"):
        valid_build(workspace, quiet)  # type: ignore[arg-type]


def test_wanted_takes_what_it_names(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    fixes = current_fixes(workspace).fixes
    wanted = Selection(rules=("field_differs",), kinds=("write",))
    assert {f.kind for f in fixes if wanted.takes(f)} == {"write"}
    first = fixes[0]
    by_start = Selection(findings=(first.findings[0][:9],))
    assert first in [f for f in fixes if by_start.takes(f)]
