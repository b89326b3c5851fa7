"""Where the law of a province sets the holdback, contracts hold back that."""

from __future__ import annotations

from decimal import Decimal

import pytest

from recon.warehouse.build import run_steps
from recon.warehouse.database import Database
from tests.drawing import fill, run_rule, set_setting


def document(db: Database, ours: str, theirs: str, entity: str = "subcontract") -> None:
    rows = (
        ("link.contract", "entity  maestro_source  procore_id", f"{entity}  m  7"),
        (
            "maestro.contract",
            "entity  project_code  code  source  holdback_percent",
            f"{entity}  24-015  SC-1  m  {ours}",
        ),
        (
            "procore.contract",
            "entity  procore_id  holdback_percent",
            f"{entity}  7  {theirs}",
        ),
    )
    for table, names, values in rows:
        fill(db, table, f"{names}\n{values}")


@pytest.fixture
def ontario(db: Database) -> Database:
    """A project in Ontario."""
    located(db, "ON")
    return db


def located(db: Database, province: str) -> None:
    fill(db, "maestro.project", "project_code  source\n24-015  p")
    fill(
        db,
        "maestro.field_value",
        f"""
        entity   field     source  compare_value
        project  province  p       {province}
        """,
    )
    regimes(db)


def regimes(db: Database) -> None:
    db.execute("drop table maestro.holdback_regime")
    db.execute("drop table mapping.holdback_regime")
    run_steps(db, "07_holdback_regime")


def test_reports_a_rate_that_is_not_the_law_s(ontario: Database) -> None:
    document(ontario, "5", "5.0")

    [finding] = run_rule(ontario, "holdback_not_of_regime")

    assert finding["message"] == (
        "5.00 % is held back on both sides; the setting holdback_regimes says 10 %"
        " for ON, released yearly since 2026-01-01"
    )


def test_is_silent_about_the_rate_of_the_law_and_about_quebec(db: Database) -> None:
    located(db, "QC")
    document(db, "5", "5")

    assert run_rule(db, "holdback_not_of_regime") == []


def test_edge_ten_percent_and_sides_that_differ_are_silent(ontario: Database) -> None:
    document(ontario, "10", "10.00")
    document(ontario, "5", "10", "purchase_order")

    assert run_rule(ontario, "holdback_not_of_regime") == []


def test_edge_nothing_held_back_is_zero(ontario: Database) -> None:
    document(ontario, "-", "0")

    [finding] = run_rule(ontario, "holdback_not_of_regime")

    assert finding["maestro_value"] == Decimal(0)


def test_a_project_may_be_put_under_another_law(db: Database) -> None:
    set_setting(db, "holdback_projects", "24-015:on")
    located(db, "QC")
    document(db, "5", "5")

    assert len(run_rule(db, "holdback_not_of_regime")) == 1


def test_a_rate_without_yearly_release_is_said_alone(ontario: Database) -> None:
    set_setting(ontario, "holdback_regimes", "ON:7.5")
    regimes(ontario)
    document(ontario, "5", "5")

    [finding] = run_rule(ontario, "holdback_not_of_regime")

    assert finding["message"].endswith("says 7.5 % for ON")
