"""A project's commitments, prime contracts, change orders and costs, with lines."""

from __future__ import annotations

from typing import Any

from recon.systems.procore import Params
from recon.systems.procore_lists import Lists

Rows = list[dict[str, Any]]


def pull_contracts(lists: Lists, project: str) -> None:
    """Pull commitments and prime contracts, their lines and their change orders."""
    of_project: Params = {"project_id": project}
    for kind in ("purchase_order", "work_order"):
        path = f"/rest/v1.0/{kind}_contracts"
        query = {**of_project, "view": "extended"}
        listed = f"{kind}_contract"
        for contract in lists.read(listed, project, path, query):
            number = str(contract.get("id"))
            lines = f"{path}/{number}/line_items"
            name = f"commitment_line/{number}"
            lists.read(name, project, lines, of_project)
    path = "/rest/v1.0/prime_contracts"
    for contract in lists.read("prime_contract", project, path, of_project):
        number = str(contract.get("id"))
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
            number = str(change_order.get("id"))
            known.add(str(change_order.get("legacy_package_id")))
            found = lists.read(
                f"change_order_line/{number}",
                project,
                f"{lines}/{number}/line_items",
                {},
            )
            if not found:
                _pull_potential_lines(lists, project, change_order, potential)
    for package in packages:
        number = str(package.get("id"))
        if number not in known:
            path = f"/rest/v1.0/change_order_packages/{number}"
            name = f"package_detail/{number}"
            lists.read(name, project, path, of_project)


def _pull_potential_lines(
    lists: Lists,
    project: str,
    change_order: dict[str, Any],
    potential: Rows,
) -> None:
    """In one tier the lines stand on the potential change order of the same number."""
    same = [
        row
        for row in potential
        if row.get("contract_id") == change_order.get("contract_id")
        and row.get("number") == change_order.get("number")
    ]
    for row in same:
        path = f"/rest/v1.0/potential_change_orders/{row['id']}/line_items"
        name = f"potential_line/{change_order.get('id')}"
        lists.read(name, project, path, {"project_id": project})


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
