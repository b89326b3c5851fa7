"""What makes two suppliers or two invoices look like one, and what does not."""

from __future__ import annotations

import pytest

from recon.warehouse.database import Database
from tests.drawing import fill, set_setting
from tests.test_cost_states import cost, judge


def twins(db: Database, first: str, second: str, entity: str = "supplier") -> list[str]:
    """What two suppliers agree in; each is drawn as name, licence and phone."""
    for code, drawn in (("S1", first), ("S2", second)):
        name, licence, phone = (part.strip() for part in drawn.split("|"))
        fill(
            db,
            "maestro.party",
            f"""
            entity    code    name    rbq_number  phone    source
            {entity}  {code}  {name}  {licence}   {phone}  {code}
        """,
        )
    judge(db)
    rows = db.execute("select agree_in from link.twin_supplier").fetchall()
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("first", "second", "agree_in"),
    [
        ("Béton Nord inc. | - | -", "BETON-NORD LTÉE | - | -", ["name"]),
        ("Pavage A | 5600112233 | -", "Pavage B | 5600-1122-33 | -", ["licence"]),
        ("Pavage A | - | (418) 555-0142", "Pavage B | - | 4185550142", ["phone"]),
        ("Nord | 5600112233 | -", "Nord | 5600112233 | -", ["licence"]),
        ("Béton Nord | - | -", "Béton Sud | - | -", []),
        ("Pavage A | 560011 | -", "Pavage B | 560011 | -", []),
        ("Pavage A | - | 5550142", "Pavage B | - | 5550142", []),
        ("ABC inc. | - | -", "ABC ltée | - | -", []),
        ("Incendie Nord | - | -", "Endie Nord | - | -", []),
    ],
)
def test_suppliers_are_twins_by_licence_name_or_phone(
    db: Database, first: str, second: str, agree_in: list[str]
) -> None:
    assert twins(db, first, second) == agree_in


def test_customers_are_no_suppliers(db: Database) -> None:
    assert twins(db, "Béton Nord | - | -", "Béton Nord | - | -", "customer") == []


def near(db: Database, first: str, second: str, **other: str) -> int:
    """How many pairs two invoices of one supplier and amount make."""
    for line, number in ((1, first), (2, second)):
        row = {"procore_type": "invoice", "party_code": "S1", "invoice_number": number}
        row |= {"invoice_key": number, "transaction": f"T{line}/1"}
        cost(db, line, **(row | (other if line == 2 else {})))
    judge(db)
    return len(db.execute("from cost.near_invoice").fetchall())


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        ("FA1207", "1207", 1),
        ("FA1207", "FB1207", 1),
        ("88912", "88192", 1),
        ("A1207", "B1207", 1),
        ("5521", "5522", 0),
        ("5521", "55210", 0),
        ("1207", "1307", 0),
        ("ABC", "XYZ", 0),
        ("F1207", "F1207", 0),
    ],
)
def test_invoice_numbers_are_near_by_letters_or_a_slip(
    db: Database, first: str, second: str, pairs: int
) -> None:
    assert near(db, first, second) == pairs


@pytest.mark.parametrize(
    ("columns", "pairs"),
    [
        ({"transaction_on": "2026-03-20"}, 1),
        ({"transaction_on": "2026-03-21"}, 0),
        ({"transaction_on": "2026-02-28"}, 1),
        ({"amount": "10.01"}, 0),
        ({"party_code": "S2"}, 0),
        ({"procore_type": "payroll"}, 0),
    ],
)
def test_supplier_amount_and_days_must_agree(
    db: Database, columns: dict[str, str], pairs: int
) -> None:
    assert near(db, "FA1207", "1207", **columns) == pairs


def test_the_days_are_a_setting(db: Database) -> None:
    set_setting(db, "near_invoice_days", "0")

    assert near(db, "FA1207", "1207", transaction_on="2026-03-11") == 0


def test_lines_of_one_document_count_together(db: Database) -> None:
    cost(
        db,
        3,
        procore_type="invoice",
        party_code="S1",
        invoice_key="1207",
        transaction_number="T2",
        transaction="T2/2",
    )

    assert near(db, "FA1207", "1207") == 0
