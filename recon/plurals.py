"""A count with its noun in the singular or plural."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun, such as `1 fix is`; `many` is `one` with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
