"""Import workbooks for maestro*, one a screen, and the work list beside them.

One sheet, field names in row 1, the key first, codes as text, dates as dates, amounts
as numbers, no formula, no blank cell: an empty column is left out, and rows with other
columns go to a workbook of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from recon.fixes.fix import Fix, Row
from recon.fixes.plan_file import Plan
from recon.fixes.policy import entity_of
from recon.mapping.characters import visible

_NUMBERS = ("Modification",)
# What a workbook must not carry: controls, and signs a sheet may take for a formula.
_HOSTILE = ("=", "+", "-", "@", "\t", "\r")
_CODES = ("Code", "Project", "Activity", "Group", "Phone", "Fax", "RBQ Number")


def write_workbooks(folder: Path, plan: Plan) -> list[Path]:
    """Write the import workbooks of a plan and its work list; give their paths.

    A row whose text a spreadsheet could take for a formula, or that holds a control
    character, is not written: the work list says so with its finding.
    """
    folder.mkdir(parents=True, exist_ok=True)
    groups: dict[tuple[str, tuple[str, ...]], list[Fix]] = {}
    for fix in plan.fixes:
        if fix.kind == "import" and hostile_cell(fix) is None:
            labels = tuple(line.label for line in fix.lines)
            groups.setdefault((fix.entity, labels), []).append(fix)
    paths = []
    count: dict[str, int] = {}
    for (entity, labels), fixes in sorted(groups.items()):
        count[entity] = count.get(entity, 0) + 1
        suffix = f"-{count[entity]}" if count[entity] > 1 else ""
        path = folder / f"{plan.id}-import-{entity}{suffix}.xlsx"
        _write(path, labels, fixes)
        paths.append(path)
    listed = folder / f"{plan.id}-worklist.xlsx"
    _write_worklist(listed, plan)
    return [*paths, listed]


def hostile_cell(fix: Fix) -> str | None:
    """Why a row may not go into a workbook, or None where it may."""
    declared = entity_of(fix.entity)
    limits = {f.maestro: f.maestro_length for f in declared.fields} if declared else {}
    for line in fix.lines:
        is_free = line.label not in (*_NUMBERS, *_CODES)
        if is_free and line.value.startswith(_HOSTILE):
            return f"{line.label} {line.value!r} could be read as a formula"
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in line.value):
            return f"{line.label} {line.value!r} holds a control character"
        longest = limits.get(line.label)
        if longest is not None and len(line.value) > longest:
            return f"{line.label} {line.value!r} is longer than {longest}"
    return None


def _write(path: Path, labels: tuple[str, ...], fixes: Iterable[Fix]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), _PLAIN) as book:
        forms = _forms(book)
        sheet = book.add_worksheet("Import")
        sheet.write_row(0, 0, labels, forms["head"])
        for number, fix in enumerate(fixes, start=1):
            for column, line in enumerate(fix.lines):
                _write_cell(sheet, forms, (number, column), line.label, line.value)
        sheet.set_column(0, len(labels) - 1, 24)
        sheet.freeze_panes(1, 1)


_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def _forms(book: Any) -> Row:
    return {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "wrap": book.add_format(
            {"text_wrap": True, "valign": "top", "num_format": "@"}
        ),
    }


def _write_cell(
    sheet: Any, forms: Row, at: tuple[int, int], label: str, value: str
) -> None:
    if label in _NUMBERS and _is_amount(value):
        sheet.write_number(*at, Decimal(value), forms["money"])
    elif label not in _CODES and _is_date(value):
        sheet.write_datetime(*at, date.fromisoformat(value), forms["date"])
    else:
        sheet.write_string(*at, value, forms["text"])


def _is_amount(text: str) -> bool:
    """Whether a cell holds it exactly: a sheet keeps fifteen digits, not more."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return False
    return amount.is_finite() and len(amount.as_tuple().digits) <= 15


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


_SYSTEMS = {"maestro": "maestro*", "procore": "Procore"}
_WORK = (
    ("Fix", 20),
    ("Findings", 22),
    ("Kind", 12),
    ("Step", 20),
    ("System", 10),
    ("Project", 12),
    ("Record", 24),
    ("Field", 16),
    ("Before", 24),
    ("After", 24),
    ("Amount (CAD)", 14),
    ("Where", 40),
    ("What to do", 60),
    ("Values", 60),
    ("Remark", 30),
)


def _write_worklist(path: Path, plan: Plan) -> None:
    """Every fix with old value, new value and reason, ready to type from."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), _PLAIN) as book:
        forms = _forms(book)
        sheet = book.add_worksheet("Work list")
        sheet.write_row(0, 0, [title for title, _ in _WORK], forms["head"])
        for column, (_, width) in enumerate(_WORK):
            sheet.set_column(column, column, width)
        for number, fix in enumerate(plan.fixes, start=1):
            for column, (label, _) in enumerate(_WORK):
                value = _work_cell(fix, label)
                if label == "Amount (CAD)":
                    sheet.write_number(number, column, Decimal(value), forms["money"])
                else:
                    sheet.write_string(number, column, visible(value), forms["wrap"])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(plan.fixes), 1), len(_WORK) - 1)


def _work_cell(fix: Fix, label: str) -> str:
    from recon.fixes.fix import STEPS

    values = "\n".join(
        f"{line.label}: {line.value}" + (f" ({line.note})" if line.note else "")
        for line in fix.lines
    )
    refused = hostile_cell(fix) if fix.kind == "import" else None
    return {
        "Fix": fix.id,
        "Findings": "\n".join(fix.findings),
        "Kind": fix.kind,
        "Step": STEPS[fix.step],
        "System": {"maestro": "maestro*", "procore": "Procore"}.get(
            fix.system, "recon"
        ),
        "Project": fix.project or "",
        "Record": fix.key,
        "Field": fix.field or "",
        "Before": fix.before or "",
        "After": fix.after or "",
        "Amount (CAD)": fix.amount,
        "Where": fix.screen,
        "What to do": fix.action,
        "Values": values,
        "Remark": f"not in the import workbook: {refused}" if refused else "",
    }[label]
