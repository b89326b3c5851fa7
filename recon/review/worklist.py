"""Decisions through a spreadsheet: the findings go out, the decisions come back.

Every cell is text or a number, never a formula; a checksum binds each row to the facts
it was written with, so that edited facts are refused.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recon.decisions.decide import VERBS
from recon.errors import ExportError
from recon.review.session import COLUMNS, ReviewSession

_FACTS = (
    ("id", "Finding", 20),
    ("severity", "Severity", 10),
    ("title", "What", 34),
    ("project", "Project", 10),
    ("record", "Record", 28),
    ("field", "Field", 16),
    ("maestro_value", "maestro*", 22),
    ("procore_value", "Procore", 22),
    ("difference", "Difference (Procore minus maestro*)", 16),
    ("status", "Status", 12),
    ("age", "Days open", 8),
    ("action", "Proposed", 44),
)
_FILLED = (
    ("Decision", 14),
    ("Reason", 36),
    ("Up to (CAD)", 12),
    ("Until", 12),
    ("To", 16),
)
_CHECKSUM = "Checksum"
_DEEDS = ("approve", *VERBS)


@dataclass(frozen=True)
class _Decision:
    """What a person wrote beside a finding."""

    verb: str
    reason: str
    cap: str
    until: str
    to: str


def write_worklist(session: ReviewSession, path: Path) -> int:
    """Write every finding of the session into a workbook; give how many."""
    import xlsxwriter

    listed = ", ".join(name for name, _, _ in _FACTS)
    rows = session.db.execute(f"select {listed} from review order by place").fetchall()
    plain = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), plain) as book:
        sheet = book.add_worksheet("Findings")
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        heads = [head for _, head, _ in _FACTS] + [head for head, _ in _FILLED]
        for column, head in enumerate([*heads, _CHECKSUM]):
            sheet.write_string(0, column, head, bold)
        for column, width in enumerate(
            [*(w for *_, w in _FACTS), *(w for _, w in _FILLED), 18]
        ):
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows, start=1):
            cells = ["" if value is None else str(value) for value in row]
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, text)
            sheet.write_string(number, len(heads), checksum(cells), text)
        place = len(_FACTS)
        sheet.data_validation(
            1,
            place,
            max(len(rows), 1),
            place,
            {"validate": "list", "source": list(_DEEDS)},
        )
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads))
    return len(rows)


def take_worklist(session: ReviewSession, path: Path) -> list[str]:
    """Record the decisions of a workbook; give what was recorded, in words.

    All of it is proved first: raises ExportError naming the rows whose facts were
    edited, whose finding is not there any more, or whose decision is none.
    """
    decided, problems = _read(path, _current(session))
    if problems:
        raise ExportError(
            what=f"{len(problems)} rows cannot be used: {'; '.join(problems[:5])}",
            where=f"{path.name}; nothing was recorded",
            next_step="Write a fresh work list, and fill only the five columns for "
            "decisions",
        )
    results = []
    # Approvals come first: a limit that refuses them leaves nothing half recorded.
    for decision, ids in sorted(decided.items(), key=lambda d: d[0].verb != "approve"):
        more = {
            name: value
            for name, value in (
                ("reason", decision.reason),
                ("cap", decision.cap),
                ("until", decision.until),
                ("to", decision.to),
            )
            if value
        }
        results.append(session.act(decision.verb, ids, session.version, **more))
    return results


def _current(session: ReviewSession) -> dict[str, list[str]]:
    """The facts of each finding as a work list made now would show them."""
    assert {name for name, _, _ in _FACTS} <= set(COLUMNS)
    listed = ", ".join(name for name, _, _ in _FACTS)
    return {
        row[0]: ["" if value is None else str(value) for value in row]
        for row in session.db.execute(f"select {listed} from review").fetchall()
    }


def _read(
    path: Path, current: dict[str, list[str]]
) -> tuple[dict[_Decision, list[str]], list[str]]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    head, *rows = [[_text(cell) for cell in row] for row in sheet.to_python()]
    expected = [head for _, head, _ in _FACTS] + [head for head, _ in _FILLED]
    if head[: len(expected) + 1] != [*expected, _CHECKSUM]:
        raise ExportError(
            what="The columns are not those of a work list",
            where=path.name,
            next_step="Write a fresh work list; leave its columns as they are",
        )
    decided: dict[_Decision, list[str]] = {}
    problems = []
    facts = len(_FACTS)
    for number, row in enumerate(rows, start=2):
        verb = row[facts].strip().casefold()
        if not verb:
            continue
        decision = _Decision(verb, *row[facts + 1 : facts + 5])
        problem = _problem(row, decision, current)
        if problem:
            problems.append(f"row {number}: {problem}")
        else:
            decided.setdefault(decision, []).append(row[0])
    return decided, problems


def _problem(
    row: list[str], decision: _Decision, current: dict[str, list[str]]
) -> str | None:
    facts = len(_FACTS)
    if checksum(row[:facts]) != row[facts + len(_FILLED)]:
        return "its facts were edited"
    if row[0] not in current:
        return f"{row[0]} is not a finding of the current check"
    # Status and age move on; what the finding says may not.
    if row[: facts - 3] != current[row[0]][: facts - 3]:
        return f"{row[0]} says something else by now"
    if decision.verb not in _DEEDS:
        return f"{decision.verb!r} is none of: {', '.join(_DEEDS)}"
    if decision.verb in ("accept", "reject", "comment") and not decision.reason:
        return f"to {decision.verb} needs a reason"
    return None


def checksum(cells: list[str]) -> str:
    """What binds a row to its facts."""
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:16]


def _text(cell: Any) -> str:
    """A cell as text: a date as a day, a whole number without its decimals."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if cell is not None else ""
