"""A company is added to each project's directory by hand."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

ROW = """
    project_code  party_code  uses
    24-015        S1          3
"""


def test_reports_the_supplier_and_its_uses(db: Database) -> None:
    fill(db, "link.absent_supplier", ROW)

    [finding] = run_rule(db, "supplier_not_in_project_directory")

    assert (finding["code"], finding["project_code"]) == ("S1", "24-015")


def test_is_silent_without_an_absent_supplier(db: Database) -> None:
    assert run_rule(db, "supplier_not_in_project_directory") == []


def test_edge_each_project_is_a_finding(db: Database) -> None:
    fill(db, "link.absent_supplier", ROW)
    fill(db, "link.absent_supplier", ROW.replace("24-015", "24-016"))

    assert len(run_rule(db, "supplier_not_in_project_directory")) == 2
