"""The kinds of records a table can seed, each made as the demo company makes it.

A maker gets the record's label, which is its code, number or amount unless the cell
`given` says otherwise, and gives back its rows.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from recon.demo.company import Company, Row, add_customer, add_supplier, new_vendor
from recon.demo.discrepancies.seeding import Seeding
from recon.demo.sites import (
    add_activity,
    add_budget_line,
    add_cost_code,
    add_detail_row,
    add_project,
    new_site,
)

Given = dict[str, Any]
Rows = dict[str, Row]
Maker = Callable[[Seeding, str, Given], Rows]
# Group DI carries no line of the base budgets: what is seeded on it stands alone.
CODE = ("03-300", "DI")
OTHER = ("05-500", "DI")


def _supplier(seeding: Seeding, label: str, given: Given) -> Rows:
    code = given.get("code", label)
    is_linked = given.get("linked") != "no"
    ours, theirs = add_supplier(seeding.company, code, linked=is_linked)
    if "in_directory" in given:
        seeding.company.add_to_directory(seeding.site, code)
    return {"maestro": ours, "procore": theirs}


def _customer(seeding: Seeding, label: str, given: Given) -> Rows:
    ours, theirs = add_customer(seeding.company, given.get("code", label))
    return {"maestro": ours, "procore": theirs}


def _company(seeding: Seeding, label: str, given: Given) -> Rows:
    """A company of the Procore directory alone."""
    vendor = new_vendor(seeding.company, given.get("code", label), given["name"])
    return {"procore": vendor}


def _project(seeding: Seeding, label: str, given: Given) -> Rows:
    """A project alike on both sides; with `for_costs`, one that documents can name.

    It has room for costs on two codes then, and suppliers in its directory.
    """
    company, customer = seeding.company, given.get("customer", "")
    is_linked = given.get("linked") != "no"
    ours, theirs = add_project(company, label, customer=customer, linked=is_linked)
    seeding.project, seeding.procore_project = ours, theirs
    if "for_costs" in given:
        for activity, group in (CODE, OTHER):
            add_budget_line(company, label, theirs, activity, group, Decimal(1_000_000))
        for supplier in company.maestro["supplier"][:24]:
            company.add_to_directory(seeding.site, supplier["code"])
    return {"maestro": ours, "procore": theirs}


def _procore_project(seeding: Seeding, label: str, given: Given) -> Rows:
    code = given.get("code", label)
    return {"procore": new_site(seeding.company, code, given["name"])}


def _budget_line(seeding: Seeding, label: str, given: Given) -> Rows:
    activity, group = label.split()
    ours, theirs = add_budget_line(
        seeding.company,
        seeding.project["code"],
        seeding.procore_project,
        activity,
        group,
        Decimal(given["amount"]),
        Decimal(given.get("quantity", 0)),
    )
    return {"maestro": ours, "procore": theirs}


def _maestro_budget_line(seeding: Seeding, label: str, given: Given) -> Rows:
    activity, group = label.split()
    row: Row = {
        "project": seeding.project["code"],
        "activity": activity,
        "group": group,
        "amount": Decimal(given["amount"]),
        "quantity": Decimal(0),
    }
    seeding.company.maestro["budget_line"].append(row)
    return {"maestro": row}


def _procore_budget_line(seeding: Seeding, label: str, given: Given) -> Rows:
    activity, group = label.split()
    amount = Decimal(given["amount"])
    project = seeding.procore_project
    row = add_detail_row(seeding.company, project, activity, group, amount)
    return {"procore": row}


def _cost_group(seeding: Seeding, label: str, given: Given) -> Rows:
    row: Row = {"code": label, **given}
    seeding.company.maestro["cost_group"].append(row)
    return {"maestro": row}


def _cost_type(seeding: Seeding, label: str, given: Given) -> Rows:
    """A cost type of the project at hand, or with `everywhere` of all so far."""
    sites = seeding.company.sites.values() if "everywhere" in given else [seeding.site]
    for site in sites:
        row: Row = {
            "id": seeding.company.new_id(),
            "code": label,
            "name": given["name"],
            "base_type": given["base_type"],
            "origin_id": None,
        }
        site["line_item_types"].append(row)
    return {"procore": row}


def _activity(seeding: Seeding, label: str, given: Given) -> Rows:
    code = seeding.project["code"]
    return {"maestro": add_activity(seeding.company, code, label, given["name"])}


def _known_activity(seeding: Seeding, label: str, _: Given) -> Rows:
    """An activity that the project has already, on both sides."""
    rows = seeding.company.maestro["activity"]
    mine = (row for row in rows if row["project"] == seeding.project["code"])
    items = (i for i in seeding.site["segment_items"] if i["path_code"] == label)
    return {
        "maestro": next(row for row in mine if row["code"] == label),
        "procore": next(items),
    }


def _cost_code(seeding: Seeding, label: str, given: Given) -> Rows:
    """A cost code under the one that its code starts with, and its segment item."""
    site = seeding.site
    above, _, code = label.rpartition("-")
    parents = [row for row in site["cost_codes"] if above == row["full_code"]]
    parent = parents[-1] if above else None
    row = add_cost_code(seeding.company, site, code, given["name"], parent)
    return {"procore": row, "item": site["segment_items"][-1]}


def _segment(seeding: Seeding, label: str, given: Given) -> Rows:
    row: Row = {
        "id": seeding.company.new_id(),
        "name": label,
        "type": given["type"],
        "position": int(given["position"]),
        "delimiter": ".",
        "required": False,
        "structure": "flat",
    }
    seeding.site["segments"].append(row)
    return {"procore": row}


# Contracts without lines, drafted on a project without discrepancy.
_UNPRICED = {
    "description": "",
    "retainage_percent": None,
    "grand_total": "0.00",
    "approved_change_orders": "0.00",
    "created_at": "2026-03-02T15:00:00Z",
    "updated_at": "2026-03-02T15:00:00Z",
}


def _empty_prime_contract(seeding: Seeding, label: str, given: Given) -> Rows:
    company, vendor = seeding.company, seeding.records[given["of"]].rows["procore"]
    contract = {
        "id": company.new_id(),
        "number": label,
        "title": "Contrat principal",
        "status": given["status"],
        "accounting_method": "amount",
        "vendor": {"id": vendor["id"], "name": vendor["name"]},
        "contract_start_date": None,
        "contract_estimated_completion_date": None,
        **_UNPRICED,
    }
    site = _site_called(company, given["project"])
    site["prime_contracts"].append(contract)
    site["prime_lines"][str(contract["id"])] = []
    return {"procore": contract}


def _empty_purchase_order(seeding: Seeding, label: str, given: Given) -> Rows:
    company, vendor = seeding.company, seeding.records[given["of"]].rows["procore"]
    contract = {
        "id": company.new_id(),
        "number": label,
        "title": "Bon de commande",
        "status": given["status"],
        "vendor": {"id": vendor["id"], "company": vendor["name"]},
        "contract_date": None,
        "delivery_date": None,
        "revised_contract": "0.00",
        "accounting_method": "amount",
        **_UNPRICED,
    }
    site = _site_called(company, given["project"])
    site["purchase_order_contracts"].append(contract)
    site["contract_lines"][str(contract["id"])] = []
    return {"procore": contract}


def _site_called(company: Company, code: str) -> Row:
    projects = (p for p in company.projects if p["project_number"] == code)
    return company.site_of(next(projects))


KINDS: dict[str, Maker] = {
    "supplier": _supplier,
    "customer": _customer,
    "company": _company,
    "empty_prime_contract": _empty_prime_contract,
    "empty_purchase_order": _empty_purchase_order,
    "project": _project,
    "procore_project": _procore_project,
    "budget_line": _budget_line,
    "maestro_budget_line": _maestro_budget_line,
    "procore_budget_line": _procore_budget_line,
    "cost_group": _cost_group,
    "cost_type": _cost_type,
    "activity": _activity,
    "known_activity": _known_activity,
    "cost_code": _cost_code,
    "segment": _segment,
}
