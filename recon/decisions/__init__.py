"""Propose, decide, approve, apply, undo: each act is recorded in the audit trail."""

from __future__ import annotations
