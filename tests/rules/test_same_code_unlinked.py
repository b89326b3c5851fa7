"""Equal codes that nothing links are to be looked at, then linked."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

OURS = """
    entity    code   name
    supplier  S1101  Béton A
"""
THEIRS = """
    entity    procore_id  code   name
    supplier  77          S1101  Béton B
"""


def test_reports_equal_codes(db: Database) -> None:
    fill(db, "maestro.record", OURS)
    fill(db, "procore.record", THEIRS)

    [finding] = run_rule(db, "same_code_unlinked")

    assert (finding["maestro_value"], finding["procore_value"]) == (
        "Béton A",
        "Béton B",
    )


def test_is_silent_where_either_is_linked(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code
        supplier  S1101
        supplier  S1102
    """,
    )
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code
        supplier  77          S1101
        supplier  78          S1102
    """,
    )
    fill(
        db,
        "link.evidence",
        """
        entity    code_key  procore_id
        supplier  S1101     -
        supplier  -         78
    """,
    )

    assert run_rule(db, "same_code_unlinked") == []


def test_edge_links_of_another_entity_excuse_nothing(db: Database) -> None:
    fill(db, "maestro.record", OURS)
    fill(db, "procore.record", THEIRS)
    fill(
        db,
        "link.evidence",
        """
        entity    code_key  procore_id
        customer  S1101     77
    """,
    )

    assert len(run_rule(db, "same_code_unlinked")) == 1


def test_edge_what_is_not_offered_is_not_asked(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  is_active  is_ticked  is_first
                supplier  S2    true       false      true
        supplier  S3    true       true       false
                supplier  S5    true       true       true
        supplier  S6    true       true       true
        customer  S7    true       true       true
    """,
    )
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code  is_active  is_excluded  is_first
                supplier  2           S2    true       false        true
        supplier  3           S3    true       false        true
                supplier  5           S5    true       true         true
        supplier  6           S6    true       false        false
        supplier  7           S7    true       false        true
    """,
    )

    assert run_rule(db, "same_code_unlinked") == []


def test_edge_where_either_side_is_inactive_it_is_a_notice(db: Database) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code  is_active
        supplier  S1    false
        supplier  S2    true
        """,
    )
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code  is_active
        supplier  1           S1    true
        supplier  2           S2    false
        """,
    )

    found = [finding["severity"] for finding in run_rule(db, "same_code_unlinked")]

    assert found == ["notice", "notice"]


def test_edge_both_active_is_a_warning(db: Database) -> None:
    fill(db, "maestro.record", OURS)
    fill(db, "procore.record", THEIRS)

    [finding] = run_rule(db, "same_code_unlinked")

    assert finding["severity"] == "warning"


def test_a_code_that_only_looks_equal_is_told(db: Database) -> None:
    fill(db, "maestro.record", OURS)
    fill(db, "procore.record", THEIRS.replace("S1101 ", "S1101\u200b "))
    db.execute("update procore.record set code_key = 'S1101'")

    [finding] = run_rule(db, "same_code_unlinked")

    assert finding["message"].endswith("; Procore writes it S1101\u200b")


def test_edge_the_letter_case_is_not_told(db: Database) -> None:
    fill(db, "maestro.record", OURS)
    fill(db, "procore.record", THEIRS.replace("S1101", "s1101"))

    [finding] = run_rule(db, "same_code_unlinked")

    assert finding["message"].endswith("nothing says they are linked")
