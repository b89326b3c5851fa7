"""Costs that were edited after they were sent, and what looks like it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from recon.demo.company import Company, Row
from recon.demo.costs import add_cost, coded
from recon.demo.key import AnswerKey
from recon.demo.plants_costs import (
    CODE,
    OTHER,
    add_site,
    expect_missing,
    transaction_of,
)


def plant_drift(company: Company, key: AnswerKey) -> None:
    """Plant every kind of drift between a transaction and its direct cost."""
    _plant_edits(company, key)
    _plant_codes_and_dates(company, key)
    _plant_statuses(company, key)
    _plant_taxes(company, key)
    _plant_accruals(company, key)


def _expect_edit(
    key: AnswerKey,
    project: str,
    row: Row,
    field: str,
    maestro: str,
    procore: str,
    difference: str | None = None,
    rule: str = "cost_edited",
    severity: str = "warning",
) -> None:
    key.expect(
        rule,
        "error" if field == "amount" else severity,
        "project_cost",
        transaction_of(row),
        project=project,
        field=field,
        maestro=maestro,
        procore=procore,
        difference=difference,
    )


def set_amount(header: Row, line: Row, amount: str) -> None:
    """Give a direct cost of one line another amount."""
    header |= {"amount": amount, "grand_total": amount}
    line |= {"amount": amount, "extended_amount": amount, "total_amount": amount}


def _plant_edits(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-311")

    def sent(amount: str, **changes: object) -> tuple[Row, Row, Row]:
        given = {"party": "S1007", "invoice": f"E-{amount}"} | changes
        return add_cost(company, ours, theirs, CODE, Decimal(amount), **given)

    row, header, line = sent("1501.10")
    set_amount(header, line, "1551.10")
    _expect_edit(key, "24-311", row, "amount", "1501.10", "1551.10", "50.00")
    row, header, _ = sent("1502.20")
    header["invoice_number"] = "AUTRE-77"
    _expect_edit(key, "24-311", row, "invoice_number", "E-1502.20", "AUTRE-77")
    row, header, _ = sent("1503.30")
    other = company.vendor_of("S1008")
    assert other is not None
    header |= {"vendor_id": other["id"], "vendor": other["name"]}
    _expect_edit(key, "24-311", row, "party_code", "S1007", "S1008")
    row, _, line = sent("1504.40")
    line["quantity"] = "3.000000"
    _expect_edit(key, "24-311", row, "quantity", "1.000000", "3.000000", "2.000000")
    # Look-alikes: the number and the amount are only written otherwise.
    _, header, line = sent("1505.50", invoice="A-00123")
    header["invoice_number"] = "a 00123"
    line["amount"] = "1505.500000"
    row, header, _ = sent("1506.60")
    header["direct_cost_type"] = "expense"
    key.expect(
        "cost_type_differs",
        "notice",
        "project_cost",
        transaction_of(row),
        project="24-311",
        field="direct_cost_type",
        maestro="invoice",
        procore="expense",
    )
    row, _, _ = sent("1507.70", quantity=Decimal(2), unit_price=Decimal(700))
    key.expect(
        "quantity_times_price_differs",
        "warning",
        "project_cost",
        {"system": "maestro", "record": f"{row['number']}/1"},
        project="24-311",
        field="amount",
        maestro="1507.70",
    )
    # Look-alike: a cent of rounding.
    sent("1508.81", quantity=Decimal(4), unit_price=Decimal("377.20"))


def _plant_codes_and_dates(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-312")
    site = company.site_of(theirs)
    first = (ours["from"] + timedelta(days=31)).replace(day=1)
    ours["last"] = first + timedelta(days=60)
    ours["closing"] = ours["start"] + timedelta(days=150)
    end = ours["closing"].isoformat()
    theirs |= {"completion_date": end, "estimated_completion_date": end}

    def sent(amount: str, **changes: object) -> tuple[Row, Row, Row]:
        given = {"party": "S1009", "invoice": f"D-{amount}", "on": first} | changes
        return add_cost(company, ours, theirs, CODE, Decimal(amount), **given)

    row, _, line = sent("1511.10")
    line |= coded(site, *OTHER)
    _expect_edit(key, "24-312", row, "activity_code", CODE[0], OTHER[0])
    row, _, line = sent("1512.20")
    line |= coded(site, CODE[0], "EQ")
    _expect_edit(key, "24-312", row, "group_code", "DI", "EQ")
    row, header, _ = sent("1513.30")
    later = first + timedelta(days=4)
    header["direct_cost_date"] = later.isoformat()
    _expect_edit(key, "24-312", row, "transaction_on", str(first), str(later))
    row, header, _ = sent("1514.40")
    before = first - timedelta(days=2)
    header["direct_cost_date"] = before.isoformat()
    _expect_edit(key, "24-312", row, "transaction_on", str(first), str(before))
    _expect_period(key, "24-312", row, str(first)[:7], str(before)[:7])
    # The books count it in the month after its own date: no edit, another period.
    row, _, _ = sent("1515.50", on=before, accounting=first)
    _expect_period(key, "24-312", row, str(first)[:7], str(before)[:7])
    row, _, _ = sent("1516.60", accounting=ours["closing"] + timedelta(days=1))
    _expect_period(key, "24-312", row, str(row["accounting"])[:7], str(row["on"])[:7])
    _expect_outside(key, row)
    # Look-alike: the last day of the project.
    row, _, _ = sent("1517.70", accounting=ours["closing"], on=ours["closing"])


def _expect_period(
    key: AnswerKey, project: str, row: Row, maestro: str, procore: str
) -> None:
    _expect_edit(
        key, project, row, "period", maestro, procore, rule="cost_in_another_period"
    )


def _expect_outside(key: AnswerKey, row: Row) -> None:
    key.expect(
        "transaction_outside_project_life",
        "warning",
        "project_cost",
        transaction_of(row),
        project="24-312",
        field="accounting_on",
        maestro=str(row["accounting"]),
    )


def _plant_statuses(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-313")

    def sent(amount: str, **changes: object) -> tuple[Row, Row, Row]:
        given = {"party": "S1010", "invoice": f"S-{amount}"} | changes
        return add_cost(company, ours, theirs, CODE, Decimal(amount), **given)

    row, _, _ = sent("1521.10")
    row["status"] = "Annulée"
    _expect_edit(
        key,
        "24-313",
        row,
        "status",
        "Annulée",
        "approved",
        rule="cost_reversed_yet_in_procore",
        severity="error",
    )
    row, header, _ = sent("1522.20")
    header["status"] = "draft"
    _expect_edit(
        key,
        "24-313",
        row,
        "status",
        "Transféré",
        "draft",
        rule="cost_not_approved",
    )
    row, header, _ = sent("1523.30")
    header["deleted_at"] = "2026-10-02T00:00:00Z"
    key.expect(
        "cost_deleted_in_procore",
        "error",
        "project_cost",
        transaction_of(row),
        project="24-313",
        field="amount",
        maestro="1523.30",
        difference="-1523.30",
    )
    expect_missing(key, "cost_missing_in_procore", "error", "24-313", row)
    _, header, _ = sent("1524.40")
    header["amount"] = "1624.40"
    key.expect(
        "header_differs_from_lines",
        "error",
        "project_cost",
        {"system": "procore", "code": f"#{header['id']}"},
        project="24-313",
        field="amount",
        procore="1624.40",
    )


def _plant_taxes(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-314")
    for net, gross, difference in (
        ("1000.00", "1050.00", "50.00"),
        ("2000.00", "2199.50", "199.50"),
        ("3000.00", "3449.26", "449.26"),
        ("4000.00", "4520.00", "520.00"),
        ("5000.00", "5750.00", "750.00"),
        ("6898.50", "6000.00", "-898.50"),
    ):
        row, header, line = add_cost(
            company,
            ours,
            theirs,
            CODE,
            Decimal(net),
            party="S1011",
            invoice=f"X-{net}",
        )
        set_amount(header, line, gross)
        key.expect(
            "tax_left_in",
            "error",
            "project_cost",
            {"code": transaction_of(row)["transaction"], "part": ""},
            project="24-314",
            field="amount",
            maestro=net,
            procore=gross,
            difference=difference,
        )
    # Look-alike: three cents beside both taxes.
    row, header, line = add_cost(
        company,
        ours,
        theirs,
        CODE,
        Decimal("7000.00"),
        party="S1011",
        invoice="X-7000",
    )
    set_amount(header, line, "8048.28")
    _expect_edit(key, "24-314", row, "amount", "7000.00", "8048.28", "1048.28")


def _plant_accruals(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-315")
    ours |= {
        "start": date(2024, 1, 8),
        "closing": date(2027, 12, 31),
        "from": date(2024, 1, 8),
        "last": date(2026, 11, 30),
    }
    theirs["start_date"] = theirs["estimated_start_date"] = "2024-01-08"
    theirs["completion_date"] = theirs["estimated_completion_date"] = "2027-12-31"

    def accrue(amount: str, kind: str, on: date, **changes: object) -> Row:
        code = CODE
        row, _, _ = add_cost(
            company, ours, theirs, code, Decimal(amount), kind=kind, on=on, **changes
        )
        return row

    row = accrue("1601.10", "?", date(2024, 2, 10))
    key.expect(
        "accrual_not_reversed",
        "warning",
        "project_cost",
        {"document": row["number"], "activity_code": CODE[0], "group_code": CODE[1]},
        project="24-315",
        field="amount",
        maestro="1601.10",
    )
    # Look-alikes: reversed, and too young: the books end in October 2026.
    row = accrue("1602.20", "?", date(2024, 3, 10))
    accrue("-1602.20", "@", date(2024, 4, 1), number=row["number"], line="2")
    accrue("1603.30", "?", date(2026, 10, 20))
    accrue("1604.40", "?", date(2026, 9, 2))
