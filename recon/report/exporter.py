"""Export a notebook that was run as one HTML file without any outside reference.

nbconvert knows it as `recon`: `jupyter nbconvert --to recon out.ipynb`. The bytes of
each page are recorded in the trail.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import re
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter

from recon.errors import ReportError
from recon.report.recorded_run import recorded_run
from recon.workspace import Workspace
from recon.workspace.trail import Entry, record

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_WORKSPACE = re.compile(r"^workspace\b.*$", re.MULTILINE)
# Printing shows no code; the page needs no other script.
_SCRIPT = """\
addEventListener("beforeprint", () => {
  document.querySelectorAll("details[open]").forEach((d) => { d.open = false; });
});
"""


class ReconExporter(HTMLExporter):
    """Makes the page of month_end, and records its bytes."""

    def _template_name_default(self) -> str:
        return "template"

    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(Path(__file__).parent)]

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Give the page as bytes. Its entry is on the disk when this returns.

        `resources["page"]` is the path of the page within the workspace, where it is
        kept there. Raises ReportError for a notebook that was not run to its end.
        """
        workspace, shown = recorded_run(nb)
        prove_whole(nb)
        page = copy.deepcopy(nb)
        _remove_run_details(page, workspace)
        known = {**(resources or {}), **_parts(page, workspace)}
        text, known = super().from_notebook_node(page, known, **kw)
        body = str(text).encode()
        file = (resources or {}).get("page")
        record(workspace.trail, "report", _facts(body, file, shown))
        return body, known


def prove_whole(notebook: Any) -> None:
    """A cell that leaves early ends a run without an error: look at every cell."""
    for cell in notebook.cells:
        status = cell.metadata.get("papermill", {}).get("status", "completed")
        if cell.cell_type == "code" and status != "completed":
            raise ReportError(
                what="The notebook ended before its last cell",
                where=f"the cell {cell.source.partition(chr(10))[0]!r}",
                next_step="Run it in JupyterLab from the first cell",
            )


def _facts(body: bytes, file: str | None, shown: Entry) -> dict[str, Any]:
    """What the trail keeps of a page: its bytes, and the entry of what it shows."""
    return {
        "file": file,
        "sha256": hashlib.sha256(body).hexdigest(),
        "shown": shown.number,
        **{name: shown.facts[name] for name in ("build", "period", "with_names")},
    }


def _remove_run_details(notebook: Any, workspace: Workspace) -> None:
    """Take out when and where it ran: a page goes to others."""
    named = f"workspace = {workspace.folder.name!r}"
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", ())):
            cell.source = _WORKSPACE.sub(lambda _: named, cell.source)
    notebook.metadata = {"language_info": notebook.metadata.get("language_info", {})}


def _parts(notebook: Any, workspace: Workspace) -> dict[str, Any]:
    """What the template needs beside the cells."""
    digest = hashlib.sha256(_SCRIPT.encode()).digest()
    headings = [
        heading
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for heading in _HEADING.findall(cell.source)
    ]
    return {
        "company": workspace.config.company.name,
        "headings": [(slug(heading), heading) for heading in headings],
        "script": _SCRIPT,
        "script_hash": base64.b64encode(digest).decode(),
        "slug": slug,
    }


def slug(heading: str) -> str:
    """A heading's anchor."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
