"""Lists read by their changes: what came since the last pull, laid over what it had.

Only long lists whose records carry `updated_at` are read so; a short one costs no more
whole. Whether records were deleted is known by their number, which the list states: a
list that does not add up is read whole. What moves no `updated_at` is not seen; a pull
for a month's end is therefore whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from recon.errors import NotReadable, PullError
from recon.mapping.lists import list_of
from recon.systems.procore.body import read_rows
from recon.systems.procore.client import Params
from recon.systems.procore.lists import ListReader, ReadAttempt, Row, merged
from recon.workspace.config import ProcoreSide
from recon.workspace.pulls import (
    Pull,
    PulledFile,
    PulledList,
    latest_pull,
    now,
    read_manifest,
)

_FEWEST_PAGES = 3
_MOST_PARTS = 8
_OVERLAP = timedelta(minutes=5)
_AT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class PreviousPull:
    """The pull before: what it has of each list, and what fields its answers had."""

    pull: Pull
    entries: dict[tuple[str, str | None, str], PulledList]

    def find(self, entity: str, project: str | None, path: str) -> PulledList | None:
        """The list as it was read before, where changes may be laid over it."""
        entry = self.entries.get((entity, project, path))
        declared = list_of(entity)
        by_change = declared is not None and declared.by_change
        if not by_change or entry is None or not entry.is_complete:
            return None
        parts = {file.pull for file in entry.files}
        is_long = len(entry.files) >= _FEWEST_PAGES
        return entry if is_long and len(parts) <= _MOST_PARTS else None


def previous_pull(pulls: Path, side: ProcoreSide) -> PreviousPull | None:
    """The newest finished pull, if it is of the same company and environment."""
    try:
        pull = read_manifest(latest_pull(pulls))
    except PullError:
        return None
    about = pull.about.get("procore", {})
    same = (str(side.company_id), side.environment)
    if (about.get("company_id"), about.get("environment")) != same:
        return None
    own = (e for e in pull.entries if e.system == "procore")
    return PreviousPull(pull, {(e.entity, e.project_id, e.request): e for e in own})


def read_changes(
    lists: ListReader,
    previous: PreviousPull,
    entity: str,
    project: str | None,
    path: str,
    query: Params,
) -> list[Row] | None:
    """Read what changed of a list, and lay it over the previous rows.

    None where the list must be read whole: it was short, it cannot be asked for
    changes, or it does not add up afterwards.
    """
    entry = previous.find(entity, project, path)
    if entry is None:
        return None
    started = now()
    carried = tuple(
        replace(file, pull=file.pull or previous.pull.id) for file in entry.files
    )
    old = _rows(lists.pull, carried)
    if old is None:
        return None
    begun = datetime.strptime(entry.started, _AT).replace(tzinfo=UTC)
    until = datetime.strptime(lists.pull.started, _AT).replace(tzinfo=UTC)
    since = f"{begun - _OVERLAP:{_AT}}"
    asked = {
        **query,
        "filters[updated_at]": f"{since}...{until + timedelta(days=1):{_AT}}",
    }
    part = lists.pull.id
    changes = lists.read_until_complete(entity, project, path, asked, part=part)
    if changes.reason is not None or changes.inconsistency is not None:
        return None
    rows = merged([*old, list(changes.rows.values())])
    total = _count(lists, path, query)
    if total is not None and total != len(rows):
        message = f"{len(rows)} rows by their changes, {total} stated: read whole"
        lists.note_anomaly(entity, project, message)
        return None
    files = [*carried, *(changes.files if changes.rows else ())]
    attempt = ReadAttempt(files, rows, total)
    lists.record_list(entity, project, path, started, attempt, since=since)
    return list(rows.values())


def _rows(pull: Pull, files: tuple[PulledFile, ...]) -> list[list[Row]] | None:
    """The rows of files that are carried; None where one is not what it was."""
    found = []
    for file in files:
        path = pull.place(file)
        body = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(body).hexdigest() != file.sha256:
            return None
        found.append([row for row in read_rows(body) if isinstance(row, dict)])
    return found


def _count(lists: ListReader, path: str, query: Params) -> int | None:
    """How many rows a list states, by one call for its first row."""
    try:
        return lists.client.one(path, {**query, "per_page": 1}).total
    except NotReadable:
        return None
