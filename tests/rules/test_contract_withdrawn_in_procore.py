"""A sent document that is void or a draft again."""

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


def test_reports_a_void_document(db: Database) -> None:
    pair(db, "subcontract", {"status": "Approuvé"}, {"status": "Void"})

    [finding] = run_rule(db, "contract_withdrawn_in_procore")

    assert finding["procore_value"] == "Void"


def test_is_silent_at_the_end_of_a_document_s_life(db: Database) -> None:
    pair(db, "subcontract", {"status": "A"}, {"status": "Complete"})
    pair(db, "purchase_order", {"status": "A"}, {"status": "Closed"})
    pair(db, "change_order", {"status": "A"}, {"status": "approved"})
    pair(db, "prime_contract", {"status": "A"}, {"status": "Approved"})

    assert run_rule(db, "contract_withdrawn_in_procore") == []


def test_edge_an_empty_status_says_nothing(db: Database) -> None:
    pair(db, "subcontract", {"status": "A"}, {"status": "-"})

    assert run_rule(db, "contract_withdrawn_in_procore") == []


def test_edge_a_pair_of_other_documents_is_not_joined(db: Database) -> None:
    pair(db, "subcontract", {"status": "A"}, {"status": "Void"})
    db.execute("update link.contract set procore_id = '8'")
    assert run_rule(db, "contract_withdrawn_in_procore") == []

    db.execute("update link.contract set procore_id = '7', entity = 'change_order'")

    assert run_rule(db, "contract_withdrawn_in_procore") == []


def test_edge_a_record_of_another_list_may_have_the_same_id(db: Database) -> None:
    pair(db, "subcontract", {"status": "A"}, {"status": "Approved"})
    fill(
        db,
        "procore.contract",
        """
        entity        procore_id  status
        change_order  7           rejected
    """,
    )

    assert run_rule(db, "contract_withdrawn_in_procore") == []
