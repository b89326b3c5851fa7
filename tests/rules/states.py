"""Draw cost lines that the matching has already judged."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill

_MAESTRO = {
    "line_id": "1",
    "project_code": "24-015",
    "transaction": "T1/1",
    "amount": "10.00",
    "accounting_on": "2026-03-02",
    "procore_type": "invoice",
}
_PROCORE = {
    "line_id": "1",
    "project_code": "24-015",
    "record_id": "77",
    "kind": "direct_cost",
    "amount": "10.00",
    "cost_on": "2026-03-02",
    "is_deleted": "false",
    "is_approved": "true",
}


def maestro_line(db: Database, state: str, reason: str, **columns: str) -> None:
    """One transaction line of maestro* in a state, for a reason."""
    _draw(db, "cost.maestro_state", _MAESTRO, state, reason, columns)


def procore_line(db: Database, state: str, reason: str, **columns: str) -> None:
    """One cost line of Procore in a state, for a reason."""
    _draw(db, "cost.procore_state", _PROCORE, state, reason, columns)


def drift(db: Database, field: str, maestro: str, procore: str, **columns: str) -> None:
    """A field of the pair of line 1 on both sides that is not the same."""
    row = {"maestro_line": "1", "procore_line": "1", "field": field}
    row |= {"maestro_value": maestro, "procore_value": procore, **columns}
    _fill(db, "cost.drift", row)


def _draw(
    db: Database,
    table: str,
    usual: dict[str, str],
    state: str,
    reason: str,
    columns: dict[str, str],
) -> None:
    _fill(db, table, {**usual, "state": state, "reason": reason, **columns})


def _fill(db: Database, table: str, row: dict[str, str]) -> None:
    """Insert a row; a view over many tables becomes the table it looks like."""
    schema, name = table.split(".")
    kind = db.execute(
        "select table_type from information_schema.tables"
        " where table_schema = ? and table_name = ?",
        [schema, name],
    ).fetchall()
    if kind == [("VIEW",)]:
        db.execute(f"create table {schema}.drawn as from {table} limit 0")
        db.execute(f"drop view {table}; alter table {schema}.drawn rename to {name}")
    fill(db, table, "  ".join(row) + "\n" + "  ".join(row.values()))
