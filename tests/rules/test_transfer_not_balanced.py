"""A transfer between projects adds up to 0.00 a document, over all projects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

HEAD = "project_code  transaction_number  transaction_type  amount  is_linked\n"


def entries(db: Database, *rows: str) -> None:
    """Entries of transfers: project, document, type and amount; 99-... is not linked."""
    fill(
        db,
        "maestro.project_cost",
        HEAD + "\n".join(f"{r}  {str(not r.startswith('99')).lower()}" for r in rows),
    )


def test_reports_a_document_that_does_not_balance(db: Database) -> None:
    entries(db, "24-015  V1  2  500.00", "99-001  V1  2  -450.00")

    [finding] = run_rule(db, "transfer_not_balanced")

    assert (finding["document"], finding["maestro_value"]) == ("V1", Decimal("50.00"))
    assert (
        "500.00 charged and 450.00 credited, in 24-015 to 99-001"
        in (finding["message"])
    )


@pytest.mark.parametrize("kind", ["2", ">", "?", "@", "D"])
def test_every_type_of_transfer_counts(db: Database, kind: str) -> None:
    entries(db, f"24-015  V1  {kind}  500.00", f"24-016  V1  {kind}  -499.99")

    assert len(run_rule(db, "transfer_not_balanced")) == 1


def test_is_silent_where_all_projects_together_balance(db: Database) -> None:
    entries(
        db,
        "24-015  V1  >  500.00",
        "24-016  V1  D  100.00",
        "99-001  v1  2  -600.00",
        "24-015  V2  1  70.00",
    )

    assert run_rule(db, "transfer_not_balanced") == []


def test_edge_other_types_of_a_document_are_no_side_of_it(db: Database) -> None:
    entries(
        db,
        "24-015  V1  2  500.00",
        "24-016  V1  2  -400.00",
        "24-015  V1  1  -100.00",
    )

    assert len(run_rule(db, "transfer_not_balanced")) == 1


def test_edge_one_side_alone_says_nothing_where_that_is_usual(db: Database) -> None:
    entries(
        db,
        "24-015  V1  2  500.00",
        "24-015  V2  2  70.00",
        "24-015  V3  2  500.00",
        "24-016  V3  2  -500.00",
    )

    assert run_rule(db, "transfer_not_balanced") == []


def test_edge_one_side_alone_is_reported_where_others_have_both(db: Database) -> None:
    entries(
        db,
        "24-015  V1  2  500.00",
        "24-015  V2  2  500.00",
        "24-016  V2  2  -500.00",
        "24-015  V3  2  80.00",
        "24-016  V3  2  -80.00",
    )

    [finding] = run_rule(db, "transfer_not_balanced")

    assert finding["document"] == "V1"


def test_edge_an_accrual_and_its_partial_reversal_are_another_rule_s(
    db: Database,
) -> None:
    entries(db, "24-015  V1  ?  500.00", "24-015  V1  @  -300.00")

    assert run_rule(db, "transfer_not_balanced") == []
