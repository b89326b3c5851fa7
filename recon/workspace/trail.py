"""The audit trail: an append-only file; each entry holds the hash of the one before.

It is the truth about what people decided and what was read, checked and reported. It
never changes an entry, and a chain alone cannot see its own tail cut off: keep the
count and head that every command prints somewhere else.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from recon.errors import PullError, TrailError
from recon.workspace.kept import head_outside, keep_head
from recon.workspace.lock import alone
from recon.workspace.pulls import now, read_pull, sha256_of

Facts = dict[str, Any]

KINDS = (
    "pull",
    "check",
    "shown",
    "report",
    "decision",
    "repair",
    "plan",
    "approval",
    "intent",
    "result",
    "doubt",
    "restart",
)
_START = "0" * 64
_TYPED = "typed name, unauthenticated"
_SYSTEM = "operating-system name, unauthenticated"
_WAIT_SECONDS = 10.0


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True)
class Entry:
    """One entry: its number from 1, when, who and how that is known, kind and facts.

    `previous` is the hash of the entry before; `hash` is that of all the rest.
    """

    number: int
    at: str
    who: str
    known_by: str
    kind: str
    facts: Facts
    previous: str
    hash: str


_ENTRY = TypeAdapter(Entry)


@dataclass(frozen=True)
class TrailState:
    """What a trail proves: its entries and head, or the first line that is wrong.

    `torn` is a last line that a crash cut short: no entry, and no tampering.
    """

    count: int
    head: str
    torn: str | None = None
    bad_line: int | None = None
    problem: str | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the check found no problem."""
        return self.problem is None

    def __str__(self) -> str:
        """The count and head, as `recon trail verify --expect` takes them."""
        return f"{self.count}:{self.head}"


def record(
    path: Path, kind: str, facts: Facts, *, who: str | None = None
) -> TrailState:
    """Append one entry, and give the trail's count and head after it.

    The entry is on the disk when this returns. A last line that a crash cut short is
    taken out first, kept in a file of its own, and recorded in a `repair` entry.
    Raises TrailError for a trail that fails its check, and where another process
    keeps it.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of entry: {', '.join(KINDS)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone(
        path.with_name(f"{path.name}.lock"), "writing the trail", seconds=_WAIT_SECONDS
    ):
        verdict = _known(path) or verify(path)
        if verdict.problem is not None:
            raise TrailError(
                what=f"Audit trail check failed: {verdict.problem}",
                where=f"{path.name}, line {verdict.bad_line}",
                next_step="Keep the file as it is, and compare it with a copy; "
                "`recon trail verify` says what is wrong",
            )
        if verdict.torn is not None:
            verdict = _repair(path, verdict)
        elif verdict.count and not _ends(path):
            with path.open("ab") as stream:
                stream.write(b"\n")
        after = _append(path, verdict, kind, facts, who)
        _keep_outside(path, str(verdict), str(after))
        return after


def _keep_outside(path: Path, before: str, after: str) -> None:
    """Keep the new head where the trail holds the one that was kept, or none was."""
    kept = head_outside(path.parent)
    if kept in (None, before) or verify(path, kept).is_sound:
        keep_head(path.parent, after)


# What this process left of each trail: proved once, not again at each entry.
_left: dict[Path, tuple[tuple[int, int], TrailState]] = {}


def _known(path: Path) -> TrailState | None:
    """The head as this process left it, if the file is unchanged since."""
    stamp, verdict = _left.get(path, (None, None))
    return verdict if path.is_file() and _stamp(path) == stamp else None


def entries(path: Path) -> Iterator[Entry]:
    """The entries in their order; the first invalid one ends them."""
    _, proved = _proved(path)
    yield from proved


def pulls_in(path: Path) -> dict[str, str]:
    """The pulls that a trail recorded, each with the hash of its manifest."""
    found = (entry.facts for entry in entries(path) if entry.kind == "pull")
    return {facts["pull"]: facts["manifest"] for facts in found}


def verify(path: Path, expected: str | None = None) -> TrailState:
    """Prove a trail from its first entry on; name the first line that is wrong.

    `expected` is COUNT:HASH, a count and head kept elsewhere: only with it are a cut
    tail and a whole new trail seen. Raises TrailError for an `expected` of other shape.
    """
    verdict, proved = _proved(path)
    if verdict.problem is not None:
        return verdict
    return _against(verdict, [_START, *(entry.hash for entry in proved)], expected)


def _proved(path: Path) -> tuple[TrailState, list[Entry]]:
    """What a trail proves by itself, and the entries up to what is wrong."""
    head = _START
    proved: list[Entry] = []
    lines = _lines(path)
    for place, line in enumerate(lines, start=1):
        entry = _entry(line, place, head)
        if isinstance(entry, str):
            if place == len(lines) and not _ends(path):
                return TrailState(len(proved), head, torn=line), proved
            return TrailState(len(proved), head, bad_line=place, problem=entry), proved
        head = entry.hash
        proved.append(entry)
    return TrailState(len(proved), head), proved


def unproved_items(folder: Path, path: Path) -> list[str]:
    """The files of a workspace that differ from what the trail recorded.

    Each pull that was recorded or checked must be there with its manifest and every
    file of it; of the pages kept here the last one recorded under a name counts.
    """
    problems: list[str] = []
    pulls: dict[tuple[str, str], Entry] = {}
    reports: dict[str, Entry] = {}
    for entry in entries(path):
        facts = entry.facts
        if entry.kind in ("pull", "check") and "manifest" in facts:
            pulls.setdefault((facts["pull"], facts["manifest"]), entry)
        if entry.kind == "report" and facts["file"] is not None:
            reports[facts["file"]] = entry
    for (pull, _), entry in pulls.items():
        problems += _pull_problem(folder / "pulls" / pull, entry)
    for name, entry in reports.items():
        file = folder / name
        if not file.is_file():
            problems.append(f"{name} is missing; entry {entry.number} says it was made")
        elif sha256_of(file) != entry.facts["sha256"]:
            problems.append(f"{name} is not the report of entry {entry.number}")
    return problems


def report_of(path: Path, page: Path) -> Entry | None:
    """The last entry that records a page with these bytes, in any folder."""
    digest = sha256_of(page)
    found = [e for e in entries(path) if e.kind == "report"]
    return next((e for e in reversed(found) if e.facts["sha256"] == digest), None)


def _pull_problem(folder: Path, entry: Entry) -> list[str]:
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return [f"pull {folder.name} is missing; entry {entry.number} says it was made"]
    if sha256_of(manifest) != entry.facts["manifest"]:
        return [f"the manifest of pull {folder.name} is not that of {entry.number}"]
    try:
        read_pull(folder)
    except PullError as error:
        return [f"{error.what} ({error.where})"]
    return []


def _against(verdict: TrailState, heads: list[str], expected: str | None) -> TrailState:
    if expected is None:
        return verdict
    count, separator, head = expected.partition(":")
    if not separator or not count.isdecimal() or len(head) != len(_START):
        raise TrailError(
            what=f"{expected!r} is not a count and a head",
            where="--expect",
            next_step="Give both as a command printed them: COUNT:HASH",
        )
    if int(count) >= len(heads):
        problem = f"{count} entries expected, {verdict.count} found"
    elif heads[int(count)] != head:
        problem = f"entry {count} was replaced"
    else:
        return verdict
    return TrailState(
        verdict.count,
        verdict.head,
        bad_line=min(int(count), verdict.count) or 1,
        problem=problem,
    )


def _entry(line: str, number: int, previous: str) -> Entry | str:
    """The entry of a line, or why it is not the one that belongs here."""
    try:
        entry = _ENTRY.validate_json(line, strict=True)
    except ValidationError:
        return f"entry {number} cannot be read"
    unsigned = {name: value for name, value in vars(entry).items() if name != "hash"}
    if _digest(unsigned) != entry.hash or _canonical(vars(entry)) != line:
        return f"entry {number} was modified"
    if entry.number != number:
        return f"entry {entry.number} stands where entry {number} must be"
    if entry.previous != previous:
        return f"entry {number} does not follow the one before it"
    return entry


def _repair(path: Path, verdict: TrailState) -> TrailState:
    """Take a torn last line out; it is kept, and its taking out is an entry."""
    torn = verdict.torn or ""
    raw = path.read_bytes()
    kept = raw[: raw.rfind(b"\n") + 1]
    aside = path.with_name(f"{path.stem}.torn-{verdict.count + 1}.txt")
    aside.write_bytes(raw[len(kept) :])
    with path.open("r+b") as stream:
        stream.truncate(len(kept))
        os.fsync(stream.fileno())
    facts = {"kept_in": aside.name, "bytes": len(torn.encode())}
    return _append(path, TrailState(verdict.count, verdict.head), "repair", facts, None)


def _append(
    path: Path, verdict: TrailState, kind: str, facts: Facts, who: str | None
) -> TrailState:
    raw = {
        "number": verdict.count + 1,
        "at": now(),
        "who": who or system_name(),
        "known_by": _TYPED if who else _SYSTEM,
        "kind": kind,
        "facts": facts,
        "previous": verdict.head,
    }
    raw["hash"] = _digest(raw)
    line = _canonical(raw) + "\n"
    with path.open("ab") as stream:
        stream.write(line.encode())
        stream.flush()
        os.fsync(stream.fileno())
    left = TrailState(verdict.count + 1, str(raw["hash"]))
    _left[path] = (_stamp(path), left)
    return left


def system_name() -> str:
    """The name of the operating system's account, which is no proof of identity."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        return "unknown"


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    text = path.read_bytes().decode("utf-8", errors="replace")
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _ends(path: Path) -> bool:
    return path.read_bytes().endswith(b"\n")


def _digest(raw: Facts) -> str:
    return hashlib.sha256(_canonical(raw).encode()).hexdigest()


def _canonical(raw: Facts) -> str:
    """One text for one content: keys in order, no blanks, characters unescaped."""
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns
