"""A direct cost that no transaction explains."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule
from tests.rules.states import procore_line


def test_reports_the_line_with_its_amount(db: Database) -> None:
    procore_line(
        db, "only in Procore", "unexplained", kind="direct_cost", invoice_number="F-1"
    )

    [finding] = run_rule(db, "cost_only_in_procore")

    assert finding["record"] == "77"
    assert finding["difference"] == Decimal("10.00")


def test_is_silent_about_what_is_matched_or_of_another_kind(db: Database) -> None:
    procore_line(db, "only in Procore", "unexplained", kind="invoice")
    procore_line(db, "matched", "unexplained", kind="direct_cost")

    assert run_rule(db, "cost_only_in_procore") == []


def test_is_silent_where_a_rejected_row_may_be_its_source(db: Database) -> None:
    reason = "a rejected row may be its source"
    procore_line(db, "only in Procore", reason, kind="direct_cost")

    assert run_rule(db, "cost_only_in_procore") == []


def test_edge_an_approved_prime_contract_makes_it_an_error(db: Database) -> None:
    procore_line(db, "only in Procore", "unexplained", invoice_number="F-1")
    assert run_rule(db, "cost_only_in_procore")[0]["severity"] == "warning"

    fill(
        db,
        "procore.contract",
        """
        entity          project_code  is_approved
        prime_contract  24-015        true
    """,
    )

    assert run_rule(db, "cost_only_in_procore")[0]["severity"] == "error"


def test_edge_drafts_and_commitments_raise_nothing(db: Database) -> None:
    procore_line(db, "only in Procore", "unexplained", invoice_number="F-1")
    fill(
        db,
        "procore.contract",
        """
        entity          project_code  is_approved
        prime_contract  24-015        false
        subcontract     24-015        true
    """,
    )

    assert run_rule(db, "cost_only_in_procore")[0]["severity"] == "warning"
