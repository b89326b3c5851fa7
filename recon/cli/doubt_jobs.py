"""The doubts of a check: listed, and lifted one at a time by name and reason."""

from __future__ import annotations

from typing import Any

from recon.cli.jobs import dumped, print_head
from recon.plurals import counted
from recon.workspace import Workspace, open_workspace


def run_doubts(folder: str, *, as_json: bool) -> None:
    """Print what may be incomplete or misread, and what rests on it."""
    workspace = open_workspace(folder)
    doubts = _doubts(workspace)
    if as_json:
        print(dumped(doubts))
        return
    for doubt in doubts:
        place = (
            f" (project {', '.join(doubt['projects'])})" if doubt["projects"] else ""
        )
        print(f"{doubt['doubt']}  {doubt['title']}{place}")
        print(f"  {doubt['reason']}")
        resting = counted(doubt["findings"], "finding rests", "findings rest")
        print(f"  {resting} on it")
        if doubt["lifted_by"]:
            print(f"  Lifted by {doubt['lifted_by']}")
    if not doubts:
        print("No doubts: everything was read whole")


def run_lift(folder: str, name: str, reason: str, who: str | None) -> None:
    """Lift one doubt. Raises ApprovalError where the name fits none, or several."""
    from recon.decisions.lift import lift

    workspace = open_workspace(folder)
    lift(workspace.trail, _doubts(workspace), name, reason=reason, who=who)
    print(f"Recorded: doubt {name} is lifted. Next: recon plan")
    print_head(workspace)


def _doubts(workspace: Workspace) -> list[dict[str, Any]]:
    from recon.decisions.lift import with_lifts
    from recon.decisions.propose import valid_build, warn
    from recon.rules.check import read_outcome

    outcome = read_outcome(valid_build(workspace, warn))
    return with_lifts(workspace.trail, outcome["doubts"])
