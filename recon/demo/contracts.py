"""The demo company's contracts: orders, subcontracts, billing, change orders."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from recon.demo.company import STAMP, Company, Row
from recon.demo.costs import add_transaction, coded
from recon.demo.sites import wbs_code_of

Lines = list[tuple[tuple[str, str], Decimal]]
_KINDS = {
    "purchase_order": ("purchase_order_contracts", "BC", "Bon de commande"),
    "subcontract": ("work_order_contracts", "SC", "Sous-contrat"),
}


def add_commitment(
    company: Company,
    project: Row,
    theirs: Row,
    kind: str,
    party: str,
    lines: Lines,
) -> tuple[Row, Row]:
    """An approved commitment that was sent once, alike on both sides."""
    listed, letters, title = _KINDS[kind]
    number = f"{letters}-{company.count(letters):04}"
    day = project["from"] + timedelta(days=5)
    total = sum((amount for _, amount in lines), Decimal(0))
    vendor = company.vendor_of(party)
    contract: Row = {
        "id": company.new_id(),
        "number": number,
        "title": f"{title} {number}",
        "description": "<p>Selon les plans et devis</p>",
        "status": "Approved",
        "vendor": {"id": vendor["id"], "company": vendor["name"]} if vendor else None,
        "contract_date": day.isoformat(),
        "created_at": f"{day.isoformat()}T15:00:00Z",
        "retainage_percent": "10.0",
        "grand_total": f"{total:.2f}",
        "approved_change_orders": "0.00",
        "revised_contract": f"{total:.2f}",
        "accounting_method": "amount",
        "executed": True,
        "private": False,
        "origin_id": None,
        "updated_at": STAMP,
    }
    due = (day + timedelta(days=30)).isoformat()
    late = "delivery_date" if kind == "purchase_order" else "actual_completion_date"
    contract[late] = due
    site = company.site_of(theirs)
    site[listed].append(contract)
    site["contract_lines"][str(contract["id"])] = []
    company.add_to_directory(site, party)
    ours: Row = {
        "number": f"{company.count('order'):06}",
        "project": project["code"],
        "external": number,
        "party": party,
        "status": "Approuvé",
        "contract_on": day,
        "delivery_on": day + timedelta(days=30),
        "text": f"{title} {number} - Selon les plans et devis",
        "holdback": Decimal(10),
        "revised": total,
    }
    company.maestro[kind].append(ours)
    for code, amount in lines:
        add_commitment_line(company, site, ours, contract, code, amount)
    return ours, contract


def add_commitment_line(
    company: Company,
    site: Row,
    ours: Row,
    contract: Row,
    code: tuple[str, str],
    amount: Decimal,
) -> tuple[Row, Row]:
    """A line of a commitment, alike on both sides."""
    listed = site["contract_lines"][str(contract["id"])]
    row = maestro_line(code, amount, len(listed) + 1) | {"number": ours["number"]}
    company.maestro["commitment_line"].append(row)
    line = procore_line(company, site, code, amount, len(listed) + 1)
    listed.append(line)
    return row, line


def maestro_line(code: tuple[str, str], amount: Decimal, position: int) -> Row:
    """A breakdown line of maestro*."""
    return {
        "line": str(position),
        "activity": code[0],
        "group": code[1],
        "description": f"Ligne {position}",
        "quantity": Decimal(1),
        "unit": "ff",
        "unit_price": amount,
        "amount": amount,
    }


def procore_line(
    company: Company,
    site: Row,
    code: tuple[str, str],
    amount: Decimal,
    position: int,
) -> Row:
    """A schedule of values line of Procore."""
    return {
        "id": company.new_id(),
        **coded(site, *code),
        "position": position,
        "description": f"Ligne {position}",
        "amount": f"{amount:.2f}",
        "extended_amount": f"{amount:.2f}",
        "total_amount": f"{amount:.2f}",
        "extended_type": "manual",
        "quantity": "1.000000",
        "unit_cost": f"{amount:.4f}",
        "uom": "ff",
        "created_at": STAMP,
        "updated_at": STAMP,
    }


def add_change_order(
    company: Company,
    theirs: Row,
    ours: Row,
    contract: Row,
    code: tuple[str, str],
    amount: Decimal,
) -> tuple[Row, Row]:
    """An approved change order of a commitment, transferred in maestro*."""
    site = company.site_of(theirs)
    number = f"AV-{company.count('change order'):03}"
    day = ours["contract_on"] + timedelta(days=9)
    change: Row = {
        "id": company.new_id(),
        "contract_id": contract["id"],
        "legacy_package_id": None,
        "number": number,
        "title": f"Avenant {number}",
        "description": "",
        "status": "approved",
        "grand_total": f"{amount:.2f}",
        "created_at": f"{day.isoformat()}T15:00:00Z",
        "due_date": None,
        "updated_at": STAMP,
        "type": "CommitmentChangeOrder",
        "executed": True,
    }
    site["commitment_change_orders"].append(change)
    site["change_order_lines"][str(change["id"])] = [
        wbs_line(company, site, code, amount)
    ]
    row: Row = {
        "contract": ours["number"],
        "number": number,
        "contract_on": day,
        "party": ours["party"],
        "status": "Transféré",
        "is_invoicing": "O",
        "is_orders": "O",
        "is_budget": "N",
    }
    company.maestro["change_order"].append(row)
    company.maestro["change_order_line"].append(
        maestro_line(code, amount, 1) | {"contract": ours["number"], "number": number}
    )
    add_change(contract, amount)
    ours["revised"] += amount
    return row, change


def add_change(contract: Row, amount: Decimal) -> None:
    """Count an approved change order in its contract's totals."""
    changes = Decimal(contract["approved_change_orders"]) + amount
    contract["approved_change_orders"] = f"{changes:.2f}"
    if "revised_contract" in contract:
        revised = Decimal(contract["grand_total"]) + changes
        contract["revised_contract"] = f"{revised:.2f}"


def wbs_line(
    company: Company, site: Row, code: tuple[str, str], amount: Decimal
) -> Row:
    """A line as version 2 of the API gives it: ids as text, a budget code alone."""
    wbs = wbs_code_of(company, site, *code)
    return {
        "id": str(company.new_id()),
        "description": "Travaux supplémentaires",
        "uom": "ff",
        "quantity": 1,
        "unit_cost": f"{amount:.4f}",
        "amount": f"{amount:.2f}",
        "extended_type": "manual",
        "wbs_code_id": str(wbs["id"]),
        "position": 1,
    }


def add_order_invoice(
    company: Company,
    project: Row,
    theirs: Row,
    ours: Row,
    contract: Row,
    code: tuple[str, str],
    amount: Decimal,
) -> tuple[Row, Row]:
    """An invoice of an order: a type 7 transaction, and the commitment's invoice."""
    invoice = f"F{company.count('invoice'):05}"
    row = add_transaction(
        company,
        project,
        code,
        amount,
        kind="7",
        party=ours["party"],
        invoice=invoice,
        order=ours["number"],
    )
    return row, add_requisition(company, theirs, contract, row)


def add_requisition(company: Company, theirs: Row, contract: Row, row: Row) -> Row:
    """The invoice on the commitment that a type 7 transaction becomes."""
    site = company.site_of(theirs)
    cost_code = coded(site, row["activity"], row["group"])["cost_code"]
    wbs = wbs_code_of(company, site, row["activity"], row["group"])
    vendor = contract["vendor"]
    requisition: Row = {
        "id": company.new_id(),
        "number": company.count("requisition"),
        "invoice_number": row["invoice"],
        "commitment_id": contract["id"],
        "commitment_type": "WorkOrderContract",
        "contract_name": contract["title"],
        "vendor_id": vendor["id"],
        "vendor_name": vendor["company"],
        "status": "approved",
        "billing_date": row["on"].isoformat(),
        "requisition_start": row["on"].isoformat(),
        "requisition_end": row["on"].isoformat(),
        "summary": {"current_payment_due": f"{row['amount']:.2f}"},
        "items": [
            {
                "id": company.new_id(),
                "cost_code_id": cost_code["id"],
                "description_of_work": row["description"],
                "wbs_code": {"id": wbs["id"], "flat_code": wbs["flat_code"]},
                "scheduled_value": contract["grand_total"],
                "work_completed_this_period": f"{row['amount']:.2f}",
                "position": 1,
            }
        ],
        "origin_id": None,
        "created_at": STAMP,
        "updated_at": STAMP,
    }
    site["requisitions"].append(requisition)
    return requisition
