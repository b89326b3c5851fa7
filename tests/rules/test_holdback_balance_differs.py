"""What is held back to date is the same on both sides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from recon.warehouse.build import run_steps
from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting


def balance(db: Database, maestro: str, procore: str) -> None:
    """Work, retained and released of one subcontract, on each side."""
    ours, theirs = maestro.split(), procore.split()
    row = {"entity": "subcontract", "project_code": "24-015", "code": "SC-1"}
    for side, values in (("maestro", ours), ("procore", theirs)):
        names = ("work_to_date", "retained", "released")
        row |= {f"{side}_{n}": v for n, v in zip(names, values, strict=True)}
    fill(db, "link.holdback", "  ".join(row) + "\n" + "  ".join(row.values()))


@pytest.mark.parametrize(
    ("maestro", "procore", "field", "difference"),
    [
        ("1000 90 0", "1000 100 0", "holdback_retained", "10"),
        ("1000 100 0", "1000 100 20.50", "holdback_released", "20.50"),
        ("1000 140 15", "1000 130 10", "holdback_balance", "-5"),
        ("1000 100 50", "1000 90 40", "holdback_balance", "0"),
    ],
)
def test_names_what_differs(
    db: Database, maestro: str, procore: str, field: str, difference: str
) -> None:
    balance(db, maestro, procore)

    [finding] = run_rule(db, "holdback_balance_differs")

    assert (finding["severity"], finding["field"]) == ("error", field)
    assert finding["difference"] == Decimal(difference)


def test_other_work_is_a_notice_with_both_balances(db: Database) -> None:
    balance(db, "1500 150 0", "1000 100 0")

    [finding] = run_rule(db, "holdback_balance_differs")

    assert (finding["severity"], finding["field"]) == ("notice", "work_to_date")
    assert finding["message"] == (
        "Work to date 1500.00 in maestro*, 1000.00 in Procore; holdback 150.00 and"
        " 100.00"
    )


def test_is_silent_about_equal_balances(db: Database) -> None:
    balance(db, "1000 100 50", "1000.00 100.00 50.00")

    assert run_rule(db, "holdback_balance_differs") == []


def test_edge_what_is_not_exported_is_not_compared(db: Database) -> None:
    balance(db, "- 100 -", "1000 100 50")
    assert run_rule(db, "holdback_balance_differs") == []

    db.execute("update link.holdback set maestro_retained = 99.99")

    [finding] = run_rule(db, "holdback_balance_differs")
    assert finding["difference"] == Decimal("0.01")
    assert finding["message"].endswith("does not say what was released")


@pytest.fixture
def invoiced(db: Database) -> Database:
    """A subcontract in both systems, and an invoice that holds back a tenth."""
    db.execute("update mapping.field set is_exported = true")
    pair = "entity  maestro_source  procore_id\nsubcontract  m  7"
    fill(db, "link.contract", pair)
    fill(db, "maestro.contract", "entity  source  code\nsubcontract  m  SC-1")
    fill(
        db,
        "procore.contract",
        """
        entity       procore_id  procore_project_id  is_other_currency
        subcontract  7           1                   false
        """,
    )
    fill(db, "stage.subcontract", "source  holdback_retained\nm  -")
    item(db)
    return db


def item(db: Database, **columns: str) -> None:
    row = {"project_id": "1", "order_number": "7", "status": "approved"}
    row |= {"work": "100.00", "retained": "10.00"} | columns
    fill(
        db, "stage.procore_invoice_item", "\n".join(map("  ".join, (row, row.values())))
    )
    db.execute(
        "update stage.procore_invoice_item set invalid_figures ="
        " list_filter([work, retained], lambda x: x = 'ten')"
    )


def read(db: Database) -> list[tuple[object, ...]]:
    db.execute("drop table procore.holdback_item")
    db.execute("drop table link.holdback")
    run_steps(db, "05_holdback")
    return db.execute(
        "select maestro_retained, procore_work_to_date, procore_retained,"
        " procore_released from link.holdback"
    ).fetchall()


def test_the_balance_of_procore_is_that_of_its_approved_invoices(
    invoiced: Database,
) -> None:
    item(invoiced, work="50.00", retained="5.00", released="3.00")
    item(invoiced, status="draft")

    [row] = read(invoiced)

    assert row == (0, Decimal(150), Decimal(15), Decimal(3))


def test_edge_an_invalid_figure_says_nothing_of_its_commitment(
    invoiced: Database,
) -> None:
    item(invoiced, retained="ten")

    assert read(invoiced) == []


def test_edge_where_procore_holds_nothing_back_it_is_not_compared(
    invoiced: Database,
) -> None:
    invoiced.execute("update stage.procore_invoice_item set retained = null")
    assert read(invoiced) == []

    invoiced.execute("update stage.procore_invoice_item set released = '0.00'")

    assert len(read(invoiced)) == 1


def test_edge_a_list_without_the_column_is_not_compared(invoiced: Database) -> None:
    invoiced.execute(
        "update mapping.field set is_exported = false where field = 'holdback_retained'"
    )

    assert read(invoiced) == []


def test_the_figures_of_another_currency_are_not_compared(invoiced: Database) -> None:
    invoiced.execute("update procore.contract set is_other_currency = true")

    assert read(invoiced) == []
    set_setting(invoiced, "approved_invoice_statuses", "draft")
    invoiced.execute("update procore.contract set is_other_currency = false")
    assert read(invoiced) == []
