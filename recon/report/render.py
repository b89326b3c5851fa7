"""Run month_end with papermill, and keep its page in the workspace."""

from __future__ import annotations

import tempfile
import warnings
from contextlib import closing
from pathlib import Path
from typing import Any

from recon.errors import ReportError
from recon.report.month_end import open_month_end
from recon.resources import notebooks
from recon.workspace import Workspace
from recon.workspace.files import write_whole


def render_report(
    workspace: Workspace,
    period: str = "",
    projects: tuple[str, ...] = (),
    *,
    with_names: bool = False,
) -> Path:
    """Render month_end for a period to reports/<period>/month_end.html.

    The page says whether employees' names and rates are masked. The notebook records
    in the trail what it showed, and the exporter the bytes of the page.

    Raises ReportError for an invalid period, an unknown project, and a
    notebook that did not run to its end; that one is kept as INCOMPLETE.
    """
    month = open_month_end(workspace.folder, period, projects, with_names)
    with closing(month.db):
        folder = workspace.reports / month.period
    folder.mkdir(parents=True, exist_ok=True)
    parameters = {
        "workspace": str(workspace.folder),
        "period": month.period,
        "projects": list(projects),
        "with_names": with_names,
    }
    notebook = _run(parameters, folder)
    target = folder / "month_end.html"
    write_whole(target, _page(notebook, target.relative_to(workspace.folder)))
    return target


def _run(parameters: dict[str, Any], folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # papermill's own imports warn on each release
        import papermill
        from papermill.exceptions import PapermillExecutionError

        with tempfile.TemporaryDirectory(prefix="recon-") as work:
            ran = Path(work) / "month_end.ipynb"
            try:
                return papermill.execute_notebook(
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


def _page(notebook: Any, file: Path) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from recon.report.exporter import ReconExporter

    make_exporter: Any = ReconExporter  # nbconvert has no types
    body, _ = make_exporter().from_notebook_node(notebook, {"page": file.as_posix()})
    return bytes(body)
