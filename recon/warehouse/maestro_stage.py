"""Type maestro* exports: raw_maestro.* as received, stage.* typed, rest rejected."""

from __future__ import annotations

import duckdb

from recon.errors import ExportError
from recon.mapping import Entity, Field
from recon.systems.maestro_text import Export, renumber
from recon.warehouse.database import Database, literal, name
from recon.workspace.config import DATE_FORMATS, SERIAL, MaestroSide

_TYPES = {
    "code": "varchar",
    "text": "varchar",
    "date": "date",
    "flag": "boolean",
    "money": "decimal(18, 2)",
    "quantity": "decimal(18, 6)",
}
_DECIMALS = {"money": 2, "quantity": 6}
_BLANKS = "[ \\x{a0}\\x{202f}]"
_TIME = "[ T]\\d{1,2}:\\d{2}(:\\d{2}([.]\\d+)?)?"
_CODE = ("project_code", "activity_code", "group_code")
_YES = "'O', 'OUI', 'Y', 'YES', '1', 'TRUE', 'VRAI', 'X', '-1'"
_NO = "'N', 'NON', 'NO', '0', 'FALSE', 'FAUX'"


def stage_nothing(db: Database, entity: Entity) -> None:
    """Make the empty table of an entity that has no export."""
    columns = ", ".join(f"{name(f.name)} {_TYPES[f.kind]}" for f in entity.fields)
    db.execute(
        f"create table stage.{entity.name}"
        f' (source varchar, file varchar, "row" bigint, {columns})'
    )


def stage_export(db: Database, export: Export, at: str, side: MaestroSide) -> None:
    """Type one export into stage.<entity>, its unusable rows into pull.reject.

    `at` is the file's path in the pull. Amounts are read by the profile's convention
    only; nothing is guessed a cell at a time.
    """
    entity = export.entity
    export = _load(db, export)
    _clean(db, export)
    db.execute(
        "update mapping.field set is_exported = true"
        " where entity = ? and list_contains(?, field)",
        [entity.name, [field.name for field in _given(export)]],
    )
    private = [
        (entity.name, label, field.name)
        for label, named in zip(_unique(export.header), export.fields, strict=True)
        for field in entity.fields
        if field.name == named and (field.is_private or field.name == "unit_price")
    ]
    for column in private:
        db.execute("insert into pull.private_column values (?, ?, ?)", list(column))
    dates = {
        field.name: _date_format(db, export, field, side)
        for field in _given(export)
        if field.kind == "date"
    }
    typed, reasons = [], {}
    for field in entity.fields:
        value, reason = _typing(field, field in _given(export), side, dates)
        typed.append(f"{value} as {name(field.name)}")
        if reason is not None:
            reasons[field.name] = reason
    for reject in export.rejects:
        db.execute(
            "insert into pull.reject values ('maestro', ?, ?, ?, '', ?, ?, null, null)",
            [entity.name, at, reject.row, reject.text, reject.reason],
        )
    for field_name, reason in reasons.items():
        _reject(db, entity, at, field_name, reason)
    db.execute(
        f"""
        create table stage.{entity.name} as
        select {literal(at)} || '#' || "row" as source, {literal(at)} as file, "row",
            {", ".join(typed)}
        from stage.{entity.name}_text
        where {" and ".join(f"{why} is null" for why in reasons.values()) or "true"}
        """
    )


def _load(db: Database, export: Export) -> Export:
    """Read the file into raw_maestro.<entity>, every column as text."""
    try:
        _read_csv(db, export)
    except duckdb.InvalidInputException:
        if export.is_numbered:
            raise
        export = renumber(export, export.path.parent)
        _read_csv(db, export)
    return export


def _read_csv(db: Database, export: Export) -> None:
    labels = _unique(export.header)
    columns = (["row"] if export.is_numbered else []) + [
        f"c{n}" for n in range(len(labels))
    ]
    declared = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
    number = (
        'cast("row" as bigint)' if export.is_numbered else "row_number() over () + 1"
    )
    shown = ", ".join(f"c{n} as {name(label)}" for n, label in enumerate(labels))
    db.execute(
        f"""
        create or replace table raw_maestro.{export.entity.name} as
        select {number} as "row #", {shown}
        from read_csv(
            {literal(export.path.as_posix())}, columns = {{{declared}}}, header = true,
            delim = {literal(export.delimiter)}, quote = '"', escape = '"',
            auto_detect = false, strict_mode = true, null_padding = false,
            parallel = false, max_line_size = 4000000
        )
        """
    )


def _unique(header: tuple[str, ...]) -> list[str]:
    seen: dict[str, int] = {"row #": 1}
    labels = []
    for label in header:
        key = label.casefold()
        seen[key] = seen.get(key, 0) + 1
        labels.append(label if seen[key] == 1 else f"{label} ({seen[key]})")
    return labels


def _clean(db: Database, export: Export) -> None:
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
    db.execute(
        f"""
        create table stage.{export.entity.name}_text as
        select "row #" as "row", {", ".join(columns)}
        from raw_maestro.{export.entity.name}
        """
    )


def _given(export: Export) -> list[Field]:
    return [field for field in export.entity.fields if field.name in export.fields]


def _typing(
    field: Field, is_given: bool, side: MaestroSide, dates: dict[str, str]
) -> tuple[str, str | None]:
    """The SQL of a field's value, and of the reason it is rejected (or None)."""
    text = name(field.name)
    if not is_given:
        return f"cast(null as {_TYPES[field.kind]})", None
    if field.kind in _DECIMALS:
        return _number(field, text, side.decimal)
    if field.kind == "date":
        return _date(text, dates[field.name])
    if field.kind == "flag":
        value = f"case when upper({text}) in ({_YES}) then true else false end"
        reason = (
            f"case when upper({text}) not in ({_YES}, {_NO}) "
            "then 'neither yes nor no' end"
        )
        return value, reason
    return text, None


def _number(field: Field, text: str, decimal: str) -> tuple[str, str]:
    mark = "," if decimal == "," else "\\."
    thousands = _BLANKS if decimal == "," else "[, \\x{a0}\\x{202f}]"
    signs = "[$%]" if field.kind == "quantity" else "[$]"
    bare = (
        f"regexp_replace(regexp_replace({text},"
        f" '^([-(]?){_BLANKS}*{signs}{_BLANKS}*', '\\1'),"
        f" '{_BLANKS}*{signs}{_BLANKS}*([-)]?)$', '\\1')"
    )
    body = f"regexp_replace({bare}, '^[-(]|[-)]$', '', 'g')"
    shape = (
        f"^(\\((\\d+|\\d{{1,3}}({thousands}\\d{{3}})+)({mark}\\d+)?\\)"
        f"|-?(\\d+|\\d{{1,3}}({thousands}\\d{{3}})+)({mark}\\d+)?"
        f"|(\\d+|\\d{{1,3}}({thousands}\\d{{3}})+)({mark}\\d+)?-)$"
    )
    plain = f"regexp_replace({body}, '{thousands}', '', 'g')"
    canonical = f"replace({plain}, '{decimal}', '.')"
    sign = f"case when regexp_matches({bare}, '^[-(]|-$') then '-' else '' end"
    places = f"length(rtrim(split_part({canonical}, '.', 2), '0'))"
    value = f"try_cast({sign} || {canonical} as {_TYPES[field.kind]})"
    most = _DECIMALS[field.kind]
    words = {2: "two", 6: "six"}[most]
    reason = (
        f"case when {text} is null then null"
        f" when not regexp_matches({bare}, '{shape}')"
        f" then 'not a number with the decimal mark {decimal}'"
        f" when {places} > {most} then 'more than {words} decimals'"
        f" when {value} is null then 'too large an amount' end"
    )
    return value, reason


def _date(text: str, written: str) -> tuple[str, str]:
    """A date as the profile writes it; a time of day beside it is left out."""
    day = f"regexp_replace({text}, '{_TIME}$', '')"
    empty = f"regexp_matches({day}, '^(0{{2,4}}[-/]?0{{2}}[-/]?0{{2,4}}|0)$')"
    if written == SERIAL:
        number = f"try_cast(regexp_extract({text}, '^\\d{{1,7}}') as integer)"
        fits = f"regexp_matches({text}, '^\\d{{1,7}}([.,]\\d+)?$')"
        value = (
            f"case when {fits} and {number} between 1 and 2958465"
            f" then date '1899-12-30' + {number} end"
        )
    else:
        digits = {"%Y": "\\d{4}", "%m": "\\d{1,2}", "%d": "\\d{1,2}"}
        shape = "\\d{8}" if written == "%Y%m%d" else written
        for part, form in digits.items():
            shape = shape.replace(part, form)
        value = (
            f"case when regexp_matches({day}, '^{shape}$')"
            f" then cast(try_strptime({day}, {literal(written)}) as date) end"
        )
    shown = next(k for k, v in DATE_FORMATS.items() if v == written)
    reason = (
        f"case when {text} is not null and not {empty} and {value} is null"
        f" then {literal(f'not a date written {shown}')} end"
    )
    return value, reason


def _date_format(db: Database, export: Export, field: Field, side: MaestroSide) -> str:
    """The format of a date column: the profile's, else the one that reads them all.

    Raises ExportError where day-first and month-first both read the whole column.
    """
    imposed = DATE_FORMATS[side.date_format]
    if imposed is not None:
        return imposed
    text = name(field.name)
    text = f"regexp_replace({text}, '{_TIME}$', '')"
    tried = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d")
    read = ", ".join(f"count(try_strptime({text}, {literal(f)}))" for f in tried)
    row = db.execute(
        f"""
        select count(*), {read},
            count(*) filter (where try_strptime({text}, '%d/%m/%Y')
                <> try_strptime({text}, '%m/%d/%Y')),
            min({text}) filter (where try_strptime({text}, '%d/%m/%Y')
                <> try_strptime({text}, '%m/%d/%Y'))
        from stage.{export.entity.name}_text where {text} is not null
        """
    ).fetchone()
    assert row is not None
    count, *reads, different, example = row
    if different and reads[2] == count and reads[3] == count:
        label = export.header[export.fields.index(field.name)]
        raise ExportError(
            what=f"The dates of {label!r} may be day-first or month-first:"
            f" {example} and all others read both ways",
            where=f"maestro* export of {export.entity.title.lower()}",
            next_step="Set date_format in recon.toml [maestro], to JJ/MM/AAAA or "
            "MM/JJ/AAAA",
        )
    best = max(range(len(tried)), key=lambda n: reads[n])
    return tried[best]


def _reject(db: Database, entity: Entity, at: str, field: str, reason: str) -> None:
    named = {field.name for field in entity.fields}
    # A row that carries a project, an activity and a group excuses that code.
    keys = list(_CODE) if named >= set(_CODE) else [k for k in entity.key if k in named]
    code_key = (
        "concat_ws('|', " + ", ".join(f"code_norm({name(k)})" for k in keys) + ")"
    )
    project = "project_code" if "project_code" in keys else "null"
    db.execute(
        f"""
        insert into pull.reject
        select 'maestro', {literal(entity.name)}, {literal(at)}, "row",
            {literal(field)}, {name(field)}, {reason}, {project}, {code_key}
        from stage.{entity.name}_text
        where {reason} is not null
        """
    )
