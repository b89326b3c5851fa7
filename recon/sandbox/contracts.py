"""The sandbox's routes of contracts, change orders and costs, and what they answer."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import Rule

Row = dict[str, Any]

_P = "/rest/v1.0/projects/<int:project_id>"
_V2 = "/rest/v2.0/companies/<int:company_id>/projects/<int:project_id>"
_TOP = (
    "purchase_order_contracts",
    "work_order_contracts",
    "prime_contracts",
    "change_order_packages",
    "potential_change_orders",
)
_OF_PROJECT = (
    "commitment_change_orders",
    "prime_change_orders",
    "budget_modifications",
)
_PARENT = "<int:parent_id>/line_items"
_READ = (
    *(Rule(f"/rest/v1.0/{name}", endpoint=name) for name in _TOP),
    *(Rule(f"{_P}/{name}", endpoint=name) for name in _OF_PROJECT),
    *(
        Rule(f"/rest/v1.0/{name}/{_PARENT}", endpoint=lines)
        for name, lines in (
            ("purchase_order_contracts", "contract_lines"),
            ("work_order_contracts", "contract_lines"),
            ("prime_contracts", "prime_lines"),
            ("potential_change_orders", "potential_lines"),
        )
    ),
    *(
        Rule(f"{_V2}/{name}/{_PARENT}", endpoint="change_order_lines")
        for name in ("commitment_change_orders", "prime_change_orders")
    ),
    Rule("/rest/v1.0/change_order_packages/<int:parent_id>", endpoint="package_detail"),
    Rule("/rest/v1.1/requisitions", endpoint="requisitions"),
    Rule("/rest/v1.1/projects/<int:project_id>/direct_costs", endpoint="direct_costs"),
    Rule(f"{_P}/direct_costs/line_items", endpoint="direct_cost_lines"),
    Rule(f"{_V2}/budget_changes/adjustment_line_items", endpoint="budget_change_lines"),
    Rule(f"{_P}/work_breakdown_structure/wbs_codes", endpoint="wbs_codes"),
    Rule("/rest/v1.1/projects/<int:project_id>/vendors", endpoint="project_vendors"),
    Rule("/rest/v1.3/companies/<int:company_id>/users", endpoint="users"),
    Rule("/rest/v1.0/tax_codes", endpoint="tax_codes"),
)
CONTRACT_ROUTES = tuple(
    Rule(rule.rule, endpoint=rule.endpoint, methods=["GET"]) for rule in _READ
)


class Refused(Exception):
    """An answer other than 200, in the API's own shape."""

    def __init__(self, status: int, body: object) -> None:
        """Take the status and the body."""
        super().__init__(status)
        self.status = status
        self.body = body


def nested(site: Row, endpoint: str, values: Row) -> list[Row]:
    """The lines of one document. Refused where the document is not there."""
    lines: list[Row] | None = site[endpoint].get(str(values["parent_id"]))
    if lines is None:
        raise Refused(
            404, {"message": "Couldn't find the record", "exception": "RecordNotFound"}
        )
    return lines


def package_detail(site: Row, values: Row) -> Row:
    """A change order package with its lines. Refused where it is not there."""
    for package in site["change_order_packages"]:
        if package["id"] == values["parent_id"]:
            return {**package, "line_items": package.get("line_items", [])}
    raise Refused(
        404, {"message": "Couldn't find the record", "exception": "RecordNotFound"}
    )
