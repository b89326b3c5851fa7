"""The demo company's billing contracts, and a project's contracts of every kind."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.company import STAMP, Company, Row
from recon.demo.contracts import (
    Lines,
    add_change,
    add_change_order,
    add_commitment,
    add_order_invoice,
    maestro_line,
    procore_line,
    wbs_line,
)
from recon.demo.costs import budget_of, coded


def add_prime_contract(
    company: Company, project: Row, theirs: Row, lines: Lines
) -> tuple[Row, Row]:
    """An approved prime contract, and the progress billing contract made from it."""
    site = company.site_of(theirs)
    start, end = project["start"], project["closing"]
    total = sum((amount for _, amount in lines), Decimal(0))
    vendor = company.customer_of(project["customer"])
    contract: Row = {
        "id": company.new_id(),
        "number": f"CP-{company.count('prime'):03}",
        "title": project["name"],
        "description": "",
        "status": "Approved",
        "vendor": {"id": vendor["id"], "name": vendor["name"]},
        "contract_start_date": start.isoformat(),
        "contract_estimated_completion_date": end.isoformat(),
        "retainage_percent": "10.0",
        "grand_total": f"{total:.2f}",
        "approved_change_orders": "0.00",
        "accounting_method": "amount",
        "executed": True,
        "private": False,
        "origin_id": None,
        "created_at": STAMP,
        "updated_at": STAMP,
    }
    site["prime_contracts"].append(contract)
    ours: Row = {
        "project": project["code"],
        "text": project["name"],
        "party": project["customer"],
        "contract_on": start,
        "delivery_on": end,
        "holdback": Decimal(10),
        "amount": total,
        "method": "Taux",
        "status": "Actif",
    }
    company.maestro["prime_contract"].append(ours)
    listed = site["prime_lines"][str(contract["id"])] = []
    for number, (code, amount) in enumerate(lines, start=1):
        row = maestro_line(code, amount, number) | {"project": project["code"]}
        row |= {"quantity": Decimal(0), "unit": "", "unit_price": Decimal(0)}
        company.maestro["prime_contract_line"].append(row)
        line = procore_line(company, site, code, amount, number)
        line |= {"quantity": "0.0", "uom": "", "unit_cost": "0.0"}
        listed.append(line)
    return ours, contract


def add_prime_change_order(
    company: Company,
    project: Row,
    theirs: Row,
    contract: Row,
    code: tuple[str, str],
    amount: Decimal,
) -> tuple[Row, Row]:
    """An approved change order of the prime contract, alike on both sides."""
    site = company.site_of(theirs)
    number = f"OC-{company.count('prime change order'):03}"
    change: Row = {
        "id": company.new_id(),
        "contract_id": contract["id"],
        "legacy_package_id": None,
        "number": number,
        "title": f"Changement {number}",
        "description": "",
        "status": "approved",
        "grand_total": f"{amount:.2f}",
        "created_at": STAMP,
        "updated_at": STAMP,
        "type": "PrimeChangeOrder",
        "executed": True,
    }
    site["prime_change_orders"].append(change)
    site["change_order_lines"][str(change["id"])] = [
        wbs_line(company, site, code, amount)
    ]
    row: Row = {
        "project": project["code"],
        "number": number,
        "line": "1",
        "status": "Approuvé",
        "text": change["title"],
        "activity": code[0],
        "quantity": Decimal(1),
        "unit": "ff",
        "unit_price": amount,
    }
    company.maestro["prime_change_order"].append(row)
    add_change(contract, amount)
    return row, change


def add_contracts(company: Company, project: Row, theirs: Row) -> None:
    """The contracts of a project without discrepancy, of every kind."""
    budget = budget_of(company, project)

    def part(places: tuple[int, ...], share: int) -> Lines:
        return [
            (budget[n][0], (budget[n][1] * share / 1000).quantize(Decimal("0.01")))
            for n in places
        ]

    first = company.maestro["supplier"][company.count("party") % 24]["code"]
    second = company.maestro["supplier"][company.count("party") % 24]["code"]
    add_commitment(company, project, theirs, "purchase_order", first, part((0, 1), 60))
    ours, contract = add_commitment(
        company, project, theirs, "subcontract", second, part((2, 3), 120)
    )
    [(code, amount)] = part((2,), 15)
    add_change_order(company, theirs, ours, contract, code, amount)
    add_order_invoice(company, project, theirs, ours, contract, code, amount)
    if project["customer"]:
        _, prime = add_prime_contract(
            company, project, theirs, part((0, 1, 2, 3), 1100)
        )
        [(code, amount)] = part((1,), 20)
        add_prime_change_order(company, project, theirs, prime, code, amount)
        add_modification(company, project, theirs, code, amount)


def add_modification(
    company: Company,
    project: Row,
    theirs: Row,
    code: tuple[str, str],
    amount: Decimal,
) -> tuple[Row, Row]:
    """An approved change in Procore's budget, and maestro*'s modification of it."""
    site = company.site_of(theirs)
    cost_code = coded(site, *code)["cost_code"]["id"]
    cost_type = coded(site, *code)["line_item_type"]["id"]
    row = next(
        row
        for row in site["detail_rows"]
        if (row["cost_code_id"], row["category_id"]) == (cost_code, cost_type)
    )
    row["Approved COs"] = f"{amount:.2f}"
    ours: Row = {
        "project": project["code"],
        "activity": code[0],
        "group": code[1],
        "amount": amount,
        "quantity": Decimal(0),
    }
    company.maestro["modified_budget"].append(ours)
    return ours, row
