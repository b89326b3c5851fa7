"""Discrepancies planted among costs, and their look-alikes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from recon.demo.billing import add_prime_contract
from recon.demo.company import Company, Row, add_supplier
from recon.demo.contracts import add_commitment, add_order_invoice
from recon.demo.costs import add_cost, add_direct_cost, add_transaction
from recon.demo.key import AnswerKey
from recon.demo.sites import add_activity, add_budget_line, add_project

FREE = "DI"
CODE = ("03-300", FREE)
OTHER = ("05-500", FREE)


def add_site(company: Company, code: str, customer: str = "") -> tuple[Row, Row]:
    """A project with room for costs on two codes, and its suppliers' directory."""
    ours, theirs = add_project(company, code, customer=customer)
    for activity, group in (CODE, OTHER):
        add_budget_line(company, code, theirs, activity, group, Decimal(1_000_000))
    for supplier in company.maestro["supplier"][:24]:
        company.add_to_directory(company.site_of(theirs), supplier["code"])
    return ours, theirs


def plant_costs(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy of costs."""
    _plant_missing(company, key)
    _plant_blocked(company, key)
    _plant_only_in_procore(company, key)
    _plant_on_billed_project(company, key)
    _plant_commitment_invoices(company, key)


def transaction_of(row: Row) -> dict[str, str]:
    """The key of a transaction's finding."""
    return {"transaction": f"{row['number']}/{row['line']}"}


def expect_missing(
    key: AnswerKey, rule: str, severity: str, project: str, row: Row
) -> None:
    """Expect a transaction that Procore does not have."""
    amount = row["amount"]
    key.expect(
        rule,
        severity,
        "project_cost",
        transaction_of(row),
        project=project,
        field="amount",
        maestro=amount,
        difference=-amount,
    )


def _plant_missing(company: Company, key: AnswerKey) -> None:
    ours, _ = add_site(company, "24-301")
    ours["from"] = ours["start"] + timedelta(days=5)
    last = ours["last"]

    def plant(rule: str, severity: str, amount: str, **changes: object) -> None:
        day = {"on": ours["from"] + timedelta(days=12), **changes}
        row = add_transaction(
            company,
            ours,
            CODE,
            Decimal(amount),
            **({"kind": "1", "party": "S1001", "invoice": f"M-{amount}"} | day),
        )
        expect_missing(key, rule, severity, "24-301", row)

    plant("cost_missing_in_procore", "error", "1201.10")
    late = last + timedelta(days=6)
    plant("cost_stranded", "error", "1202.20", entered=late)
    early = ours["start"] + timedelta(days=2)
    plant("cost_before_start_date", "notice", "1203.30", on=early)
    plant("cost_awaiting_next_run", "notice", "1204.40", on=last + timedelta(days=3))
    # On the last successful date itself: the window holds its first day.
    plant("cost_awaiting_next_run", "notice", "1205.50", on=last)
    plant("cost_not_transferred", "notice", "1206.60", status="Saisie")
    plant("cost_type_not_sent", "warning", "1207.70", kind="9")
    # Look-alike: the first day of the window, and sent.
    add_cost(
        company,
        ours,
        company.projects[-1],
        CODE,
        Decimal("1208.80"),
        party="S1002",
        invoice="M-8",
        on=ours["from"],
    )


def _plant_blocked(company: Company, key: AnswerKey) -> None:
    project, _ = add_site(company, "24-302")
    ours, theirs = add_supplier(company, "S1302")
    ours["ticked"] = "N"
    company.vendors.remove(theirs)
    row = add_transaction(
        company, project, CODE, Decimal("1211.10"), party="S1302", invoice="B-1"
    )
    expect_missing(key, "cost_supplier_unlinked", "error", "24-302", row)
    row = add_transaction(
        company, project, CODE, Decimal("1212.20"), kind="4", party="E399"
    )
    expect_missing(key, "cost_employee_unlinked", "warning", "24-302", row)
    key.expect(
        "employee_not_a_user",
        "notice",
        "employee",
        {"code": "E399"},
        field="employee_code",
        maestro="E399",
    )
    add_activity(company, "24-302", "11-900", "Signalisation")
    for code, amount in ((("11-900", FREE), "1213.30"), (("03-300", "TR"), "1214.40")):
        row = add_transaction(company, project, code, Decimal(amount), kind="2")
        expect_missing(key, "cost_code_missing", "error", "24-302", row)
        key.expect(
            "over_billing",
            "warning",
            "budget_line",
            {"activity_code": code[0], "group_code": code[1]},
            project="24-302",
            field="cost",
            maestro=amount,
            difference=amount,
        )


def ghost(
    company: Company, project: Row, theirs: Row, amount: str, **changes: object
) -> tuple[Row, Row]:
    """A direct cost whose transaction maestro* does not have (any more)."""
    code = changes.pop("code", CODE)
    row = add_transaction(company, project, code, Decimal(amount), **changes)  # type: ignore[arg-type]
    company.maestro["project_cost"].remove(row)
    return add_direct_cost(company, theirs, row)


def expect_theirs(
    key: AnswerKey,
    rule: str,
    severity: str,
    project: str,
    record: object,
    amount: str,
    entity: str = "project_cost",
) -> None:
    """Expect a cost line that stands in Procore alone."""
    key.expect(
        rule,
        severity,
        entity,
        {"record": str(record)},
        project=project,
        field="amount",
        procore=amount,
        difference=amount,
    )


def _plant_only_in_procore(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-303")
    _, line = ghost(company, ours, theirs, "1301.10", party="S1003", invoice="G-1")
    expect_theirs(
        key, "cost_only_in_procore", "warning", "24-303", line["id"], "1301.10"
    )
    # Look-alikes: a draft, a deleted one, and what its commitment counts already.
    ghost(company, ours, theirs, "1302.20", kind="2")[0]["status"] = "draft"
    ghost(company, ours, theirs, "1303.30", kind="2")[0]["deleted_at"] = (
        "2026-10-01T00:00:00Z"
    )
    header, _ = ghost(company, ours, theirs, "1303.40", party="S1003", invoice="G-4")
    header["direct_cost_type"] = "subcontractor_invoice"

    row, _, _ = add_cost(
        company, ours, theirs, CODE, Decimal("1304.40"), party="S1004", invoice="G-5"
    )
    _, line = add_direct_cost(company, theirs, row)
    expect_theirs(key, "cost_sent_twice", "error", "24-303", line["id"], "1304.40")
    # Look-alike: twice on both sides, in two lines of one invoice.
    for number in ("1", "2"):
        add_cost(
            company,
            ours,
            theirs,
            CODE,
            Decimal("1305.50"),
            party="S1004",
            invoice="G-6",
            number="T-TWICE",
            line=number,
            on=ours["from"] + timedelta(days=9),
        )
    row, _, _ = add_cost(
        company, ours, theirs, CODE, Decimal("1306.60"), party="S1005", invoice="G-7"
    )
    again = {**row, "activity": OTHER[0], "invoice": "g 7"}
    _, line = add_direct_cost(company, theirs, again)
    expect_theirs(
        key, "invoice_entered_again", "warning", "24-303", line["id"], "1306.60"
    )


def _plant_on_billed_project(company: Company, key: AnswerKey) -> None:
    """Approved direct costs go to the owner's invoice by themselves."""
    ours, theirs = add_site(company, "24-304", "C2001")
    add_prime_contract(company, ours, theirs, [(CODE, Decimal("90000.00"))])
    _, line = ghost(company, ours, theirs, "1311.10", kind="2")
    expect_theirs(key, "cost_only_in_procore", "error", "24-304", line["id"], "1311.10")
    row, _, _ = add_cost(
        company, ours, theirs, CODE, Decimal("1312.20"), party="S1005", invoice="G-8"
    )
    again = {**row, "activity": OTHER[0]}
    _, line = add_direct_cost(company, theirs, again)
    expect_theirs(
        key, "invoice_entered_again", "error", "24-304", line["id"], "1312.20"
    )


def _plant_commitment_invoices(company: Company, key: AnswerKey) -> None:
    ours, theirs = add_site(company, "24-305")
    lines = [(CODE, Decimal("60000.00"))]
    order, contract = add_commitment(
        company, ours, theirs, "subcontract", "S1006", lines
    )

    def invoice(amount: str) -> tuple[Row, Row]:
        return add_order_invoice(
            company, ours, theirs, order, contract, CODE, Decimal(amount)
        )

    row, requisition = invoice("1401.10")
    company.site_of(theirs)["requisitions"].remove(requisition)
    expect_missing(key, "order_invoice_not_on_commitment", "error", "24-305", row)

    row, requisition = invoice("1402.20")
    company.maestro["project_cost"].remove(row)
    record = f"{requisition['id']}/{requisition['items'][0]['id']}"
    expect_theirs(
        key,
        "order_invoice_only_in_procore",
        "warning",
        "24-305",
        record,
        "1402.20",
        "order_invoice",
    )
    # Look-alike: not approved yet.
    row, requisition = invoice("1403.30")
    company.maestro["project_cost"].remove(row)
    requisition["status"] = "under_review"

    _plant_wrong_places(company, key, ours, theirs, order, invoice)


def _plant_wrong_places(
    company: Company,
    key: AnswerKey,
    ours: Row,
    theirs: Row,
    order: Row,
    invoice: Callable[[str], tuple[Row, Row]],
) -> None:
    row, _ = invoice("1404.40")
    _, line = add_direct_cost(company, theirs, row)
    expect_theirs(
        key, "cost_also_on_commitment", "error", "24-305", line["id"], "1404.40"
    )
    row, requisition = invoice("1405.50")
    company.site_of(theirs)["requisitions"].remove(requisition)
    add_direct_cost(company, theirs, row)
    key.expect(
        "order_invoice_in_wrong_place",
        "error",
        "project_cost",
        transaction_of(row),
        project="24-305",
        field="place",
        maestro="on its commitment",
        procore="as a direct cost",
    )
    # Look-alike: an order of maestro*'s own takes its invoices as direct costs.
    own = {**order, "number": "900001", "external": "", "revised": None}
    company.maestro["subcontract"].append(own)
    add_cost(
        company,
        ours,
        theirs,
        CODE,
        Decimal("1406.60"),
        kind="7",
        party="S1006",
        invoice="G-9",
        order="900001",
    )
