"""A document of maestro* whose partner in Procore is gone is a notice."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

RULE = "document_only_in_maestro"


def gone(db: Database, deleted_on: str = "-") -> None:
    fill(
        db,
        "link.document_only_in_maestro",
        f"""
        entity        project_code  code         amount  deleted_on
        change_order  24-015        SC-1 / AV-1  150.00  {deleted_on}
    """,
    )


def test_reports_a_document_that_procore_does_not_list(db: Database) -> None:
    gone(db)

    [finding] = run_rule(db, RULE)

    assert finding["code"] == "SC-1 / AV-1"
    assert finding["difference"] == Decimal("-150.00")


def test_is_silent_where_nothing_is_gone(db: Database) -> None:
    assert run_rule(db, RULE) == []


def test_edge_a_deletion_is_said_with_its_day(db: Database) -> None:
    gone(db, "2026-03-04")

    [finding] = run_rule(db, RULE)

    assert "was deleted in Procore on 2026-03-04" in finding["message"]
