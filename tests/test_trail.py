"""The trail proves itself: what was written stays, and what changed is named."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from recon.cli import app
from recon.cli.demo_company import make_demo
from recon.errors import Busy, TrailError
from recon.sandbox.app import Sandbox
from recon.workspace import open_workspace
from recon.workspace.trail import entries, record, verify
from tests.company import demo_state, pull_demo


@pytest.fixture
def trail(tmp_path: Path) -> Path:
    """A trail of three entries."""
    path = tmp_path / "trail.jsonl"
    for number in range(3):
        record(path, "decision", {"finding": f"F{number}", "reason": "vérifié"})
    return path


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def test_entries_follow_one_another(trail: Path) -> None:
    listed = list(entries(trail))

    assert [entry.number for entry in listed] == [1, 2, 3]
    assert [entry.previous for entry in listed[1:]] == [e.hash for e in listed[:2]]
    assert verify(trail).is_sound


def test_who_is_told_with_how_that_is_known(tmp_path: Path) -> None:
    path = tmp_path / "trail.jsonl"
    record(path, "decision", {})
    record(path, "decision", {}, who="A. Comptable")

    system, given = entries(path)

    assert system.known_by == "operating-system name, unauthenticated"
    assert (given.who, given.known_by) == (
        "A. Comptable",
        "typed name, unauthenticated",
    )


def test_an_edited_entry_is_named(trail: Path) -> None:
    text = trail.read_text(encoding="utf-8").replace('"F1"', '"F9"')
    trail.write_text(text, encoding="utf-8")

    verdict = verify(trail)

    assert (verdict.bad_line, verdict.count) == (2, 1)
    assert verdict.problem == "entry 2 was modified"


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('"number":2', '"number":"2"'),
        ('"number":2', '"number":2.0'),
        ('"kind":"decision"', '"kind":null'),
        ('"facts":{', '"facts":{"a":1},"paid":{'),
        ('"who":', '"by":'),
    ],
)
def test_a_line_of_another_shape_is_no_entry(
    trail: Path, written: str, instead: str
) -> None:
    first, second, third = lines(trail)
    trail.write_text(first + second.replace(written, instead) + third, encoding="utf-8")

    verdict = verify(trail)

    assert (verdict.count, verdict.bad_line) == (1, 2)
    assert verdict.problem == "entry 2 cannot be read"
    assert len(list(entries(trail))) == 1


def test_facts_are_read_as_they_were_written(tmp_path: Path) -> None:
    facts = {
        "amount": "1234567890123456.78",
        "count": 12345678901234567890,
        "share": 0.1,
        "small": 1e-07,
        "none": None,
        "name": 'Béton \u2212 \u200b \\ "Fils"',
        "nested": {"b": [1, [True]], "a": {}},
    }
    path = tmp_path / "trail.jsonl"
    record(path, "decision", facts)

    [entry] = entries(path)

    assert entry.facts == facts
    assert verify(path).is_sound


def test_an_entry_that_was_taken_out_is_missed(trail: Path) -> None:
    first, _, third = lines(trail)
    trail.write_text(first + third, encoding="utf-8")

    assert verify(trail).problem == "entry 3 stands where entry 2 must be"


def test_a_cut_tail_is_seen_from_a_head_kept_elsewhere(trail: Path) -> None:
    kept = str(verify(trail))
    trail.write_text("".join(lines(trail)[:2]), encoding="utf-8")

    assert verify(trail).is_sound
    assert verify(trail, kept).problem == "3 entries expected, 2 found"


def test_a_trail_that_was_made_anew_is_seen_from_a_head(trail: Path) -> None:
    kept = str(verify(trail))
    trail.unlink()
    for number in range(3):
        record(trail, "decision", {"finding": f"G{number}"})

    assert verify(trail, kept).problem == "entry 3 was replaced"


def test_an_older_head_still_holds(trail: Path) -> None:
    kept = str(verify(trail))
    record(trail, "decision", {})

    assert verify(trail, kept).is_sound


def test_a_line_cut_short_is_repaired_and_told(trail: Path) -> None:
    with trail.open("ab") as stream:
        stream.write(b'{"number":4,"at":"20')

    assert verify(trail).is_sound
    verdict = record(trail, "decision", {"finding": "F4"})

    *_, repair, last = entries(trail)
    assert (repair.kind, last.number) == ("repair", 5)
    kept = trail.with_name(repair.facts["kept_in"])
    assert kept.read_bytes() == b'{"number":4,"at":"20'
    assert verify(trail, str(verdict)).is_sound


def test_a_lost_line_end_is_put_back(trail: Path) -> None:
    trail.write_bytes(trail.read_bytes().rstrip(b"\n"))

    record(trail, "decision", {"finding": "F4"})

    assert [entry.number for entry in entries(trail)] == [1, 2, 3, 4]


def test_nothing_is_added_to_a_trail_that_does_not_prove_itself(trail: Path) -> None:
    text = trail.read_text(encoding="utf-8").replace('"F1"', '"F9"')
    trail.write_text(text, encoding="utf-8")

    with pytest.raises(TrailError, match=r"trail\.jsonl, line 2"):
        record(trail, "decision", {})
    assert trail.read_text(encoding="utf-8") == text


def test_many_writers_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "trail.jsonl"

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: record(path, "decision", {"n": n}), range(40)))

    assert verify(path).count == 40
    assert sorted(entry.facts["n"] for entry in entries(path)) == list(range(40))


def test_a_lock_that_stays_is_an_error_with_a_next_step(
    trail: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recon.workspace.trail._WAIT_SECONDS", 0.05)
    lock = FileLock(trail.with_name("trail.jsonl.lock"))
    lock.acquire()

    with pytest.raises(Busy, match="Another process is writing"):
        record(trail, "decision", {})


def test_a_wrong_expectation_is_refused(trail: Path) -> None:
    with pytest.raises(TrailError, match="not a count and a head"):
        verify(trail, "three")


def test_an_unknown_kind_is_refused(trail: Path) -> None:
    with pytest.raises(ValueError, match="not a kind of entry"):
        record(trail, "guess", {})


@pytest.fixture
def checked(tmp_path: Path) -> Any:
    """A workspace in which the commands pulled and checked."""
    make_demo(tmp_path, 1)
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(demo_state(tmp_path)))
    CliRunner().invoke(app, ["check", "--workspace", str(tmp_path)])
    return workspace


def told(workspace: Any, *words: str) -> tuple[int, str]:
    ran = CliRunner().invoke(
        app, ["trail", "verify", "--workspace", str(workspace.folder), *words]
    )
    return ran.exit_code, ran.stdout


def test_the_commands_leave_their_entries(checked: Any) -> None:
    pull, check = entries(checked.trail)

    assert (pull.kind, check.kind) == ("pull", "check")
    assert check.facts["findings"] == len(
        json.loads((checked.folder / "answer-key.json").read_text(encoding="utf-8"))
    )
    assert told(checked, "--expect", str(verify(checked.trail)))[0] == 0


def test_an_edited_pull_is_named(checked: Any) -> None:
    [file] = checked.pulls.glob("*/maestro/project_cost.csv")
    file.write_bytes(file.read_bytes().replace(b"Transaction", b"transaction", 1))

    code, said = told(checked)

    assert code == 1
    assert "project_cost.csv is not what was pulled" in said


def test_a_replaced_manifest_and_a_lost_pull_are_named(checked: Any) -> None:
    manifest = max(checked.pulls.glob("*/manifest.json"))
    manifest.write_text(manifest.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "the manifest of pull" in told(checked)[1]

    manifest.unlink()

    assert "is missing; entry 1 says it was made" in told(checked)[1]


def test_the_trail_is_shown_line_by_line(checked: Any) -> None:
    ran = CliRunner().invoke(app, ["trail", "--workspace", str(checked.folder)])

    assert ran.exit_code == 0, sys.stderr
    assert ran.stdout.splitlines()[-1] == f"Trail: {verify(checked.trail)}"
