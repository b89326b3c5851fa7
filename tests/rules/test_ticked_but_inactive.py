"""What is not active is never sent, ticked or not."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

RECORD = """
    entity    code   is_active  status
    supplier  S1123  false      1
"""


def test_reports_a_ticked_inactive_record(db: Database) -> None:
    fill(db, "maestro.record", RECORD)

    [finding] = run_rule(db, "ticked_but_inactive")

    assert (finding["code"], finding["maestro_value"]) == ("S1123", "1")


def test_is_silent_about_active_unticked_linked_and_known(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  is_active  is_ticked  is_first
        supplier  S1    true       true       true
        supplier  S2    false      false      true
        supplier  S3    false      true       true
        supplier  S4    false      true       true
        supplier  S5    false      true       false
        supplier  -     false      true       true
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity    code
        supplier  S3
    """,
    )
    fill(
        db,
        "link.procore_code",
        """
        entity    code
        supplier  S4
    """,
    )

    assert run_rule(db, "ticked_but_inactive") == []


def test_edge_the_same_code_of_another_entity_is_no_match(db: Database) -> None:
    fill(db, "maestro.record", RECORD)
    for table in ("link.evidence", "link.procore_code"):
        fill(
            db,
            table,
            """
            entity    code
            customer  S1123
        """,
        )

    assert len(run_rule(db, "ticked_but_inactive")) == 1
