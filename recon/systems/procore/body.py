"""Bodies of Procore: read as rows and written as text, numbers to the digit."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

_MOST_DIGITS = 40
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def read_rows(body: bytes) -> list[Any]:
    """The rows of a body: a list, an envelope of one, or an object as its one row.

    Numbers with a decimal point or an exponent, and integers that no id or amount can
    be, stay as text. Raises ValueError for any other body.
    """
    try:
        content = read_json(body)
    except ValueError:
        raise ValueError("not whole JSON") from None
    if not isinstance(content, dict | list):
        raise ValueError("neither a list nor an object")
    if isinstance(content, dict) and isinstance(content.get("data"), list):
        content = content["data"]
    return content if isinstance(content, list) else [content]


def read_json(body: bytes) -> Any:
    """A body as Python values, its numbers to the digit. Raises ValueError."""
    try:
        return json.loads(
            body, parse_float=str, parse_int=_whole, parse_constant=_refuse_constant
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _whole(written: str) -> int | str:
    return int(written) if len(written) <= _MOST_DIGITS else written


def _refuse_constant(written: str) -> NoReturn:
    raise ValueError(f"{written} is not JSON")


def written(body: object) -> str:
    """A body as it goes out: {"number": "1.10"} becomes the number 1.10, to the digit.

    Text is never taken for a number. Raises ValueError for a number that is none.
    """
    if isinstance(body, dict):
        if set(body) == {"number"}:
            if _NUMBER.fullmatch(str(body["number"])) is None:
                raise ValueError(f"{body['number']!r} is not a number")
            return str(body["number"])
        parts = (f"{json.dumps(name)}: {written(part)}" for name, part in body.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(body, list):
        return "[" + ", ".join(written(part) for part in body) + "]"
    return json.dumps(body, ensure_ascii=False)
