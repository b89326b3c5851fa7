"""Amounts are exchanged without taxes."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_the_tax_and_the_side_that_has_it(db: Database) -> None:
    fill(
        db,
        "link.taxed",
        """
        entity        code  part  maestro_amount  procore_amount  with_tax  tax
        project_cost  T1/1  ''    100.00          114.98          Procore   5 %
    """,
    )

    [finding] = run_rule(db, "tax_left_in")

    assert finding["difference"] == Decimal("14.98")
    assert finding["message"].startswith("Procore has the amount with a tax")


def test_is_silent_without_a_suspect(db: Database) -> None:
    assert run_rule(db, "tax_left_in") == []


def test_edge_the_tax_may_stand_in_maestro(db: Database) -> None:
    fill(
        db,
        "link.taxed",
        """
        entity       code  part  maestro_amount  procore_amount  with_tax
        subcontract  SC-1  A M   105.00          100.00          maestro*
    """,
    )

    [finding] = run_rule(db, "tax_left_in")

    assert finding["difference"] == Decimal("-5.00")
