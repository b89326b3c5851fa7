"""What the damages of a gate came to, by kind: written by each worker, read by the last."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Protocol

import pytest
from filelock import FileLock

Row = dict[str, Any]


class Counted(Protocol):
    """What is counted of one damage."""

    silent: int
    new_writes: int
    expected: int
    kept: int
    doubts: int
    is_stop: bool
    problems: list[str]


class Tally:
    """The verdicts of a gate that several workers share."""

    def __init__(self, factory: pytest.TempPathFactory, name: str, chunks: int) -> None:
        folder = factory.getbasetemp()
        if "PYTEST_XDIST_WORKER" in os.environ:
            folder = folder.parent
        self._path: Path = folder / f"{name}.jsonl"
        self._chunks = chunks
        self._all: list[Row] = []

    def add(self, counted: Sequence[tuple[str, Counted]]) -> None:
        """Add a chunk; the last one prints the table."""
        names = Counted.__annotations__
        rows = [
            {"kind": kind, **{n: getattr(verdict, n) for n in names}}
            for kind, verdict in counted
        ]
        with FileLock(f"{self._path}.lock"):
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(rows) + "\n")
            chunks = [
                json.loads(line)
                for line in self._path.read_text(encoding="utf-8").splitlines()
            ]
        if len(chunks) == self._chunks:
            self._all = [row for chunk in chunks for row in chunk]
            _print(self._all)

    def prove(self) -> None:
        """What holds in all, asked by the last chunk of a whole gate."""
        if self._all and self._chunks > 1:
            assert _share(self._all) >= 0.95
            costly = [row["doubts"] for row in self._all if row["doubts"]]
            assert median(costly) <= 1


def _print(rows: list[Row]) -> None:
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row["kind"]].append(row)
    print(f"\n{'kind':<45} damages silent new stops still doubts (median, most)")
    for kind, own in sorted(by_kind.items()):
        print(_line(kind, own))
    print(_line("in all", rows))


def _share(rows: list[Row]) -> float:
    expected = sum(row["expected"] for row in rows)
    return sum(row["kept"] for row in rows) / expected if expected else 1.0


def _line(kind: str, rows: list[Row]) -> str:
    silent, new, stops = (
        sum(row[name] for row in rows) for name in ("silent", "new_writes", "is_stop")
    )
    doubts = [row["doubts"] for row in rows]
    return (
        f"{kind:<45} {len(rows):>7} {silent:>6} {new:>3} {stops:>5}"
        f" {_share(rows):>5.1%} {median(doubts):>6.1f} {max(doubts):>4}"
    )
