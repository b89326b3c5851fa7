"""What people decide, approve and write, each act an entry of the audit trail."""

from __future__ import annotations
