"""Quantity times price, to the cent, is the amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def cost(db: Database, quantity: str, price: str, amount: str) -> None:
    fill(
        db,
        "maestro.project_cost",
        f"""
        transaction  quantity    unit_price  amount
        T1           {quantity}  {price}     {amount}
    """,
    )


def test_reports_lines_of_both_sides(db: Database) -> None:
    cost(db, "2", "50.00", "90.00")
    fill(
        db,
        "maestro.contract_line",
        """
        entity       quantity  unit_price  amount
        subcontract  2         50.00       90.00
    """,
    )
    fill(
        db,
        "procore.contract_line",
        """
        entity          line_id  quantity  unit_price  amount
        purchase_order  9        2         50.00       90.00
    """,
    )

    found = run_rule(db, "quantity_times_price_differs")

    assert [f["system"] for f in found] == ["maestro", "procore", "maestro"]
    assert found[1]["procore_value"] == Decimal("90.00")


def test_is_silent_without_quantity_or_price_and_about_billing(db: Database) -> None:
    cost(db, "0", "50.00", "90.00")
    cost(db, "2", "0", "90.00")
    cost(db, "2", "-", "90.00")
    for table in ("maestro.contract_line", "procore.contract_line"):
        fill(
            db,
            table,
            """
            entity          quantity  unit_price  amount
            prime_contract  2         50.00       90.00
        """,
        )

    assert run_rule(db, "quantity_times_price_differs") == []


def test_edge_a_cent_of_rounding_is_allowed(db: Database) -> None:
    cost(db, "4", "377.20", "1508.81")
    assert run_rule(db, "quantity_times_price_differs") == []

    cost(db, "4", "377.20", "1508.82")

    assert len(run_rule(db, "quantity_times_price_differs")) == 1


def test_edge_the_largest_amounts_multiply_without_overflow(db: Database) -> None:
    cost(db, "1", "9999999999.999999", "9999999999999999.99")

    assert len(run_rule(db, "quantity_times_price_differs")) == 1


@pytest.mark.parametrize(
    ("field", "side", "systems"),
    [
        ("quantity", "maestro", ["procore"]),
        ("unit_price", "procore", ["maestro"]),
        ("unit", "maestro", ["maestro", "procore"]),
        ("unit", "procore", ["maestro", "procore"]),
    ],
)
def test_is_silent_where_the_other_system_s_quantity_or_price_is_another(
    db: Database, field: str, side: str, systems: list[str]
) -> None:
    for system in ("maestro", "procore"):
        fill(
            db,
            f"{system}.contract_line",
            f"""
            entity       quantity  unit_price  amount  source
            subcontract  2         50.00       90.00   {system}#1
        """,
        )
    fill(
        db,
        "link.line_difference",
        f"""
        field    {side}_source
        {field}  {side}#1
    """,
    )

    found = run_rule(db, "quantity_times_price_differs")

    assert [f["system"] for f in found] == systems
