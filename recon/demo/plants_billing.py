"""Discrepancies planted in billing contracts and modified budgets."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.billing import (
    add_modification,
    add_prime_change_order,
    add_prime_contract,
)
from recon.demo.company import Company, Row
from recon.demo.costs import coded
from recon.demo.key import AnswerKey
from recon.demo.plants_contracts import expect_due, expect_line, set_line
from recon.demo.plants_costs import CODE, OTHER, add_site
from recon.demo.sites import add_budget_line, wbs_code_of

_LINES = [(CODE, Decimal("50000.00")), (OTHER, Decimal("7000.00"))]


def plant_billing(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy of billing contracts and modified budgets."""
    _plant_prime(company, key)
    _plant_second(company, key)
    _plant_customer(company, key)
    _plant_method(company, key)
    _plant_modified(company, key)
    _plant_moves(company, key)


def _site(company: Company, code: str) -> tuple[Row, Row, Row, Row]:
    ours, theirs = add_site(company, code, "C2003")
    billing, prime = add_prime_contract(company, ours, theirs, _LINES)
    return ours, theirs, billing, prime


def _plant_prime(company: Company, key: AnswerKey) -> None:
    project, theirs, billing, prime = _site(company, "24-331")
    site = company.site_of(theirs)
    set_line(site["prime_lines"][str(prime["id"])][1], "7500.00")
    site["prime_lines"][str(prime["id"])][1]["unit_cost"] = "0.0"
    prime["grand_total"] = "57500.00"
    on = (OTHER[0], "")
    expect_line(key, "prime_contract", "24-331", "24-331", on, "7000.00", "7500.00")
    row, change = add_prime_change_order(
        company, project, theirs, prime, CODE, Decimal("3101.10")
    )
    company.maestro["prime_change_order"].remove(row)
    expect_due(key, "prime_change_order", "24-331", change, "3101.10")
    row, change = add_prime_change_order(
        company, project, theirs, prime, CODE, Decimal("3102.20")
    )
    row["quantity"], row["unit_price"] = Decimal(3), Decimal("1000.00")
    on = (CODE[0], "")
    number = row["number"]
    expect_line(key, "prime_change_order", "24-331", number, on, "3000.00", "3102.20")
    _, _, billing, prime = _site(company, "24-332")
    company.maestro["prime_contract"].remove(billing)
    company.maestro["prime_contract_line"] = [
        row
        for row in company.maestro["prime_contract_line"]
        if row["project"] != "24-332"
    ]
    expect_due(key, "prime_contract", "24-332", prime, "57000.00")
    _, _, billing, _ = _site(company, "24-333")
    billing["amount"] = Decimal("57100.00")
    key.expect(
        "header_differs_from_lines",
        "error",
        "prime_contract",
        {"system": "maestro", "code": "24-333"},
        project="24-333",
        field="amount",
        maestro="57100.00",
    )


def _plant_second(company: Company, key: AnswerKey) -> None:
    project, theirs, _, _ = _site(company, "24-334")
    before = {
        name: list(company.maestro[name])
        for name in ("prime_contract", "prime_contract_line")
    }
    _, second = add_prime_contract(company, project, theirs, _LINES)
    company.maestro |= before
    key.expect(
        "second_prime_contract",
        "error",
        "prime_contract",
        {"code": second["number"], "procore_id": str(second["id"])},
        project="24-334",
        field="amount",
        procore="57000.00",
    )


def _plant_customer(company: Company, key: AnswerKey) -> None:
    _, _, billing, prime = _site(company, "24-335")
    other = company.customer_of("C2004")
    prime["vendor"] = {"id": other["id"], "name": other["name"]}
    billing["party"] = "C2004"
    key.expect(
        "prime_contract_customer_differs",
        "error",
        "prime_contract",
        {"code": prime["number"], "procore_id": str(prime["id"])},
        project="24-335",
        field="customer_code",
        maestro="C2003",
        procore="C2004",
    )
    project, _, billing, prime = _site(company, "24-336")
    prime["title"] = billing["text"] = "Contrat général, phase 2"
    key.expect(
        "prime_contract_renames_project",
        "warning",
        "prime_contract",
        {"code": prime["number"], "procore_id": str(prime["id"])},
        project="24-336",
        field="name",
        maestro=project["name"],
        procore="Contrat général, phase 2",
    )
    # Look-alike: the same name in other letters.
    _, _, billing, prime = _site(company, "24-337")
    prime["title"] = prime["title"].upper()


def _plant_method(company: Company, key: AnswerKey) -> None:
    _, theirs, billing, prime = _site(company, "24-338")
    lines = company.site_of(theirs)["prime_lines"][str(prime["id"])]
    prime["accounting_method"], billing["method"] = "unit", "Quantité"
    lines[0] |= {"quantity": "1.0", "unit_cost": "50000.00"}
    _expect_mixed(key, "24-338", prime, lines[1], "0.000000")
    _, theirs, billing, prime = _site(company, "24-339")
    lines = company.site_of(theirs)["prime_lines"][str(prime["id"])]
    lines[0]["quantity"] = "25.0"
    _expect_mixed(key, "24-339", prime, lines[0], "25.000000")
    billing["method"] = "Quantité"
    key.expect(
        "field_differs",
        "error",
        "prime_contract",
        {"code": "24-339"},
        project="24-339",
        field="accounting_method",
        maestro="Quantité",
        procore="amount",
    )


def _expect_mixed(
    key: AnswerKey, project: str, prime: Row, line: Row, quantity: str
) -> None:
    key.expect(
        "accounting_method_mixed",
        "warning",
        "prime_contract",
        {
            "code": prime["number"],
            "line_number": str(line["position"]),
            "line_id": str(line["id"]),
        },
        project=project,
        field="quantity",
        procore=quantity,
    )


def _plant_modified(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-341")

    def modified(rule: str, on: tuple[str, str], maestro: str, procore: str) -> None:
        ours, _ = add_modification(company, project, theirs, on, Decimal(procore))
        ours["amount"] = Decimal(maestro)
        key.expect(
            rule,
            "error",
            "budget_line",
            {"activity_code": on[0], "group_code": on[1]},
            project="24-341",
            field="modified_budget",
            maestro=maestro,
            procore=procore,
            difference=Decimal(procore) - Decimal(maestro),
        )

    modified("modified_budget_differs", CODE, "4100.00", "4350.00")
    modified("modified_budget_doubled", OTHER, "8400.20", "4200.10")
    free = ("07-500", "DI")
    add_budget_line(company, "24-341", theirs, *free, Decimal(5000))
    modified("modified_budget_differs", free, "0.00", "512.00")
    # Look-alike: twice nothing.
    free = ("09-250", "DI")
    add_budget_line(company, "24-341", theirs, *free, Decimal(5000))
    add_modification(company, project, theirs, free, Decimal("0.00"))


def _plant_moves(company: Company, key: AnswerKey) -> None:
    _, theirs = add_site(company, "24-342")
    site = company.site_of(theirs)

    def moved(on: tuple[str, str], amount: str) -> None:
        key.expect(
            "budget_change_without_counterpart",
            "notice",
            "budget_line",
            {"activity_code": on[0], "group_code": on[1]},
            project="24-342",
            field="budget_change",
            procore=amount,
            difference=amount,
        )

    ids = _budget_ids(site)
    site["budget_modifications"].append(
        {
            "id": company.new_id(),
            "from_budget_line_item_id": ids[0],
            "to_budget_line_item_id": ids[1],
            "transfer_amount": "6100.00",
            "notes": "Transfert",
            "origin_id": None,
        }
    )
    moved(CODE, "-6100.00")
    moved(OTHER, "6100.00")
    for kind, status, group in (
        ("budget_change", "approved", "EQ"),
        # Look-alikes: a change event is an approved change, a draft is none.
        ("change_event", "approved", "MA"),
        ("budget_change", "draft", "MO"),
    ):
        site["budget_change_lines"].append(
            {
                "id": str(company.new_id()),
                "adjustment_number": 1,
                "wbs_code_id": str(wbs_code_of(company, site, CODE[0], group)["id"]),
                "amount": "@number:725.50",
                "uom": "",
                "quantity": 0,
                "description": "",
                "type": kind,
                "budget_change_id": str(company.new_id()),
                "budget_change_number": "7",
                "budget_change_status": status,
                "budget_change_name": "Réserve",
            }
        )
    moved((CODE[0], "EQ"), "725.50")


def _budget_ids(site: Row) -> list[int]:
    """The budget lines of both codes, by which a transfer names them."""
    by_code = {
        (row["cost_code_id"], row["category_id"]): row["id"]
        for row in site["detail_rows"]
    }
    return [
        by_code[
            coded(site, *on)["cost_code"]["id"],
            coded(site, *on)["line_item_type"]["id"],
        ]
        for on in (CODE, OTHER)
    ]
