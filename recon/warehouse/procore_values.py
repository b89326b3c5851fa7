"""Finds values that do not fit their field, and decodes HTML entities in texts."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field

from recon.mapping.lists import ListColumn, columns_of, tables
from recon.warehouse.database import Database, literal, name

_PLAIN = "('VARCHAR', 'UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE', 'NULL')"
_TYPES = {
    **dict.fromkeys(("text", "day", "number", "money"), _PLAIN),
    "flag": "('BOOLEAN', 'NULL')",
    "object": "('OBJECT', 'NULL')",
    "array": "('ARRAY', 'NULL')",
    "either": "('VARCHAR', 'OBJECT', 'ARRAY', 'NULL')",
}
_WORDS = {
    **dict.fromkeys(("text", "day"), "no text"),
    **dict.fromkeys(("number", "money"), "not a number"),
    "flag": "not yes or no",
    "object": "not an object",
    "array": "not a list",
    "either": "neither text nor an object",
}
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_KEPT = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;"}


@dataclass(frozen=True)
class Invalid:
    """Tests, as SQL on `json`, of what a field should not be.

    `of_rows` gives the reason for a row that cannot be used; `of_values` the field
    whose value alone is set aside.
    """

    of_rows: dict[str, str] = field(default_factory=dict)
    of_values: dict[str, str] = field(default_factory=dict)


def invalid_fields(db: Database, listed: str) -> Invalid:
    """The fields of a list that are something else in some rows, and not in all.

    Where all rows have changed so, the answer has: the list or field is not compared.
    """
    invalid = Invalid()
    known = {column.name: column for column in columns_of(listed)}
    for column, rows, of_rows in db.execute(
        """
        select field, sum(rows), sum(of_rows) from pull.drift
        where list = ? and what in ('an object', 'a list', 'yes or no', 'text',
            'a number')
        group by field order by field
        """,
        [listed],
    ).fetchall():
        about = known.get(column)
        if about is None or (rows == of_rows and rows > 1):
            continue
        kind = about.about.kind
        test = f"json_type(json, '$.{column}') not in {_TYPES[kind]}"
        if about.leads:
            invalid.of_rows[f"{column} is {_WORDS[kind]}"] = test
        else:
            invalid.of_values[column] = test
    return invalid


def decode_texts(db: Database, listed: str) -> None:
    """Decode the HTML entities of texts; tags are stripped afterwards.

    What would be read as a tag or an entity then stays escaped, so that nothing is
    decoded twice.
    """
    for of in (of for of in columns_of(listed) if of.about.has_html):
        column = of.name
        rows = db.execute(
            f"select distinct {name(column)} from stage.procore_{listed}"
            f" where contains({name(column)}, '&')"
        ).fetchall()
        is_json = of.about.kind == "array"
        decoded = [(raw, decoded_text(raw, is_json=is_json)) for (raw,) in rows]
        changed = [(raw, text) for raw, text in decoded if raw != text]
        if changed:
            db.execute(
                "create or replace temp table decoded as"
                " select unnest(?) as raw, unnest(?) as text",
                [[raw for raw, _ in changed], [text for _, text in changed]],
            )
            db.execute(
                f"update stage.procore_{listed} s set {name(column)} = d.text"
                f" from decoded d where s.{name(column)} = d.raw"
            )


def decoded_text(raw: str, *, is_json: bool = False) -> str:
    """A text with its HTML entities decoded, except those of HTML's own five signs."""

    def letter(entity: re.Match[str]) -> str:
        text = html.unescape(entity[0])
        if text == entity[0]:
            return text
        if text in _KEPT:
            return _KEPT[text]
        return json.dumps(text, ensure_ascii=False)[1:-1] if is_json else text

    return _ENTITY.sub(letter, raw)


def reject_values(db: Database) -> None:
    """Reject each number and date of a staged list that is none, by its field.

    Amounts of lines and budgets are judged where they are typed, with their codes.
    """
    entities = entities_of_lists(db)
    for listed in tables():
        rejects = [
            _rejects_of(listed, entities[listed], column.name, *test)
            for column in columns_of(listed)
            if (test := _test(column)) is not None
        ]
        if rejects:
            db.execute(f"insert into pull.reject {' union all '.join(rejects)}")


def _test(column: ListColumn) -> tuple[str, str] | None:
    """What a value must not be, as SQL, and the reason for one that is."""
    value, about = name(column.name), column.about
    if about.judged_later:
        return None
    if about.kind == "money":
        return f"money({value}) is null", "not an amount"
    if about.kind == "number":
        return f"measure({value}) is null", "not a number"
    if about.kind == "day":
        return f"local_day({value}) is null", "not a date"
    return None


def _rejects_of(listed: str, entity: str, column: str, test: str, reason: str) -> str:
    return f"""
        select 'procore', {literal(entity)}, file, "row", '{column}',
            left({name(column)}, 200), {literal(reason)}, null, null
        from stage.procore_{listed}
        where clean({name(column)}) is not null and {test}
    """


def entities_of_lists(db: Database) -> dict[str, str]:
    """The entity that each list of the pull is of; a list alone is its own."""
    pulled = db.execute(
        "select split_part(list, '/', 1), min(entity) from pull.manifest"
        " where entity is not null group by all"
    ).fetchall()
    return {listed: listed for listed in tables()} | dict(pulled)
