"""Which invoices of maestro* are one, nearly one, or one that was entered again."""

from __future__ import annotations

import pytest

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting
from tests.test_cost_states import cost, judge


def invoices(db: Database, drawing: str) -> None:
    """Documents drawn as supplier, number, amount and day of 2026, one a line."""
    for line, drawn in enumerate(drawing.strip().splitlines(), start=1):
        party, number, amount, day = drawn.split()
        cost(
            db,
            line,
            transaction=f"T{line}/1",
            procore_type="invoice",
            party_code=party,
            invoice_number=number,
            invoice_key=number.replace("-", ""),
            amount=amount,
            transaction_on=f"2026-{day}",
            period=f"2026-{day[:2]}",
        )
    judge(db)


def found(db: Database, rule: str) -> list[str]:
    return [finding["message"] for finding in run_rule(db, rule)]


ENTERED_AGAIN = """
    S1  88001   640.00  03-04
    S1  88001  -640.00  03-06
    S1  88001   640.00  03-07
"""


def test_entered_reversed_and_entered_again_is_one_invoice(db: Database) -> None:
    invoices(db, ENTERED_AGAIN)

    assert found(db, "invoice_duplicated") == []
    assert found(db, "invoice_reversed_in_another_period") == []


def test_entered_again_in_another_period_is_a_matter_of_cut_off(db: Database) -> None:
    invoices(db, ENTERED_AGAIN.replace("03-07", "04-02"))

    assert found(db, "invoice_duplicated") == []
    [finding] = run_rule(db, "invoice_reversed_in_another_period")
    assert finding["maestro_value"] == 640
    assert finding["message"].startswith("Entered 2 times and reversed 1 time")


def test_one_reversal_of_three_leaves_two(db: Database) -> None:
    invoices(db, ENTERED_AGAIN + "S1  88001  640.00  04-07")

    assert found(db, "invoice_reversed_in_another_period") == []
    [finding] = run_rule(db, "invoice_duplicated")
    assert finding["maestro_value"] == 1280
    assert finding["message"].endswith("of which 1 was reversed")


def test_a_credit_note_entered_twice_is_one_too(db: Database) -> None:
    invoices(db, "S1  CR-1  -50.00  03-04\nS1  CR-1  -50.00  03-05")

    [finding] = run_rule(db, "invoice_duplicated")

    assert (finding["amount"], finding["maestro_value"]) == (-50, -100)


def test_a_reversal_alone_says_nothing(db: Database) -> None:
    invoices(db, "S1  88001  640.00  03-04\nS1  88001  -640.00  04-06")

    assert found(db, "invoice_duplicated") == []
    assert found(db, "invoice_reversed_in_another_period") == []


def near(db: Database, drawing: str) -> list[tuple[str, str]]:
    """Which documents look like one, as pairs of their transactions."""
    invoices(db, drawing)
    rows = run_rule(db, "invoice_nearly_duplicated")
    return [(row["transaction"][:2], row["other_transaction"][:2]) for row in rows]


@pytest.mark.parametrize(
    ("first", "second", "is_near"),
    [
        ("4150.00", "4150.01", True),
        ("4150.00", "4149.95", True),
        ("4150.00", "4150.06", False),
        ("4150.00", "4510.00", True),
        ("4150.00", "5140.00", False),
        ("-4150.00", "-4150.01", True),
        ("4150.00", "-4150.01", False),
        ("4150.00", "2075.00", False),
    ],
)
def test_one_number_with_another_cent_or_swapped_digits_is_near(
    db: Database, first: str, second: str, is_near: bool
) -> None:
    pairs = near(db, f"S1  77120  {first}  03-04\nS1  77120  {second}  05-20")

    assert pairs == ([("T1", "T2")] if is_near else [])


def test_the_cents_are_a_setting(db: Database) -> None:
    set_setting(db, "near_invoice_amount", "0")

    assert near(db, "S1  77120  50.00  03-04\nS1  77120  50.01  03-04") == []


@pytest.mark.parametrize(
    "drawing",
    [
        # An amount that comes every week, with the numbers of a series.
        "S1 INV-101 90.00 03-01\nS1 INV-105 90.00 03-04\nS1 INV-110 90.00 03-09",
        # A series: another amount and another day.
        "S1 INV-101 90.00 03-01\nS1 INV-110 75.00 03-09",
        # Each month the same amount.
        "S1 1012 90.00 03-01\nS1 1021 90.00 04-01\nS1 1030 90.00 05-01",
        # A credit note takes the invoice back, and a new one follows.
        "S1 9901 90.00 03-01\nS1 CR-9901 -90.00 03-02\nS1 9901-R 90.00 03-03",
        # Corrected: entered, reversed, and entered with the right cents.
        "S1 9901 90.00 03-01\nS1 9901 -90.00 03-02\nS1 9901 90.01 03-03",
        # Two suppliers who share nothing.
        "S1 9901 90.00 03-01\nS2 9901 90.01 03-01",
    ],
)
def test_normal_business_is_not_near(db: Database, drawing: str) -> None:
    assert near(db, drawing) == []


def shared(db: Database, names: tuple[str, str], drawing: str) -> list[str]:
    """What is said of invoices of two suppliers with these names."""
    for code, name in zip(("S1", "S2"), names, strict=True):
        fill(
            db,
            "maestro.party",
            f"""
            entity    code    name    source
            supplier  {code}  {name}  {code}
        """,
        )
    invoices(db, drawing)
    rows = run_rule(db, "invoice_under_twin_suppliers")
    return [row["severity"] for row in rows]


ONE_INVOICE = "S1  CL-95  90.00  03-01\nS2  CL-95  90.00  04-20"


@pytest.mark.parametrize(
    ("first", "second", "severities"),
    [
        ("Béton Lavertu inc.", "BETON LAVERTU LTÉE", ["error"]),
        ("Coffrages Lavertu", "Coffrage Lavertu", ["warning"]),
        ("Coffrages Lavertu", "Coffrages Lavretu", ["warning"]),
        ("Béton Provincial", "Béton Provincial Québec", ["warning"]),
        ("Béton Nord", "Béton Sud", []),
        ("Armatures Lavertu", "Coffrages Lavertu", []),
        ("ABC", "ABD", []),
    ],
)
def test_one_invoice_under_suppliers_of_nearly_one_name(
    db: Database, first: str, second: str, severities: list[str]
) -> None:
    assert shared(db, (first, second), ONE_INVOICE) == severities


@pytest.mark.parametrize(
    ("drawing", "severities"),
    [
        (ONE_INVOICE.replace("90.00  04", "90.01  04"), ["warning"]),
        (ONE_INVOICE.replace("90.00  04", "75.00  04"), []),
        (ONE_INVOICE.replace("S2  CL-95", "S2  CL-96"), []),
        (ONE_INVOICE + "\nS1  CL-95  -90.00  03-02", []),
    ],
)
def test_number_and_amount_must_agree_and_stand(
    db: Database, drawing: str, severities: list[str]
) -> None:
    names = ("Béton Lavertu", "Béton Lavertu")

    assert shared(db, names, drawing) == severities


def test_hours_and_unnumbered_costs_are_no_invoices(db: Database) -> None:
    for line, party in ((1, "S1"), (2, "S1")):
        cost(db, line, procore_type="payroll", party_code=party, invoice_key="F1")
    for line in (3, 4):
        cost(db, line, procore_type="invoice", party_code="S1")
    judge(db)

    assert db.execute("from cost.invoice").fetchall() == []


def test_rows_of_one_transaction_count_once(db: Database) -> None:
    row = {"transaction_number": "T1", "procore_type": "invoice", "party_code": "S1"}
    row |= {"invoice_key": "F1", "repeated_key": "24-015|T1|1", "copies": "2"}
    cost(db, 1, copy="1", **row)
    cost(db, 2, copy="2", **row)
    judge(db)

    assert db.execute("select amount from cost.invoice").fetchall() == [(10,)]
