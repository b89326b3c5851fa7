"""A document is sent once; its amounts drift afterwards."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

CODE = """
    entity       code  activity_code  group_code  maestro_amount  procore_amount  code_source
    subcontract  SC-1  03-300         ST          100.00          {0}             s1
"""


def test_reports_a_code_whose_amounts_differ(db: Database) -> None:
    fill(db, "link.contract_code", CODE.format("120.00"))

    [finding] = run_rule(db, "contract_line_differs")

    assert finding["difference"] == Decimal("20.00")


def test_is_silent_about_equal_amounts_and_taxes(db: Database) -> None:
    fill(db, "link.contract_code", CODE.format("100.00"))
    fill(db, "link.contract_code", CODE.format("115.00").replace("s1", "s2"))
    fill(db, "link.taxed", "entity  record\nsubcontract  s2")

    assert run_rule(db, "contract_line_differs") == []


def test_edge_the_tax_of_another_document_excuses_nothing(db: Database) -> None:
    fill(db, "link.contract_code", CODE.format("100.01"))
    fill(db, "link.taxed", "entity  record\nsubcontract  s2\npurchase_order  s1")

    assert len(run_rule(db, "contract_line_differs")) == 1
