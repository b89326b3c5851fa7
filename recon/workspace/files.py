"""Writes a file in one step: a reader finds the old content or the new, never half."""

from __future__ import annotations

import os
import time
from pathlib import Path

from recon.workspace.pulls import PART

_TRIES = 50
_WAIT_SECONDS = 0.1


def write_whole(path: Path, body: bytes) -> None:
    """Put a file on the disk in one step, over the one that is there.

    Windows refuses while another process reads the old file: it is asked again for a
    few seconds. Raises PermissionError where that is not enough.
    """
    part = path.with_name(f"{path.name}{PART}")
    with part.open("wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())
    for _ in range(_TRIES):
        try:
            part.replace(path)
        except PermissionError:
            time.sleep(_WAIT_SECONDS)
        else:
            return
    part.replace(path)
