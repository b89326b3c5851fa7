"""The journal of a pull's files, so that an interrupted pull can be continued.

A line of the journal is written before its file takes its name: a file that stands
under its name is always in the journal, and is never asked for again.
"""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from recon.workspace.pulls import JOURNAL, PART, Pull, PulledFile, new_pull, now

Facts = dict[str, Any]
_FACTS = TypeAdapter(Facts)


class Journal:
    """The pages and readings of one pull folder; any number of threads may use it."""

    def __init__(self, folder: Path) -> None:
        """Read what is there; a last line that was cut short counts for nothing."""
        self._folder = folder
        self._path = folder / JOURNAL
        self._lock = threading.Lock()
        self._known: dict[str, Facts] = {}
        for facts in _lines(self._path):
            self._known[facts.get("key", "")] = facts
        if self._path.is_file() and not _ends_whole(self._path):
            with self._path.open("ab") as stream:
                stream.write(b"\n")

    @property
    def head(self) -> Facts:
        """The facts with which the pull was begun."""
        return self._known.get("", {})

    def begin(self, head: Facts) -> None:
        """Say what is pulled, once."""
        if not self.head:
            self._add({"key": "", **head})

    def find(self, key: str) -> tuple[Facts, bytes] | None:
        """A page by its key: what was noted of it, and its bytes as received."""
        facts = self._known.get(key)
        if facts is None:
            return None
        path = self._folder / facts["path"]
        part = path.with_name(path.name + PART)
        for candidate in (path, part):
            if candidate.is_file():
                body = candidate.read_bytes()
                if hashlib.sha256(body).hexdigest() == facts["sha256"]:
                    if candidate == part:
                        part.replace(path)
                    return facts, body
        return None

    def keep(self, key: str, path: str, body: bytes, rows: int, **more: object) -> None:
        """Put a page on disk under its path, and note it."""
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + PART)
        part.write_bytes(body)
        digest = hashlib.sha256(body).hexdigest()
        facts = {"key": key, "path": path, "rows": rows, "sha256": digest, **more}
        self._add(facts)
        part.replace(target)

    def file(self, key: str) -> PulledFile:
        """The file of a page that is kept."""
        facts = self._known[key]
        size = (self._folder / facts["path"]).stat().st_size
        return PulledFile(facts["path"], facts["rows"], size, facts["sha256"])

    def attempt_number(self, key: str) -> int:
        """The number of this attempt; a list that shifted is read again."""
        return int(self._known.get(f"{key}|reading", {}).get("reading", 1))

    def begin_attempt(self, key: str, number: int) -> None:
        """Note that a list is read once more from its first page."""
        self._add({"key": f"{key}|reading", "reading": number})

    def _add(self, facts: Facts) -> None:
        line = json.dumps(facts, ensure_ascii=False) + "\n"
        with self._lock:
            self._known[facts["key"]] = facts
            with self._path.open("ab") as stream:
                stream.write(line.encode())


def begin_pull(pulls: Path, head: Facts, hours: float) -> tuple[Pull, Journal]:
    """The newest pull that was not finished and was begun as this one, or a new one.

    One begun more than `hours` ago is left as it is.
    """
    unfinished = sorted(pulls.glob(f"*/{JOURNAL}")) if pulls.is_dir() else []
    for path in reversed(unfinished):
        folder = path.parent
        if (folder / "manifest.json").is_file():
            continue
        journal = Journal(folder)
        same = all(journal.head.get(name) == value for name, value in head.items())
        if journal.head and same and _age(journal.head["started"]) < hours * 3600:
            return Pull(folder, journal.head["started"]), journal
        break
    pull = new_pull(pulls)
    journal = Journal(pull.folder)
    journal.begin({**head, "started": pull.started})
    return pull, journal


def _age(started: str) -> float:
    begun, present = (datetime.strptime(t, _AT) for t in (started, now()))
    return (present.replace(tzinfo=UTC) - begun.replace(tzinfo=UTC)).total_seconds()


_AT = "%Y-%m-%dT%H:%M:%SZ"


def _lines(path: Path) -> list[Facts]:
    if not path.is_file():
        return []
    found = []
    for line in path.read_bytes().splitlines():
        try:
            found.append(_FACTS.validate_json(line))
        except ValidationError:
            continue
    return found


def _ends_whole(path: Path) -> bool:
    text = path.read_bytes()
    return not text or text.endswith(b"\n")
