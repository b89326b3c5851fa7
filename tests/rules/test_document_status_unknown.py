"""A status that no setting explains is reported, not passed over."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.documents import link_documents, maestro_document, procore_document

RULE = "document_status_unknown"


def pair(db: Database, ours: str, group: str, number: int = 1, **theirs: str) -> None:
    db.execute("update mapping.field set is_exported = true where field = 'status'")
    code, source = f"SC-{number}", f"m{number}"
    maestro_document(db, code=code, source=source, status=ours, status_group=group)
    procore_document(db, number=code, procore_id=str(number), **theirs)
    link_documents(db, maestro=source, procore=str(number))


def test_documents_of_one_unknown_status_are_one_finding(db: Database) -> None:
    for number in range(1, 6):
        pair(db, "Spécial", "-", number)

    [finding] = run_rule(db, RULE)

    assert finding["status"] == "Spécial"
    assert "5 documents have the status Spécial in maestro*" in finding["message"]
    assert "SC-1 (24-015), SC-2" in finding["message"]
    assert "SC-4" not in finding["message"]


def test_is_silent_about_statuses_that_settings_list(db: Database) -> None:
    pair(db, "Approuvé", "approved")

    assert run_rule(db, RULE) == []


def test_edge_an_empty_status_is_reported_on_either_side(db: Database) -> None:
    pair(db, "-", "-", 1)
    pair(db, "Approuvé", "approved", 2, status="-", status_group="-")

    found = run_rule(db, RULE)

    assert [(f["system"], f["status"]) for f in found] == [
        ("maestro", ""),
        ("procore", ""),
    ]


def test_edge_a_column_that_is_not_exported_says_nothing(db: Database) -> None:
    pair(db, "-", "-")
    db.execute("update mapping.field set is_exported = false where field = 'status'")

    assert run_rule(db, RULE) == []


def test_edge_orders_of_maestro_alone_may_have_any_status(db: Database) -> None:
    pair(db, "Spécial", "-")
    db.execute("delete from link.contract")

    assert run_rule(db, RULE) == []
