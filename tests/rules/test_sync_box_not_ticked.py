"""An unticked box matters where Procore has the code or the project is at work."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_code_procore_has(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code   is_ticked
        supplier  S1121  false
    """,
    )
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code   name
        supplier  77          S1121  Béton B
    """,
    )

    [finding] = run_rule(db, "sync_box_not_ticked")

    assert finding["procore_value"] == "Béton B"
    assert finding["message"].endswith("Procore has the same code")


def test_reports_a_project_at_work(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    is_ticked  has_activity
        project  24-122  false      true
    """,
    )

    [finding] = run_rule(db, "sync_box_not_ticked")

    assert finding["message"].endswith("since its start date")


def test_reports_a_linked_record_whose_box_was_taken_off(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  is_ticked  is_active
        supplier  S1    false      true
        supplier  S2    false      false
    """,
    )
    records = "entity  code  procore_id\nsupplier  S1  77\nsupplier  S2  78"
    fill(db, "link.evidence", records)
    fill(db, "procore.record", records)

    [finding] = run_rule(db, "sync_box_not_ticked")

    assert finding["message"].startswith("S1 is linked to Procore record 77 and is not")


def test_is_silent_about_ticked_and_quiet_records_and_links_to_nothing(
    db: Database,
) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code   is_ticked  has_activity
        project   24-1   true       true
        project   24-2   false      true
        supplier  S1122  false      false
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity   code
        project  24-2
    """,
    )

    assert run_rule(db, "sync_box_not_ticked") == []


def test_edge_other_records_excuse_and_accuse_nothing(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  is_ticked  is_active  is_first  has_activity
        supplier  S1    false      true       true      false
        supplier  S2    false      true       true      false
        supplier  S3    false      true       true      false
        supplier  S4    false      false      true      true
        supplier  S5    false      true       false     true
        supplier  -     false      true       true      true
    """,
    )
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code  is_excluded  is_first
        customer  1           S1    false        true
        supplier  2           S2    true         true
        supplier  3           S3    false        false
    """,
    )

    assert run_rule(db, "sync_box_not_ticked") == []


def test_edge_another_entity_s_link_excuses_nothing(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity   code    is_ticked  has_activity
        project  24-122  false      true
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity    code
        supplier  24-122
    """,
    )

    assert len(run_rule(db, "sync_box_not_ticked")) == 1
