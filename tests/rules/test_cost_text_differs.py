"""The description and the unit of a cost are compared, as notices."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import run_rule, set_setting
from tests.rules.documents import fill_row

RULE = "cost_text_differs"


def differing(db: Database, transaction: str, field: str = "unit") -> None:
    row = {"project_code": "24-015", "transaction": transaction, "field": field}
    fill_row(
        db, "cost.text_drift", {**row, "maestro_value": "h", "procore_value": "un"}
    )


def test_reports_another_unit(db: Database) -> None:
    differing(db, "T1/1")

    [finding] = run_rule(db, RULE)

    assert (finding["transaction"], finding["field"]) == ("T1/1", "unit")
    assert finding["message"] == "The unit is h in maestro* and un in Procore"


def test_is_silent_where_nothing_differs(db: Database) -> None:
    assert run_rule(db, RULE) == []


def test_edge_many_costs_of_a_project_are_one_finding_a_field(db: Database) -> None:
    set_setting(db, "grouped_rejects", "3")
    for number in range(4):
        differing(db, f"T{number}/1")
    differing(db, "T1/1", "description")

    many, single = run_rule(db, RULE)

    assert (many["transaction"], single["transaction"]) == ("", "T1/1")
    assert many["message"].startswith("4 costs of the project have another unit")
    assert "T0/1, T1/1, T2/1" in many["message"]
