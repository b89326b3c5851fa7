"""Pair the lines of linked documents, one with one, by what agrees of them."""

from __future__ import annotations

from recon.resources import shipped_text
from recon.warehouse.database import Database

# Lines that agree in nothing but their amounts' nearness may take a round each.
_MOST_ROUNDS = 25


def pair_lines(db: Database) -> None:
    """Fill link.contract_line_pair from stage.line_candidate, best pairs first.

    Each round pairs the lines that are each other's best; the order of candidates is
    strict, so that every round finds one as long as any is open. What is left after
    the last round is paired in the order of the lines.
    """
    for _ in range(_MOST_ROUNDS):
        if not _pair(db, "pair_lines"):
            return
    _pair(db, "pair_lines_in_order")


def _pair(db: Database, name: str) -> int:
    made = db.execute(shipped_text(f"warehouse/matching/{name}.sql")).fetchone()
    return int(made[0]) if made else 0
