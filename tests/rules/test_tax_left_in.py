"""Amounts are exchanged without taxes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_the_tax_and_the_side_that_has_it(db: Database) -> None:
    fill(
        db,
        "link.taxed",
        """
        entity        code  part  maestro_amount  procore_amount  with_tax  tax
        project_cost  T1/1  ''    100.00          114.98          Procore   GST 5 %
    """,
    )

    [finding] = run_rule(db, "tax_left_in")

    assert finding["difference"] == Decimal("14.98")
    assert finding["message"] == "Procore has the amount with GST 5 %"


def test_is_silent_without_a_suspect(db: Database) -> None:
    assert run_rule(db, "tax_left_in") == []


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("some_lines", "Procore has GST 5 % on 2 of 3 lines"),
        ("less_holdback", "Procore has the amount less the holdback of 10 %"),
        ("taxed_after_holdback", "less the holdback of 10 %, with GST 5 % on the rest"),
        ("taxed_before_holdback", "with GST 5 %, less the holdback of 10 % before"),
    ],
)
def test_what_is_likely_says_so(db: Database, case: str, said: str) -> None:
    fill(
        db,
        "link.taxed",
        f"""
        entity        code  part  with_tax  tax      is_certain  message_case  taxed_lines  of_lines  holdback  odds
        project_cost  T1/1  ''    Procore   GST 5 %  false       {case}        2            3         10 %      812
    """,
    )

    [finding] = run_rule(db, "tax_left_in")

    assert finding["message"].startswith("Likely, not certain: ")
    assert said in finding["message"]
    assert finding["message"].endswith("fits by chance once in 812")


def test_edge_a_tax_that_is_not_recovered_is_cost(db: Database) -> None:
    fill(
        db,
        "link.taxed",
        """
        entity        code  part  is_recoverable
        project_cost  T1/1  ''    false
    """,
    )

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
