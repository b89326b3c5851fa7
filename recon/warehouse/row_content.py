"""The content of rows without a key, from which the ids of their findings come.

A file that is renamed, columns or rows in another order, a blank row more: the same
row has the same content.
"""

from __future__ import annotations

from recon.mapping import EXPORTED, Entity
from recon.warehouse.database import Database, literal, name

_KEYLESS = """
select file, "row" from maestro.record where code_key is null
union all
select file, "row" from maestro.activity
where activity_key is null or project_key is null
union all
select file, "row" from maestro.original_budget
where activity_key is null or project_key is null or group_key is null
"""
# Rows as written do not name their file where an export is one file.
_FILE = """(
    select min(file) from pull.reject where system = 'maestro' and entity = {}
)"""
_REJECTED = """select file, "row" from pull.reject where system = 'maestro'"""


def read_row_contents(db: Database) -> None:
    """Fill pull.row_content: rejected rows as written, keyless ones as typed.

    Of Procore it is the record's own id, as other fields move without the record.
    """
    rejected = {
        row[0]
        for row in db.execute("select distinct entity from pull.reject").fetchall()
    }
    db.execute(f"create or replace temp table keyless as {_KEYLESS}")
    is_keyless = db.execute("from keyless limit 1").fetchone() is not None
    columns = _columns(db)
    for entity in EXPORTED:
        text = f"{entity.name}_text"
        if entity.name in rejected and text in columns:
            _of_export(db, entity, text, columns[text], _REJECTED)
        if is_keyless:
            _of_export(db, entity, entity.name, columns[entity.name], "from keyless")
    if db.execute("from pull.reject where system = 'procore' limit 1").fetchone():
        _of_procore(db)
    db.execute(
        """
        create or replace table pull.row_content as
        select system, file, "row", min(content) as content
        from pull.row_content
        group by all
        """
    )


def _of_procore(db: Database) -> None:
    listed = db.execute(
        "select table_name from information_schema.tables"
        " where table_schema = 'raw_procore' order by 1"
    ).fetchall()
    for (table,) in listed:
        db.execute(
            f"""
            insert into pull.row_content
            select distinct 'procore', file, "row", concat_ws('|',
                json_extract_string(json, '$.id'),
                json_extract_string(json, '$.budget_row_id'))
            from raw_procore.{name(table)}
            where (file, "row") in (
                select file, "row" from pull.reject where system = 'procore'
            ) and json_valid(json)
            """
        )


def _of_export(
    db: Database, entity: Entity, table: str, columns: set[str], wanted: str
) -> None:
    """The mapped fields of an export's rows, each with its name, in a fixed order."""
    file = "file" if "file" in columns else _FILE.format(literal(entity.name))
    fields = sorted({field.name for field in entity.fields} & columns)
    if not fields:
        return
    pairs = ", ".join(
        f"{literal(field)} || '=' || cast({name(field)} as varchar)" for field in fields
    )
    db.execute(
        f"""
        insert into pull.row_content
        select distinct 'maestro', {file}, "row", concat_ws(chr(31), {pairs})
        from stage.{name(table)}
        where ({file}, "row") in ({wanted})
        """
    )


def _columns(db: Database) -> dict[str, set[str]]:
    """The columns of each staged table, by the table's name."""
    rows = db.execute(
        "select table_name, list(column_name) from duckdb_columns()"
        " where schema_name = 'stage' group by all"
    ).fetchall()
    return {table: set(columns) for table, columns in rows}
