"""A deleted direct cost is never sent again."""

from __future__ import annotations

from decimal import Decimal

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule
from tests.rules.states import maestro_line

DELETED = """
    project_code  activity_code  group_code  amount  party_key  invoice_key  is_deleted
    24-015        03-300         MA          10.00   S1         F1           {0}
"""


def lost(db: Database, **columns: str) -> None:
    row = {"activity_code": "03-300", "group_code": "MA", "party_key": "S1"}
    row |= {"activity_key": "03-300", "group_key": "MA", "invoice_key": "F1"}
    row |= {"project_key": "24-015"}
    maestro_line(db, "missing in Procore", "unexplained", **(row | columns))


def test_reports_a_transaction_whose_direct_cost_was_deleted(db: Database) -> None:
    lost(db)
    fill(db, "procore.cost_line", DELETED.format("true"))

    [finding] = run_rule(db, "cost_deleted_in_procore")

    assert finding["difference"] == Decimal("-10.00")


def test_is_silent_where_nothing_was_deleted_or_nothing_is_missing(
    db: Database,
) -> None:
    lost(db)
    fill(db, "procore.cost_line", DELETED.format("false"))
    assert run_rule(db, "cost_deleted_in_procore") == []

    fill(db, "procore.cost_line", DELETED.format("true"))
    db.execute("update cost.maestro_state set state = 'matched'")

    assert run_rule(db, "cost_deleted_in_procore") == []


def test_edge_every_attribute_must_agree(db: Database) -> None:
    fill(db, "procore.cost_line", DELETED.format("true"))
    lost(db, project_key="24-016")
    lost(db, activity_key="03-310")
    lost(db, group_key="MO")
    lost(db, amount="10.01")
    lost(db, party_key="S2")
    lost(db, invoice_key="F2")

    assert run_rule(db, "cost_deleted_in_procore") == []


def test_edge_neither_side_names_party_or_invoice(db: Database) -> None:
    lost(db, party_key="-", invoice_key="-")
    fill(
        db,
        "procore.cost_line",
        """
        project_code  activity_code  group_code  amount  is_deleted
        24-015        03-300         MA          10.00   true
        24-015        03-300         MA          10.00   true
    """,
    )

    assert len(run_rule(db, "cost_deleted_in_procore")) == 1
