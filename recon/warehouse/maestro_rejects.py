"""Rejected rows of maestro* exports, each with the code of its record."""

from __future__ import annotations

from recon.mapping import Entity
from recon.systems.maestro.export import Export, Reject
from recon.warehouse.database import Database, literal, name
from recon.warehouse.maestro_typing import typing
from recon.workspace.config import MaestroSide

_CODE = ("project_code", "activity_code", "group_code")
_TOTAL = "a row of totals"
_HEADS = "the column names again"
# How a row of totals begins, in the languages of the exports.
_TOTAL_WORDS = "^((grand|sub|sous|report)[- ]?)?tota(l|ux)\\b|^(grand|sous)[- ]total"


def _key_columns(entity: Entity) -> list[str]:
    """A row that carries a project, an activity and a group excuses that code."""
    named = {field.name for field in entity.fields}
    return list(_CODE) if named >= set(_CODE) else [k for k in entity.key if k in named]


def code_key(entity: Entity) -> tuple[str, str]:
    """The SQL of a row's project code, and of the key of the record it is of."""
    keys = _key_columns(entity)
    listed = ", ".join(
        f"coalesce(code_norm(replace({name(k)}, '\"', '')), '')" for k in keys
    )
    project = "replace(project_code, '\"', '')" if "project_code" in keys else "null"
    return project, f"concat_ws('|', {listed})"


def reject_values(db: Database, entity: Entity, reasons: dict[str, str]) -> None:
    """Reject the rows of which a field has a reason, given as SQL for each field."""
    if not reasons:
        return
    project, key = code_key(entity)
    problems = ", ".join(
        f"{{field: {literal(field)}, text: coalesce({name(field)}, ''),"
        f" reason: {reason}}}"
        for field, reason in reasons.items()
    )
    db.execute(
        f"""
        insert into pull.reject
        select 'maestro', {literal(entity.name)}, file, "row", problem.field,
            problem.text, problem.reason, project, key
        from (
            select file, "row", unnest([{problems}]) as problem,
                {project} as project, {key} as key
            from stage.{entity.name}_text
            where coalesce({", ".join(reasons.values())}) is not null
        )
        where problem.reason is not null
        """
    )


def reject_row(db: Database, export: Export, at: str, reject: Reject) -> None:
    """A row that is damaged: the codes that still can be read say what it was of.

    Nothing says of which records a row is that has the cells of two.
    """
    entity = export.entity
    is_two = len(reject.cells) >= max(2 * len(export.header) - 1, 3)
    read = () if is_two else reject.cells
    cells = dict(zip(export.fields, read, strict=False))
    keys = [
        (cells.get(k) or "").strip().strip('"').upper() for k in _key_columns(entity)
    ]
    file = f"{at}!{reject.sheet}" if reject.sheet else at
    project = (cells.get("project_code") or "").strip().strip('"') or None
    db.execute(
        "insert into pull.reject values ('maestro', ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            entity.name,
            file,
            reject.row,
            reject.field,
            reject.text,
            reject.reason,
            project,
            "|".join(keys),
        ],
    )


def reject_totals(db: Database, export: Export, side: MaestroSide) -> None:
    """Set rows of totals apart: a label where a code belongs, and no other code.

    A total over all rows is a control total of the file itself, where none is stated.
    """
    entity = export.entity
    codes = [f.name for f in entity.fields if f.kind == "code" and f.is_required]
    given = [c for c in codes if c in export.fields]
    texts = [
        f.name
        for f in entity.fields
        if f.name in export.fields and f.kind in ("text", "code", "date", "flag")
    ]
    first = f"coalesce({', '.join(name(c) for c in texts)})"
    others = " + ".join(f"({name(c)} is not null)::int" for c in texts)
    if not given:
        return
    table = f"stage.{entity.name}_text"
    where = f"regexp_matches({first}, '{_TOTAL_WORDS}', 'i') and {others} = 1"
    amount = "amount" if "amount" in export.fields else "null"
    if "amount" in export.fields:
        [field] = [f for f in entity.fields if f.name == "amount"]
        value, _ = typing(
            field, decimal=side.decimal, date_format="", is_typed=export.is_typed
        )
        db.execute(
            f"""
            insert into pull.control_total
            select {literal(entity.name)}, 'amount', min(cast({value} as varchar))
            from {table} where {where} having count({value}) = 1
            """
        )
    db.execute(
        f"""
        insert into pull.reject
        select 'maestro', {literal(entity.name)}, file, "row", '',
            concat_ws(' ', {first}, {amount}), {literal(_TOTAL)}, null, null
        from {table} where {where}
        """
    )
    db.execute(f"delete from {table} where {where}")


def reject_heads(db: Database, export: Export) -> None:
    """Set column names apart that stand again among the rows, as a page break does."""
    pairs = [
        (field, label)
        for field, label in zip(export.fields, export.header, strict=True)
        if field is not None and label
    ]
    same = " and ".join(
        f"lower({name(field)}) is not distinct from lower(clean({literal(label)}))"
        for field, label in pairs
    )
    table = f"stage.{export.entity.name}_text"
    db.execute(
        f"""
        insert into pull.reject
        select 'maestro', {literal(export.entity.name)}, file, "row", '',
            {literal("; ".join(export.header))}, {literal(_HEADS)}, null, null
        from {table} where {same}
        """
    )
    db.execute(f"delete from {table} where {same}")
