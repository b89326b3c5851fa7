"""One lock for each thing that is written; a process that dies lets go by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from recon.errors import ReconError


@contextmanager
def alone(lock: Path, refusal: ReconError, *, seconds: float = 0) -> Iterator[None]:
    """Keep other processes out; raises `refusal` where one is in after `seconds`."""
    try:
        with FileLock(lock, timeout=seconds):
            yield
    except Timeout:
        raise refusal from None
