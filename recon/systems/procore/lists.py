"""Reads Procore's lists into the pull folder: complete, or with the reason why not.

A list whose rows shifted while it was read is read again from its first page. A page
that an interrupted pull left on disk is not asked for a second time.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from recon.errors import NotReadable
from recon.systems.procore.body import read_rows
from recon.systems.procore.client import Page, Params, ProcoreClient
from recon.workspace.journal import Journal
from recon.workspace.pulls import Pull, PulledFile, PulledList, now

Row = dict[str, Any]

_MOST_ATTEMPTS = 4
# Names of devices, which Windows gives no file.
_NO_NAMES = {
    "",
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{device}{number}" for device in ("COM", "LPT") for number in range(10)),
}


@dataclass(frozen=True, order=True)
class Anomaly:
    """Something that went wrong while a list was read, whether or not it was solved."""

    entity: str
    project_id: str
    what: str


@dataclass
class ReadAttempt:
    """One reading of a list: its files, its rows by id, and its inconsistencies."""

    files: list[PulledFile] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    total: int | None = None
    repeated: int = 0
    pages_without_total: int = 0
    reason: str | None = None

    @property
    def inconsistency(self) -> str | None:
        """Why the list should be read again: it shifted, or does not add up."""
        if self.total is not None and len(self.rows) != self.total:
            return f"Procore says {self.total} rows, {len(self.rows)} were received"
        if self.repeated:
            return f"{self.repeated} rows came twice: the list shifted as it was read"
        if self.pages_without_total:
            return f"{self.pages_without_total} pages stated no total"
        return None


ByChange = Callable[["ListReader", str, str | None, str, Params], list[Row] | None]


@dataclass
class ListReader:
    """Reads lists into one pull. A branch has its own entries, for one thread.

    `by_change` may read a list by what changed since an earlier pull, where it can.
    """

    client: ProcoreClient
    pull: Pull
    journal: Journal
    entries: list[PulledList] = field(default_factory=list)
    noted: list[Anomaly] = field(default_factory=list)
    by_change: ByChange | None = None
    stems: dict[str, str] = field(default_factory=dict)
    fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def branch(self) -> ListReader:
        """A reader of the same pull with entries of its own; `join` takes them over."""
        return replace(
            self, entries=[], noted=[], fields=defaultdict[str, set[str]](set)
        )

    def join(self, branch: ListReader) -> None:
        """Take the entries of a branch after one's own."""
        self.entries += branch.entries
        self.noted += branch.noted
        for name, found in branch.fields.items():
            self.fields[name] |= found

    def read(
        self, entity: str, project: str | None, path: str, query: Params
    ) -> list[Row]:
        """Read one list to its last page; record it whole, or say what is missing."""
        if self.by_change is not None:
            rows = self.by_change(self, entity, project, path, query)
            if rows is not None:
                return rows
        started = now()
        attempt = self.read_until_complete(entity, project, path, query)
        self.record_list(entity, project, path, started, attempt)
        return list(attempt.rows.values())

    def read_object(self, entity: str, project: str | None, path: str) -> list[Row]:
        """Read one object; it is recorded as a list of one row."""
        started = now()
        key = f"{entity}|{project or ''}|{path}"
        stem = self.stem(entity, project, path)
        asked = self._listener(entity, project)
        kept = self._kept_page(f"{key}|1", 1)
        pages = (
            kept or self.client.one(path, None, asked)  # one page, at the most
            for _ in range(1)
        )
        attempt = self._read_pages(f"{key}|1", stem, entity, pages)
        self.record_list(entity, project, path, started, attempt)
        return list(attempt.rows.values())

    def record_list(
        self,
        entity: str,
        project: str | None,
        path: str,
        started: str,
        attempt: ReadAttempt,
        since: str | None = None,
    ) -> None:
        """Record a list as it was read."""
        reason = attempt.reason
        if reason is None and attempt.total not in (None, len(attempt.rows)):
            reason = attempt.inconsistency
        self.entries.append(
            PulledList(
                "procore",
                entity,
                project,
                path,
                started,
                now(),
                len(attempt.rows),
                attempt.total,
                reason is None,
                reason,
                tuple(attempt.files),
                since,
            )
        )

    def record_not_read(self, entity: str, project: str, reason: str) -> None:
        """Record a list that was not asked for, and why."""
        at = now()
        self.entries.append(
            PulledList(
                "procore", entity, project, "-", at, at, None, None, False, reason
            )
        )

    def note_anomaly(self, entity: str, project: str | None, what: str) -> None:
        """Note something that went wrong on the way."""
        self.noted.append(Anomaly(entity, project or "", what))

    def read_until_complete(
        self,
        entity: str,
        project: str | None,
        path: str,
        query: Params,
        part: str = "",
    ) -> ReadAttempt:
        """Read a list until it adds up, four times at the most.

        `part` goes into the names of its files, where they stand beside older ones.
        """
        key = f"{entity}|{project or ''}|{path}?{urlencode(dict(query))}"
        stem = self.stem(entity, project, path, part)
        asked = self._listener(entity, project)
        number = self.journal.attempt_number(key)
        while True:
            at = f"{key}|{number}"
            kept = partial(self._kept_page, at)
            pages = self.client.pages(path, query, kept=kept, asked=asked)
            attempt = self._read_pages(at, stem, entity, pages)
            inconsistency = attempt.inconsistency
            if attempt.reason is not None or inconsistency is None:
                return attempt
            self.note_anomaly(entity, project, inconsistency)
            if number >= _MOST_ATTEMPTS:
                return attempt
            number += 1
            self.journal.begin_attempt(key, number)

    def stem(self, entity: str, project: str | None, path: str, part: str = "") -> str:
        """Where the files of a list begin: no two lists of a pull have one place.

        A name that any file system takes may stand for several lists; all but the
        first then carry a hash of the whole key. Names differ in more than case.
        """
        key = f"{entity}|{project or ''}|{path}|{part}"
        stem = f"procore/{_safe(entity)}/{_safe(project or 'company')}"
        stem += f"-{part}" if part else ""
        if self.stems.setdefault(stem.casefold(), key) == key:
            return stem
        stem += f"-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
        self.stems[stem.casefold()] = key
        return stem

    def _read_pages(
        self, at: str, stem: str, entity: str, pages: Iterator[Page]
    ) -> ReadAttempt:
        """Write pages as received; count rows by id against the stated total."""
        attempt, count = ReadAttempt(), 0
        names = self.fields[entity.split("/", maxsplit=1)[0]]
        try:
            for page in pages:
                attempt.files.append(self._write_page(at, stem, page))
                attempt.pages_without_total += page.lacks_total
                if page.total is not None:
                    attempt.total = page.total
                for row in page.rows:
                    count += 1
                    attempt.repeated += _add(attempt.rows, row, count)
                    if isinstance(row, dict):
                        names.update(row)
        except NotReadable as error:
            attempt.reason = error.what
        return attempt

    def _write_page(self, at: str, stem: str, page: Page) -> PulledFile:
        key = f"{at}|{page.number}"
        if self.journal.find(key) is None:
            path = f"{stem}-{page.number:04}.json"
            self.journal.keep(
                key,
                path,
                page.body,
                len(page.rows),
                url=page.url,
                total=page.total,
                next=page.following,
                is_untold=page.lacks_total,
            )
        return self.journal.file(key)

    def _kept_page(self, at: str, number: int) -> Page | None:
        found = self.journal.find(f"{at}|{number}")
        if found is None:
            return None
        facts, body = found
        rows = read_rows(body)
        return Page(
            facts["url"], body, rows, facts["total"], facts["next"], facts["is_untold"]
        )

    def _listener(self, entity: str, project: str | None) -> Any:
        return lambda message: self.note_anomaly(entity, project, message)


def id_of(row: Row) -> str | None:
    """The id of a row, where it is one that an address can name: never zero."""
    given = str(row.get("id"))
    is_id = given.isascii() and given.isdecimal() and not given.startswith("0")
    return given if is_id else None


def _add(rows: dict[str, Row], row: object, count: int) -> bool:
    """Take a row by its id, once; say whether it had come before."""
    if not isinstance(row, dict):
        rows[f"row {count}"] = {}
        return False
    given = row.get("id")
    key = f"row {count}" if given is None else str(given)
    if key in rows:
        return True
    rows[key] = row
    return False


def merged(parts: Sequence[list[Row]]) -> dict[str, Row]:
    """Rows by id; a later part stands before an earlier one."""
    rows: dict[str, Row] = {}
    for part in parts:
        for row in part:
            rows[str(row.get("id"))] = row
    return rows


def _safe(entity: str) -> str:
    """A list's name as folders that any file system takes; tags are a company's own."""
    return "/".join(_safe_part(part) for part in entity.split("/"))


def _safe_part(part: str) -> str:
    name = re.sub(r"[^A-Za-z0-9_-]", "_", part)[:80]
    return f"_{name}" if name.upper() in _NO_NAMES else name
