"""Discrepancies planted in the use of suppliers, employees, projects and budgets."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.company import Company, Row, add_supplier
from recon.demo.contracts import add_commitment
from recon.demo.costs import add_cost
from recon.demo.key import AnswerKey
from recon.demo.plants_costs import CODE, add_site, transaction_of
from recon.demo.sites import add_budget_line


def plant_use(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy in what parties and budgets are used for."""
    _plant_refused(company, key)
    _plant_persons(company, key)
    _plant_projects(company, key)
    _plant_budgets(company, key)


def _expect_refused(key: AnswerKey, code: str, why: str) -> None:
    key.expect(
        "supplier_refused_yet_used",
        "warning",
        "supplier",
        {"code": code},
        project="24-351",
        field="status",
        maestro=why,
    )


def _supplier(company: Company, theirs: Row, code: str) -> tuple[Row, Row]:
    rows = add_supplier(company, code)
    company.add_to_directory(company.site_of(theirs), code)
    return rows


def _status_differs(key: AnswerKey, code: str, maestro: str, procore: str) -> None:
    key.expect(
        "status_differs",
        "warning",
        "supplier",
        {"code": code},
        field="status",
        maestro=maestro,
        procore=procore,
    )


def _plant_refused(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-351")
    ours, _ = _supplier(company, theirs, "S1321")
    lines = [(CODE, Decimal("5101.10"))]
    add_commitment(company, project, theirs, "subcontract", "S1321", lines)
    ours["status"] = "B"
    _expect_refused(key, "S1321", "of status B in maestro*")
    _status_differs(key, "S1321", "B", "active")
    _, vendor = _supplier(company, theirs, "S1322")
    add_cost(
        company,
        project,
        theirs,
        CODE,
        Decimal("5102.20"),
        party="S1322",
        invoice="U-2",
    )
    vendor["keywords"] = ["NotMaestro"]
    _expect_refused(key, "S1322", "kept out by a tag")
    _, vendor = _supplier(company, theirs, "S1323")
    add_cost(
        company,
        project,
        theirs,
        CODE,
        Decimal("5103.30"),
        party="S1323",
        invoice="U-3",
    )
    vendor["is_active"] = False
    _expect_refused(key, "S1323", "inactive in Procore")
    _status_differs(key, "S1323", "A", "inactive")
    _plant_looks_refused(company, key, project, theirs)


def _plant_looks_refused(
    company: Company, key: AnswerKey, project: Row, theirs: Row
) -> None:
    # Look-alike: closed, and only a draft names it.
    ours, _ = _supplier(company, theirs, "S1326")
    lines = [(CODE, Decimal("5104.40"))]
    order, contract = add_commitment(
        company, project, theirs, "purchase_order", "S1326", lines
    )
    order["external"], contract["status"] = "", "Draft"
    ours["status"] = "1"
    _status_differs(key, "S1326", "1", "active")

    add_supplier(company, "S1325")
    add_cost(
        company,
        project,
        theirs,
        CODE,
        Decimal("5105.50"),
        party="S1325",
        invoice="U-5",
    )
    key.expect(
        "supplier_not_in_project_directory",
        "warning",
        "supplier",
        {"code": "S1325"},
        project="24-351",
        field="supplier_code",
        maestro="S1325",
    )


def _plant_persons(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-352")
    _, header, line = add_cost(
        company,
        project,
        theirs,
        CODE,
        Decimal("5201.10"),
        party="S1015",
        invoice="V-1",
    )
    header |= {"vendor_id": None, "vendor": None, "vendor_name": None}
    key.expect(
        "invoice_without_vendor",
        "warning",
        "project_cost",
        {"record": str(line["id"])},
        project="24-352",
        field="party_code",
        procore="5201.10",
    )
    row, header, _ = add_cost(
        company, project, theirs, CODE, Decimal("5202.20"), kind="4", party="E302"
    )
    header["employee"] = None
    key.expect(
        "payroll_without_employee",
        "notice",
        "project_cost",
        transaction_of(row),
        project="24-352",
        field="party_code",
        maestro="E302",
    )
    # Look-alike: the employee is no user, so that the hours can name nobody.
    add_cost(company, project, theirs, CODE, Decimal("5203.30"), kind="4", party="E399")


def _plant_projects(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-353")
    add_cost(company, project, theirs, CODE, Decimal("5301.10"), kind="2")
    project["status"] = "Fermé"
    key.expect(
        "inactive_project_in_use",
        "warning",
        "project",
        {"code": "24-353"},
        project="24-353",
        field="status",
        maestro="Fermé",
    )
    key.expect(
        "status_differs",
        "warning",
        "project",
        {"code": "24-353"},
        project="24-353",
        field="status",
        maestro="Fermé",
        procore="active",
    )


def _plant_budgets(company: Company, key: AnswerKey) -> None:
    project, theirs = add_site(company, "24-354")

    def room(activity: str, amount: str) -> tuple[str, str]:
        add_budget_line(company, "24-354", theirs, activity, "DI", Decimal(amount))
        return activity, "DI"

    def beyond(rule: str, on: tuple[str, str], used: str, by: str) -> None:
        key.expect(
            rule,
            "warning",
            "budget_line",
            {"activity_code": on[0], "group_code": on[1]},
            project="24-354",
            field="committed" if rule == "over_commitment" else "cost",
            maestro=used,
            difference=by,
        )

    on = room("07-500", "5400.00")
    lines = [(on, Decimal("5400.01"))]
    add_commitment(company, project, theirs, "purchase_order", "S1016", lines)
    beyond("over_commitment", on, "5400.01", "0.01")
    on = room("09-250", "600.00")
    add_cost(company, project, theirs, on, Decimal("612.50"), kind="2")
    beyond("over_billing", on, "612.50", "12.50")
    # Look-alikes: exactly the budget.
    on = room("09-900", "700.00")
    lines = [(on, Decimal("700.00"))]
    add_commitment(company, project, theirs, "purchase_order", "S1016", lines)
    add_cost(company, project, theirs, on, Decimal("700.00"), kind="2")
