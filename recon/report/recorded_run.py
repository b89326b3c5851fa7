"""A notebook's run: its entry in the trail, and how the page finds that entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recon.errors import ReportError
from recon.report.tables import Rendered, paragraph
from recon.workspace import Workspace, open_workspace
from recon.workspace.trail import Entry, entries, record

# The kind of output, beside the words, by which a page finds the entry.
_KIND = "application/vnd.recon.shown+json"


class RunRecord(Rendered):
    """The sentence about the recorded entry, and where the exporter finds it."""

    def __init__(self, words: str, place: dict[str, Any]) -> None:
        """Take the words, and where the entry stands: workspace, number and hash."""
        super().__init__(paragraph(words).html, words)
        self.place = place

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self.html, "text/plain": self.text, _KIND: self.place}


def record_run(workspace: Workspace, facts: dict[str, Any]) -> RunRecord:
    """Record what a notebook showed; give the sentence that its page shows about it."""
    head = record(workspace.trail, "shown", facts)
    words = (
        f"Entry {head.count} of the audit trail, {head.head}: this page shows "
        f"{facts['findings']} findings of {facts['build']}, period {facts['period']}; "
        f"the hash of their facts is {facts['findings_hash']}."
    )
    place = {"folder": str(workspace.folder), "entry": head.count, "hash": head.head}
    return RunRecord(words, place)


def recorded_run(notebook: Any) -> tuple[Workspace, Entry]:
    """The workspace of a notebook that was run, and the entry that its run recorded.

    Raises ReportError where the notebook names no entry, or the trail has no such.
    """
    places = [
        output["data"][_KIND]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if _KIND in output.get("data", {})
    ]
    if not places:
        raise ReportError(
            what="The notebook holds no record of what it showed",
            where="its last cell",
            next_step="Run notebooks/month_end.ipynb to its end with papermill",
        )
    place = places[-1]
    workspace = open_workspace(Path(place["folder"]))
    for entry in entries(workspace.trail):
        if entry.kind == "shown" and entry.hash == place["hash"]:
            return workspace, entry
    raise ReportError(
        what=f"The trail has no entry {place['entry']} of what the notebook showed",
        where=str(workspace.trail),
        next_step="Run the notebook again, so that it is recorded",
    )
