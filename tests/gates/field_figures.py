"""What the field gate measures, by exchange and kind of edit: recall, names, false findings.

Several workers share a gate: each adds its batch, and the last prints the sums.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.gates.field_expected import Edit
from tests.gates.field_judge import Checked, Made

Counts = dict[str, list[int]]
_HEAD = ("expected", "reported", "record", "field", "false")


def kind_of(edit: Edit) -> str:
    """The kind of an edit, as figures are quoted."""
    if edit.expected == "silent":
        return "neutral"
    if edit.edit.startswith("=") or edit.edit in ("yes", "no"):
        return "another value"
    return edit.edit


def counted(one: Made) -> list[int]:
    """One edit: whether a finding was expected, came, named both; what is false."""
    if one.edit.expected == "silent":
        return [0, 0, 0, 0, len(one.findings)]
    is_whole = one.is_named and one.is_field_named
    return [1, bool(one.findings), one.is_named, is_whole, len(one.unrelated)]


def figures(made: Iterable[Made]) -> Counts:
    """The sums of each exchange, of each of its kinds of edit, and of all."""
    counts: Counts = {}
    for one in made:
        exchange = one.edit.exchange
        for name in (exchange, f"{exchange}: {kind_of(one.edit)}", "~ all"):
            sums = counts.setdefault(name, [0] * len(_HEAD))
            sums[:] = [a + b for a, b in zip(sums, counted(one), strict=True)]
    return counts


def table(counts: Counts) -> str:
    """The figures as lines of text."""
    lines = [f"{'exchange, kind of edit':<56}" + "".join(f"{h:>9}" for h in _HEAD)]
    for name, sums in sorted(counts.items()):
        indented = f"  {name.partition(': ')[2]}" if ": " in name else name
        lines.append(f"{indented:<56}" + "".join(f"{number:>9}" for number in sums))
    return "\n".join(lines)


class FieldTally:
    """The figures of a gate that several workers share."""

    def __init__(self, factory: pytest.TempPathFactory, batches: int) -> None:
        folder = factory.getbasetemp()
        if "PYTEST_XDIST_WORKER" in os.environ:
            folder = folder.parent
        self._path: Path = folder / "field_gate.jsonl"
        self._batches = batches

    def add(self, checked: Checked) -> None:
        """Add a batch; the last one prints the table."""
        counts = figures(checked.made)
        counts["~ all"][-1] += len(checked.false)
        with FileLock(f"{self._path}.lock"):
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(counts) + "\n")
            lines = self._path.read_text(encoding="utf-8").splitlines()
        if len(lines) == self._batches:
            print(f"\n{table(_summed(json.loads(line) for line in lines))}")


def _summed(batches: Iterable[Counts]) -> Counts:
    total: Counts = {}
    for counts in batches:
        for name, sums in counts.items():
            mine = total.setdefault(name, [0] * len(sums))
            mine[:] = [a + b for a, b in zip(mine, sums, strict=True)]
    return total
