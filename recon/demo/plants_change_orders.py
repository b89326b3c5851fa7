"""Discrepancies planted among change orders of commitments, in every tier."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.company import Company, Row
from recon.demo.contracts import add_change_order, add_commitment
from recon.demo.costs import coded
from recon.demo.key import AnswerKey
from recon.demo.plants_contracts import expect_due, expect_line, forget, order
from recon.demo.plants_costs import CODE, FREE, add_site
from recon.demo.sites import add_cost_code


def plant_change_orders(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy of commitment change orders."""
    _plant_change_orders(company, key)
    _plant_transfers(company, key)
    _plant_tiers(company, key)
    _plant_codes(company, key)


def _changed(
    company: Company, project: Row, theirs: Row, amount: str, kind: str = "subcontract"
) -> tuple[Row, Row, Row, Row]:
    ours, contract = order(company, project, theirs, "9000.00", kind)
    row, change = add_change_order(
        company, theirs, ours, contract, CODE, Decimal(amount)
    )
    return ours, contract, row, change


def forget_change(company: Company, ours: Row, row: Row, amount: str) -> None:
    """Take a change order out of maestro*, and out of the revised amount."""
    company.maestro["change_order"].remove(row)
    company.maestro["change_order_line"] = [
        line
        for line in company.maestro["change_order_line"]
        if line["number"] != row["number"]
    ]
    ours["revised"] -= Decimal(amount)


def _plant_change_orders(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-325")
    site = company.site_of(theirs)
    ours, contract, row, change = _changed(company, project, theirs, "2501.10")
    forget_change(company, ours, row, "2501.10")
    expect_due(key, "change_order", "24-325", change, "2501.10")
    # Look-alike: its subcontract is not in maestro*, which is reported alone.
    ours, contract, row, change = _changed(company, project, theirs, "2502.20")
    forget_change(company, ours, row, "2502.20")
    forget(company, "subcontract", ours)
    expect_due(key, "subcontract", "24-325", contract, "9000.00")

    ours, contract, row, change = _changed(
        company, project, theirs, "2503.30", "purchase_order"
    )
    forget_change(company, ours, row, "2503.30")
    key.expect(
        "change_order_on_purchase_order",
        "warning",
        "change_order",
        {"code": change["number"], "procore_id": str(change["id"])},
        project="24-325",
        field="amount",
        procore="2503.30",
    )
    ours, contract, row, change = _changed(company, project, theirs, "2504.40")
    line = site["change_order_lines"][str(change["id"])][0]
    line["amount"] = change["grand_total"] = "2604.40"
    contract["approved_change_orders"] = "2604.40"
    contract["revised_contract"] = "11604.40"
    code = f"{ours['external']} / {row['number']}"
    expect_line(key, "change_order", "24-325", code, CODE, "2504.40", "2604.40")


def _plant_transfers(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-326")
    for effect, mark in (("invoicing", "N"), ("orders", "N"), ("budget", "O")):
        ours, _, row, _ = _changed(company, project, theirs, "2601.10")
        row[f"is_{effect}"] = mark
        if effect == "orders":
            ours["revised"] -= Decimal("2601.10")
        key.expect(
            "change_order_partly_transferred",
            "warning",
            "change_order",
            {"code": f"{ours['external']} / {row['number']}", "effect": effect},
            project="24-326",
            field="transfer",
            maestro="on" if mark == "O" else "off",
        )
    ours, _, row, change = _changed(company, project, theirs, "2604.40")
    for line in company.maestro["change_order_line"]:
        if line["number"] == row["number"]:
            line["number"] = ""
    row["number"], change["number"] = "", None
    expect_due(key, "change_order", "24-326", change, "2604.40")
    key.expect(
        "change_order_number_missing",
        "warning",
        "change_order",
        {"contract_number": ours["number"]},
        project="24-326",
        field="number",
    )


def _plant_tiers(company: Company, key: AnswerKey) -> None:
    """Packages of three tiers, and lines that stand on the potential change order."""
    project, theirs = add_site(company, "24-327")
    site = company.site_of(theirs)
    # Look-alikes: alike on both sides, only found elsewhere.
    _, _, _, change = _changed(company, project, theirs, "2701.10")
    site["change_order_lines"][str(change["id"])] = []
    potential = {**change, "id": company.new_id()}
    site["potential_change_orders"].append(potential)
    add_potential_line(company, site, potential, "2701.10")
    ours, _, row, change = _changed(company, project, theirs, "2702.20")
    site["commitment_change_orders"].remove(change)
    package = {**change, "id": company.new_id()}
    site["change_order_packages"].append(package)
    package["line_items"] = [_package_line(company, site, "2702.20")]
    ours, _, row, change = _changed(company, project, theirs, "2703.30")
    site["commitment_change_orders"].remove(change)
    package = {**change, "id": company.new_id()}
    site["change_order_packages"].append(package)
    package["line_items"] = [_package_line(company, site, "2703.30")]
    forget_change(company, ours, row, "2703.30")
    expect_due(key, "change_order", "24-327", package, "2703.30")


def add_potential_line(
    company: Company, site: Row, potential: Row, amount: str
) -> None:
    """The line of a potential change order."""
    line = _package_line(company, site, amount) | {"amount": amount}
    site["potential_lines"][str(potential["id"])] = [line]


def _package_line(company: Company, site: Row, amount: str) -> Row:
    return {
        "id": company.new_id(),
        **coded(site, *CODE),
        "position": 1,
        "description": "Travaux supplémentaires",
        "quantity": "1.0",
        "uom": "ff",
        "unit_cost": amount,
        "extended_amount": amount,
        "total_amount": amount,
    }


def _plant_codes(company: Company, key: AnswerKey) -> None:
    """Lines on codes that maestro* does not have keep their document in Procore."""
    project, theirs = add_site(company, "24-328")
    site = company.site_of(theirs)
    parent = add_cost_code(company, site, "13", "Constructions spéciales", None)
    add_cost_code(company, site, "700", "Piscine", parent)
    site["line_item_types"].append(
        {
            "id": company.new_id(),
            "code": "ZZ",
            "name": "Provision",
            "base_type": "other",
            "origin_id": None,
        }
    )
    for on, amount in ((("13-700", FREE), "2801.10"), (("03-300", "ZZ"), "2802.20")):
        lines = [(on, Decimal(amount))]
        ours, contract = add_commitment(
            company, project, theirs, "subcontract", "S1013", lines
        )
        forget(company, "subcontract", ours)
        expect_due(key, "subcontract", "24-328", contract, amount)
        key.expect(
            "contract_code_missing_in_maestro",
            "error",
            "subcontract",
            {
                "code": contract["number"],
                "procore_id": str(contract["id"]),
                "activity_code": on[0],
                "group_code": on[1],
            },
            project="24-328",
            field="amount",
            procore=amount,
        )
    # Look-alike: a draft on the same code.
    lines = [(("13-700", FREE), Decimal("2803.30"))]
    ours, contract = add_commitment(
        company, project, theirs, "subcontract", "S1013", lines
    )
    forget(company, "subcontract", ours)
    contract["status"] = "Draft"
