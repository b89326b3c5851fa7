"""The commands that show a check: report renders its page, lab opens notebooks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from recon.cli.options import Folder, Names
from recon.cli.output import print_head
from recon.workspace import Workspace, open_workspace


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
    from recon.report.render import render_report

    opened = open_workspace(workspace)
    path = render_report(opened, period, tuple(project or ()), with_names=with_names)
    print_head(opened)
    print(f"Report: {path}")


def lab(workspace: Folder = ".") -> None:
    """Open the notebooks explore, review and month_end in JupyterLab."""
    import subprocess

    own = copy_notebooks(open_workspace(workspace))
    print(f"Notebooks: {own}", flush=True)
    command = [sys.executable, "-m", "jupyter", "lab", str(own)]
    sys.exit(subprocess.call(command))  # noqa: S603 - our own words, no shell


def copy_notebooks(workspace: Workspace) -> Path:
    """The workspace's own notebooks: copies, which a later call does not replace."""
    from recon.resources import notebooks

    own = workspace.folder / "notebooks"
    own.mkdir(exist_ok=True)
    for path in sorted(notebooks().glob("*.ipynb")):
        target = own / path.name
        if not target.exists():
            text = path.read_text(encoding="utf-8").replace('\\"../demo\\"', '\\"..\\"')
            target.write_text(text, encoding="utf-8", newline="\n")
    return own
