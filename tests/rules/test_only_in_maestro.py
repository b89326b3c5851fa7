"""What meets every condition of the bridge is expected in Procore."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

RECORD = """
    entity    code   name
    supplier  S1111  Béton A
"""


def test_reports_an_eligible_record(db: Database) -> None:
    fill(db, "maestro.record", RECORD)

    [finding] = run_rule(db, "only_in_maestro")

    assert (finding["code"], finding["maestro_value"]) == ("S1111", "Béton A")


def test_is_silent_about_linked_and_known_codes(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code
        supplier  S1111
        supplier  S1112
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity    code
        supplier  S1111
    """,
    )
    fill(
        db,
        "link.procore_code",
        """
        entity    code
        supplier  S1112
    """,
    )

    assert run_rule(db, "only_in_maestro") == []


def test_edge_one_unmet_condition_is_enough(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code  is_active  is_ticked  has_current_prefix  missing_dates  is_first
        project  24-1  false      true       true                ''             true
        project  24-2  true       false      true                ''             true
        project  24-3  true       true       false               ''             true
        project  24-4  true       true       true                closing_on     true
        project  24-5  true       true       true                ''             false
        project  -     true       true       true                ''             true
    """,
    )

    assert run_rule(db, "only_in_maestro") == []


def test_edge_the_same_code_of_another_entity_is_no_match(db: Database) -> None:
    fill(db, "maestro.record", RECORD)
    fill(
        db,
        "link.evidence",
        """
        entity    code
        customer  S1111
    """,
    )
    fill(
        db,
        "link.procore_code",
        """
        entity    code
        customer  S1111
    """,
    )

    assert len(run_rule(db, "only_in_maestro")) == 1
