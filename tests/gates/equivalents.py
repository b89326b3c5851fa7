"""Mutants that no test can kill, each with the reason why it is no other rule."""

from __future__ import annotations

EQUIVALENTS: dict[str, dict[str, str]] = {}
