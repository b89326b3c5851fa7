"""An edited cost is one pair with what differs, never missing here and extra there."""

from __future__ import annotations

import pytest

from recon.warehouse.database import Database
from tests.test_cost_states import cost, direct, judge, known

__all__ = ["known"]
HOURS = {
    "procore_type": "payroll",
    "transaction_type": "4",
    "is_labour": "true",
    "party_code": "E1",
    "unit_price": "10.00",
}
BILL = {"procore_type": "invoice", "transaction_type": "1", "party_code": "S1"}
BILL |= {"invoice_number": "F1", "invoice_key": "F1", "unit_price": "10.00"}


def differences(db: Database) -> list[tuple[str, ...]]:
    """Judge, and list what differs: transaction, field and both values."""
    judge(db)
    return db.execute(
        "select m.transaction_number, d.field, d.maestro_value, d.procore_value"
        " from cost.drift d join maestro.project_cost m on m.line_id = d.maestro_line"
        " order by all"
    ).fetchall()


def test_hours_under_another_employee_are_one_difference(known: Database) -> None:
    cost(known, 1, **HOURS)
    direct(known, 1, party_code="E2", employee_id="5", unit_price="10.00")

    assert differences(known) == [("T1", "employee", "E1", "E2")]


def test_equal_hours_of_two_employees_stay_theirs(known: Database) -> None:
    cost(known, 1, **HOURS)
    cost(known, 2, **HOURS | {"party_code": "E2"})
    direct(known, 1, party_code="E2", unit_price="10.00")
    direct(known, 2, party_code="E1", unit_price="10.00")

    assert differences(known) == []


def test_hours_that_name_nobody_are_no_difference(known: Database) -> None:
    cost(known, 1, **HOURS)
    direct(known, 1, unit_price="10.00")

    assert differences(known) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "fields"),
    [
        (BILL, {"invoice_number": "X9", "invoice_key": "X9"}, ["invoice_number"]),
        (
            BILL,
            {"party_code": "S2", "vendor_id": "7"},
            ["invoice_number", "party_code"],
        ),
        (
            {"unit_price": "10.00"},
            {"party_code": "S2", "invoice_number": "X9", "invoice_key": "X9"},
            ["invoice_number", "party_code"],
        ),
        (
            BILL,
            {"party_code": "S2", "vendor_id": "7", "cost_on": "2026-03-12"}
            | {"invoice_number": "F1", "invoice_key": "F1"},
            ["party_code", "transaction_on"],
        ),
        (HOURS, {"party_code": "E1", "invoice_key": "X9"}, ["invoice_number"]),
    ],
)
def test_two_edits_of_one_cost_are_edits(
    known: Database,
    ours: dict[str, str],
    theirs: dict[str, str],
    fields: list[str],
) -> None:
    cost(known, 1, **ours)
    direct(known, 1, unit_price="10.00", **theirs)

    assert [field for _, field, _, _ in differences(known)] == fields


def test_another_supplier_and_another_number_is_another_cost(known: Database) -> None:
    cost(known, 1, **BILL)
    direct(known, 1, party_code="S2", vendor_id="7", invoice_key="X9")

    assert differences(known) == []


def test_an_order_s_invoice_of_another_number_stands_in_the_wrong_place(
    known: Database,
) -> None:
    cost(known, 1, **BILL)
    direct(known, 1, kind="invoice", party_code="S1", vendor_id="7", invoice_key="X9")

    fields = [field for _, field, _, _ in differences(known)]

    assert fields == ["invoice_number", "place"]


@pytest.mark.parametrize(
    ("ours", "theirs", "is_told"),
    [
        ("12.50", "12.50", False),
        ("12.50", "12.51", True),
        ("12.345678", "12.35", False),
        ("12.345678", "12.3457", False),
        ("12.345678", "12.34", True),
        ("0.0125", "0.0150", True),
    ],
)
def test_a_price_may_have_fewer_decimals_on_one_side(
    known: Database, ours: str, theirs: str, is_told: bool
) -> None:
    cost(known, 1, **BILL | {"unit_price": ours})
    direct(known, 1, party_code="S1", invoice_key="F1", unit_price=theirs)

    assert bool(differences(known)) is is_told


@pytest.mark.parametrize(
    ("others", "expected"),
    [("10.00", [("T1", "unit_price", "10.000000", None)]), ("-", [])],
)
def test_a_price_is_missing_where_most_costs_have_one(
    known: Database, others: str, expected: list[tuple[str, ...]]
) -> None:
    for line in (1, 2, 3):
        numbered = {"invoice_key": f"F{line}", "party_code": "S1"}
        cost(known, line, **BILL | numbered)
        direct(known, line, unit_price="-" if line == 1 else others, **numbered)

    assert differences(known) == expected


def week(db: Database, **changes: dict[str, str]) -> None:
    """Three days of an employee, which came over as one line of 60.00."""
    for line, day in enumerate(("09", "10", "11"), start=1):
        row = HOURS | {"amount": f"{line}0.00", "transaction_on": f"2026-03-{day}"}
        cost(db, line, **row | changes.get(f"day{line}", {}))
    row = {"amount": "60.00", "party_code": "E1", "cost_on": "2026-03-11"}
    row |= {"unit_price": "60.00"}
    direct(db, 1, **row | changes.get("whole", {}))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"whole": {"party_code": "E2"}}, [("T1", "employee", "E1", "E2")]),
        ({"whole": {"amount": "61.00"}}, [("T1", "amount", "60.00", "61.00")]),
        ({"whole": {"quantity": "5"}}, [("T1", "quantity", "3.000000", "5.000000")]),
        ({"whole": {"unit_price": "61"}}, [("T1", "unit_price", "60.00", "61.000000")]),
        (
            {"whole": {"cost_on": "2026-04-11"}},
            [("T1", "transaction_on", "2026-03-09", "2026-04-11")],
        ),
        ({"whole": {"invoice_key": "X9"}}, [("T1", "invoice_number", None, None)]),
        (
            {"whole": {"is_approved": "false", "status": "draft"}},
            [("T1", "status", None, "draft")],
        ),
        ({"day2": {"party_code": "E2"}}, [("T2", "employee", "E2", "E1")]),
        (
            {"day2": {"activity_code": "03-310"}},
            [("T2", "activity_code", "03-310", "03-300")],
        ),
        (
            {"day2": {"transaction_on": "2026-04-10"}},
            [("T2", "transaction_on", "2026-04-10", "2026-03-11")],
        ),
        ({"day2": {"amount": "21.00"}}, [("T1", "amount", "61.00", "60.00")]),
        ({"day2": {"is_transferred": "false"}}, [("T2", "status", None, None)]),
    ],
)
def test_a_week_that_came_as_one_line_is_compared_with_it(
    known: Database,
    changes: dict[str, dict[str, str]],
    expected: list[tuple[str, ...]],
) -> None:
    week(known, **changes)

    assert differences(known) == expected


def repeated(db: Database, amount: str, **first: str) -> None:
    """One transaction in two rows, as staging numbers them."""
    rows = {"transaction_number": "T1", "repeated_key": "24-015|T1|1", "copies": "2"}
    amounts = sorted((amount, "10.00"), key=float)
    for copy, each in enumerate(amounts, start=1):
        cost(db, copy, amount=each, copy=str(copy), **rows | first)


@pytest.mark.parametrize("amount", ["10.00", "9.00", "11.00"])
def test_of_a_repeated_row_one_is_compared(known: Database, amount: str) -> None:
    repeated(known, amount)
    direct(known, 1)

    states = judge(known)

    assert sorted(states.values()) == [
        ("excluded", "stands more than once"),
        ("matched", "code, amount, party, invoice, date"),
    ]


def test_of_a_repeated_row_that_procore_lacks_one_is_missing(known: Database) -> None:
    repeated(known, "11.00")

    states = judge(known)

    assert (states[1][0], states[2][0]) == ("missing in Procore", "excluded")


@pytest.mark.parametrize("amount", ["30.00", "29.00", "31.00"])
def test_a_repeated_day_leaves_the_week_whole(known: Database, amount: str) -> None:
    week(known)
    key = {"repeated_key": "24-015|T3|1", "copies": "2", "transaction_number": "T3"}
    copies = {"30.00": (1, 2), "31.00": (1, 2), "29.00": (2, 1)}[amount]
    known.execute(
        "update maestro.project_cost set repeated_key = ?, copies = 2, copy = ?"
        " where line_id = 3",
        [key["repeated_key"], copies[0]],
    )
    row = HOURS | key | {"amount": amount, "transaction_on": "2026-03-11"}
    cost(known, 4, **row, copy=str(copies[1]))

    assert differences(known) == []
    states = {state for state, _ in judge(known).values()}
    assert states == {"matched", "excluded"}


def order_invoice(db: Database, line: int, document: str, **columns: str) -> None:
    """An invoice of the order with id 9."""
    row = {"kind": "invoice", "commitment_id": "9", "document_id": document}
    row |= {"party_code": "S1", "vendor_id": "7", "invoice_key": "F1"}
    direct(db, line, **row | columns)


def order_states(db: Database) -> list[str]:
    """The reasons of the order's invoices that are not matched."""
    cost(db, 1, **BILL, is_routed="true")
    judge(db)
    rows = db.execute(
        "select reason from cost.procore_state where maestro_line is null order by all"
    )
    return [row[0] for row in rows.fetchall()]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({}, "twice on its order"),
        ({"cost_on": "2026-04-10"}, "twice on its order"),
        ({"commitment_id": "8"}, "sent twice"),
        ({"amount": "11.00"}, "unexplained"),
        ({"invoice_key": "F2"}, "unexplained"),
        ({"is_approved": "false"}, "not approved"),
    ],
)
def test_an_order_s_invoice_of_one_number_and_amount_stands_twice(
    known: Database, second: dict[str, str], reason: str
) -> None:
    order_invoice(known, 1, "70")
    order_invoice(known, 2, "71", **second)

    assert order_states(known) == [reason]


def test_two_lines_of_one_invoice_of_an_order_are_none_twice(known: Database) -> None:
    order_invoice(known, 1, "70")
    order_invoice(known, 2, "70")

    assert order_states(known) != ["twice on its order"]
