"""A group's type must be of the kind of its cost type."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def draw(db: Database, kind: str, is_billing: str, base_type: str) -> None:
    fill(
        db,
        "maestro.cost_group",
        f"""
        group_code  group_type  group_type_key  is_billing
        LO          Shown       {kind}          {is_billing}
    """,
    )
    fill(
        db,
        "procore.cost_group",
        f"""
        project_code  group_code  base_type
        24-015        LO          {base_type}
        24-016        LO          {base_type}
    """,
    )


def test_reports_another_kind_once(db: Database) -> None:
    draw(db, "equipment", "false", "labor")

    [finding] = run_rule(db, "group_type_differs")

    assert finding["group_code"] == "LO"
    assert (finding["maestro_value"], finding["procore_value"]) == ("Shown", "labor")


def test_is_silent_about_the_same_kind(db: Database) -> None:
    draw(db, "equipment", "false", "equipment")

    assert run_rule(db, "group_type_differs") == []


def test_is_silent_about_billing_and_unknown_types(db: Database) -> None:
    draw(db, "billing", "true", "other")
    draw(db, "-", "false", "other")

    assert run_rule(db, "group_type_differs") == []


def test_edge_a_kind_may_have_several_base_types(db: Database) -> None:
    draw(db, "subcontractor", "false", "subcontract")
    draw(db, "subcontractor", "false", "-")

    assert run_rule(db, "group_type_differs") == []


def test_edge_a_group_that_stands_twice_is_told_once(db: Database) -> None:
    draw(db, "equipment", "false", "labor")
    draw(db, "material", "false", "labor")

    assert len(run_rule(db, "group_type_differs")) == 1
