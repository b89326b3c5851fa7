"""A record in another currency is named once; its amounts are not compared."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_contract_in_another_currency(db: Database) -> None:
    fill(
        db,
        "procore.contract",
        """
        entity       project_code  procore_id  number  currency  is_other_currency
        subcontract  24-015        7           SC-1    USD       true
    """,
    )
    [finding] = run_rule(db, "currency_differs")
    assert finding["entity"] == "subcontract"
    assert finding["record"] == "7"
    assert finding["procore_value"] == "USD"
    assert finding["message"] == (
        "SC-1 is in USD, the books are in CAD: its amounts are not compared"
    )


def test_reports_a_cost_once_whatever_its_lines(db: Database) -> None:
    fill(
        db,
        "procore.cost_line",
        """
        kind         project_code  document_id  record_id  currency  is_other_currency
        direct_cost  24-015        5            51         EUR       true
        direct_cost  24-015        5            52         EUR       true
        invoice      24-015        5            5/1        EUR       true
    """,
    )
    found = run_rule(db, "currency_differs")
    assert [(f["entity"], f["record"]) for f in found] == [
        ("order_invoice", "5"),
        ("project_cost", "5"),
    ]


def test_is_silent_in_the_currency_of_the_books(db: Database) -> None:
    fill(
        db,
        "procore.contract",
        """
        entity       project_code  procore_id  currency  is_other_currency
        subcontract  24-015        7           CAD       false
        subcontract  24-015        8           -         false
    """,
    )
    assert run_rule(db, "currency_differs") == []


def test_edge_the_setting_says_what_the_books_are_in(db: Database) -> None:
    db.execute("update mapping.setting set value = 'usd' where name = 'currency'")
    codes = [("USD", False), ("CAD", True), (None, False)]
    assert [
        db.execute("select is_other_currency(?)", [code]).fetchone()
        for code, _ in codes
    ] == [(is_other,) for _, is_other in codes]


def test_edge_a_change_order_speaks_with_its_contract(db: Database) -> None:
    fill(
        db,
        "procore.contract",
        """
        entity        project_code  procore_id  currency  is_other_currency
        change_order  24-015        9           USD       true
    """,
    )
    assert run_rule(db, "currency_differs") == []
