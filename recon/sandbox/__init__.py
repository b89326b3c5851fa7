"""A server that answers as Procore, and as the gateway to maestro*."""

from __future__ import annotations
