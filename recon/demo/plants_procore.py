"""Discrepancies planted in what Procore says of its own records, and look-alikes."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.company import Company
from recon.demo.contracts import add_commitment, add_order_invoice
from recon.demo.costs import add_cost
from recon.demo.key import AnswerKey
from recon.demo.plants_costs import CODE, add_site
from recon.demo.sites import add_project

_DOLLARS = {"currency_iso_code": "USD", "base_currency_iso_code": "CAD"}


def plant_procore(company: Company, key: AnswerKey) -> None:
    """Plant records in another currency, and projects that are left out."""
    _plant_currency(company, key)
    _plant_left_out(company, key)


def _plant_currency(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-381")
    lines = [(CODE, Decimal("41000.00"))]
    _, contract = add_commitment(company, ours, theirs, "subcontract", "S1006", lines)
    contract["currency_configuration"] = _DOLLARS
    site = company.site_of(theirs)
    [line] = site["contract_lines"][str(contract["id"])]
    line["unit_cost"] = "30000.0000"
    line["amount"] = contract["grand_total"] = contract["revised_contract"] = "30000.00"
    _expect(key, "subcontract", str(contract["id"]))
    _, header, cost = add_cost(
        company, ours, theirs, CODE, Decimal("1381.10"), party="S1005", invoice="US-1"
    )
    header["currency_configuration"] = _DOLLARS
    header["amount"] = header["grand_total"] = cost["amount"] = "1000.00"
    _expect(key, "project_cost", str(header["id"]))
    # Look-alikes: the currency of the books, and none; materials newly stored.
    lines = [(CODE, Decimal("62000.00"))]
    order, contract = add_commitment(
        company, ours, theirs, "subcontract", "S1007", lines
    )
    contract["currency_configuration"] = {"currency_iso_code": "CAD"}
    _, requisition = add_order_invoice(
        company, ours, theirs, order, contract, CODE, Decimal("174.62")
    )
    requisition["items"][0] |= {
        "work_completed_this_period": "100.00",
        "new_materials": "74.62",
        "materials_presently_stored": "574.62",
    }


def _expect(key: AnswerKey, entity: str, record: str) -> None:
    key.expect(
        "currency_differs",
        "warning",
        entity,
        {"record": record},
        project="24-381",
        field="currency",
        procore="USD",
    )


def _plant_left_out(company: Company, key: AnswerKey) -> None:
    for code, mark, linked in (
        ("24-382", "is_demo", True),
        ("24-383", "template", False),
    ):
        _, theirs = add_project(company, code, linked=linked)
        theirs[mark] = True
        kind = "a demonstration project" if mark == "is_demo" else "a template"
        key.expect(
            "project_left_out",
            "notice",
            "project",
            {"code": code},
            project=code,
            procore=kind,
        )
