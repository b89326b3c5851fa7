"""Read the record that a write changes: is it as before the write, or as after it?"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from recon.errors import NotReadable, ProcoreError
from recon.fixes.fix import Row, Write
from recon.systems.procore.client import ProcoreClient

_AMOUNTS = (
    "original_budget_amount",
    "quantity",
    "amount",
    "unit_cost",
    "manual_amount",
    "grand_total",
)
_CODES = ("abbreviated_name", "project_number")
_TRIES = 4
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")

Pause = Callable[[float], None]


def read_target(
    client: ProcoreClient, write: Write, *, pause: Pause = time.sleep
) -> list[Row]:
    """The rows of Procore that the write is about; none, one, or too many.

    A reading that fails is tried again; what is not there is no row. Raises
    ProcoreError where Procore stays unreachable.
    """
    path = write.read_path.replace("{company}", str(client.company_id))
    for attempt in range(_TRIES):
        try:
            rows = [
                row
                for page in client.pages(path, write.read_query)
                for row in page.rows
                if isinstance(row, dict) and fits(row, write.where)
            ]
        except NotReadable:
            if write.before is None:
                raise
            return []
        except ProcoreError:
            if attempt == _TRIES - 1:
                raise
            pause(0.2 * 4**attempt)
        else:
            return rows
    raise AssertionError


def is_before(rows: list[Row], write: Write) -> bool:
    """Whether the record has the values that the plan expects before the write."""
    return _stands(rows, write.before)


def is_after(rows: list[Row], write: Write) -> bool:
    """Whether the record has the values that it must have after the write."""
    return _stands(rows, write.after)


def _stands(rows: list[Row], expected: Row | None) -> bool:
    if expected is None:
        return not rows
    return len(rows) == 1 and fits(rows[0], expected)


def fits(row: Row, expected: Row) -> bool:
    """Whether a row has every value that is expected."""
    return all(_same(name, _at(row, name), value) for name, value in expected.items())


def _at(row: Row, name: str) -> Any:
    first, _, rest = name.partition(".")
    value = row.get(first)
    if rest and isinstance(value, list):
        return sorted(item.get(rest) for item in value)
    return value


def _same(name: str, found: Any, expected: Any) -> bool:
    if found in (None, "") or expected in (None, ""):
        return found in (None, "") and expected in (None, "")
    if name in _AMOUNTS:
        return _decimal(found) == _decimal(expected) is not None
    if name == "description":
        return _plain(found) == _plain(expected)
    if name in _CODES:
        return str(found).strip().upper() == str(expected).strip().upper()
    if isinstance(expected, bool | list):
        return bool(found == expected)
    return str(found) == str(expected)


def _plain(value: Any) -> str:
    """A text without its markup: Procore wraps what it is given in paragraphs."""
    return html.unescape(_TAG.sub("", str(value))).strip()


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def current_values(rows: list[Row], write: Write) -> str:
    """The present values of the record, in words, for the trail and for a person."""
    if not rows:
        return "nothing is there"
    if len(rows) > 1:
        return f"{len(rows)} records are there: " + ", ".join(
            str(row.get("id")) for row in rows[:5]
        )
    named = {**(write.before or {}), **(write.after or {})}
    return ", ".join(f"{name} {rows[0].get(name)!r}" for name in named) or "it is there"
