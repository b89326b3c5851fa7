"""The company's records in the sandbox: looked up and checked by every write."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from recon.sandbox.contracts import Refused

Row = dict[str, Any]


class Records:
    """The state, its rows by id, and what the API refuses."""

    def __init__(self, state: Row) -> None:
        """Take the state that is changed in place."""
        self.state = state

    def budget_row(self, site: Row, wbs_code_id: int) -> Row:
        """A new line of a budget for a budget code, of amount zero."""
        wbs = self.by_id(site["wbs_codes"], wbs_code_id)
        kinds = {i["segment"]["type"]: i["path_code"] for i in wbs["segment_items"]}
        code = row_of(site["cost_codes"], "full_code", kinds.get("cost_code"))
        kind = row_of(site["line_item_types"], "code", kinds.get("line_item_type"))
        number = self.new_id()
        return {
            "id": number,
            "budget_row_id": str(number),
            "wbs_code_id": wbs_code_id,
            "cost_code_id": code["id"],
            "cost_code": f"{code['full_code']} - {code['name']}",
            "category_id": kind["id"],
            "category": kind["name"],
            "biller_type": "Project",
            "uom": "",
            "quantity": "0.000000",
            "unit_cost": "0.0000",
            "calculation_strategy": "manual",
            "budgeted": True,
            "deletable": True,
            "original_budget_amount": "0.00",
            "budget_modifications": "0.00",
            "Original Budget Amount": "0.00",
            "Approved COs": "0.00",
            "Committed Costs": "0.00",
            "Direct Costs": "0.00",
        }

    def prove_origin(self, listed: str, given: Row, own: Row) -> None:
        """Refuse an origin_id that another record of the list has."""
        self.prove_origin_of([r for r in self.state[listed] if r is not own], given)

    def prove_origin_of(self, rows: list[Row], given: Row) -> None:
        """Refuse an origin_id that one of the rows has."""
        origin = given.get("origin_id")
        if origin and any(row.get("origin_id") == origin for row in rows):
            problem = {"origin_id": ["has already been taken"]}
            raise Refused(422, {"errors": problem})

    def prove_unlocked(self, site: Row) -> None:
        """Refuse to change a locked budget."""
        if site["locked"]:
            raise Refused(422, {"errors": ["Budget is locked"]})

    def site(self, project: str) -> Row:
        """The lists of a project, themselves; refused where it is not there."""
        site = self.state["sites"].get(project)
        if site is None:
            raise Refused(404, {"code": 404, "message": "Project not found"})
        found: Row = site
        return found

    def by_id(self, rows: list[Row], number: int) -> Row:
        """The row with an id, itself; refused where it is not there."""
        for row in rows:
            if row["id"] == number:
                return row
        raise Refused(404, {"errors": "Resource not found"})

    def new_id(self) -> int:
        """The next id; counted on from what the company was made with."""
        self.state["last_id"] = int(self.state["last_id"]) + 1
        return int(self.state["last_id"])


def timestamp() -> str:
    """The present time, as a record that is written to shows it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def row_of(rows: list[Row], field: str, value: object) -> Row:
    """The row with a value; refused where there is none."""
    for row in rows:
        if row[field] == value:
            return row
    raise Refused(422, {"errors": [f"{field} not found"]})
