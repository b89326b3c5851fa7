"""Discrepancies planted among orders and subcontracts, and their look-alikes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from recon.demo.company import Company, Row, new_vendor
from recon.demo.contracts import add_commitment
from recon.demo.costs import coded
from recon.demo.key import AnswerKey
from recon.demo.plants_costs import CODE, OTHER, add_site

_LIST = {"PO": "purchase_order_contracts", "SC": "work_order_contracts"}


def plant_contracts(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy of commitments."""
    _plant_missing(company, key)
    _plant_numbers(company, key)
    _plant_edits(company, key)
    _plant_totals(company, key)


def order(
    company: Company,
    project: Row,
    theirs: Row,
    amount: str,
    kind: str = "purchase_order",
) -> tuple[Row, Row]:
    """A commitment of one line, alike on both sides."""
    lines = [(CODE, Decimal(amount))]
    return add_commitment(company, project, theirs, kind, "S1013", lines)


def forget(company: Company, kind: str, ours: Row) -> None:
    """Take a commitment and its lines out of maestro*."""
    company.maestro[kind].remove(ours)
    company.maestro["commitment_line"] = [
        row
        for row in company.maestro["commitment_line"]
        if row["number"] != ours["number"]
    ]


def expect_due(
    key: AnswerKey, entity: str, project: str, contract: Row, amount: str
) -> None:
    """Expect an approved document that maestro* does not have."""
    key.expect(
        "contract_only_in_procore",
        "error",
        entity,
        {"code": contract["number"] or "", "procore_id": str(contract["id"])},
        project=project,
        field="amount",
        procore=amount,
        difference=amount,
    )


def _plant_missing(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-321")
    for kind, amount in (("purchase_order", "2101.10"), ("subcontract", "2102.20")):
        ours, contract = order(company, project, theirs, amount, kind)
        forget(company, kind, ours)
        expect_due(key, kind, "24-321", contract, amount)
    # Look-alikes: a draft, and an order that maestro* alone knows.
    ours, contract = order(company, project, theirs, "2103.30")
    forget(company, "purchase_order", ours)
    contract["status"] = "Draft"
    ours, contract = order(company, project, theirs, "2104.40")
    company.site_of(theirs)[_LIST["PO"]].remove(contract)
    ours["external"] = ""

    ours, contract = order(company, project, theirs, "2105.50")
    forget(company, "purchase_order", ours)
    contract["number"] = None
    expect_due(key, "purchase_order", "24-321", contract, "2105.50")
    long = "BC-2025-" + "0123456789" * 4
    ours, contract = order(company, project, theirs, "2106.60")
    forget(company, "purchase_order", ours)
    contract["number"] = long
    expect_due(key, "purchase_order", "24-321", contract, "2106.60")
    key.expect(
        "value_over_length",
        "error",
        "purchase_order",
        {"code": long, "procore_id": str(contract["id"])},
        project="24-321",
        field="external_number",
        maestro=long[:40],
        procore=long,
    )
    # Look-alike: a number of exactly forty characters, sent.
    ours, contract = order(company, project, theirs, "2107.70")
    ours["external"] = contract["number"] = long[:40]
    _plant_unlinked_vendor(company, key, project, theirs)


def _plant_unlinked_vendor(
    company: Company, key: AnswerKey, project: Row, theirs: Row
) -> None:
    ours, contract = order(company, project, theirs, "2108.80")
    forget(company, "purchase_order", ours)
    vendor = new_vendor(company, "S1324", "Vitrerie Fjordane Sud inc.")
    contract["vendor"] = {"id": vendor["id"], "company": vendor["name"]}
    expect_due(key, "purchase_order", "24-321", contract, "2108.80")
    key.expect(
        "only_in_procore",
        "warning",
        "supplier",
        {"code": "S1324"},
        procore=vendor["name"],
    )
    key.expect(
        "supplier_unlinked_in_use",
        "error",
        "supplier",
        {"procore_id": str(vendor["id"])},
        project="24-321",
        field="party_code",
        procore="S1324",
    )


def _plant_numbers(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-322")
    site = company.site_of(theirs)
    ours, contract = order(company, project, theirs, "2201.10")
    site[_LIST["PO"]].remove(contract)
    key.expect(
        "external_number_leads_nowhere",
        "warning",
        "purchase_order",
        {"code": ours["external"]},
        project="24-322",
        field="external_number",
        maestro=ours["external"],
    )
    ours, contract = order(company, project, theirs, "2202.20")
    company.maestro["purchase_order"].remove(ours)
    company.maestro["subcontract"].append(ours)
    key.expect(
        "commitment_kind_differs",
        "error",
        "subcontract",
        {"code": ours["external"]},
        project="24-322",
        field="entity",
        maestro="subcontract",
        procore="purchase_order",
    )
    ours, contract = order(company, project, theirs, "2203.30")
    twin = {**ours, "number": "900002", "revised": None}
    company.maestro["purchase_order"].append(twin)
    key.expect(
        "key_duplicated",
        "error",
        "purchase_order",
        {"system": "maestro", "code": ours["external"]},
        project="24-322",
        maestro="2",
    )


def set_total(contract: Row, amount: Decimal) -> None:
    """Give a document of Procore another total, its revised amount with it."""
    contract["grand_total"] = f"{amount:.2f}"
    if "revised_contract" in contract:
        changes = Decimal(contract["approved_change_orders"])
        contract["revised_contract"] = f"{amount + changes:.2f}"


def expect_line(
    key: AnswerKey,
    entity: str,
    project: str,
    code: str,
    on: tuple[str, str],
    maestro: str,
    procore: str,
) -> None:
    """Expect a document whose amounts differ on a code."""
    key.expect(
        "contract_line_differs",
        "error",
        entity,
        {"code": code, "activity_code": on[0], "group_code": on[1]},
        project=project,
        field="amount",
        maestro=maestro,
        procore=procore,
        difference=Decimal(procore) - Decimal(maestro),
    )


def set_line(line: Row, amount: str) -> None:
    """Give a line of Procore another amount."""
    line |= {"amount": amount, "extended_amount": amount, "total_amount": amount}
    line["unit_cost"] = f"{Decimal(amount):.4f}"


def _plant_edits(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-323")
    lines = company.site_of(theirs)["contract_lines"]
    _, contract = order(company, project, theirs, "2301.10")
    set_line(lines[str(contract["id"])][0], "2401.10")
    set_total(contract, Decimal("2401.10"))
    code = contract["number"]
    expect_line(key, "purchase_order", "24-323", code, CODE, "2301.10", "2401.10")

    _, contract = order(company, project, theirs, "2302.20", "subcontract")
    lines[str(contract["id"])][0] |= coded(company.site_of(theirs), *OTHER)
    code = contract["number"]
    expect_line(key, "subcontract", "24-323", code, CODE, "2302.20", "0.00")
    expect_line(key, "subcontract", "24-323", code, OTHER, "0.00", "2302.20")
    _plant_header_edits(company, key, project, theirs)

    _, contract = order(company, project, theirs, "2310.00")
    gross = "2655.92"
    set_line(lines[str(contract["id"])][0], gross)
    set_total(contract, Decimal(gross))
    key.expect(
        "tax_left_in",
        "error",
        "purchase_order",
        {"code": contract["number"], "part": "03-300 DI"},
        project="24-323",
        field="amount",
        maestro="2310.00",
        procore=gross,
        difference="345.92",
    )
    # Look-alike: the same amount in two lines.
    _, contract = order(company, project, theirs, "2304.40")
    listed = lines[str(contract["id"])]
    set_line(listed[0], "1304.40")
    listed.append({**listed[0], "id": company.new_id()})
    set_line(listed[1], "1000.00")
    _, contract = order(company, project, theirs, "2305.50")
    lines[str(contract["id"])][0]["quantity"] = "2.000000"
    key.expect(
        "quantity_times_price_differs",
        "warning",
        "commitment_line",
        {
            "system": "procore",
            "record": str(lines[str(contract["id"])][0]["id"]),
        },
        project="24-323",
        field="amount",
        procore="2305.50",
    )


def _plant_header_edits(
    company: Company, key: AnswerKey, project: Row, theirs: Row
) -> None:
    def edited(field: str, severity: str, maestro: str, procore: str) -> None:
        key.expect(
            "field_differs",
            severity,
            "purchase_order",
            {"code": ours["external"]},
            project="24-323",
            field=field,
            maestro=maestro,
            procore=procore,
        )

    ours, contract = order(company, project, theirs, "2303.10")
    later = ours["delivery_on"] + timedelta(days=10)
    contract["delivery_date"] = later.isoformat()
    edited("delivery_on", "warning", str(ours["delivery_on"]), str(later))
    ours, contract = order(company, project, theirs, "2303.20")
    other = company.vendor_of("S1014")
    assert other is not None
    contract["vendor"] = {"id": other["id"], "company": other["name"]}
    edited("party_code", "error", "S1013", "S1014")
    ours, contract = order(company, project, theirs, "2303.30")
    contract["title"] = "Livraison annulée"
    text = "Livraison annulée Selon les plans et devis"
    edited("text", "notice", ours["text"], text)
    _plant_holdbacks(company, key, project, theirs)


def _plant_holdbacks(
    company: Company, key: AnswerKey, project: Row, theirs: Row
) -> None:
    # Look-alike: late in the evening, and still that day in the company's zone.
    ours, contract = order(company, project, theirs, "2303.40")
    day = ours["contract_on"] + timedelta(days=1)
    contract["created_at"] = f"{day}T03:30:00Z"
    ours, contract = order(company, project, theirs, "2303.50", "subcontract")
    contract["retainage_percent"] = "5.0"
    key.expect(
        "holdback_differs",
        "error",
        "subcontract",
        {"code": ours["external"]},
        project="24-323",
        field="holdback_percent",
        maestro="10.000000",
        procore="5.000000",
        difference="-5.000000",
    )
    # Look-alike: nothing on one side, zero on the other.
    ours, contract = order(company, project, theirs, "2303.60", "subcontract")
    ours["holdback"], contract["retainage_percent"] = None, "0.0"
    ours, contract = order(company, project, theirs, "2303.70", "subcontract")
    contract["status"] = "Void"
    key.expect(
        "contract_withdrawn_in_procore",
        "warning",
        "subcontract",
        {"code": ours["external"]},
        project="24-323",
        field="status",
        maestro="Approuvé",
        procore="Void",
    )
    # Look-alike: complete is the end of its life.
    order(company, project, theirs, "2303.80", "subcontract")[1]["status"] = "Complete"


def _plant_totals(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-324")

    def unbalanced(rule: str, system: str, code: str, amount: str, field: str) -> None:
        key.expect(
            rule,
            "error",
            "subcontract",
            {"system": system, "code": code},
            project="24-324",
            field=field,
            maestro=amount if system == "maestro" else None,
            procore=amount if system == "procore" else None,
        )

    _, contract = order(company, project, theirs, "2401.10", "subcontract")
    contract["revised_contract"] = "2601.10"
    code = contract["number"]
    unbalanced("roll_forward_differs", "procore", code, "2601.10", "revised_amount")
    ours, contract = order(company, project, theirs, "2402.20", "subcontract")
    ours["revised"] = Decimal("2403.20")
    code = ours["external"]
    unbalanced("roll_forward_differs", "maestro", code, "2403.20", "revised_amount")
    _, contract = order(company, project, theirs, "2403.30", "subcontract")
    set_total(contract, Decimal("2503.30"))
    code = f"{contract['number']} #{contract['id']}"
    unbalanced("header_differs_from_lines", "procore", code, "2503.30", "amount")
