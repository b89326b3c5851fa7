"""A field edited on one side after the creation differs."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, maestro: str, procore: str, field: str = "name") -> None:
    db.execute("update mapping.field set is_exported = true")
    fill(
        db,
        "maestro.party",
        """
        entity    code   source
        supplier  S1001  supplier#1
    """,
    )
    fill(
        db,
        "link.pair",
        """
        entity    code   procore_id  maestro_source
        supplier  S1001  77          supplier#1
    """,
    )
    for table, key, value in (
        ("maestro", "source", maestro),
        ("procore", "record_key", procore),
    ):
        record = "supplier#1" if table == "maestro" else "77"
        if value != "-":
            fill(
                db,
                f"{table}.field_value",
                f"""
                entity    field    {key}     value    compare_value
                supplier  {field}  {record}  {value}  {value}
            """,
            )


def test_reports_a_value_that_differs(db: Database) -> None:
    draw(db, "béton nordanse", "béton norddanse")

    [finding] = run_rule(db, "field_differs")

    assert finding["field"] == "name"
    assert finding["severity"] == "warning"
    assert finding["maestro_value"] == "béton nordanse"


def test_is_silent_about_equal_values(db: Database) -> None:
    draw(db, "béton nordanse", "béton nordanse")

    assert run_rule(db, "field_differs") == []


def test_edge_an_empty_side_is_a_difference(db: Database) -> None:
    draw(db, "-", "béton nordanse")

    [finding] = run_rule(db, "field_differs")

    assert finding["maestro_value"] is None


def test_edge_a_field_the_mapping_does_not_name_for_it_is_a_notice(
    db: Database,
) -> None:
    draw(db, "J0K4P2", "J0K4P3", field="postal_code")

    [finding] = run_rule(db, "field_differs")

    assert finding["severity"] == "notice"


def test_edge_a_code_is_not_compared_as_a_field(db: Database) -> None:
    draw(db, "S1001", "S1002", field="code")

    assert run_rule(db, "field_differs") == []


def test_edge_a_shortened_value_is_explained(db: Database) -> None:
    draw(db, "béton", "béton nordanse")
    fill(
        db,
        "link.shortened",
        """
        entity    procore_id  field
        supplier  77          name
    """,
    )

    assert run_rule(db, "field_differs") == []


def test_edge_another_shortened_field_explains_nothing(db: Database) -> None:
    draw(db, "béton", "béton nordanse")
    fill(
        db,
        "link.shortened",
        """
        entity    procore_id  field
        supplier  77          city
        supplier  78          name
        customer  77          name
    """,
    )

    assert len(run_rule(db, "field_differs")) == 1


def test_edge_an_empty_procore_side_is_a_difference(db: Database) -> None:
    draw(db, "béton nordanse", "-")

    [finding] = run_rule(db, "field_differs")

    assert finding["procore_value"] is None


def test_edge_other_records_of_the_same_place_are_not_mixed_in(db: Database) -> None:
    draw(db, "béton nordanse", "béton nordanse")
    fill(
        db,
        "maestro.project",
        """
        project_code  source
        24-015        supplier#1
    """,
    )
    fill(
        db,
        "maestro.field_value",
        """
        entity    field  source      value  compare_value
        customer  name   supplier#1  autre  autre
        supplier  name   supplier#2  autre  autre
    """,
    )
    fill(
        db,
        "procore.field_value",
        """
        entity    field  record_key  value  compare_value
        customer  name   77          autre  autre
        supplier  name   78          autre  autre
    """,
    )

    assert run_rule(db, "field_differs") == []


def test_edge_a_difference_is_told_once(db: Database) -> None:
    draw(db, "béton nordanse", "béton norddanse")
    fill(
        db,
        "maestro.project",
        """
        project_code  source
        24-015        supplier#1
    """,
    )
    fill(
        db,
        "maestro.field_value",
        """
        entity    field  source      value  compare_value
        customer  name   supplier#1  autre  autre
    """,
    )

    assert len(run_rule(db, "field_differs")) == 1


def test_edge_a_pair_without_its_record_is_not_compared(db: Database) -> None:
    db.execute("update mapping.field set is_exported = true")
    fill(
        db,
        "link.pair",
        """
        entity    code   procore_id  maestro_source
        supplier  S1001  77          supplier#9
    """,
    )
    fill(
        db,
        "procore.field_value",
        """
        entity    field  record_key  value  compare_value
        supplier  name   77          autre  autre
    """,
    )

    assert run_rule(db, "field_differs") == []


def test_edge_a_field_without_its_column_is_not_compared(db: Database) -> None:
    draw(db, "-", "béton nordanse")
    db.execute("update mapping.field set is_exported = false")

    assert run_rule(db, "field_differs") == []
