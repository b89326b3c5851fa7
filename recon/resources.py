"""Paths of the rule files, notebooks and SQL statements, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def queries() -> Path:
    """The folder of the rule files."""
    return _folder("queries")


def notebooks() -> Path:
    """The folder of the notebooks."""
    return _folder("notebooks")


def shipped_text(place: str) -> str:
    """A text that ships beside the modules, as `rules/statements/answer.sql`."""
    return (_PACKAGE / place).read_text(encoding="utf-8")


def _folder(name: str) -> Path:
    shipped = _PACKAGE / "_shipped" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
