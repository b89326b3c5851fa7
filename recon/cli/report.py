"""The commands that show a check: report renders its page, lab opens notebooks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from recon.cli.options import Folder, Names
from recon.cli.output import print_head
from recon.workspace import open_workspace


def report(
    workspace: Folder = ".",
    period: Annotated[
        str, typer.Option(help="The month, as 2026-10; the pull's if not given.")
    ] = "",
    project: Annotated[
        list[str] | None, typer.Option(help="Only this project; may be repeated.")
    ] = None,
    with_names: Names = False,
) -> None:
    """Render the newest check as one HTML page that needs no network."""

    run_report(workspace, period, tuple(project or ()), with_names=with_names)


def run_report(
    folder: str, period: str, projects: tuple[str, ...], *, with_names: bool
) -> Path:
    """Render the report; say where it is."""
    from recon.report.render import render_report

    workspace = open_workspace(folder)
    path = render_report(workspace, period, projects, with_names=with_names)
    print_head(workspace)
    print(f"Report: {path}")
    return path


def lab(workspace: Folder = ".") -> None:
    """Open the notebooks explore, review and month_end in JupyterLab."""

    sys.exit(run_lab(workspace))


def run_lab(folder: str) -> int:
    """Open JupyterLab on copies of the notebooks, which are the workspace's own."""
    import subprocess

    from recon.resources import notebooks

    workspace = open_workspace(folder)
    own = workspace.folder / "notebooks"
    own.mkdir(exist_ok=True)
    for path in sorted(notebooks().glob("*.ipynb")):
        target = own / path.name
        if not target.exists():
            text = path.read_text(encoding="utf-8").replace('\\"../demo\\"', '\\"..\\"')
            target.write_text(text, encoding="utf-8", newline="\n")
    print(f"Notebooks: {own}", flush=True)
    command = [sys.executable, "-m", "jupyter", "lab", str(own)]
    return subprocess.call(command)  # noqa: S603 - our own words, no shell
