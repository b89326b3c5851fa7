"""Draw the rows of a table as a person would write them, and ask one rule of them."""

from __future__ import annotations

import re
from typing import Any

from recon.resources import queries
from recon.rules.head import Rule, read_rule
from recon.rules.words import say
from recon.warehouse.database import Database

# What a column holds where a drawing does not name it; `{n}` is the row's number.
_USUAL = {
    "source": "drawn#{n}",
    "file": "drawn",
    "row": "{n}",
    "is_linked": "true",
    "is_billing": "false",
    "is_budgeted": "true",
    "is_active": "true",
    "is_deleted": "false",
    "is_parent": "false",
    "is_first": "true",
    "is_ticked": "true",
    "is_excluded": "false",
    "is_used": "true",
    "is_hyphenated_licence": "false",
    "has_current_prefix": "true",
    "has_activity": "false",
    "accepts_transactions": "true",
    "is_order_known": "true",
    "missing_dates": "",
    "evidence": "export column",
    "rank": "2",
}


def fill(db: Database, table: str, drawing: str) -> None:
    """Insert the drawn rows; cells stand two blanks apart, `-` is null, '' is empty.

    Keys that a drawing leaves out follow from its codes, other columns hold what is
    usual: linked, active, ticked.
    """
    lines = [line.strip() for line in drawing.strip().splitlines()]
    header = re.split(r"\s{2,}", lines[0])
    columns = [row[0] for row in db.execute(f"describe {table}").fetchall()]
    for number, line in enumerate(lines[1:], start=1):
        cells = dict(zip(header, re.split(r"\s{2,}", line), strict=True))
        row = {c: _value(c, cells, number) for c in columns}
        named = {c: v for c, v in row.items() if v is not None}
        listed = ", ".join(f'"{c}"' for c in named)
        marks = ", ".join("?" for _ in named)
        db.execute(
            f"insert into {table} ({listed}) values ({marks})", list(named.values())
        )


def _value(column: str, cells: dict[str, str], number: int) -> str | None:
    if column in cells:
        cell = cells[column]
        return {"-": None, "''": ""}.get(cell, cell)
    if column == "line_key":
        parts = ("project_code", "activity_code", "group_code")
        return "|".join(cells.get(part, "").upper() for part in parts)
    if column.endswith("_key"):
        code = cells.get(column.replace("_key", "_code"), cells.get("code"))
        return None if code in (None, "-") else str(code).upper()
    usual = _USUAL.get(column)
    return None if usual is None else usual.format(n=number)


def find_rule(name: str) -> Rule:
    """A shipped rule by its name."""
    [path] = queries().rglob(f"{name}.sql")
    return read_rule(path)


def run_rule(db: Database, name: str) -> list[dict[str, Any]]:
    """The rows a rule returns, each by its columns, and what its message says."""
    rule = find_rule(name)
    cursor = db.execute(rule.query)
    columns = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return [{**row, "message": _message(rule, row)} for row in rows]


def _message(rule: Rule, row: dict[str, Any]) -> str:
    text = {c: None if value is None else str(value) for c, value in row.items()}
    return say(rule.messages, text, rule.name)


def set_setting(db: Database, name: str, value: str) -> None:
    """Give a setting of the mapping another value."""
    db.execute("update mapping.setting set value = ? where name = ?", [value, name])
