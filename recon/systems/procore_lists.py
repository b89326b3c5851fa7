"""Lists of Procore into the pull folder: whole, or with the reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recon.errors import NotReadable
from recon.systems.procore import Page, Params, ProcoreClient
from recon.workspace.pulls import Entry, Pull, PulledFile, now


def pull_list(
    client: ProcoreClient,
    pull: Pull,
    entity: str,
    project: str | None,
    path: str,
    query: Params,
) -> list[dict[str, Any]]:
    """Pull one list to its last page, and record it whole or say what is missing."""
    return record_pages(pull, entity, project, path, client.pages(path, query))


def pull_object(
    client: ProcoreClient, pull: Pull, entity: str, project: str | None, path: str
) -> list[dict[str, Any]]:
    """Pull one object; it is recorded as a list of one row."""
    return record_pages(
        pull, entity, project, path, (client.one(path) for _ in range(1))
    )


def record_pages(
    pull: Pull, entity: str, project: str | None, path: str, pages: Iterator[Page]
) -> list[dict[str, Any]]:
    """Write pages as received; count rows by id against the total that is stated."""
    started, reason = now(), None
    files: list[PulledFile] = []
    rows: dict[str, dict[str, Any]] = {}
    count, total = 0, None
    try:
        for page in pages:
            stem = f"procore/{_safe(entity)}/{project or 'company'}"
            if entity == "segment_item":
                stem += "-" + path.split("/")[-2]
            name = f"{stem}-{len(files) + 1:04}.json"
            files.append(pull.write(name, page.body, len(page.rows)))
            total = page.total if page.total is not None else total
            for row in page.rows:
                count += 1
                if isinstance(row, dict):
                    given = row.get("id")
                    key = f"row {count}" if given is None else str(given)
                    rows.setdefault(key, row)
                else:
                    rows[f"row {count}"] = {}
    except NotReadable as error:
        reason = error.what
    if reason is None and total is not None and len(rows) != total:
        reason = f"Procore says {total} rows, {len(rows)} were received"
    pull.entries.append(
        Entry(
            "procore",
            entity,
            project,
            path,
            started,
            now(),
            len(rows),
            total,
            reason is None,
            reason,
            tuple(files),
        )
    )
    return list(rows.values())


def _safe(entity: str) -> str:
    """A list's name as folders that any file system takes; tags are a company's own."""
    return "/".join(re.sub(r"[^A-Za-z0-9_-]", "_", part) for part in entity.split("/"))


def say(pull: Pull, entity: str, project: str, reason: str) -> None:
    """Record a list that was not asked for, and why."""
    at = now()
    pull.entries.append(
        Entry("procore", entity, project, "-", at, at, None, None, False, reason)
    )


def say_unreadable(pull: Pull, entity: str, project: str, cause: Entry) -> None:
    """Record a list that cannot be read because another could not."""
    say(pull, entity, project, cause.reason or "not readable")
