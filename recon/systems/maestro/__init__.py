"""maestro*: exports, SQL and gateway, read as they are."""

from __future__ import annotations
