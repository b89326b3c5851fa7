"""Stage Procore's answers: raw_procore.* as received, stage.procore_* by field."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from recon.errors import PullError
from recon.warehouse.database import Database, literal, name
from recon.warehouse.drift import note_drift
from recon.warehouse.procore_fields import LISTS, bare_name
from recon.warehouse.what_if import Changes, change_procore
from recon.workspace.pulls import Entry, Pull, PulledFile

# Lists whose rows need no id that is a number: a budget row without a line has none,
# a budget column has a word.
_WITHOUT_ID = {"budget_line", "budget_lock", "budget_column"}
# A page that is an object holds its rows in `data`, or is a row itself.
_OF_OBJECT = (
    "unnest(case json_type(json_extract(json, '$.data')) when 'ARRAY'"
    " then json_extract(json, '$.data[*]') else [json] end)"
)
# A number too long for a double is put in quotes first, so that every digit stays.
_LONG = re.compile(rb"[:,\[]\s*-?\d(?=[\d.eE+-]{16})[\d.eE+-]+")
_TOKEN = re.compile(rb'("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)')


def stage_procore(
    db: Database, pull: Pull, work: Path, changes: Changes | None = None
) -> None:
    """Stage every list of a pull: a row of raw_procore for each element received.

    Elements that are no record, or have no id, go to pull.reject with the reason;
    an id that two pages both gave is staged once.
    """
    for listed, fields in LISTS.items():
        entries = [e for e in pull.entries if _list_of(e) == listed]
        files = [(entry, file) for entry in entries for file in entry.files]
        _load_raw(db, listed, files, pull, work)
        note_drift(db, listed)
        if changes is not None:
            change_procore(db, listed, changes.of("procore", listed))
        _stage_list(db, listed, fields)


def _list_of(entry: Entry) -> str:
    return bare_name(entry.entity) if entry.system == "procore" else ""


def _load_raw(
    db: Database,
    listed: str,
    files: list[tuple[Entry, PulledFile]],
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
    if any(file.pull is not None for _, file in files):
        _keep_newest(db, listed)


def _keep_newest(db: Database, listed: str) -> None:
    """Where a list was read by its changes, keep each record as it was read last."""
    db.execute(
        f"""
        delete from raw_procore.{listed} where (file, "row") in (
            select r.file, r."row" from raw_procore.{listed} r
            join pulled p using (file)
            where json_extract_string(r.json, '$.id') is not null
            qualify p.pulled_in < max(p.pulled_in) over (
                partition by r.project_id, json_extract_string(r.json, '$.id')
            )
        )
        """
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
    """The file to read: itself, or a copy whose long numbers stand in quotes."""
    body = source.read_bytes()
    if _LONG.search(body) is None:
        return source
    target = work / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_TOKEN.sub(_quoted, body))
    return target


def _quoted(token: re.Match[bytes]) -> bytes:
    return token[1] or b'"' + token[2] + b'"'


def _stage_list(db: Database, listed: str, fields: tuple[str, ...]) -> None:
    shape = ", ".join(f'"{field}": "VARCHAR"' for field in fields)
    columns = ", ".join(f"r.{name(field)} as {name(field)}" for field in fields)
    has_id = listed not in _WITHOUT_ID
    no_record = "json is null or json_type(json) <> 'OBJECT'"
    no_id = (
        "not regexp_matches(coalesce(json_extract_string(json, '$.id'), ''), '^\\d+$')"
    )
    reason = (
        f"case when {no_record} then 'not a record'"
        + (f" when {no_id} then 'no id that is a whole number'" if has_id else "")
        + " end"
    )
    db.execute(
        f"""
        insert into pull.reject
        select 'procore', '{listed}', file, "row", '',
            coalesce(left(json, 200), 'null'),
            {reason}, null, null
        from raw_procore.{listed} where {reason} is not null
        """
    )
    once = (
        "qualify row_number() over (partition by project_id, about, r.id"
        ' order by file, "row") = 1'
        if has_id
        else ""
    )
    db.execute(
        f"""
        create table stage.procore_{listed} as
        with
            record as (
                select file, project_id, about, "row",
                    json_transform(json, '{{{shape}}}') as r
                from raw_procore.{listed} where {reason} is null
            )
        select file || '#' || "row" as source, file, "row", project_id, about, {columns}
        from record
        {once}
        """
    )
