"""The audit trail: what was read, decided, approved and written, each entry proved."""

from recon.trail.chain import (
    KINDS,
    Entry,
    Verdict,
    entries,
    record,
    unproved,
    verify,
)

__all__ = ["KINDS", "Entry", "Verdict", "entries", "record", "unproved", "verify"]
