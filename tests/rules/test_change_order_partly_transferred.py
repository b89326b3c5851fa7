"""The three boxes of a transfer work apart."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def pair(
    db: Database, entity: str, maestro: dict[str, str], procore: dict[str, str]
) -> None:
    ours = {"entity": entity, "code": "SC-1", "source": "m1", **maestro}
    theirs = {"entity": entity, "procore_id": "7", "source": "p1", **procore}
    link = {"entity": entity, "maestro_source": "m1", "procore_id": "7"}
    for table, row in (
        ("maestro.contract", ours),
        ("procore.contract", theirs),
        ("link.contract", link),
    ):
        fill(db, table, "  ".join(row) + "\n" + "  ".join(row.values()))


ALL_DONE = {"is_invoicing": "true", "is_orders": "true", "is_budget": "false"}


def test_reports_each_box_that_stands_wrong(db: Database) -> None:
    wrong = {"is_invoicing": "false", "is_orders": "false", "is_budget": "true"}
    pair(db, "change_order", wrong, {})

    found = run_rule(db, "change_order_partly_transferred")

    assert [(f["effect"], f["maestro_value"]) for f in found] == [
        ("budget", "on"),
        ("invoicing", "off"),
        ("orders", "off"),
    ]


def test_is_silent_about_a_whole_transfer(db: Database) -> None:
    pair(db, "change_order", ALL_DONE, {})

    assert run_rule(db, "change_order_partly_transferred") == []


def test_is_silent_about_other_documents(db: Database) -> None:
    pair(db, "prime_change_order", {"is_orders": "false"}, {})

    assert run_rule(db, "change_order_partly_transferred") == []


def test_edge_a_column_that_is_not_exported_says_nothing(db: Database) -> None:
    pair(db, "change_order", {}, {})

    assert run_rule(db, "change_order_partly_transferred") == []


def test_edge_an_unlinked_change_order_is_not_asked(db: Database) -> None:
    pair(db, "change_order", {"is_orders": "false"}, {})
    db.execute("update link.contract set maestro_source = 'm2'")

    assert run_rule(db, "change_order_partly_transferred") == []
