"""Reconcile maestro* and Procore: find every disagreement, and explain it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recon.errors import ReconError
    from recon.report.month_end import MonthEnd, open_month_end
    from recon.report.render import render_report
    from recon.review.explore import open_explorer
    from recon.review.grid import open_review
    from recon.rules.check import check
    from recon.systems.pull import client_of, pull_both
    from recon.workspace import Workspace, open_workspace

__version__ = "0.1.0"
__all__ = [
    "MonthEnd",
    "ReconError",
    "Workspace",
    "__version__",
    "check",
    "client_of",
    "open_explorer",
    "open_month_end",
    "open_review",
    "open_workspace",
    "pull_both",
    "render_report",
]

_HOMES = {
    "MonthEnd": "recon.report.month_end",
    "ReconError": "recon.errors",
    "Workspace": "recon.workspace",
    "check": "recon.rules.check",
    "client_of": "recon.systems.pull",
    "open_explorer": "recon.review.explore",
    "open_month_end": "recon.report.month_end",
    "open_review": "recon.review.grid",
    "open_workspace": "recon.workspace",
    "pull_both": "recon.systems.pull",
    "render_report": "recon.report.render",
}


def __getattr__(name: str) -> Any:
    """Import what a notebook uses when it uses it: `import recon` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'recon' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
