"""Run a notebook and render it to one HTML file that asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import re
import tempfile
import warnings
from contextlib import closing
from pathlib import Path
from typing import Any

from recon.errors import ReportError
from recon.resources import notebooks
from recon.workspace import Workspace
from recon.workspace.pulls import latest_pull

_PERIOD = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
# Printing shows no code; the page needs no other script.
_SCRIPT = """\
addEventListener("beforeprint", () => {
  document.querySelectorAll("details[open]").forEach((d) => { d.open = false; });
});
"""


def render_report(
    workspace: Workspace,
    period: str,
    projects: tuple[str, ...],
    *,
    with_names: bool = False,
) -> Path:
    """Render month_end for a period to reports/<period>/month_end.html.

    The page says whether employees' names and rates are masked.

    Raises ReportError for a period that is no month, a project nobody knows, and a
    notebook that did not run to its end; that one is kept as INCOMPLETE.
    """
    chosen = period or latest_pull(workspace.pulls).name[:7]
    if not period:
        chosen = f"{chosen[:4]}-{chosen[4:6]}"
    if not _PERIOD.match(chosen):
        raise ReportError(
            what=f"{chosen!r} is no period",
            where="--period",
            next_step="Give a month as year and month: 2026-10",
        )
    _prove_projects(workspace, projects)
    folder = workspace.reports / chosen
    folder.mkdir(parents=True, exist_ok=True)
    parameters = {
        "workspace": str(workspace.folder),
        "period": chosen,
        "projects": list(projects),
        "with_names": with_names,
    }
    notebook = _run(parameters, folder)
    target = folder / "month_end.html"
    target.write_text(_html(notebook, workspace), encoding="utf-8", newline="\n")
    return target


def _prove_projects(workspace: Workspace, projects: tuple[str, ...]) -> None:
    from recon.trail.planning import sound_build, warn
    from recon.warehouse.database import open_locked

    with closing(open_locked(sound_build(workspace, warn))) as db:
        known = {
            row[0]
            for row in db.execute("select project_key from pull.scope").fetchall()
        }
    for project in projects:
        if project.strip().upper() not in known:
            raise ReportError(
                what=f"No project has the code {project}",
                where="--project",
                next_step=f"Use a code of the pull, such as {min(known, default='-')}",
            )


def _run(parameters: dict[str, Any], folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # papermill's own imports warn on each release
        import papermill
        from papermill.exceptions import PapermillExecutionError

        with tempfile.TemporaryDirectory(prefix="recon-") as work:
            ran = Path(work) / "month_end.ipynb"
            try:
                notebook = papermill.execute_notebook(
                    str(notebooks() / "month_end.ipynb"),
                    str(ran),
                    parameters=parameters,
                    kernel_name="python3",
                    progress_bar=False,
                    cwd=str(folder),
                    extra_arguments=["--log-level=ERROR"],
                )
            except PapermillExecutionError as error:
                kept = folder / "month_end-INCOMPLETE.ipynb"
                kept.write_bytes(ran.read_bytes())
                raise ReportError(
                    what=f"The notebook stopped: {error.ename}: {error.evalue}",
                    where=str(kept),
                    next_step="Open it in JupyterLab at the marked cell",
                ) from None
    _prove_whole(notebook, folder)
    return notebook


def _prove_whole(notebook: Any, folder: Path) -> None:
    """A cell that leaves early ends a run without an error: look at every cell."""
    for cell in notebook.cells:
        status = cell.metadata.get("papermill", {}).get("status")
        if cell.cell_type == "code" and status != "completed":
            raise ReportError(
                what="The notebook ended before its last cell",
                where=str(folder),
                next_step="Run it in JupyterLab from its first cell",
            )


def _html(notebook: Any, workspace: Workspace) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbconvert.exporters import HTMLExporter

    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        if "injected-parameters" in cell.metadata.get("tags", ()):
            # The page goes to others: it names the workspace, not where it lies.
            cell.source = re.sub(
                r"^workspace = .*$",
                lambda _: f"workspace = {workspace.folder.name!r}",
                cell.source,
                flags=re.MULTILINE,
            )
    notebook.metadata = {"language_info": notebook.metadata.get("language_info", {})}
    digest = hashlib.sha256(_SCRIPT.encode()).digest()
    headings = [
        heading
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for heading in _HEADING.findall(cell.source)
    ]
    make_exporter: Any = HTMLExporter  # nbconvert has no types
    exporter = make_exporter(
        template_name="template",
        extra_template_basedirs=[str(Path(__file__).parent)],
    )
    body, _ = exporter.from_notebook_node(
        notebook,
        resources={
            "company": workspace.config.company.name,
            "headings": [(slug(heading), heading) for heading in headings],
            "script": _SCRIPT,
            "script_hash": base64.b64encode(digest).decode(),
            "slug": slug,
        },
    )
    return str(body)


def slug(heading: str) -> str:
    """A heading's anchor."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
