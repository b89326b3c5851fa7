"""Rules: SQL files that state what is wrong, and the findings they return."""

from __future__ import annotations
