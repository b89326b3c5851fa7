"""Compares the fields of Procore's answers with those that the mapping reads.

A field that is gone, or is something else than it was, is never taken for an empty
value: what needs it is not compared, and the report says so.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recon.mapping.lists import ListColumn, columns_of, staged_as, tables
from recon.warehouse.database import Database, insert_rows, literal
from recon.workspace.pulls import Pull

_NUMBERS = ("UBIGINT", "BIGINT", "DOUBLE", "HUGEINT")
_FITS = {
    **dict.fromkeys(("text", "day", "number", "money"), ("VARCHAR", *_NUMBERS)),
    "flag": ("BOOLEAN",),
    "object": ("object",),
    "array": ("array",),
    "either": ("VARCHAR", "object", "array"),
}
_WORDS = {
    "VARCHAR": "text",
    "BOOLEAN": "yes or no",
    "object": "an object",
    "array": "a list",
    "missing": "missing",
}


@dataclass
class _Seen:
    """How often a field was something else than it should be, in one project."""

    rows: int = 0
    source: str = ""


def note_drift(db: Database, listed: str) -> bool:
    """Note in pull.drift what of a list as received is not as the mapping reads it.

    Says whether a field was missing or something else; new values are noted alone.
    """
    shapes = db.execute(
        f"""
        select project_id, json_structure(json), count(*), min(file || '#' || "row")
        from raw_procore.{listed}
        where json is not null and json_type(json) = 'OBJECT'
        group by 1, 2 order by 1, 4
        """
    ).fetchall()
    counts: dict[Any, int] = defaultdict(int)
    seen: dict[tuple[Any, str, str], _Seen] = defaultdict(_Seen)
    for project, shape, rows, source in shapes:
        counts[project] += rows
        for field, what in _strange(listed, json.loads(shape)):
            found = seen[project, field, what]
            found.rows += rows
            found.source = found.source or source
    noted = [
        (
            listed,
            project,
            field,
            what,
            found.rows,
            counts[project],
            found.source,
            _consequence(listed, field, is_all=found.rows == counts[project]),
        )
        for (project, field, what), found in seen.items()
    ]
    insert_rows(db, "pull.drift", noted)
    for column in columns_of(listed):
        if column.about.values:
            _note_values(db, listed, column)
    return bool(noted)


def leave_out_lost_fields(db: Database, pull: Pull) -> None:
    """Compare no field that Procore does not send, or does not send any more."""
    lost = "select distinct list from pull.drift where consequence = 'field'"
    drifted = {row[0] for row in db.execute(lost).fetchall()}
    for listed, declared in tables().items():
        lacking = sorted(_never_sent(listed, pull))
        if not lacking and listed not in drifted:
            continue
        db.execute(
            "update mapping.field set is_answered = false"
            " where list_contains(?, entity) and (list_contains(?, procore)"
            " or procore in (select d.field from pull.drift d"
            " where d.list = ? and d.consequence = 'field'))",
            [list(declared.records), lacking, listed],
        )


def _never_sent(listed: str, pull: Pull) -> set[str]:
    """The fields that an answer may lack, and that no row of a list had."""
    sent = pull.about.get("procore", {}).get("fields", {})
    names = {
        n for entity, of in sent.items() if staged_as(entity) == listed for n in of
    }
    if not names:
        return set()
    columns = columns_of(listed)
    return {
        column.name
        for column in columns
        if column.about.may_lack
        and not names & {column.name, *_stand_ins(listed, column)}
    }


def _stand_ins(listed: str, column: ListColumn) -> set[str]:
    """The fields that stand in for one, where it is empty."""
    of = {field.name for _, field in column.fields}
    return {c.name for c in columns_of(listed) if c.about.stands_in in of}


def note_fields(db: Database, pull: Pull) -> None:
    """Note the fields that were not there at the pull before, and those that went."""
    about = pull.about.get("procore", {})
    before = about.get("fields_before")
    if not before:
        return
    noted = []
    for entity, now in about.get("fields", {}).items():
        listed = staged_as(entity)
        then = before.get(entity)
        if then is None or not now or not then:
            continue
        columns = columns_of(listed) if listed in tables() else ()
        known = {column.name for column in columns}
        needed = {column.name for column in columns if not column.about.may_lack}
        for what, names in (
            ("new", set(now) - set(then) - known),
            ("gone", set(then) - set(now) - needed),
        ):
            noted += [
                (listed, None, name, what, None, None, "", _when_gone(listed, name))
                for name in sorted(names)
            ]
    insert_rows(db, "pull.drift", noted)


def _when_gone(listed: str, field: str) -> str:
    """What follows where a field that may be absent was there at the pull before."""
    return "field" if _is_compared(listed, field) else "none"


def _strange(listed: str, shape: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of one shape that are not as they should be, and what they are."""
    for column in columns_of(listed):
        field, about = column.name, column.about
        if field not in shape:
            if not about.may_lack:
                yield field, "missing"
            continue
        inner, kind = _kind(shape[field])
        if kind in ("NULL", "JSON"):
            continue
        if kind not in _FITS[about.kind]:
            yield field, _WORDS.get(kind, "a number")
            continue
        if isinstance(inner, dict):
            for part in about.inside:
                if part not in inner:
                    yield f"{field}.{part}", "missing"


def _kind(shape: Any) -> tuple[Any, str]:
    if isinstance(shape, dict):
        return shape, "object"
    if isinstance(shape, list):
        return (shape[0] if shape else None), "array"
    return None, str(shape)


def _consequence(listed: str, field: str, *, is_all: bool) -> str:
    """What follows: the list cannot be compared, or one field is not, or nothing."""
    top = field.partition(".")[0]
    if _is_compared(listed, top):
        return "field" if is_all else "none"
    [column] = [column for column in columns_of(listed) if column.name == top]
    return "none" if column.about.is_harmless else "list"


def _is_compared(listed: str, field: str) -> bool:
    """Whether a name alone gives a compared field of the list's records."""
    if listed not in tables():
        return False
    records = tables()[listed].records
    return any(
        entity in records and of.procore == field and of.compare != "none"
        for column in columns_of(listed)
        if column.name == field
        for entity, of in column.fields
    )


def _note_values(db: Database, listed: str, column: ListColumn) -> None:
    field = column.name
    known = ", ".join(literal(value) for value in sorted(column.about.values))
    value = f"json_extract_string(json, '$.{field}')"
    db.execute(
        f"""
        insert into pull.drift
        select '{listed}', project_id, '{field}', 'the new value ' || {value},
            count(*), null, min(file || '#' || "row"), 'none'
        from raw_procore.{listed}
        where clean({value}) is not null and lower(clean({value})) not in ({known})
            and json_type(json, '$.{field}') = 'VARCHAR'
        group by project_id, {value}
        """
    )
