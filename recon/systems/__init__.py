"""Reads Procore and maestro*, and writes approved fixes to Procore."""

from __future__ import annotations
