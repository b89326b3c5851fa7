"""Invoices entered twice in maestro*, suppliers under two codes, and look-alikes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from recon.demo.company import Company, Row, add_supplier
from recon.demo.costs import add_cost
from recon.demo.key import AnswerKey
from recon.demo.plants_costs import CODE, add_site


def plant_invoices(company: Company, key: AnswerKey) -> None:
    """Plant duplicate invoices and twin suppliers."""
    _plant_invoices(company, key)
    _plant_twins(company, key)


def _plant_invoices(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-316")
    day = ours["from"] + timedelta(days=14)

    def sent(amount: str, invoice: str, after: int = 0) -> Row:
        row, _, _ = add_cost(
            company,
            ours,
            theirs,
            CODE,
            Decimal(amount),
            party="S1012",
            invoice=invoice,
            on=day + timedelta(days=after),
        )
        return row

    sent("1701.10", "FA-310")
    sent("1701.10", "fa 310")
    key.expect(
        "invoice_duplicated",
        "error",
        "project_cost",
        {"party_code": "S1012", "invoice_number": "FA-310", "amount": "1701.10"},
        field="amount",
        maestro="3402.20",
    )
    first = sent("1702.20", "FB-1207")
    second = sent("1702.20", "1207", 10)
    _expect_near(key, first, second, "FB-1207 and 1207")
    first = sent("1703.30", "88912")
    second = sent("1703.30", "88192", 3)
    _expect_near(key, first, second, "88912 and 88192")
    # Look-alikes: one number after the other, eleven days, another amount.
    sent("1704.40", "5521")
    sent("1704.40", "5522", 7)
    sent("1705.50", "FC-90")
    sent("1705.50", "90", 11)
    sent("1706.60", "FD-41")
    sent("1706.61", "41", 2)


def _expect_near(key: AnswerKey, first: Row, second: Row, numbers: str) -> None:
    key.expect(
        "invoice_nearly_duplicated",
        "warning",
        "project_cost",
        {
            "transaction": f"{first['number']}/1",
            "other_transaction": f"{second['number']}/1",
        },
        project="24-316",
        field="invoice_number",
        maestro=numbers,
    )


def _plant_twins(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-317")
    first, vendor = add_supplier(company, "S1311")
    second, other = add_supplier(company, "S1312")
    first["name"] = vendor["name"] = "Maçonnerie Tamaric Nord inc."
    second["name"] = other["name"] = "MACONNERIE TAMARIC-NORD LTÉE"
    rows = []
    for party in ("S1311", "S1312"):
        company.add_to_directory(company.site_of(theirs), party)
        row, _, _ = add_cost(
            company,
            project,
            theirs,
            CODE,
            Decimal("1801.10"),
            party=party,
            invoice="MT-55",
        )
        rows.append(row)
    key.expect(
        "supplier_twin",
        "warning",
        "supplier",
        {"code": "S1311", "other_code": "S1312"},
        field="name",
        maestro=first["name"],
    )
    key.expect(
        "invoice_under_twin_suppliers",
        "error",
        "project_cost",
        {
            "transaction": f"{rows[0]['number']}/1",
            "other_transaction": f"{rows[1]['number']}/1",
        },
        project="24-317",
        field="amount",
        maestro="1801.10",
    )
