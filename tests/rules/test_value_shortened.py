"""A value cut by the bridge is explained, not a difference."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, is_licence: str) -> None:
    fill(
        db,
        "maestro.record",
        """
        entity    code   source
        supplier  S1133  supplier#1
        customer  C2133  supplier#1
    """,
    )
    fill(
        db,
        "link.shortened",
        f"""
        entity    procore_id  field    maestro_length  maestro_value  procore_value  maestro_source  is_hyphenated_licence
        supplier  77          address  3               abc            abcdef         supplier#1      {is_licence}
    """,
    )


def test_reports_what_was_kept(db: Database) -> None:
    draw(db, "false")

    [finding] = run_rule(db, "value_shortened")

    assert finding["code"] == "S1133"
    assert (finding["maestro_value"], finding["procore_value"]) == ("abc", "abcdef")
    assert finding["message"] == "maestro* has the first 3 of 6 characters"


def test_is_silent_where_nothing_was_cut(db: Database) -> None:
    assert run_rule(db, "value_shortened") == []


def test_edge_a_licence_has_a_rule_of_its_own(db: Database) -> None:
    draw(db, "true")

    assert run_rule(db, "value_shortened") == []


def test_edge_a_value_without_its_record_is_not_told(db: Database) -> None:
    fill(
        db,
        "link.shortened",
        """
        entity    procore_id  field    maestro_value  procore_value  maestro_source
        supplier  77          address  abc            abcdef         supplier#9
    """,
    )

    assert run_rule(db, "value_shortened") == []
