"""What Procore's lists may suffer on their way: rows, parts of rows, ids, whole answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

from tests.gates.damages import DAMAGED, HARMLESS, LETTERS
from tests.gates.tampered import Answer, Listed, MadeAnswer, Row

Make = Callable[[Listed, Random], MadeAnswer | None]
LISTS: dict[str, Make] = {}


def kind(make: Make) -> Make:
    """Enter a damage under its name."""
    LISTS[make.__name__.replace("_", " ")] = make
    return make


def _is(row: Any, wanted: Row) -> bool:
    return isinstance(row, dict) and row.get("id") == wanted.get("id")


def _replaced(
    listed: Listed,
    row: Row,
    new: Callable[[Row], list[Any]],
    effect: str = DAMAGED,
    **more: bool,
) -> MadeAnswer:
    """The list with one row replaced by none, one or two others."""

    def change(answer: Answer) -> None:
        if answer.rows and answer.rows[0] is answer.body:
            if _is(answer.body, row):
                answer.body = next(iter(new(answer.body)), {})
            return
        rows = answer.rows
        rows[:] = [n for r in rows for n in (new(r) if _is(r, row) else [r])]

    told = f"row {row.get('id')} {_difference(row, new(row))}"
    return MadeAnswer(listed, change, effect, (row,), told=told, **more)


def _difference(row: Row, rows: list[Any]) -> str:
    """What a row became, in a few words."""
    if len(rows) != 1 or not isinstance(rows[0], dict):
        return f"became {rows!r}"[:120]
    gone = [f"{n} gone" for n in row if n not in rows[0]]
    other = [f"{n} {v!r}"[:90] for n, v in rows[0].items() if row.get(n) != v]
    return ", ".join([*gone, *other])


def _is_single(listed: Listed) -> bool:
    return listed.name in ("package_detail", "budget_lock")


def _has_total(answer: Answer) -> bool:
    return "total" in answer.headers


# Rows that are not there, or are there twice.


@kind
def rows_gone_and_the_total_knows(listed: Listed, chance: Random) -> MadeAnswer | None:
    """The total still counts them."""
    if _is_single(listed) or listed.name in ("segment", "budget_column"):
        return None
    count = chance.choice((1, 1, max(1, len(listed.rows) // 2), len(listed.rows)))
    gone = chance.sample(listed.rows, k=count)
    ids = {row.get("id") for row in gone}

    def change(answer: Answer) -> None:
        answer.rows[:] = [r for r in answer.rows if r.get("id") not in ids]

    told = f"{count} of {len(listed.rows)} rows"
    return MadeAnswer(listed, change, DAMAGED, tuple(gone), is_blind=True, told=told)


@kind
def a_row_gone_and_the_total_agrees(
    listed: Listed, chance: Random
) -> MadeAnswer | None:
    if _is_single(listed):
        return None
    row = chance.choice(listed.rows)

    def change(answer: Answer) -> None:
        answer.rows[:] = [r for r in answer.rows if not _is(r, row)]
        if _has_total(answer):
            answer.headers["total"] = str(int(answer.headers["total"]) - 1)

    return MadeAnswer(listed, change, DAMAGED, (row,), is_blind=True, is_outside=True)


@kind
def a_row_twice(listed: Listed, chance: Random) -> MadeAnswer | None:
    if _is_single(listed):
        return None
    row = chance.choice(listed.rows)
    more = chance.choice((0, 1))

    def change(answer: Answer) -> None:
        rows = answer.rows
        rows[:] = [n for r in rows for n in ([r, r] if _is(r, row) else [r])]
        if _has_total(answer):
            answer.headers["total"] = str(int(answer.headers["total"]) + more)

    return MadeAnswer(listed, change, DAMAGED, (row,))


@kind
def a_row_that_is_no_object(listed: Listed, chance: Random) -> MadeAnswer | None:
    new: Any = chance.choice((None, "x", "", 7, 1.5, True, [], [1], {}))
    row = chance.choice(listed.rows)
    return _replaced(listed, row, lambda _: [new], is_blind=True)


# Parts of a row.


_PARTS = {
    "requisition": "items",
    "package_detail": "line_items",
    "change_order_package": "line_items",
    "wbs_code": "segment_items",
}
_INNER = ("cost_code", "line_item_type", "wbs_code", "holder", "vendor", "segment")


def _parts_of(listed: Listed, chance: Random) -> tuple[Row, str] | None:
    name = _PARTS.get(listed.name)
    rows = [row for row in listed.rows if name and row.get(name)]
    return (chance.choice(rows), name) if rows and name else None


@kind
def parts_of_a_row_dropped(listed: Listed, chance: Random) -> MadeAnswer | None:
    found = _parts_of(listed, chance)
    if found is None:
        return None
    row, name = found
    at = chance.randrange(len(row[name]))
    whole = chance.random() < 0.4

    def new(old: Row) -> list[Any]:
        parts = [] if whole else [p for n, p in enumerate(old[name]) if n != at]
        return [{**old, name: parts}]

    # Of the amounts in a body nothing may tell; a code without its parts is no code.
    return _replaced(
        listed, row, new, is_blind=True, is_outside=listed.name != "wbs_code"
    )


@kind
def parts_of_a_row_broken(listed: Listed, chance: Random) -> MadeAnswer | None:
    found = _parts_of(listed, chance)
    if found is None:
        return None
    row, name = found
    at = chance.randrange(len(row[name]))
    broken: Any = chance.choice((None, "x", 7, [], {}, True))
    whole = chance.random() < 0.3

    def new(old: Row) -> list[Any]:
        parts = [broken if n == at else p for n, p in enumerate(old[name])]
        return [{**old, name: broken if whole else parts}]

    return _replaced(listed, row, new, is_blind=True)


@kind
def an_object_in_a_row_broken(listed: Listed, chance: Random) -> MadeAnswer | None:
    rows = [row for row in listed.rows if any(row.get(n) for n in _INNER)]
    if not rows:
        return None
    row = chance.choice(rows)
    name = chance.choice([n for n in _INNER if row.get(n)])
    broken: Any = chance.choice(("x", 7, [], {}, {"id": "x"}, {"id": -1}, [None], True))
    return _replaced(listed, row, lambda old: [{**old, name: broken}], is_blind=True)


@kind
def a_field_gone(listed: Listed, chance: Random) -> MadeAnswer | None:
    row = chance.choice(listed.rows)
    names = [n for n in _AMOUNTS | _KEYS if row.get(n) not in (None, "")]
    if not names:
        return None
    name = chance.choice(sorted(names))

    def new(old: Row) -> list[Any]:
        return [{n: v for n, v in old.items() if n != name}]

    return _replaced(listed, row, new, is_blind=name in _KEYS)


@kind
def an_id_of_another_kind(listed: Listed, chance: Random) -> MadeAnswer | None:
    rows = [row for row in listed.rows if "id" in row]
    if not rows:
        return None
    row = chance.choice(rows)
    odd = chance.choice(
        (None, -1, 0, True, 1.5, "abc", "", {"id": 1}, [1], 10**30, "1e5", " ")
    )
    return _replaced(listed, row, lambda old: [{**old, "id": odd}], is_blind=True)


@kind
def an_id_as_a_text(listed: Listed, chance: Random) -> MadeAnswer | None:
    rows = [row for row in listed.rows if isinstance(row.get("id"), int)]
    if not rows:
        return None
    row = chance.choice(rows)

    def new(old: Row) -> list[Any]:
        return [{**old, "id": str(old["id"])}]

    return _replaced(listed, row, new, effect=HARMLESS)


# Values.


_AMOUNTS = {
    "amount",
    "grand_total",
    "original_budget_amount",
    "unit_cost",
    "quantity",
    "revised_contract",
    "approved_change_orders",
    "Approved COs",
    "extended_amount",
    "retainage_percent",
    "Original Budget Amount",
    "transfer_amount",
}
_DAYS = {
    "direct_cost_date",
    "contract_date",
    "start_date",
    "completion_date",
    "billing_date",
    "contract_start_date",
    "delivery_date",
}
_KEYS = {
    "full_code",
    "code",
    "project_number",
    "abbreviated_name",
    "number",
    "wbs_code_id",
    "budget_row_id",
    "contract_id",
    "commitment_id",
    "cost_code_id",
}
_TEXTS = {"name", "title", "description", "description_of_work", "address", "city"}
_ABSURD: tuple[tuple[set[str], tuple[Any, ...]], ...] = (
    (
        _AMOUNTS,
        (
            *(
                "NaN",
                "Infinity",
                "1e400",
                "12,50",
                "-",
                "1.2.3",
                "0x1F",
                "1_000",
                "n/a",
            ),
            10**40,
            "99999999999999999999.99",
            True,
            {"value": "1"},
            [],
            "1 000.00",
        ),
    ),
    (_DAYS, ("9999-99-99", "0000-00-00", "hier", 20260101, "2026-13-45T00:00:00Z")),
)


@kind
def an_absurd_value(listed: Listed, chance: Random) -> MadeAnswer | None:
    names, values = chance.choice(_ABSURD)
    rows = [row for row in listed.rows if any(row.get(n) for n in names)]
    if not rows:
        return None
    row = chance.choice(rows)
    name = chance.choice(sorted(n for n in names if row.get(n)))
    value = chance.choice(values)
    return _replaced(listed, row, lambda old: [{**old, name: value}])


@kind
def an_absurd_text(listed: Listed, chance: Random) -> MadeAnswer | None:
    rows = [row for row in listed.rows if any(row.get(n) for n in _TEXTS)]
    # A view and a column are found by their names.
    if not rows or listed.name in ("budget_view", "budget_column"):
        return None
    row = chance.choice(rows)
    name = chance.choice(sorted(n for n in _TEXTS if row.get(n)))
    value = chance.choice(
        ("x" * 100_000, "a\u0000b\u0007", "<b>\ud83d\ude00", "&nbsp;")
    )
    return _replaced(listed, row, lambda old: [{**old, name: value}], effect=LETTERS)


# Whole answers.


def _whole(listed: Listed, change: Callable[[Answer], None], told: str) -> MadeAnswer:
    return MadeAnswer(listed, change, DAMAGED, listed.rows, is_blind=True, told=told)


@kind
def a_tool_closed(listed: Listed, chance: Random) -> MadeAnswer | None:
    status = chance.choice(("403 Forbidden", "404 Not Found"))
    if listed.project is None:
        return None

    def change(answer: Answer) -> None:
        answer.status = status
        answer.body = {"errors": "You do not have permission"}

    return _whole(listed, change, status)


@kind
def a_body_cut_off(listed: Listed, chance: Random) -> MadeAnswer | None:
    share = chance.random()

    def change(answer: Answer) -> None:
        content = json.dumps(answer.body).encode()
        answer.raw = content[: int(len(content) * share)]

    return _whole(listed, change, f"to {share:.0%}")


@kind
def a_page_of_another_shape(listed: Listed, chance: Random) -> MadeAnswer | None:
    shapes: tuple[Any, ...] = (
        {"errors": "x"},
        {},
        {"data": None},
        {"message": "ok"},
        "text",
        None,
        7,
    )
    body: Any = chance.choice((*shapes, {"data": {}}, {"data": "x"}, [[]]))

    def change(answer: Answer) -> None:
        answer.body = deepcopy(body)

    return _whole(listed, change, repr(body))


@kind
def an_empty_list(listed: Listed, chance: Random) -> MadeAnswer | None:
    if _is_single(listed):
        return None
    total = chance.choice(("stays", "gone", "0"))

    def change(answer: Answer) -> None:
        answer.rows[:] = []
        if total == "gone":
            answer.headers.pop("total", None)
        elif total == "0" and _has_total(answer):
            answer.headers["total"] = "0"

    # Nothing counts these lists, or nothing does any more.
    is_outside = total != "stays" or listed.name in ("segment", "budget_column")
    told = f"the total {total}"
    return replace(_whole(listed, change, told), is_outside=is_outside)
