"""Values that are not what their field should be, and HTML's entities as letters."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field

from recon.warehouse.database import Database, literal, name
from recon.warehouse.procore_fields import LISTS, TEXTS, kind_of

_TYPES = {
    "text": "('VARCHAR', 'UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE', 'NULL')",
    "number": "('VARCHAR', 'UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE', 'NULL')",
    "flag": "('BOOLEAN', 'NULL')",
    "object": "('OBJECT', 'NULL')",
    "array": "('ARRAY', 'NULL')",
    "either": "('VARCHAR', 'OBJECT', 'ARRAY', 'NULL')",
}
_WORDS = {
    "text": "no text",
    "number": "not a number",
    "flag": "not yes or no",
    "object": "not an object",
    "array": "not a list",
    "either": "neither text nor an object",
}
# Fields that say what a row is or what it is of: without one, the row says nothing.
_LEADING = frozenset(
    (
        *("code", "full_code", "number", "project_number", "abbreviated_name"),
        *("path_code", "vendor", "items", "segment_items", "line_items", "type"),
        *("amount", "status", "deleted_at", "active", "is_active", "template"),
        *("is_demo", "employee_id", "base_type", "transfer_amount"),
    )
)
_MONEY = (
    *("amount", "extended_amount", "grand_total", "approved_change_orders"),
    *("revised_contract", "transfer_amount"),
)
_DAYS = (
    *("contract_date", "created_at", "delivery_date", "actual_completion_date"),
    *("contract_start_date", "contract_estimated_completion_date"),
    *("direct_cost_date", "billing_date", "start_date", "completion_date"),
    *("estimated_start_date", "estimated_completion_date"),
)
_LINES = (
    *("commitment_line", "prime_line", "change_order_line", "potential_line"),
    *("direct_cost_line", "budget_change_line"),
)
# Amounts that are judged where they are typed, with the code they are of.
_TYPED_LATER = {
    *(
        (listed, column)
        for listed in _LINES
        for column in ("amount", "extended_amount")
    ),
    *(("budget_line", column) for column in ("original_budget_amount", "quantity")),
    ("budget_modification", "transfer_amount"),
}
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_KEPT = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;"}


@dataclass(frozen=True)
class Odd:
    """Tests, as SQL on `json`, of what a field should not be.

    `of_rows` gives what is said of a row that cannot be used; `of_values` the field
    whose value alone is set aside.
    """

    of_rows: dict[str, str] = field(default_factory=dict)
    of_values: dict[str, str] = field(default_factory=dict)


def odd_fields(db: Database, listed: str) -> Odd:
    """The fields of a list that are something else in some rows, and not in all.

    Where all rows have changed so, the answer has: the list or field is not compared.
    """
    odd = Odd()
    for column, rows, of_rows in db.execute(
        """
        select field, sum(rows), sum(of_rows) from pull.drift
        where list = ? and what in ('an object', 'a list', 'yes or no', 'text',
            'a number')
        group by field order by field
        """,
        [listed],
    ).fetchall():
        if column not in LISTS[listed] or (rows == of_rows and rows > 1):
            continue
        kind = kind_of(column)
        test = f"json_type(json, '$.{column}') not in {_TYPES[kind]}"
        if column in _LEADING or column.endswith("_id") or kind == "object":
            odd.of_rows[f"{column} is {_WORDS[kind]}"] = test
        else:
            odd.of_values[column] = test
    return odd


def decode_texts(db: Database, listed: str) -> None:
    """Give texts their letters for HTML's entities; tags are stripped afterwards.

    What would be read as a tag or an entity then stays escaped, so that nothing is
    decoded twice.
    """
    for column in TEXTS.get(listed, ()):
        rows = db.execute(
            f"select distinct {name(column)} from stage.procore_{listed}"
            f" where contains({name(column)}, '&')"
        ).fetchall()
        is_json = kind_of(column) == "array"
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
    """A text whose entities are letters, but for those of HTML's own five signs."""

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
    for listed, fields in LISTS.items():
        for column in fields:
            test = _test(listed, column)
            if test is not None:
                _reject_value(db, listed, column, *test)


def _test(listed: str, column: str) -> tuple[str, str] | None:
    """What a value must not be, as SQL, and what is said of one that is."""
    if (listed, column) in _TYPED_LATER:
        return None
    if column in _MONEY:
        return f"money({name(column)}) is null", "not an amount"
    if kind_of(column) == "number":
        return f"measure({name(column)}) is null", "not a number"
    if column in _DAYS:
        return f"local_day({name(column)}) is null", "not a date"
    return None


def _reject_value(
    db: Database, listed: str, column: str, test: str, reason: str
) -> None:
    db.execute(
        f"""
        insert into pull.reject
        select 'procore', {entity_of(listed)}, file, "row", '{column}',
            left({name(column)}, 200), {literal(reason)}, null, null
        from stage.procore_{listed}
        where clean({name(column)}) is not null and {test}
        """
    )


def entity_of(listed: str) -> str:
    """The entity that a list is of, as SQL."""
    return (
        "coalesce((select min(entity) from pull.manifest"
        f" where split_part(list, '/', 1) = '{listed}'), '{listed}')"
    )
