"""A licence of ten digits with two hyphens does not fit into ten characters."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, maestro_value: str, procore_value: str) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code
        supplier  77          S1136
    """,
    )
    fill(
        db,
        "procore.field_value",
        f"""
        entity    field       record_key  value
        supplier  rbq_number  77          {procore_value}
        supplier  fax         77          {procore_value}
    """,
    )
    fill(
        db,
        "link.pair",
        """
        entity    procore_id  maestro_source
        supplier  77          supplier#1
    """,
    )
    if maestro_value != "-":
        fill(
            db,
            "maestro.field_value",
            f"""
            entity    field       source      value
            supplier  rbq_number  supplier#1  {maestro_value}
            supplier  fax         supplier#1  {procore_value[:10]}
            customer  rbq_number  supplier#1  {procore_value[:10]}
            supplier  rbq_number  supplier#2  {procore_value[:10]}
        """,
        )


def test_reports_a_licence_that_was_cut(db: Database) -> None:
    draw(db, "5612-3478-", "5612-3478-90")

    [finding] = run_rule(db, "rbq_licence_cut")

    assert finding["maestro_value"] == "5612-3478-"
    assert finding["message"] == "Was cut to 5612-3478-"


def test_reports_a_licence_that_would_be_cut(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code
        supplier  78          S1137
    """,
    )
    fill(
        db,
        "procore.field_value",
        """
        entity    field       record_key  value
        supplier  rbq_number  78          5599-1234-01
    """,
    )

    [finding] = run_rule(db, "rbq_licence_cut")

    assert finding["maestro_value"] == "5599-1234-"
    assert finding["message"] == "Would be cut to 5599-1234-"


def test_is_silent_about_a_licence_kept_whole(db: Database) -> None:
    draw(db, "5612347890", "5612-3478-90")

    assert run_rule(db, "rbq_licence_cut") == []


def test_is_silent_where_maestro_has_another_licence_or_none(db: Database) -> None:
    draw(db, "-", "5612-3478-90")

    assert run_rule(db, "rbq_licence_cut") == []


def test_edge_only_the_hyphenated_form_is_cut_so(db: Database) -> None:
    draw(db, "5612-34789", "5612-347890")
    draw(db, "X5612-3478", "X5612-3478-90")
    draw(db, "5612-3478-", "5612-3478-901")

    assert run_rule(db, "rbq_licence_cut") == []


def test_edge_inactive_excluded_and_known_companies_are_not_offered(
    db: Database,
) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code   is_active  is_excluded
        supplier  78          S1137  false      false
        supplier  79          S1138  true       true
        supplier  80          S1139  true       false
    """,
    )
    fill(
        db,
        "procore.field_value",
        """
        entity    field       record_key  value
        supplier  rbq_number  78          5599-1234-01
        supplier  rbq_number  79          5599-1234-02
        supplier  rbq_number  80          5599-1234-03
    """,
    )
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        supplier  S1139
    """,
    )

    assert run_rule(db, "rbq_licence_cut") == []


def test_edge_a_customer_of_the_same_code_is_another_entity(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code
        supplier  80          S1139
    """,
    )
    fill(
        db,
        "procore.field_value",
        """
        entity    field       record_key  value
        supplier  rbq_number  80          5599-1234-03
    """,
    )
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        customer  S1139
    """,
    )

    assert len(run_rule(db, "rbq_licence_cut")) == 1


def test_edge_a_code_that_stands_twice_is_told_once(db: Database) -> None:
    draw(db, "5612-3478-", "5612-3478-90")
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        supplier  S1136
        supplier  S1136
    """,
    )

    assert len(run_rule(db, "rbq_licence_cut")) == 1
