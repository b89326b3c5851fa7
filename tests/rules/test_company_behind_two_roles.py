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


def test_edge_a_project_of_the_same_id_is_no_role(db: Database) -> None:
    draw(db, "Béton Nordanse", "Béton Nordanse")
    fill(
        db,
        "maestro.record",
        """
        entity    code    name    source
        project   24-015  Aréna   project#1
        customer  C1      Autre   supplier#1
        supplier  S1      Aucun   customer#1
    """,
    )
    fill(
        db,
        "maestro.field_value",
        """
        entity    field  source      compare_value
        project   name   project#1   aréna
        customer  name   supplier#1  autre
        supplier  name   customer#1  aucun
    """,
    )
    fill(
        db,
        "link.pair",
        """
        entity   code    procore_id  maestro_source
        project  24-015  77          project#1
    """,
    )

    assert run_rule(db, "company_behind_two_roles") == []


def test_edge_another_company_s_names_are_not_mixed_in(db: Database) -> None:
    draw(db, "Béton Nordanse", "Béton Nordanse")
    fill(
        db,
        "maestro.record",
        """
        entity    code  name         source
        supplier  S2    Toiture Sud  supplier#2
    """,
    )
    fill(
        db,
        "maestro.field_value",
        """
        entity    field  source      compare_value
        supplier  name   supplier#2  toiture sud
        supplier  city   supplier#2  montclair
    """,
    )
    fill(
        db,
        "link.pair",
        """
        entity    code  procore_id  maestro_source
        supplier  S2    78          supplier#2
    """,
    )
    fill(
        db,
        "procore.company",
        """
        procore_id  code  name
        78          S2    Toiture Sud
    """,
    )

    assert run_rule(db, "company_behind_two_roles") == []


def test_edge_a_place_shared_by_two_lists_is_told_once(db: Database) -> None:
    draw(db, "Béton Nordanse", "Ville de Montclair")
    fill(
        db,
        "maestro.record",
        """
        entity   code    name   source
        project  24-015  Aréna  supplier#1
        project  24-016  École  customer#1
        """,
    )

    assert len(run_rule(db, "company_behind_two_roles")) == 1


def test_edge_a_company_that_is_gone_is_another_question(db: Database) -> None:
    draw(db, "Béton Nordanse", "Ville de Montclair")
    db.execute("delete from procore.company")

    assert run_rule(db, "company_behind_two_roles") == []
