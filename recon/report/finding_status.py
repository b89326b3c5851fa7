"""What people decided of the findings, and how long they have been open."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from recon.decisions.decide import BUCKETS, finding_statuses
from recon.report.tables import Column, Rendered, table

_AGES = (*(name for _, name in BUCKETS), "91+")


def by_status(trail: Path, findings: list[dict[str, Any]], form: str) -> Rendered:
    """How many findings are open, accepted or set aside, by days since first seen."""
    known = finding_statuses(trail, findings)
    count = Counter((s.status, s.bucket) for s in known.values())
    rows = [
        (status, *(count[status, age] or None for age in _AGES), total)
        for status, total in Counter(s.status for s in known.values()).most_common()
    ]
    return table(
        "Findings by decision and by days since they were first seen",
        (
            Column("Status"),
            *(Column(f"{age} days", "count") for age in _AGES),
            Column("In all", "count"),
        ),
        rows,
        form,
    )


def accepted(trail: Path, findings: list[dict[str, Any]], form: str) -> Rendered:
    """Variances that were accepted, with who and why; lapsed ones say so."""
    known = finding_statuses(trail, findings)
    rows = [
        (f["id"], f["rule"], f["project"] or "", f["message"], s.status, s.why)
        for f in findings
        if (s := known[f["id"]]).why
    ]
    return table(
        "Decisions that accept or set aside a finding",
        (
            Column("Id", "code"),
            Column("Rule"),
            Column("Project", "code"),
            Column("Finding"),
            Column("Status"),
            Column("Who, when and why"),
        ),
        rows,
        form,
        nothing="no finding is accepted or assigned.",
    )
