"""The demo company: invented books and sites, and a sandbox that answers as Procore."""

from __future__ import annotations
