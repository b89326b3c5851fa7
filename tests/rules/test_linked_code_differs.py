"""The code is the key of every exchange: linked records share it."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, maestro_code: str, procore_code: str) -> None:
    fill(
        db,
        "link.pair",
        """
        entity    procore_id  maestro_source
        supplier  77          supplier#1
    """,
    )
    fill(
        db,
        "maestro.record",
        f"""
        entity    code            source
        supplier  {maestro_code}  supplier#1
        customer  S9999           supplier#1
    """,
    )
    fill(
        db,
        "procore.record",
        f"""
        entity    procore_id  code
        supplier  77          {procore_code}
        customer  77          S9999
    """,
    )


def test_reports_codes_that_differ(db: Database) -> None:
    draw(db, "S1102", "S1102X")

    [finding] = run_rule(db, "linked_code_differs")

    assert (finding["maestro_value"], finding["procore_value"]) == ("S1102", "S1102X")


def test_is_silent_about_equal_codes(db: Database) -> None:
    draw(db, "S1102", "s1102")

    assert run_rule(db, "linked_code_differs") == []


def test_edge_no_code_differs_from_a_code(db: Database) -> None:
    draw(db, "S1102", "-")

    [finding] = run_rule(db, "linked_code_differs")

    assert finding["procore_value"] is None


def test_edge_a_pair_without_its_records_is_another_question(db: Database) -> None:
    fill(
        db,
        "link.pair",
        """
        entity    procore_id  maestro_source
        supplier  77          supplier#1
        supplier  78          supplier#2
    """,
    )
    fill(
        db,
        "maestro.record",
        """
        entity    code   source
        supplier  S1102  supplier#1
    """,
    )
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code
        supplier  78          S1103
    """,
    )

    assert run_rule(db, "linked_code_differs") == []


def test_reports_codes_that_only_look_equal(db: Database) -> None:
    draw(db, "S1102", "S1102\u200b")
    db.execute("update procore.record set code_key = 'S1102' where entity = 'supplier'")

    [finding] = run_rule(db, "linked_code_differs")

    assert finding["message"].endswith(
        "a character that nobody sees makes the difference"
    )
    assert (finding["code"], finding["procore_value"]) == ("S1102", "S1102\u200b")


def test_edge_what_differs_in_sight_says_nothing_of_it(db: Database) -> None:
    draw(db, "S1102", "S1102X")

    [finding] = run_rule(db, "linked_code_differs")

    assert finding["message"].endswith("yet maestro* has S1102 and Procore S1102X")


def test_edge_one_code_is_told_once(db: Database) -> None:
    fill(
        db,
        "maestro.cost_group",
        """
        group_code  group_key
        MO          MO
    """,
    )
    fill(
        db,
        "procore.cost_group",
        """
        project_code  group_code    group_key
        24-001        MO\u200b      MO
        24-001        MO\ufeff      MO
    """,
    )

    [finding] = run_rule(db, "linked_code_differs")

    assert (finding["entity"], finding["procore_value"]) == ("cost_group", "MO\u200b")
