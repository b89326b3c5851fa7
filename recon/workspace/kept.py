"""The trail's head, kept outside the workspace: it shows that a trail was replaced.

A workspace is known by its place. The file lies in the user's state folder, or in the
folder that RECON_STATE names; where neither can be written, none is kept.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from recon.workspace.pulls import PART


def keep_head(workspace: Path, head: str) -> None:
    """Keep the count and head of the trail of the workspace in a folder."""
    file = _file_of(workspace)
    part = file.with_name(f"{file.name}{PART}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_text(f"{head}\n{workspace.resolve()}\n", encoding="utf-8")
        part.replace(file)


def head_outside(workspace: Path) -> str | None:
    """The count and head that were kept; None for a workspace never seen here."""
    try:
        return _file_of(workspace).read_text(encoding="utf-8").partition("\n")[0]
    except OSError:
        return None


def forget_head(workspace: Path) -> None:
    """Forget a workspace: the next trail in its place is a new one."""
    with suppress(OSError):
        _file_of(workspace).unlink(missing_ok=True)


def _file_of(workspace: Path) -> Path:
    given = os.environ.get("RECON_STATE")
    folder = Path(given) if given else user_state_path("recon", appauthor=False)
    named = hashlib.sha256(str(workspace.resolve()).encode()).hexdigest()
    return folder / "heads" / f"{named[:32]}.txt"
