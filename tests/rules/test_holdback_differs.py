"""The default retainage becomes the holdback."""

from __future__ import annotations

from decimal import Decimal

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


def test_reports_both_percentages(db: Database) -> None:
    pair(db, "subcontract", {"holdback_percent": "10"}, {"holdback_percent": "5"})

    [finding] = run_rule(db, "holdback_differs")

    assert finding["difference"] == Decimal(-5)
    assert finding["message"] == (
        "maestro* holds back 10.00 % of each invoice, Procore 5.00 %"
    )


def test_is_silent_about_equal_ones_and_change_orders(db: Database) -> None:
    pair(db, "subcontract", {"holdback_percent": "10"}, {"holdback_percent": "10.0"})
    pair(db, "change_order", {"holdback_percent": "10"}, {"holdback_percent": "5"})

    assert run_rule(db, "holdback_differs") == []


def test_edge_nothing_and_zero_are_alike(db: Database) -> None:
    pair(db, "purchase_order", {"holdback_percent": "-"}, {"holdback_percent": "0"})
    pair(db, "prime_contract", {"holdback_percent": "0"}, {"holdback_percent": "-"})

    assert run_rule(db, "holdback_differs") == []


def test_edge_nothing_and_ten_differ(db: Database) -> None:
    pair(db, "purchase_order", {"holdback_percent": "-"}, {"holdback_percent": "10"})
    pair(db, "prime_contract", {"holdback_percent": "10"}, {"holdback_percent": "-"})

    found = run_rule(db, "holdback_differs")

    assert [f["difference"] for f in found] == [Decimal(-10), Decimal(10)]


def test_edge_a_pair_of_other_documents_is_not_joined(db: Database) -> None:
    pair(db, "subcontract", {"holdback_percent": "10"}, {"holdback_percent": "5"})
    db.execute("update link.contract set procore_id = '8'")
    assert run_rule(db, "holdback_differs") == []

    db.execute("update link.contract set procore_id = '7', maestro_source = 'm2'")

    assert run_rule(db, "holdback_differs") == []
