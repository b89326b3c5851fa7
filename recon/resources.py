"""Where the rule files and the notebooks lie, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def queries() -> Path:
    """The folder of the rule files."""
    return _folder("queries")


def notebooks() -> Path:
    """The folder of the notebooks."""
    return _folder("notebooks")


def _folder(name: str) -> Path:
    shipped = _PACKAGE / "_shipped" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
