"""maestro* by an HTTP gateway that a site puts before it: our own small contract.

    GET {gateway_url}/{entity}?page=1[&since=2026-10-31T00:00:00Z]
    Authorization: Bearer TOKEN

    200 {"entity": "supplier", "page": 1, "pages": 3, "total": 412,
         "amount": null, "rows": [{"code": "S1001", "name": "..."}, ...]}
    404 this gateway does not give the entity

Rows carry the mapping's field names; amounts are text such as "1234.56", dates
AAAA-MM-JJ, boxes O or N. `total` and `amount` are the control totals of the entity.
Nothing is ever written. docs/connections.md says it for those who build one.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from recon.errors import ExportError
from recon.mapping import EXPORTED, Entity
from recon.systems.rate_limiter import Clock, WallClock
from recon.systems.secrets import MAESTRO_TOKEN, secret
from recon.workspace.config import MaestroSide
from recon.workspace.journal import Journal
from recon.workspace.pulls import Pull, PulledFile, PulledList, now

_TRIES = 5
_PASSING = {408, 429, 500, 502, 503, 504}
_MOST_PAGES = 100_000
Row = dict[str, Any]


def pull_gateway(
    side: MaestroSide,
    pull: Pull,
    journal: Journal,
    transport: httpx.BaseTransport | None = None,
    clock: Clock | None = None,
) -> None:
    """Read each entity's pages as received; a page on disk is not asked for again.

    Raises ExportError for a gateway that refuses, or does not follow the contract.
    """
    token = secret(MAESTRO_TOKEN)
    if not side.gateway_url or not token:
        raise ExportError(
            what="The gateway's address or its token is not set",
            where=f"recon.toml [maestro] gateway_url, and {MAESTRO_TOKEN}",
            next_step="Set both; the token in the environment or with `recon secret`",
        )
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    with httpx.Client(
        headers=headers, timeout=60, transport=transport, follow_redirects=False
    ) as client:
        asking = _GatewayReader(side.gateway_url, client, clock or WallClock())
        for entity in EXPORTED:
            pull.entries.append(_read(asking, entity, pull, journal))


class _GatewayReader:
    """Reads pages of one gateway, and retries where that may help."""

    def __init__(self, url: str, client: httpx.Client, clock: Clock) -> None:
        self.url = url
        self._client = client
        self._clock = clock

    def page(self, entity: str, number: int) -> bytes | None:
        """One page as received; None for an entity the gateway does not give."""
        where, message = f"{self.url}/{entity}, page {number}", ""
        for attempt in range(_TRIES):
            try:
                response = self._client.get(
                    f"{self.url}/{entity}", params={"page": number}
                )
            except httpx.HTTPError as error:
                message = str(error) or type(error).__name__
            else:
                if response.status_code == 200:
                    return response.content
                if response.status_code == 404:
                    return None
                message = f"status {response.status_code}"
                if response.status_code not in _PASSING:
                    break
            if attempt + 1 < _TRIES:
                self._clock.sleep(2.0**attempt)
        raise ExportError(
            what=f"The gateway did not answer: {message}",
            where=where,
            next_step="Check gateway_url and its token, then pull again: what was read "
            "is kept",
        )


def _read(
    asking: _GatewayReader, entity: Entity, pull: Pull, journal: Journal
) -> PulledList:
    started, files, count = now(), list[PulledFile](), 0
    total: int | None = None
    reason: str | None = None
    amount: str | None = None
    for number in range(1, _MOST_PAGES):
        key = f"maestro|{entity.name}|{number}"
        found = journal.find(key)
        body = found[1] if found else asking.page(entity.name, number)
        if body is None:
            reason = "the gateway does not give this entity"
            return _entry(entity, asking.url, started, None, None, reason, ())
        page = _validated(body, entity, number)
        if found is None:
            path = f"maestro/{entity.name}-{number:04}.json"
            journal.keep(key, path, body, len(page["rows"]))
        files.append(journal.file(key))
        count += len(page["rows"])
        total, amount = page["total"], page.get("amount")
        if number >= page["pages"]:
            break
    if amount is not None:
        stated = pull.about["maestro"].setdefault("stated", {})
        stated[entity.name] = {"rows": str(total), "amount": str(amount)}
    if total != count:
        reason = f"{total} rows stated, {count} received"
    return _entry(entity, asking.url, started, count, total, reason, tuple(files))


def _entry(
    entity: Entity,
    url: str,
    started: str,
    rows: int | None,
    total: int | None,
    reason: str | None,
    files: tuple[PulledFile, ...],
) -> PulledList:
    return PulledList(
        "maestro",
        entity.name,
        None,
        f"{url}/{entity.name}",
        started,
        now(),
        rows,
        total,
        reason is None,
        reason,
        files,
    )


def _validated(body: bytes, entity: Entity, number: int) -> Row:
    """A page that keeps the contract. Raises ExportError for one that does not."""
    try:
        page = read_page(body)
        kept = (
            page["entity"] == entity.name
            and page["page"] == str(number)
            and isinstance(page["rows"], list)
            and all(isinstance(row, dict) for row in page["rows"])
        )
        counts = {"total": int(page["total"]), "pages": int(page["pages"])}
    except (ValueError, KeyError, TypeError):
        kept, counts, page = False, {}, {}
    if not kept:
        raise ExportError(
            what="The gateway's answer does not follow its contract",
            where=f"{entity.name}, page {number}",
            next_step="See docs/connections.md: entity, page, pages, total and rows",
        )
    return {**page, **counts}


def read_page(body: bytes) -> Row:
    """A page with its numbers as they are written. Raises ValueError for no JSON."""
    page = json.loads(body, parse_float=str, parse_int=str)
    if not isinstance(page, dict):
        raise ValueError("a page is one object")
    return page


def write_rows(paths: list[Path], target: Path) -> None:
    """Write the rows of pages as one table, its columns in the order they come."""
    pages = [read_page(path.read_bytes()) for path in paths]
    rows = [row for page in pages for row in page["rows"]]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows(_cells(row, columns) for row in rows)


def _cells(row: Row, columns: list[str]) -> Iterator[str]:
    for column in columns:
        value = row.get(column)
        if isinstance(value, bool):
            yield "O" if value else "N"
        else:
            yield "" if value is None else str(value)


def probe(side: MaestroSide) -> str:
    """Ask a gateway for one page, and say that it answers. Raises ExportError."""
    token = secret(MAESTRO_TOKEN)
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    with httpx.Client(headers=headers, timeout=10, follow_redirects=False) as client:
        asking = _GatewayReader(side.gateway_url, client, WallClock())
        entity = EXPORTED[0]
        body = asking.page(entity.name, 1)
        total = None if body is None else _validated(body, entity, 1)["total"]
    return f"the gateway at {side.gateway_url} answers: {total} {entity.title.lower()}"
