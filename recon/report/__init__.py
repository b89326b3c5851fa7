"""The report: notebooks rendered for auditors, tables a controller can read."""

from __future__ import annotations
