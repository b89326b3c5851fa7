"""Stage Procore's answers: raw_procore.* as received, stage.procore_* by field."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import duckdb

from recon.errors import PullError
from recon.mapping.lists import columns_of, staged_as, tables
from recon.systems.procore.body import read_json
from recon.warehouse.database import Database, literal, name
from recon.warehouse.drift import note_drift
from recon.warehouse.overlay import Changes, change_procore
from recon.warehouse.procore_counts import count_received, keep_counts
from recon.warehouse.procore_names import name_by_mapping
from recon.warehouse.procore_values import (
    Invalid,
    decode_texts,
    entities_of_lists,
    invalid_fields,
)
from recon.workspace.pulls import Pull, PulledFile, PulledList

# A page that is an object holds its rows in `data`, or is a row itself.
_OF_OBJECT = (
    "unnest(case json_type(json_extract(json, '$.data')) when 'ARRAY'"
    " then json_extract(json, '$.data[*]') else [json] end)"
)
# A number that a double may not carry is put in quotes, so that every digit stays.
_LONG = re.compile(rb"[:,\[]\s*-?\d(?:(?=[\d.eE+-]{16})[\d.eE+-]+|[\d.]*[eE][+-]?\d+)")
# Half of a character, which is no text.
_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_TOKEN = re.compile(rb'("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)')


def stage_procore(
    db: Database, pull: Pull, work: Path, changes: Changes | None = None
) -> None:
    """Stage every list of a pull: a row of raw_procore for each element received.

    Elements that are no record, or have no id, go to pull.reject with the reason;
    an id that two pages both gave is staged once. pull.counted says how many rows the
    bodies hold, counted without DuckDB; a forecast has no such count.
    """
    db.execute("create table stage.procore_file (file varchar, project_id varchar)")
    files_of: dict[str, list[tuple[PulledList, PulledFile]]] = defaultdict(list)
    for entry in pull.entries:
        if entry.system == "procore":
            files_of[staged_as(entry.entity)] += [(entry, f) for f in entry.files]
    entities = entities_of_lists(db)
    for listed in tables():
        files = files_of[listed]
        _load_raw(db, listed, files, pull, work)
        if changes is None or not changes.listed:
            keep_counts(db, count_received(listed, files, pull))
        has_drifted = note_drift(db, listed)
        if any(file.pull is not None for _, file in files):
            _keep_newest(db, listed)
        if changes is not None:
            change_procore(db, listed, changes.of("procore", listed))
        invalid = invalid_fields(db, listed) if has_drifted else Invalid()
        _stage_list(db, listed, entities[listed], invalid)
        decode_texts(db, listed)
        name_by_mapping(db, listed)


def _load_raw(
    db: Database,
    listed: str,
    files: list[tuple[PulledList, PulledFile]],
    pull: Pull,
    work: Path,
) -> None:
    db.execute(
        f"create table raw_procore.{listed} (file varchar, project_id varchar,"
        ' about varchar, "row" bigint, json varchar)'
    )
    if not files:
        return
    db.execute(
        "create or replace temp table pulled (file varchar, project_id varchar,"
        " about varchar, pulled_in varchar)"
    )
    db.execute(
        "insert into pulled select unnest(?), unnest(?), unnest(?), unnest(?)",
        [
            [file.path for _, file in files],
            [entry.project_id for entry, _ in files],
            [entry.entity for entry, _ in files],
            [file.pull or pull.id for _, file in files],
        ],
    )
    db.execute("insert into stage.procore_file select file, project_id from pulled")
    paths = [_exact(pull.place(file), file.path, work) for _, file in files]
    is_object = [_is_object(path) for path in paths]
    objects = [path for path, one in zip(paths, is_object, strict=True) if one]
    arrays = [path for path, one in zip(paths, is_object, strict=True) if not one]
    try:
        if arrays:
            _insert_raw(db, listed, arrays, "array", "json")
        if objects:
            _insert_raw(db, listed, objects, "unstructured", _OF_OBJECT)
    except duckdb.InvalidInputException as error:
        raise PullError(
            what=f"A page of Procore's {listed} list is not whole JSON",
            where=str(error).splitlines()[0][:200],
            next_step="Run `recon pull` again",
        ) from None


def _keep_newest(db: Database, listed: str) -> None:
    """Where a list was read by its changes, keep each record as it was read last."""
    db.execute(
        f"""
        create or replace temp table older as
        select r.* from raw_procore.{listed} r
        join pulled p using (file)
        where json_extract_string(r.json, '$.id') is not null
        qualify p.pulled_in < max(p.pulled_in) over (
            partition by r.project_id, json_extract_string(r.json, '$.id')
        )
        """
    )
    _leave_out(db, listed, "older", "read again since, as it is now")
    db.execute(
        f'delete from raw_procore.{listed} where (file, "row") in'
        ' (select file, "row" from older)'
    )


def _is_object(path: Path) -> bool:
    """Whether a page is one object: an envelope, or a list that came as its one row."""
    with path.open("rb") as stream:
        return stream.read(64).lstrip().startswith(b"{")


def _insert_raw(
    db: Database, listed: str, paths: list[Path], layout: str, element: str
) -> None:
    db.execute(
        f"""
        insert into raw_procore.{listed}
        with
            received as (
                select
                    'procore/' || split_part(filename, '/procore/', -1) as file,
                    cast({element} as varchar) as json
                from read_json(
                    [{", ".join(literal(path.as_posix()) for path in paths)}],
                    format = '{layout}', records = 'false', filename = true,
                    columns = {{json: 'JSON'}}, maximum_object_size = 67108864
                )
            ),
            element as (select *, row_number() over () as n from received)
        select
            file, project_id, about, n - min(n) over (partition by file) + 1, json
        from element join pulled using (file)
        order by n
        """
    )


def _exact(source: Path, path: str, work: Path) -> Path:
    """The file to read: itself, or a copy that DuckDB's reader takes to the digit.

    Long numbers stand in quotes there, halves of characters are replaced, and the
    text is UTF-8 without a mark.
    """
    body = source.read_bytes()
    encoding = json.detect_encoding(body)
    has_half = _HALF.search(body) is not None
    if encoding == "utf-8" and not has_half and _LONG.search(body) is None:
        return source
    if encoding != "utf-8":
        body = body.decode(encoding).encode()
    if has_half:
        body = _whole_characters(body)
    target = work / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_TOKEN.sub(_quoted, body))
    return target


def _whole_characters(body: bytes) -> bytes:
    content = read_json(body)
    text = json.dumps(content, ensure_ascii=False)
    return text.encode("utf-8", errors="replace")


def _quoted(token: re.Match[bytes]) -> bytes:
    return token[1] or b'"' + token[2] + b'"'


def _stage_list(db: Database, listed: str, entity: str, invalid: Invalid) -> None:
    fields = [column.name for column in columns_of(listed)]
    has_id = tables()[listed].has_id
    reason = _reason(invalid.of_rows, has_id=has_id)
    rejected = _counted(
        db,
        f"""
        insert into pull.reject
        select 'procore', {literal(entity)}, file, "row", '',
            coalesce(left(json, 200), 'null'),
            {reason}, null, null
        from raw_procore.{listed} where {reason} is not null
        """,
    )
    shape = ", ".join(f'"{field}": "VARCHAR"' for field in fields)
    columns = ", ".join(
        f"case when {invalid.of_values[field]} then null else r.{name(field)} end"
        f" as {name(field)}"
        if field in invalid.of_values
        else f"r.{name(field)} as {name(field)}"
        for field in fields
    )
    once = (
        "qualify row_number() over (partition by project_id, about, r.id"
        ' order by file, "row") = 1'
        if has_id
        else ""
    )
    staged = _counted(
        db,
        f"""
        create table stage.procore_{listed} as
        with
            record as (
                select file, project_id, about, "row", json,
                    json_transform(json, '{{{shape}}}') as r
                from raw_procore.{listed} where {reason} is null
            )
        select file || '#' || "row" as source, file, "row", project_id, about, {columns}
        from record
        {once}
        """,
    )
    _name_invalid_values(db, listed, entity, invalid.of_values)
    if rejected + staged < _counted(db, f"select count(*) from raw_procore.{listed}"):
        _name_repeated(db, listed, reason)


def _counted(db: Database, statement: str) -> int:
    """Run a statement that answers with a number, of rows as a rule."""
    row = db.execute(statement).fetchone()
    return int(row[0]) if row else 0


def _reason(invalid: dict[str, str], *, has_id: bool) -> str:
    """Why a row cannot be used, as SQL; null where it can."""
    no_record = "json is null or json_type(json) <> 'OBJECT'"
    no_id = (
        "not regexp_matches(coalesce(json_extract_string(json, '$.id'), ''),"
        " '^[1-9][0-9]{0,18}$')"
    )
    parts = [f"when {no_record} then 'not a record'"]
    if has_id:
        parts.append(f"when {no_id} then 'no id that is a whole number'")
    parts += [f"when {test} then {literal(said)}" for said, test in invalid.items()]
    return f"case {' '.join(parts)} end"


def _name_invalid_values(
    db: Database, listed: str, entity: str, invalid: dict[str, str]
) -> None:
    """Reject each value that is not what its field should be; the row stays."""
    for field, test in invalid.items():
        db.execute(
            f"""
            insert into pull.reject
            select 'procore', {literal(entity)}, r.file, r."row", '{field}',
                left(json_extract_string(r.json, '$.{field}'), 200),
                'not what the field should be', null, null
            from raw_procore.{listed} r
            join stage.procore_{listed} s using (file, "row")
            where {test}
            """
        )


def _name_repeated(db: Database, listed: str, reason: str) -> None:
    """Say of each row whose id came before that it is left out."""
    repeated = f"""(
        select r.* from raw_procore.{listed} r
        anti join stage.procore_{listed} s on s.file = r.file and s."row" = r."row"
        where {reason} is null
    )"""
    _leave_out(db, listed, repeated, "its id came before")


def _leave_out(db: Database, listed: str, rows: str, reason: str) -> None:
    """Say of raw rows, and of the rows inside them, that they are left out."""
    db.execute(
        f"""
        insert into pull.left_out
        select split_part(file, '/', 2), project_id, file, "row", null,
            {literal(reason)}
        from {rows}
        """
    )
    part = tables()[listed].rows_inside
    if part is not None:
        length = f"json_array_length(json, '$.{part}')"
        db.execute(
            f"""
            insert into pull.left_out
            select concat(split_part(file, '/', 2), '.{part}'), project_id, file, "row",
                unnest(range(1, 1 + cast({length} as bigint))),
                {literal(reason)}
            from {rows}
            """
        )
