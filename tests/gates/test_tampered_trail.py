"""Whatever is done to a trail is found, the first bad entry named; a crash is no crime."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from recon.workspace.pulls import PulledList, new_pull, sha256_of
from recon.workspace.trail import record, unproved_items, verify

TIMES = 100 if os.environ.get("RECON_GATES") == "whole" else 6
Lines = list[bytes]


def edit(rng: Random, lines: Lines) -> int:
    """Change one letter of an entry."""
    place = rng.randrange(len(lines))
    line = bytearray(lines[place])
    spot = rng.choice([n for n, c in enumerate(line) if chr(c).isalnum()])
    line[spot] = ord("7") if line[spot] != ord("7") else ord("8")
    lines[place] = bytes(line)
    return place + 1


def delete(rng: Random, lines: Lines) -> int:
    """Take one entry out, not the last."""
    place = rng.randrange(len(lines) - 1)
    del lines[place]
    return place + 1


def insert(rng: Random, lines: Lines) -> int:
    """Put a copy of another entry in."""
    place = rng.randrange(len(lines))
    lines.insert(place, rng.choice(lines))
    if lines[place] == lines[place + 1]:
        return place + 2
    return place + 1


def swap(rng: Random, lines: Lines) -> int:
    """Change the places of two entries."""
    first, second = sorted(rng.sample(range(len(lines)), 2))
    lines[first], lines[second] = lines[second], lines[first]
    return first + 1


def make(folder: Path, rng: Random) -> tuple[Path, str]:
    """A trail with a recorded report, and its count and head."""
    path = folder / "trail.jsonl"
    folder.mkdir(parents=True)
    (folder / "reports").mkdir()
    report = folder / "reports" / "month_end.html"
    report.write_text(f"<p>{rng.random()}</p>", encoding="utf-8")
    for number in range(rng.randrange(3, 12)):
        record(path, "decision", {"finding": f"F{number}", "amount": "1234.50"})
    pull = new_pull(folder / "pulls")
    body = f"montant\n{rng.randrange(10**6)},25\n".encode()
    file = pull.write("maestro/project_cost.csv", body, None)
    pull.entries.append(
        PulledList(
            "maestro", "project_cost", None, "-", "-", "-", 1, 1, True, None, (file,)
        )
    )
    pull.seal()
    manifest = sha256_of(pull.folder / "manifest.json")
    record(path, "pull", {"pull": pull.id, "manifest": manifest})
    facts = {"file": "reports/month_end.html", "sha256": sha256_of(report)}
    return path, str(record(path, "report", facts))


@pytest.mark.parametrize("change", [edit, delete, insert, swap])
def test_changed_entries_are_found_and_named(
    tmp_path: Path, change: Callable[[Random, Lines], int]
) -> None:
    for seed in range(TIMES):
        rng = Random(seed)
        path, _ = make(tmp_path / str(seed), rng)
        lines = path.read_bytes().splitlines(keepends=True)
        bad = change(rng, lines)
        path.write_bytes(b"".join(lines))

        verdict = verify(path)

        assert (verdict.is_sound, verdict.bad_line) == (False, bad), seed
    print(f"TAMPERED {change.__name__} {TIMES}/{TIMES}")


def test_cut_tails_and_new_trails_are_found_from_a_head(tmp_path: Path) -> None:
    for seed in range(TIMES):
        rng = Random(seed)
        path, head = make(tmp_path / str(seed), rng)
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines[: rng.randrange(len(lines))]))
        assert not verify(path, head).is_sound, seed

        path.unlink()
        for number in range(len(lines) + rng.randrange(3)):
            record(path, "decision", {"finding": f"G{number}"})
        assert not verify(path, head).is_sound, seed
    print(f"TAMPERED tail {TIMES}/{TIMES}, rewritten {TIMES}/{TIMES}")


def test_replaced_reports_are_found(tmp_path: Path) -> None:
    for seed in range(TIMES):
        rng = Random(seed)
        path, _ = make(tmp_path / str(seed), rng)
        report = path.parent / "reports" / "month_end.html"
        report.write_text("<p>All is well</p>", encoding="utf-8")

        [problem] = unproved_items(path.parent, path)

        assert "is not the report of entry" in problem
    print(f"TAMPERED report {TIMES}/{TIMES}")


def test_replaced_pulls_are_found(tmp_path: Path) -> None:
    for seed in range(TIMES):
        rng = Random(seed)
        path, _ = make(tmp_path / str(seed), rng)
        name = "maestro/project_cost.csv" if seed % 2 else "manifest.json"
        [file] = path.parent.glob(f"pulls/*/{name}")
        file.write_bytes(file.read_bytes() + b" ")

        assert len(unproved_items(path.parent, path)) == 1, seed
    print(f"TAMPERED pull {TIMES}/{TIMES}")


def test_clean_trails_raise_no_alarm(tmp_path: Path) -> None:
    for seed in range(2 * TIMES):
        rng = Random(seed)
        path, head = make(tmp_path / str(seed), rng)
        if seed % 2:
            whole = path.read_bytes()
            last = whole.splitlines(keepends=True)[-1]
            path.write_bytes(whole + last[: rng.randrange(1, len(last) - 1)])

        assert verify(path, head).is_sound, seed
        assert unproved_items(path.parent, path) == [], seed
        record(path, "decision", {})
        assert verify(path, head).is_sound, seed
    print(f"CLEAN {2 * TIMES}, {TIMES} of them torn: no alarm")
