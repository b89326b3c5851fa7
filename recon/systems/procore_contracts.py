"""A project's commitments, prime contracts, change orders and costs, with lines."""

from __future__ import annotations

from typing import Any

from recon.systems.procore import Params
from recon.systems.procore_lists import Lists, id_of

Rows = list[dict[str, Any]]


def pull_contracts(lists: Lists, project: str) -> None:
    """Pull commitments and prime contracts, their lines and their change orders."""
    of_project: Params = {"project_id": project}
    for kind in ("purchase_order", "work_order"):
        path = f"/rest/v1.0/{kind}_contracts"
        query = {**of_project, "view": "extended"}
        listed = f"{kind}_contract"
        for contract in lists.read(listed, project, path, query):
            if number := id_of(contract):
                lines = f"{path}/{number}/line_items"
                name = f"commitment_line/{kind}/{number}"
                lists.read(name, project, lines, of_project)
    path = "/rest/v1.0/prime_contracts"
    for contract in lists.read("prime_contract", project, path, of_project):
        if number := id_of(contract):
            lines = f"{path}/{number}/line_items"
            lists.read(f"prime_line/{number}", project, lines, of_project)
    _pull_change_orders(lists, project)


def _pull_change_orders(lists: Lists, project: str) -> None:
    """One, two and three tiers: change orders, packages and potential change orders."""
    of_project: Params = {"project_id": project}
    company = f"/rest/v2.0/companies/{lists.client.company_id}"
    packages, potential = (
        lists.read(name, project, f"/rest/v1.0/{name}s", of_project)
        for name in ("change_order_package", "potential_change_order")
    )
    known: set[str] = set()
    for kind in ("commitment", "prime"):
        name = f"{kind}_change_order"
        path = f"/rest/v1.0/projects/{project}/{name}s"
        lines = f"{company}/projects/{project}/{name}s"
        for change_order in lists.read(name, project, path, {}):
            known.add(str(change_order.get("legacy_package_id")))
            number = id_of(change_order)
            if number is None:
                continue
            found = lists.read(
                f"change_order_line/{kind}/{number}",
                project,
                f"{lines}/{number}/line_items",
                {},
            )
            if not found:
                of_lines = f"potential_line/{kind}/{number}"
                same = _of_number(potential, change_order)
                _pull_potential_lines(lists, project, of_lines, same)
    for package in packages:
        number = id_of(package)
        if number is not None and number not in known:
            path = f"/rest/v1.0/change_order_packages/{number}"
            name = f"package_detail/{number}"
            lists.read(name, project, path, of_project)


def _of_number(potential: Rows, change_order: dict[str, Any]) -> Rows:
    """In one tier the lines stand on the potential change orders of the same number."""
    return [
        row
        for row in potential
        if row.get("contract_id") == change_order.get("contract_id")
        and row.get("number") == change_order.get("number")
    ]


def _pull_potential_lines(lists: Lists, project: str, name: str, same: Rows) -> None:
    """Read the lines of each potential change order; a revision is one of its own."""
    for row in same:
        if number := id_of(row):
            path = f"/rest/v1.0/potential_change_orders/{number}/line_items"
            lists.read(f"{name}/{number}", project, path, {"project_id": project})


def pull_costs(lists: Lists, project: str) -> None:
    """Pull direct costs, their lines, and the invoices of commitments."""
    direct = f"/rest/v1.1/projects/{project}/direct_costs"
    lines = f"/rest/v1.0/projects/{project}/direct_costs/line_items"
    lists.read("direct_cost", project, direct, {})
    lists.read("direct_cost_line", project, lines, {})
    lists.read(
        "requisition",
        project,
        "/rest/v1.1/requisitions",
        {"project_id": project, "view": "items"},
    )


def pull_budget_changes(lists: Lists, project: str) -> None:
    """Pull budget changes with their lines, and the older budget modifications."""
    old = f"/rest/v1.0/projects/{project}"
    company = f"/rest/v2.0/companies/{lists.client.company_id}"
    new = f"{company}/projects/{project}/budget_changes"
    lists.read("budget_modification", project, f"{old}/budget_modifications", {})
    lists.read(
        "budget_change_line",
        project,
        f"{new}/adjustment_line_items",
        {},
    )
