"""A refused supplier that is in use."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

ROW = """
    code  project_code  why                      commitments  cost_lines
    S1    24-015        of status B in maestro*  1            2
"""


def test_reports_why_and_what_for(db: Database) -> None:
    fill(db, "link.refused_supplier", ROW)

    [finding] = run_rule(db, "supplier_refused_yet_used")

    assert finding["message"] == (
        "S1 is of status B in maestro*"
        " and has 1 approved commitment and 2 cost lines in Procore"
    )


def test_is_silent_without_a_use(db: Database) -> None:
    assert run_rule(db, "supplier_refused_yet_used") == []


def test_edge_each_project_is_a_finding(db: Database) -> None:
    fill(db, "link.refused_supplier", ROW)
    fill(db, "link.refused_supplier", ROW.replace("24-015", "24-016"))

    assert len(run_rule(db, "supplier_refused_yet_used")) == 2
