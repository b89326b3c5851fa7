"""Procore: the client of its API, sign-in, call limits, lists, changes and writes."""

from __future__ import annotations
