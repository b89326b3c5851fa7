"""One Procore company with two different names in maestro* is suspect."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, supplier_name: str, customer_name: str) -> None:
    fill(
        db,
        "maestro.record",
        f"""
        entity    code   name             source
        supplier  X3001  {supplier_name}  supplier#1
        customer  X3001  {customer_name}  customer#1
    """,
    )
    fill(
        db,
        "maestro.field_value",
        f"""
        entity    field  source      compare_value
        supplier  name   supplier#1  {supplier_name.lower()}
        customer  name   customer#1  {customer_name.lower()}
        customer  city   customer#1  montclair
        supplier  city   supplier#1  beauvallon
    """,
    )
    fill(
        db,
        "link.pair",
        """
        entity    code   procore_id  maestro_source
        supplier  X3001  77          supplier#1
        customer  X3001  77          customer#1
    """,
    )
    fill(
        db,
        "procore.company",
        """
        procore_id  code   name
        77          X3001  Béton Nordanse
    """,
    )


def test_reports_two_names(db: Database) -> None:
    draw(db, "Béton Nordanse", "Ville de Montclair")

    [finding] = run_rule(db, "company_behind_two_roles")

    assert finding["code"] == "X3001"
    assert finding["maestro_value"] == "Béton Nordanse | Ville de Montclair"


def test_is_silent_about_one_name(db: Database) -> None:
    draw(db, "Béton Nordanse", "Béton Nordanse")

    assert run_rule(db, "company_behind_two_roles") == []


def test_edge_letter_case_makes_no_other_name(db: Database) -> None:
    draw(db, "Béton Nordanse", "BÉTON NORDANSE")

    assert run_rule(db, "company_behind_two_roles") == []
