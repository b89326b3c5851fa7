"""Applies changes to the rows of a build, to forecast what they would lead to.

Pulls stay as they are; only the copy that is being built differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from recon.warehouse.database import Database, name

Row = dict[str, Any]
_PLACE = "plan"


@dataclass(frozen=True)
class Change:
    """One change of a list: values laid over the record with an id, or a new record.

    For Procore `values` are fields as the API names them and `key` is the record's id,
    None for a new one. For maestro* they are fields of the mapping, and `key` are those
    that name the row.
    """

    system: str
    list: str
    values: Row
    key: Row | str | None = None
    project_id: str | None = None
    # A new record takes the place of those without id that have these values, or, with
    # `is_spare`, is made only where there are none.
    same: Row | None = None
    is_spare: bool = False
    # What a new record holds where neither `values` nor the one it replaces says it.
    defaults: Row | None = None


@dataclass(frozen=True)
class Changes:
    """All changes of one forecast."""

    listed: tuple[Change, ...] = field(default_factory=tuple)

    def of(self, system: str, listed: str) -> list[Change]:
        """The changes of one list."""
        return [c for c in self.listed if (c.system, c.list) == (system, listed)]


def change_procore(db: Database, listed: str, changes: Iterable[Change]) -> None:
    """Lay changes over the rows of a list as they were received."""
    patches: dict[str, Row] = {}
    for number, change in enumerate(changes, start=1):
        if change.key is not None:
            patches[str(change.key)] = {
                **patches.get(str(change.key), {}),
                **change.values,
            }
            continue
        replaced = _replaced(db, listed, change) if change.same else {}
        if replaced is None:
            continue
        text = _text({**(change.defaults or {}), **replaced, **change.values})
        db.execute(
            f"insert into raw_procore.{listed} values (?, ?, ?, ?, ?)",
            [f"procore/{listed}/{_PLACE}", change.project_id, listed, number, text],
        )
    if patches:
        db.execute(
            "create or replace temp table patch as select unnest(?) as id,"
            " unnest(?) as laid_over",
            [list(patches), [_text(values) for values in patches.values()]],
        )
        db.execute(
            f"update raw_procore.{listed} r"
            " set json = json_merge_patch(r.json, p.laid_over)"
            " from patch p where json_extract_string(r.json, '$.id') = p.id"
        )


def _text(values: Row) -> str:
    return json.dumps(values, ensure_ascii=False, default=str)


def _replaced(db: Database, listed: str, change: Change) -> Row | None:
    """What the row held that a new one replaces; None where it stays instead."""
    assert change.same is not None
    same = "project_id = ? and " + " and ".join(
        f"json_extract_string(json, '$.{field}') = ?" for field in change.same
    )
    values = [change.project_id, *(str(value) for value in change.same.values())]
    table = f"raw_procore.{listed}"
    if change.is_spare:
        found = db.execute(f"select count(*) from {table} where {same}", values)
        return None if found.fetchall()[0][0] else {}
    same += " and json_extract_string(json, '$.id') is null"
    row = db.execute(f"select json from {table} where {same}", values).fetchone()
    db.execute(f"delete from {table} where {same}", values)
    return dict(json.loads(row[0], parse_float=str)) if row else {}


def change_maestro(db: Database, entity: str, changes: Iterable[Change]) -> None:
    """Lay changes over the typed rows of an export; a row not there is added."""
    for number, change in enumerate(changes, start=1):
        key = change.key if isinstance(change.key, dict) else {}
        table = f"stage.{entity}"
        same = " and ".join(f"code_norm({name(k)}) = code_norm(?)" for k in key)
        found = db.execute(
            f"select count(*) from {table} where {same}", list(key.values())
        ).fetchall()[0][0]
        if found:
            given = ", ".join(f"{name(k)} = ?" for k in change.values)
            db.execute(
                f"update {table} set {given} where {same}",
                [*change.values.values(), *key.values()],
            )
            continue
        file = f"maestro/{entity}.{_PLACE}"
        row = {**key, **change.values, "source": f"{file}#{number}", "file": file}
        row["row"] = number
        columns = ", ".join(name(k) for k in row)
        marks = ", ".join("?" for _ in row)
        db.execute(
            f"insert into {table} ({columns}) values ({marks})", list(row.values())
        )
