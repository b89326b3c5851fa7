"""The status of a document in maestro* against the one in Procore."""

from __future__ import annotations

import pytest

from recon.warehouse.database import Database
from tests.drawing import run_rule
from tests.rules.documents import link_documents, maestro_document, procore_document

RULE = "document_status_differs"


def pair(db: Database, ours: str, theirs: str, entity: str = "subcontract") -> None:
    maestro_document(db, entity=entity, status=ours.title(), status_group=ours)
    procore_document(db, entity=entity, status=theirs.title(), status_group=theirs)
    link_documents(db, entity)


@pytest.mark.parametrize("ours", ["pending", "rejected", "not_billable"])
@pytest.mark.parametrize(
    "entity",
    [
        "purchase_order",
        "subcontract",
        "change_order",
        "prime_contract",
        "prime_change_order",
    ],
)
def test_reports_a_document_that_is_not_in_force_in_maestro(
    db: Database, ours: str, entity: str
) -> None:
    pair(db, ours, "approved", entity)

    [finding] = run_rule(db, RULE)

    assert (finding["entity"], finding["severity"]) == (entity, "warning")
    assert (finding["maestro_value"], finding["procore_value"]) == (
        ours.title(),
        "Approved",
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("closed", "approved", "where it counts as committed"),
        ("approved", "closed", "where it can be invoiced"),
    ],
)
def test_a_document_closed_on_one_side_is_a_notice(
    db: Database, ours: str, theirs: str, said: str
) -> None:
    pair(db, ours, theirs)

    [finding] = run_rule(db, RULE)

    assert finding["severity"] == "notice"
    assert said in finding["message"]


@pytest.mark.parametrize("group", ["approved", "closed", "pending", "rejected"])
def test_is_silent_where_both_say_the_same(db: Database, group: str) -> None:
    pair(db, group, group)

    assert run_rule(db, RULE) == []


def test_edge_a_document_withdrawn_in_procore_has_its_own_rule(db: Database) -> None:
    pair(db, "approved", "rejected")

    assert run_rule(db, RULE) == []


def test_edge_an_unknown_status_has_its_own_rule(db: Database) -> None:
    pair(db, "-", "approved")

    assert run_rule(db, RULE) == []


def test_edge_documents_that_are_not_paired_are_not_compared(db: Database) -> None:
    maestro_document(db, status_group="rejected")
    procore_document(db)
    link_documents(db, procore="8")

    assert run_rule(db, RULE) == []
