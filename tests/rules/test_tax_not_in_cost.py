"""A tax that is not recovered is cost."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_the_side_that_lacks_the_tax(db: Database) -> None:
    fill(
        db,
        "link.taxed",
        """
        entity        code  maestro_amount  procore_amount  without_tax  tax          is_recoverable
        project_cost  T1/1  109.98          100.00          Procore      QST 9.975 %  false
    """,
    )

    [finding] = run_rule(db, "tax_not_in_cost")

    assert finding["difference"] == Decimal("-9.98")
    assert finding["message"].startswith("Procore has the cost without QST 9.975 %,")


def test_is_silent_about_a_tax_that_is_recovered(db: Database) -> None:
    fill(db, "link.taxed", "entity  code  is_recoverable\nproject_cost  T1/1  true")

    assert run_rule(db, "tax_not_in_cost") == []


def test_edge_documents_are_without_taxes_in_any_case(db: Database) -> None:
    fill(db, "link.taxed", "entity  code  is_recoverable\nsubcontract  SC-1  false")

    assert run_rule(db, "tax_not_in_cost") == []
