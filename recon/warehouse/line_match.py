"""Pair the lines of linked documents, one with one, by what agrees of them."""

from __future__ import annotations

from recon.resources import shipped_text
from recon.warehouse.database import Database


def pair_lines(db: Database) -> None:
    """Fill link.contract_line_pair from stage.line_candidate, best pairs first.

    Each round pairs the lines that are each other's best; the order of candidates is
    strict, so that every round finds one as long as any is open.
    """
    statement = shipped_text("warehouse/matching/pair_lines.sql")
    while True:
        inserted = db.execute(statement).fetchone()
        if inserted is None or not inserted[0]:
            return
