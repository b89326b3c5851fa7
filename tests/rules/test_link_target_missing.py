"""A link must lead to a record."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_a_record_procore_does_not_list(db: Database) -> None:
    fill(
        db,
        "link.evidence",
        """
        entity   code_key  procore_id
        project  24-103    91
    """,
    )
    fill(
        db,
        "link.procore_code",
        """
        entity    procore_id  code    origin_id
        project   90          24-015  -
        supplier  91          24-103  -
    """,
    )

    [finding] = run_rule(db, "link_target_missing")

    assert finding["system"] == "maestro"
    assert finding["project_code"] == "24-103"
    assert finding["maestro_value"] == "91"


def test_reports_an_origin_field_that_names_no_code(db: Database) -> None:
    fill(
        db,
        "link.procore_code",
        """
        entity    procore_id  code   origin_id
        supplier  77          S1001  S1999
        customer  77          S1001  S1999
    """,
    )
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        supplier  S1001
        project   S1999
    """,
    )

    [finding] = run_rule(db, "link_target_missing")

    assert (finding["entity"], finding["system"]) == ("supplier", "procore")
    assert finding["procore_value"] == "S1999"


def test_is_silent_where_both_ends_exist(db: Database) -> None:
    fill(
        db,
        "link.evidence",
        """
        entity    code_key  procore_id
        supplier  S1001     77
    """,
    )
    fill(
        db,
        "link.procore_code",
        """
        entity    procore_id  code   origin_id
        supplier  77          S1001  s1001
    """,
    )
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        supplier  S1001
    """,
    )

    assert run_rule(db, "link_target_missing") == []


def test_edge_a_supplier_s_origin_may_name_a_customer(db: Database) -> None:
    fill(
        db,
        "link.procore_code",
        """
        entity    procore_id  code   origin_id
        supplier  77          C2001  C2001
        project   90          24-1   -
    """,
    )
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        customer  C2001
    """,
    )

    assert run_rule(db, "link_target_missing") == []


def test_edge_a_project_s_origin_never_names_a_company(db: Database) -> None:
    fill(
        db,
        "link.procore_code",
        """
        entity   procore_id  code    origin_id
        project  90          24-015  C2001
    """,
    )
    fill(
        db,
        "link.maestro_code",
        """
        entity    code
        customer  C2001
    """,
    )

    [finding] = run_rule(db, "link_target_missing")

    assert finding["entity"] == "project"
