"""Counts the rows of Procore's answers, to prove that each is loaded or rejected.

The rows are counted by Python's reader of JSON when they are pulled, the rows inside
rows here; DuckDB's reader, which loads them, is never asked how many there were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from recon.mapping.lists import tables
from recon.systems.procore.body import read_rows
from recon.warehouse.database import Database, insert_rows
from recon.workspace.pulls import Pull, PulledFile, PulledList

# Rows by list and Procore project; a list inside rows is named `requisition.items`.
Counts = Counter[tuple[str, str | None]]


def count_received(
    listed: str, files: Iterable[tuple[PulledList, PulledFile]], pull: Pull
) -> Counts:
    """The rows of a list's bodies, and the rows inside them."""
    counts: Counts = Counter()
    part = tables()[listed].rows_inside
    for entry, file in files:
        of = entry.entity.split("/", maxsplit=1)[0]
        if file.rows is not None and part is None:
            counts[of, entry.project_id] += file.rows
            continue
        rows = read_rows(pull.place(file).read_bytes())
        counts[of, entry.project_id] += len(rows)
        if part is not None:
            counts[f"{of}.{part}", entry.project_id] += sum(
                len(row[part])
                for row in rows
                if isinstance(row, dict) and isinstance(row.get(part), list)
            )
    return counts


def keep_counts(db: Database, counts: Counts) -> None:
    """Put counts into pull.counted."""
    rows = [(of, project, count) for (of, project), count in counts.items() if count]
    insert_rows(db, "pull.counted", rows)
