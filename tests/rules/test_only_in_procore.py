"""An active company without exclusion tag is expected in maestro*."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

RECORD = """
    entity    procore_id  code   name
    supplier  77          S1112  Béton B
"""


def test_reports_an_eligible_record(db: Database) -> None:
    fill(db, "procore.record", RECORD)

    [finding] = run_rule(db, "only_in_procore")

    assert (finding["code"], finding["procore_value"]) == ("S1112", "Béton B")


def test_is_silent_about_linked_known_and_rejected_codes(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code
        supplier  77          S1112
        supplier  78          S1113
        supplier  79          S1114
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity    procore_id
        supplier  77
    """,
    )
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        supplier  S1113
    """,
    )
    fill(
        db,
        "pull.reject",
        """
        system   entity    code
        maestro  supplier  S1114
    """.replace("code", "code_key"),
    )

    assert run_rule(db, "only_in_procore") == []


def test_edge_one_unmet_condition_is_enough(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code   is_active  is_excluded  is_first
        supplier  77          S1112  false      false        true
        supplier  78          S1113  true       true         true
        supplier  79          S1114  true       false        false
        supplier  80          -      true       false        true
    """,
    )

    assert run_rule(db, "only_in_procore") == []


def test_edge_other_entities_and_systems_are_no_match(db: Database) -> None:
    fill(db, "procore.record", RECORD)
    fill(
        db,
        "link.evidence",
        """
        entity    procore_id
        customer  77
    """,
    )
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        customer  S1112
    """,
    )
    fill(
        db,
        "pull.reject",
        """
        system   entity    code_key
        maestro  customer  S1112
        procore  supplier  S1112
    """,
    )

    assert len(run_rule(db, "only_in_procore")) == 1


def test_edge_a_reject_of_another_code_excuses_nothing(db: Database) -> None:
    fill(db, "procore.record", RECORD)
    fill(
        db,
        "pull.reject",
        """
        system   entity    code_key
        maestro  supplier  S9999
    """,
    )

    assert len(run_rule(db, "only_in_procore")) == 1


def test_a_project_that_other_lists_name_has_another_rule(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code
        project   1           24-996
        supplier  2           24-997
    """,
    )
    fill(db, "maestro.unlisted_project", "project_code\n24-996\n24-997")

    [finding] = run_rule(db, "only_in_procore")

    assert finding["entity"] == "supplier"
