"""Match cost lines, each pass on fewer agreeing attributes than the last.

The passes are the rows of `matching/passes.csv`, in their order; the statements they
drive stand beside it. A line is paired at most once, so that equal keys never multiply
rows. What agreed is kept as the pair's basis.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

from recon.resources import shipped_text
from recon.warehouse.database import Database


@dataclass(frozen=True)
class Pass:
    """One pass: the attributes that must agree, and which lines take part.

    `pairs` says what is paired: `one` line with one, or several lines of `maestro`,
    of its `labour`, or of `procore` with one of the other system; several are those
    that share each attribute of `together`, and their amounts are summed. Attributes
    in `alike` agree where both are empty too; all others must be known. Lines that
    have an attribute of `without`, which names the system too, take no part. A pass
    that pairs lines `alone` leaves those that no key tells apart. `certainty` and
    `meaning` are for the reader.
    """

    basis: str
    pairs: str
    agree: tuple[str, ...]
    alike: tuple[str, ...]
    together: tuple[str, ...]
    without: tuple[str, ...]
    alone: bool
    certainty: str
    meaning: str


def read_passes() -> tuple[Pass, ...]:
    """The declared passes, in the order in which they are made."""
    rows = csv.DictReader(shipped_text("warehouse/matching/passes.csv").splitlines())
    return tuple(
        Pass(
            basis=row["basis"],
            pairs=row["pairs"],
            agree=tuple(row["agree"].split()),
            alike=tuple(row["alike"].split()),
            together=tuple(row["together"].split()),
            without=tuple(row["without"].split()),
            alone=row["alone"] == "yes",
            certainty=row["certainty"],
            meaning=row["meaning"],
        )
        for row in rows
    )


def match_costs(db: Database) -> None:
    """Fill cost.pair from maestro.project_cost and procore.cost_line."""
    db.execute(_statement("open"))
    for matching in read_passes():
        if matching.pairs == "one":
            _pair(db, matching)
        else:
            _pair_several(db, matching)
        db.execute(_statement("close"), {"basis": matching.basis})
    db.execute("drop table open_line")


def _pair(db: Database, matching: Pass) -> None:
    db.execute(
        _statement("pair"),
        {
            "basis": matching.basis,
            "agree": list(matching.agree),
            "same": [*matching.agree, *matching.alike],
            "without": list(matching.without),
            "alone": matching.alone,
        },
    )


def _pair_several(db: Database, matching: Pass) -> None:
    is_labour = matching.pairs == "labour"
    db.execute(
        _statement("group"),
        {
            "basis": matching.basis,
            "several": "maestro" if is_labour else matching.pairs,
            "labour": is_labour,
            "together": list(matching.together),
            "agree": list(matching.agree),
            "alone": matching.alone,
        },
    )


def _statement(name: str) -> str:
    return shipped_text(f"warehouse/matching/{name}.sql")
