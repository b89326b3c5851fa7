"""The small file that names the current build, and the trail's head of that moment.

Both are written in one step: no crash leaves a build without the head that shows a
tail of the trail cut off.
"""

from __future__ import annotations

from pathlib import Path

from recon.errors import TrailError
from recon.workspace import Workspace
from recon.workspace.files import write_whole
from recon.workspace.kept import forget_head, head_outside
from recon.workspace.pulls import sha256_of
from recon.workspace.trail import TrailState, record, verify


def point_at(workspace: Workspace, build: Path, head: TrailState) -> None:
    """Make a build the current one, and keep the trail's count and head with it."""
    write_whole(workspace.pointer, f"{build.name}\n{head}\n".encode())


def kept_head(workspace: Workspace) -> str | None:
    """The trail's count and head as they were at the last check, if that kept them."""
    if not workspace.pointer.is_file():
        return None
    lines = workspace.pointer.read_text(encoding="utf-8").splitlines()
    return lines[1] if len(lines) > 1 else None


def prove_trail(workspace: Workspace) -> TrailState:
    """The trail's state. Raises TrailError where it does not hold a head kept of it.

    One was kept at the last check beside the build, one outside the workspace.
    """
    outside = head_outside(workspace.folder)
    for kept, when in (
        (kept_head(workspace), "at the last check"),
        (outside, "when this account last wrote to it"),
    ):
        verdict = verify(workspace.trail, kept)
        if verdict.problem is not None:
            raise TrailError(
                what=f"The audit trail is not as it was {when}: {verdict.problem}",
                where=f"{workspace.trail.name}, line {verdict.bad_line}",
                next_step="Compare it with a copy kept elsewhere and put that back; "
                "`recon trail restart` goes on without what is lost, and says so in it",
            )
    return verdict


def restart_trail(workspace: Workspace, reason: str, *, who: str | None) -> TrailState:
    """Go on with a trail that lost entries, or begin a new one; record why.

    What is left of a trail that proves its entries is kept and gets a `restart` entry;
    one that does not is set aside under another name, which the entry says. Raises
    TrailError without a reason, and for a trail that lost nothing.
    """
    kept = [h for h in (kept_head(workspace), head_outside(workspace.folder)) if h]
    found = [verify(workspace.trail), *(verify(workspace.trail, h) for h in kept)]
    problem = next((state.problem for state in found if state.problem), None)
    if not reason.strip() or problem is None:
        raise TrailError(
            what="A restart needs a reason" if problem else "The audit trail is whole",
            where=workspace.trail.name,
            next_step="Give it with --reason"
            if problem
            else "Nothing has to be restarted",
        )
    facts = {"reason": reason.strip(), "problem": problem, "expected": kept}
    if not verify(workspace.trail).is_sound:
        digest = sha256_of(workspace.trail)
        aside = workspace.trail.with_name(f"trail.replaced-{digest[:12]}.jsonl")
        workspace.trail.replace(aside)
        facts |= {"set_aside": aside.name, "sha256": digest}
    forget_head(workspace.folder)
    head = record(workspace.trail, "restart", facts, who=who)
    if workspace.pointer.is_file():
        point_at(workspace, workspace.current_build(), head)
    return head
