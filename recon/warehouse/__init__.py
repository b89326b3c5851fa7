"""Pulls into DuckDB: raw tables as received, typed tables both systems share."""

from __future__ import annotations
