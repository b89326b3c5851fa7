"""The kinds of costs, contracts and changes a table can seed, alike on both sides.

The label of a document is its amount, so that each is known by it; after a slash
stands which, where there are more of one amount.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from recon.demo.billing import (
    add_modification,
    add_prime_change_order,
    add_prime_contract,
    add_schedule_line,
)
from recon.demo.company import Row
from recon.demo.contracts import (
    add_change_order,
    add_commitment,
    add_commitment_line,
    add_order_invoice,
)
from recon.demo.costs import add_cost, add_direct_cost, add_transaction, coded
from recon.demo.discrepancies.kinds import CODE, OTHER, Given, Maker, Rows
from recon.demo.discrepancies.seeding import Seeding
from recon.demo.sites import wbs_code_of


def _amount(label: str, given: Given) -> Decimal:
    return Decimal(given.pop("amount", label.partition("/")[0]))


def _code(given: Given) -> tuple[str, str]:
    activity, _, group = given.pop("code", " ".join(CODE)).partition(" ")
    return activity, group


def _booked(given: Given) -> Given:
    """What is given of a transaction, its days and figures read."""
    for name in ("on", "entered", "accounting"):
        if isinstance(given.get(name), str):
            given[name] = date.fromisoformat(given[name])
    for name in ("quantity", "unit_price"):
        if name in given:
            given[name] = Decimal(given[name])
    return given


def _transaction(seeding: Seeding, label: str, given: Given) -> Rows:
    code, amount = _code(given), _amount(label, given)
    project = seeding.project
    booked = _booked(given)
    return {
        "maestro": add_transaction(seeding.company, project, code, amount, **booked)
    }


def _cost(seeding: Seeding, label: str, given: Given) -> Rows:
    code, amount = _code(given), _amount(label, given)
    ours, theirs = seeding.project, seeding.procore_project
    row, header, line = add_cost(
        seeding.company, ours, theirs, code, amount, **_booked(given)
    )
    return {"maestro": row, "procore": header, "line": line}


def _direct_cost_again(seeding: Seeding, _: str, given: Given) -> Rows:
    """One more direct cost of a transaction, with what is given in other words."""
    row = seeding.records[given.pop("of")].rows["maestro"] | given
    header, line = add_direct_cost(seeding.company, seeding.procore_project, row)
    return {"procore": header, "line": line}


def _commitment(kind: str) -> Maker:
    def make(seeding: Seeding, label: str, given: Given) -> Rows:
        company, project = seeding.company, seeding.project
        theirs, party = seeding.procore_project, given.get("party", "S1013")
        lines = [(_code(given), _amount(label, given))]
        ours, contract = add_commitment(company, project, theirs, kind, party, lines)
        line = seeding.site["contract_lines"][str(contract["id"])][0]
        row = company.maestro["commitment_line"][-1]
        return {
            "maestro": ours,
            "procore": contract,
            "maestro_line": row,
            "line": line,
        }

    return make


def _document_line(seeding: Seeding, label: str, given: Given) -> Rows:
    """One more line of an order or a billing contract, and of its totals."""
    of, amount = seeding.records[given["of"]].rows, _amount(label, given)
    ours, contract = of["maestro"], of["procore"]
    is_order = "external" in ours
    add, total = (
        (add_commitment_line, "revised") if is_order else (add_schedule_line, "amount")
    )
    row, line = add(seeding.company, seeding.site, ours, contract, _code(given), amount)
    ours[total] += amount
    for stated in {"grand_total", "revised_contract"} & contract.keys():
        contract[stated] = f"{Decimal(contract[stated]) + amount:.2f}"
    return {"maestro": row, "procore": line}


def _line_again(seeding: Seeding, _: str, given: Given) -> Rows:
    """A second line of a contract of Procore, at first like the first one."""
    contract = seeding.records[given["of"]].rows["procore"]
    lines = seeding.site["contract_lines"][str(contract["id"])]
    line = {**lines[0], "id": seeding.company.new_id()}
    lines.append(line)
    return {"procore": line}


def _change_order(seeding: Seeding, label: str, given: Given) -> Rows:
    company, of = seeding.company, seeding.records[given["of"]].rows
    order, contract = of["maestro"], of["procore"]
    amount = _amount(label, given)
    theirs = seeding.procore_project
    row, change = add_change_order(company, theirs, order, contract, CODE, amount)
    return {
        "maestro": row,
        "maestro_line": company.maestro["change_order_line"][-1],
        "procore": change,
        "line": seeding.site["change_order_lines"][str(change["id"])][0],
        "order": order,
        "contract": contract,
    }


def _potential_change_order(seeding: Seeding, _: str, given: Given) -> Rows:
    """The lines of a change order stand on a potential change order instead."""
    site, change = seeding.site, seeding.records[given["of"]].rows["procore"]
    amount = change["grand_total"]
    site["change_order_lines"][str(change["id"])] = []
    potential = {**change, "id": seeding.company.new_id()}
    site["potential_change_orders"].append(potential)
    line = _tier_line(seeding, amount) | {"amount": amount}
    site["potential_lines"][str(potential["id"])] = [line]
    return {"procore": potential}


def _change_order_package(seeding: Seeding, _: str, given: Given) -> Rows:
    """A package of three tiers stands in place of the change order."""
    site, change = seeding.site, seeding.records[given["of"]].rows["procore"]
    site["commitment_change_orders"].remove(change)
    package = {**change, "id": seeding.company.new_id()}
    site["change_order_packages"].append(package)
    package["line_items"] = [_tier_line(seeding, change["grand_total"])]
    return {"procore": package}


def _tier_line(seeding: Seeding, amount: str) -> Row:
    return {
        "id": seeding.company.new_id(),
        **coded(seeding.site, *CODE),
        "position": 1,
        "description": "Travaux supplémentaires",
        "quantity": "1.0",
        "uom": "ff",
        "unit_cost": amount,
        "extended_amount": amount,
        "total_amount": amount,
    }


def _order_invoice(seeding: Seeding, label: str, given: Given) -> Rows:
    of = seeding.records[given["of"]].rows
    ours, theirs = seeding.project, seeding.procore_project
    order, contract = of["maestro"], of["procore"]
    amount = _amount(label, given)
    row, requisition = add_order_invoice(
        seeding.company, ours, theirs, order, contract, CODE, amount
    )
    return {"maestro": row, "procore": requisition}


def _order_invoice_again(seeding: Seeding, _: str, given: Given) -> Rows:
    """One more invoice on a commitment, in all fields as another one."""
    company, first = seeding.company, seeding.records[given["of"]].rows["procore"]
    items = [{**item, "id": company.new_id()} for item in first["items"]]
    row: Row = {**first, "id": company.new_id(), "items": items}
    seeding.site["requisitions"].append(row)
    return {"procore": row}


def _prime_contract(seeding: Seeding, _: str, given: Given) -> Rows:
    """A prime contract: of the amounts given on both codes, in one line or two."""
    amounts = [Decimal(amount) for amount in given["amounts"].split(", ")]
    lines = list(zip((CODE, OTHER), amounts, strict=False))
    ours, theirs = seeding.project, seeding.procore_project
    billing, contract = add_prime_contract(seeding.company, ours, theirs, lines)
    listed = seeding.site["prime_lines"][str(contract["id"])]
    hanging = dict(zip(("line", "line2"), listed, strict=False))
    hanging["maestro_line"] = seeding.company.maestro["prime_contract_line"][
        -len(listed)
    ]
    return {"maestro": billing, "procore": contract, **hanging}


def _prime_change_order(seeding: Seeding, label: str, given: Given) -> Rows:
    contract = seeding.records[given["of"]].rows["procore"]
    ours, theirs = seeding.project, seeding.procore_project
    row, change = add_prime_change_order(
        seeding.company, ours, theirs, contract, CODE, Decimal(label)
    )
    [line] = seeding.site["change_order_lines"][str(change["id"])]
    return {"maestro": row, "procore": change, "line": line}


def _modification(seeding: Seeding, label: str, given: Given) -> Rows:
    """A modification of the budget, on an activity and a group."""
    activity, group = label.split()
    ours, theirs = seeding.project, seeding.procore_project
    amount = Decimal(given["amount"])
    row, detail = add_modification(
        seeding.company, ours, theirs, (activity, group), amount
    )
    return {"maestro": row, "procore": detail}


def _budget_transfer(seeding: Seeding, label: str, given: Given) -> Rows:
    row: Row = {
        "id": seeding.company.new_id(),
        "from_budget_line_item_id": _detail_row(seeding, given["from"])["id"],
        "to_budget_line_item_id": _detail_row(seeding, given["to"])["id"],
        "transfer_amount": label,
        "notes": "Transfert",
        "origin_id": None,
    }
    seeding.site["budget_modifications"].append(row)
    return {"procore": row}


def _detail_row(seeding: Seeding, code: str) -> Row:
    on = coded(seeding.site, *code.split())
    ids = (on["cost_code"]["id"], on["line_item_type"]["id"])
    rows: list[Row] = seeding.site["detail_rows"]
    return next(r for r in rows if (r["cost_code_id"], r["category_id"]) == ids)


def _budget_change(seeding: Seeding, label: str, given: Given) -> Rows:
    company, site = seeding.company, seeding.site
    row: Row = {
        "id": str(company.new_id()),
        "adjustment_number": 1,
        "wbs_code_id": str(wbs_code_of(company, site, *label.split())["id"]),
        "amount": f"@number:{given['amount']}",
        "uom": "",
        "quantity": 0,
        "description": "",
        "type": given["type"],
        "budget_change_id": str(company.new_id()),
        "budget_change_number": "7",
        "budget_change_status": given["status"],
        "budget_change_name": "Réserve",
    }
    site["budget_change_lines"].append(row)
    return {"procore": row}


DOCUMENT_KINDS: dict[str, Maker] = {
    "transaction": _transaction,
    "cost": _cost,
    "direct_cost_again": _direct_cost_again,
    "purchase_order": _commitment("purchase_order"),
    "subcontract": _commitment("subcontract"),
    "document_line": _document_line,
    "line_again": _line_again,
    "change_order": _change_order,
    "potential_change_order": _potential_change_order,
    "change_order_package": _change_order_package,
    "order_invoice": _order_invoice,
    "order_invoice_again": _order_invoice_again,
    "prime_contract": _prime_contract,
    "prime_change_order": _prime_change_order,
    "modification": _modification,
    "budget_transfer": _budget_transfer,
    "budget_change": _budget_change,
}
