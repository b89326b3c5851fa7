"""What is longer than maestro* takes is lost or refused."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(
    db: Database, value: str, field: str = "name", entity: str = "supplier"
) -> None:
    fill(
        db,
        "procore.record",
        f"""
        entity    procore_id  code
        {entity}  77          S1131
    """,
    )
    fill(
        db,
        "procore.field_value",
        f"""
        entity    field    record_key  value
        {entity}  {field}  77          {value}
    """,
    )


def test_reports_what_would_be_lost(db: Database) -> None:
    draw(db, "A" * 60 + " inc.")

    [finding] = run_rule(db, "value_over_length")

    assert finding["severity"] == "warning"
    assert finding["maestro_value"] == "A" * 60
    assert finding["message"].endswith("lost:  inc.")


def test_is_silent_at_the_limit(db: Database) -> None:
    draw(db, "É" * 60)

    assert run_rule(db, "value_over_length") == []


def test_edge_one_character_more_is_too_long(db: Database) -> None:
    draw(db, "É" * 61)

    assert len(run_rule(db, "value_over_length")) == 1


def test_edge_a_job_number_is_named_as_the_code(db: Database) -> None:
    draw(db, "24-0150-XYZ", field="project_code", entity="project")

    [finding] = run_rule(db, "value_over_length")

    assert (finding["field"], finding["severity"]) == ("code", "error")


def test_edge_a_hyphenated_licence_has_a_rule_of_its_own(db: Database) -> None:
    draw(db, "5612-3478-90", field="rbq_number")

    assert run_rule(db, "value_over_length") == []


def test_edge_any_other_long_licence_is_too_long(db: Database) -> None:
    draw(db, "RBQ 5612-3478-90", field="rbq_number")

    assert len(run_rule(db, "value_over_length")) == 1


def test_edge_a_code_shaped_as_a_licence_is_still_a_code(db: Database) -> None:
    draw(db, "5612-3478-90", field="code")

    assert len(run_rule(db, "value_over_length")) == 1


def test_edge_a_value_already_shortened_is_explained(db: Database) -> None:
    draw(db, "A" * 61)
    fill(
        db,
        "link.shortened",
        """
        entity    procore_id  field
        supplier  77          name
    """,
    )

    assert run_rule(db, "value_over_length") == []


def test_edge_other_shortened_values_explain_nothing(db: Database) -> None:
    draw(db, "A" * 61)
    fill(
        db,
        "link.shortened",
        """
        entity    procore_id  field
        customer  77          name
        supplier  78          name
        supplier  77          city
    """,
    )

    assert len(run_rule(db, "value_over_length")) == 1


def test_edge_inactive_and_excluded_records_are_not_offered(db: Database) -> None:
    fill(
        db,
        "procore.record",
        """
        entity    procore_id  code   is_active  is_excluded
        supplier  77          S1131  false      false
        supplier  78          S1132  true       true
    """,
    )
    fill(
        db,
        "procore.field_value",
        f"""
        entity    field  record_key  value
        supplier  name   77          {"A" * 61}
        supplier  name   78          {"A" * 61}
    """,
    )

    assert run_rule(db, "value_over_length") == []


def test_edge_the_number_of_a_draft_may_still_be_shortened(db: Database) -> None:
    for number, is_approved in (("77", "false"), ("78", "true")):
        fill(
            db,
            "procore.contract",
            f"""
            entity       procore_id  number  is_approved
            subcontract  {number}    SC-1    {is_approved}
        """,
        )
        fill(
            db,
            "procore.field_value",
            f"""
            entity       field            record_key  value
            subcontract  external_number  {number}    {"9" * 41}
        """,
        )

    [finding] = run_rule(db, "value_over_length")

    assert (finding["procore_id"], finding["severity"]) == ("78", "error")
