"""One lock for each thing that is written; it is released when its process ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from recon.errors import Busy


@contextmanager
def alone(lock: Path, doing: str, *, seconds: float = 0) -> Iterator[None]:
    """Keep other processes out of what `doing` names, such as "pulling".

    Raises Busy where another process is still in after `seconds`.
    """
    try:
        with FileLock(lock, timeout=seconds):
            yield
    except Timeout:
        raise Busy(
            what=f"Another process is {doing}",
            where=str(lock),
            next_step="Wait for it to end, then run the command again",
        ) from None
