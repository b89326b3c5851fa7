"""A line of a document is sent once; its values drift afterwards."""

from __future__ import annotations

import pytest

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting


def differs(db: Database, field: str, ours: str, theirs: str, **given: str) -> None:
    row = {
        "entity": "subcontract",
        "code": "SC-1",
        "activity_code": "03-300",
        "group_code": "ST",
        "line_id": "9",
        "line_number": "2",
        "accounting_method": "amount",
        "is_lump_sum": "false",
        "field": field,
        "maestro_value": ours,
        "procore_value": theirs,
        "difference": "-",
        "maestro_source": "m1",
        "procore_source": "p1",
        **given,
    }
    table = "link.line_difference"
    fill(db, table, "  ".join(row) + "\n" + "  ".join(row.values()))


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "said"),
    [
        ("amount", "10.00", "20.00", "maestro* has 10.00, Procore 20.00, though the"),
        ("quantity", "1.000000", "3.000000", "the quantity is 1 in maestro*, 3 in"),
        ("unit", "m2", "-", "the unit is m2 in maestro*, empty in Procore"),
        ("unit_price", "2.500000", "2.750000", "price is 2.5 in maestro*, 2.75 in"),
    ],
)
def test_reports_a_value_that_differs(
    db: Database, field: str, ours: str, theirs: str, said: str
) -> None:
    differs(db, field, ours, theirs)

    [finding] = run_rule(db, "line_field_differs")

    assert finding["field"] == field
    assert finding["severity"] == "warning"
    assert finding["message"].startswith("Line 2")
    assert said in finding["message"]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("description", "Line 2: the description is Dalle in maestro*, Mur in Procore"),
        ("line_number", "Line Mur of Procore has the number Dalle in maestro*"),
    ],
)
def test_a_description_and_a_number_are_notices(
    db: Database, field: str, said: str
) -> None:
    differs(db, field, "Dalle", "Mur")

    [finding] = run_rule(db, "line_field_differs")

    assert (finding["severity"], finding["message"]) == ("notice", said)


def severity(db: Database) -> str:
    [finding] = run_rule(db, "line_field_differs")
    return str(finding["severity"])


def test_an_amount_of_a_billing_schedule_is_an_error(db: Database) -> None:
    differs(db, "amount", "10.00", "20.00", entity="prime_contract")

    assert severity(db) == "error"


@pytest.mark.parametrize("field", ["quantity", "unit", "unit_price"])
def test_a_billing_contract_by_amount_is_not_billed_by_quantity(
    db: Database, field: str
) -> None:
    differs(db, field, "1", "2", entity="prime_contract")

    assert severity(db) == "notice"


@pytest.mark.parametrize("field", ["quantity", "unit", "unit_price"])
def test_a_billing_contract_by_unit_is(db: Database, field: str) -> None:
    given = {"entity": "prime_contract", "accounting_method": "unit"}
    differs(db, field, "1", "2", **given)

    assert severity(db) == "warning"


@pytest.mark.parametrize(
    ("field", "expected"), [("unit", "notice"), ("quantity", "warning")]
)
def test_the_unit_of_a_lump_sum_is_a_notice(
    db: Database, field: str, expected: str
) -> None:
    differs(db, field, "1", "2", is_lump_sum="true")

    assert severity(db) == expected


@pytest.mark.parametrize(
    ("field", "setting"),
    [("quantity", "quantity_tolerance"), ("amount", "amount_tolerance")],
)
@pytest.mark.parametrize(
    ("difference", "expected"),
    [("0.50", "notice"), ("-0.50", "notice"), ("0.51", "warning")],
)
def test_edge_a_difference_within_tolerance_is_a_notice(
    db: Database, field: str, setting: str, difference: str, expected: str
) -> None:
    set_setting(db, setting, "0.50")
    differs(db, field, "1.00", "1.50", difference=difference)

    assert severity(db) == expected


@pytest.mark.parametrize("setting", ["quantity_tolerance", "amount_tolerance"])
def test_edge_no_tolerance_is_that_of_a_price(db: Database, setting: str) -> None:
    set_setting(db, setting, "0.50")
    differs(db, "unit_price", "1.00", "1.20", difference="0.20")

    assert severity(db) == "warning"


def test_is_silent_where_nothing_differs(db: Database) -> None:
    assert run_rule(db, "line_field_differs") == []
