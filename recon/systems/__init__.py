"""Rows out of Procore and maestro*. Nothing is written to either yet."""

from __future__ import annotations
