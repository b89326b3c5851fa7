"""Type maestro* exports: raw_maestro.* as received, stage.* typed, rest rejected.

Rows there = rows typed + rows rejected: both are counted, and a list whose counts do
not agree is not read whole.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from recon.errors import ExportError
from recon.mapping import Entity, Field
from recon.systems.maestro.export import Export
from recon.systems.maestro.text import number_text
from recon.warehouse.database import Database, in_one_transaction, literal, name
from recon.warehouse.maestro_columns import date_format, prove_convention
from recon.warehouse.maestro_rejects import (
    code_key,
    reject_heads,
    reject_row,
    reject_totals,
    reject_values,
)
from recon.warehouse.maestro_typing import DECIMALS, TYPES, typing
from recon.workspace.config import MaestroSide

# From how many rows on an empty column is taken for one that was not exported.
_FEWEST = 10


def stage_nothing(db: Database, entity: Entity) -> None:
    """Make the empty table of an entity that has no export."""
    columns = ", ".join(f"{name(f.name)} {TYPES[f.kind]}" for f in entity.fields)
    db.execute(
        f"create or replace table stage.{entity.name}"
        f' (source varchar, file varchar, "row" bigint, {columns})'
    )


def stage_export(db: Database, export: Export, at: str, side: MaestroSide) -> None:
    """Type one export into stage.<entity>, its unusable rows into pull.reject.

    `at` is the file's path in the pull. Amounts are read by the profile's convention
    only; nothing is guessed a cell at a time.

    Raises ExportError where a whole column is not written in the profile's convention.
    """
    export = _load(db, export)
    with in_one_transaction(db):
        _type(db, export, at, side)


def _type(db: Database, export: Export, at: str, side: MaestroSide) -> None:
    entity = export.entity
    _clean(db, export, at)
    given = [field for field in entity.fields if field.name in export.fields]
    numbers = [field for field in given if field.kind in DECIMALS]
    prove_convention(db, export, numbers, side)
    forms = {
        f.name: date_format(db, export, f, side) for f in given if f.kind == "date"
    }
    typed, reasons = [], {}
    for field in entity.fields:
        value = f"cast(null as {TYPES[field.kind]})"
        if field in given:
            value, reason = typing(
                _with_more_values(db, field),
                decimal=side.decimal,
                date_format=forms.get(field.name, ""),
                is_typed=export.is_typed,
            )
            reasons[field.name] = reason
        typed.append(f"{value} as {name(field.name)}")
    reject_totals(db, export, side)
    reject_heads(db, export)
    for reject in export.rejects:
        reject_row(db, export, at, reject)
    reject_values(db, entity, reasons)
    usable = " and ".join(f"({why}) is null" for why in reasons.values()) or "true"
    db.execute(
        f"""
        create table stage.{entity.name} as
        select file || '#' || "row" as source, file, "row", {", ".join(typed)}
        from stage.{entity.name}_text
        where {usable}
        """
    )
    _note(db, export, given)
    _note_repeated(db, entity, given)
    _count(db, export, at)


def _load(db: Database, export: Export) -> Export:
    """Read the file into raw_maestro.<entity>, every column as text.

    A file whose rows DuckDB counts otherwise than its lines are counted has quotes or
    rows that are damaged: it is read record by record.
    """
    if not export.is_numbered:
        is_plain = not export.rejected_lines and not export.has_gaps
        if is_plain and _reads_whole(db, export):
            return export
        export = number_text(export, export.path.parent)
    _read_csv(db, export)
    return export


def _reads_whole(db: Database, export: Export) -> bool:
    """Whether DuckDB reads as many rows from a file as it has lines."""
    try:
        _read_csv(db, export)
    except duckdb.InvalidInputException:
        return False
    return _rows_of(db, export.entity) == export.counted


def _rows_of(db: Database, entity: Entity) -> int:
    row = db.execute(f"select count(*) from raw_maestro.{entity.name}").fetchone()
    return int(row[0]) if row else 0


def _read_csv(db: Database, export: Export) -> None:
    labels = _unique(export.header)
    columns = (["row", "sheet"] if export.is_numbered else []) + [
        f"c{n}" for n in range(len(labels))
    ]
    declared = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
    number = (
        'cast("row" as bigint) as "row #", sheet as "sheet #"'
        if export.is_numbered
        else f'row_number() over () + {1 + export.skipped} as "row #",'
        ' null as "sheet #"'
    )
    shown = ", ".join(f"c{n} as {name(label)}" for n, label in enumerate(labels))
    db.execute(
        f"""
        create or replace table raw_maestro.{export.entity.name} as
        select {number}, {shown}
        from read_csv(
            {literal(export.path.as_posix())}, columns = {{{declared}}}, header = true,
            delim = {literal(export.delimiter)}, quote = '"', escape = '"',
            auto_detect = false, strict_mode = true, null_padding = false,
            parallel = false, max_line_size = 4000000, skip = {export.skipped}
        )
        """
    )


def _unique(header: tuple[str, ...]) -> list[str]:
    seen: dict[str, int] = {"row #": 1, "sheet #": 1}
    labels = []
    for place, given in enumerate(header, start=1):
        label = given or f"column {place}"
        key = label.casefold()
        seen[key] = seen.get(key, 0) + 1
        labels.append(label if seen[key] == 1 else f"{label} ({seen[key]})")
    return labels


def _clean(db: Database, export: Export, at: str) -> None:
    """Keep the columns the mapping knows, trimmed, under the mapping's names."""
    labels = _unique(export.header)
    columns = [
        f"clean({name(label)}) as {name(field)}"
        for label, field in zip(labels, export.fields, strict=True)
        if field is not None
    ]
    given = {field for field in export.fields if field is not None}
    columns += [
        f"cast(null as varchar) as {name(field.name)}"
        for field in export.entity.fields
        if field.name not in given
    ]
    file = f"concat({literal(at)}, '!' || nullif(\"sheet #\", ''))"
    db.execute(
        f"""
        create table stage.{export.entity.name}_text as
        select {file} as file, "row #" as "row", {", ".join(columns)}
        from raw_maestro.{export.entity.name}
        """
    )


def _with_more_values(db: Database, field: Field) -> Field:
    """A field with the values that a setting adds to its list."""
    if field.more_values is None:
        return field
    rows = db.execute(
        "select unnest(string_split(value, ' ')) from mapping.setting where name = ?"
        " union select transaction_type from mapping.transaction_type",
        [field.more_values],
    ).fetchall()
    more = {row[0] for row in rows if row[0]} - set(field.values)
    return replace(field, values=(*field.values, *sorted(more)))


def _note(db: Database, export: Export, given: list[Field]) -> None:
    """Note which fields are exported, which columns are private, and notes on the file.

    A column that is empty in every row says nothing: it counts as not exported.
    """
    entity = export.entity
    empty = _empty_fields(db, entity, given)
    given = [field for field in given if field.name not in empty]
    db.execute(
        "update mapping.field set is_exported = true"
        " where entity = ? and list_contains(?, field)",
        [entity.name, [field.name for field in given]],
    )
    for label, named in zip(_unique(export.header), export.fields, strict=True):
        for field in given:
            if field.name == named and (field.is_private or named == "unit_price"):
                db.execute(
                    "insert into pull.private_column values (?, ?, ?)",
                    [entity.name, label, field.name],
                )
    for note in export.notes:
        db.execute(
            "insert into pull.file_note values (?, ?, ?, ?, ?)",
            [entity.name, note.kind, note.text, note.is_doubt, note.rows],
        )


def _note_repeated(db: Database, entity: Entity, given: list[Field]) -> None:
    """Note rows of figures that stand again, equal in every column.

    A page that was exported twice doubles sums, and nothing else shows it.
    """
    if not any(field.kind in DECIMALS for field in given):
        return
    project, key = code_key(entity)
    columns = ", ".join(name(field.name) for field in given)
    db.execute(
        f"""
        insert into stage.repeated_row
        select {literal(entity.name)}, file, "row", {project}, {key}
        from (
            select *, row_number() over (
                partition by hash({columns}) order by file, "row"
            ) as place
            from stage.{entity.name}
        )
        where place > 1
        """
    )


def _empty_fields(db: Database, entity: Entity, given: list[Field]) -> set[str]:
    """The fields without a value in any row, of an export of more than a few rows."""
    if not given:
        return set()
    tests = ", ".join(f"count({name(field.name)}) = 0" for field in given)
    rows = db.execute(
        f"select {tests} from stage.{entity.name}_text having count(*) >= {_FEWEST}"
    ).fetchall()
    return {
        field.name
        for row in rows
        for field, is_empty in zip(given, row, strict=True)
        if is_empty
    }


def _count(db: Database, export: Export, at: str) -> None:
    """Rows there beside rows typed and rejected; where they differ, say so."""
    table = export.entity.name
    db.execute(
        f"""
        insert into pull.conservation
        select 'maestro', ?, null, ?, (select count(*) from stage.{table}),
            (
                select count(distinct (file, "row")) from pull.reject
                where system = 'maestro' and entity = ?
            ), 0
        """,
        [table, export.counted, table],
    )
    row = db.execute(
        "select counted, loaded, rejected from pull.conservation"
        " where system = 'maestro' and list = ?",
        [table],
    ).fetchone()
    if row is not None and row[0] != row[1] + row[2]:
        raise ExportError(
            what=f"{row[0]} rows were counted, {row[1]} read and {row[2]} rejected",
            where=at,
            next_step="Export the list again; nothing is compared with it until the "
            "counts agree",
        )
