"""A document is sent once; its amounts drift afterwards."""

from __future__ import annotations

from decimal import Decimal

import pytest

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


CHANGE = """
    entity       code_source  what   lines  lone_amount  line_number  maestro_quantity  procore_quantity  maestro_unit_price  procore_unit_price  maestro_line  procore_line
    subcontract  s1           {0}    1      20.00        2            3                 4                 5                   6                   7.00          8.00
"""


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("one_line", "line 2 has 7.00 in maestro*, 8.00 in Procore"),
        ("added", "1 line is only in Procore, 20.00 in all"),
        ("removed", "1 line is only in maestro*, 20.00 in all"),
        (
            "priced",
            "line 2 has the quantity 3 at the unit price 5 in maestro*, "
            "4 at 6 in Procore",
        ),
    ],
)
def test_says_which_lines_make_the_difference(
    db: Database, what: str, said: str
) -> None:
    fill(db, "link.contract_code", CODE.format("120.00"))
    fill(db, "link.code_change", CHANGE.format(what))

    [finding] = run_rule(db, "contract_line_differs")

    assert finding["message"] == (
        f"maestro* has 100.00 on this code, Procore 120.00: {said}"
    )


def test_says_the_sums_alone_where_nothing_explains_them(db: Database) -> None:
    fill(db, "link.contract_code", CODE.format("120.00"))
    fill(db, "link.code_change", CHANGE.format("-"))
    fill(db, "link.code_change", CHANGE.format("added").replace("s1", "s2"))
    fill(db, "link.code_change", CHANGE.format("added").replace("subcon", "other con"))

    [finding] = run_rule(db, "contract_line_differs")

    assert finding["message"] == "maestro* has 100.00 on this code, Procore 120.00"
