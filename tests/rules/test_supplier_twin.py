"""Two suppliers that look like one company."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule

TWIN = """
    code  code_key  other_code  other_code_key  name   other_name  agree_in
    S1    S1        S2          S2              Béton  Beton       {0}
"""


def test_reports_what_they_agree_in(db: Database) -> None:
    fill(db, "link.twin_supplier", TWIN.format("licence"))

    [finding] = run_rule(db, "supplier_twin")

    assert (finding["code"], finding["other_code"]) == ("S1", "S2")
    assert finding["field"] == "licence"


def test_is_silent_without_a_likeness(db: Database) -> None:
    assert run_rule(db, "supplier_twin") == []


def test_edge_the_other_name_is_told(db: Database) -> None:
    fill(db, "link.twin_supplier", TWIN.format("phone"))

    [finding] = run_rule(db, "supplier_twin")

    assert "Beton" in finding["message"]
