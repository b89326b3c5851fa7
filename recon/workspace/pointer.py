"""The small file that names the current build, and the trail's head of that moment.

Both are written in one step: no crash leaves a build without the head that shows a
tail of the trail cut off.
"""

from __future__ import annotations

from pathlib import Path

from recon.errors import TrailError
from recon.workspace import Workspace
from recon.workspace.files import write_whole
from recon.workspace.trail import TrailState, verify


def point_at(workspace: Workspace, build: Path, head: TrailState) -> None:
    """Make a build the current one, and keep the trail's count and head with it."""
    write_whole(workspace.pointer, f"{build.name}\n{head}\n".encode())


def kept_head(workspace: Workspace) -> str | None:
    """The trail's count and head as they were at the last check, if that kept them."""
    if not workspace.pointer.is_file():
        return None
    lines = workspace.pointer.read_text(encoding="utf-8").splitlines()
    return lines[1] if len(lines) > 1 else None


def prove_trail(workspace: Workspace) -> None:
    """Raise TrailError where the trail does not hold the head of the last check."""
    verdict = verify(workspace.trail, kept_head(workspace))
    if verdict.problem is not None:
        raise TrailError(
            what=f"The audit trail differs from the last check: {verdict.problem}",
            where=f"{workspace.trail.name}, line {verdict.bad_line}",
            next_step="Keep it as it is, and compare it with a copy kept elsewhere",
        )
