"""Invoices, billing and costs of the gate's projects, alike on both sides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from recon.demo.billing import (
    add_modification,
    add_prime_change_order,
    add_prime_contract,
)
from recon.demo.contracts import add_requisition
from recon.demo.costs import (
    add_accrual,
    add_cost,
    add_employee,
    add_labour_week,
    add_transaction,
    budget_of,
)
from tests.gates.field_records import (
    WHOLE_UNITS,
    Amounts,
    Names,
    Pair,
    Record,
    Row,
    Systems,
    priced,
)


def add_invoices(systems: Systems, code: str, amounts: Amounts) -> None:
    """Invoices of the first order and of the first subcontract; the others have none."""
    company = systems.company
    ours, theirs = systems.projects[code]
    for kind in ("purchase_order", "subcontract"):
        document = systems.of(code, kind, "")[0]
        pair, quantity, price, amount = amounts.line(
            0 if kind == "purchase_order" else 2
        )
        amount, price = quantity * (price / 4).quantize(Decimal("0.01")), price / 4
        row = add_transaction(
            company,
            ours,
            pair,
            amount,
            kind="7",
            party=document.ours["party"],
            invoice=f"FC{company.count('gate invoice'):05}",
            order=document.ours["number"],
        )
        row |= {"quantity": quantity, "unit_price": price.quantize(Decimal("0.01"))}
        bill = add_requisition(company, theirs, document.theirs, row)
        bill["commitment_type"] = (
            "WorkOrderContract" if kind == "subcontract" else "PurchaseOrderContract"
        )
        systems.add(
            code,
            Record(
                "order_invoice",
                "",
                row,
                bill,
                company.maestro["project_cost"],
                document.site["requisitions"],
                [(row["invoice"],), (row["number"],)],
                document.site,
                document=document,
            ),
        )


def add_billing(systems: Systems, code: str, number: int, amounts: Amounts) -> None:
    """A billing contract, by quantity in every other project, and its change orders."""
    company = systems.company
    ours, theirs = systems.projects[code]
    site = company.site_of(theirs)
    lines = amounts.lines((0, 1, 2, 3))
    plain = [(pair, amount) for pair, _, _, amount in lines]
    row, contract = add_prime_contract(company, ours, theirs, plain)
    kind = "unit" if number % 2 else "amount"
    # maestro*'s number of the contract is the project's.
    names: Names = [(contract["number"],), ("prime_contract", code)]
    lists = (company.maestro["prime_contract"], site["prime_contracts"])
    head = systems.add(
        code, Record("prime_contract", kind, row, contract, *lists, names, site)
    )
    if kind == "unit":
        row["method"], contract["accounting_method"] = "Quantité", "unit"
    our_lines = company.maestro["prime_contract_line"]
    their_lines = site["prime_lines"][str(contract["id"])]
    mine = [line for line in our_lines if line["project"] == code]
    for place, (line, a, b) in enumerate(zip(lines, mine, their_lines, strict=True)):
        if kind == "unit":
            priced(a, b, line, WHOLE_UNITS[place])
        a["description"] = b["description"] = f"Bordereau {place + 1} de {code}"
        head.our_more.append((our_lines, a))
        head.their_more.append((their_lines, b))
        systems.add(
            code,
            Record(
                "prime_contract_line",
                kind,
                a,
                b,
                our_lines,
                their_lines,
                names,
                site,
                document=head,
            ),
        )
    for place in (1, 2):
        line = amounts.line(place)
        _add_prime_change(systems, code, contract, line, head)
        add_modification(company, ours, theirs, line[0], line[3])
        _note_modification(systems, code, line[0])


def _add_prime_change(
    systems: Systems, code: str, contract: Row, line: Any, head: Record
) -> None:
    company = systems.company
    ours, theirs = systems.projects[code]
    pair, _, _, amount = line
    row, change = add_prime_change_order(company, ours, theirs, contract, pair, amount)
    their_lines = head.site["change_order_lines"][str(change["id"])]
    priced(row, their_lines[0], line, "m2")
    record = Record(
        "prime_change_order",
        "",
        row,
        change,
        company.maestro["prime_change_order"],
        head.site["prime_change_orders"],
        [(row["number"],)],
        head.site,
        document=head,
    )
    record.their_more.append((their_lines, their_lines[0]))
    systems.add(code, record)


def _note_modification(systems: Systems, code: str, pair: Pair) -> None:
    listed = systems.company.maestro["modified_budget"]
    record = next(
        r
        for r in systems.of(code, "budget_line", "")
        if (r.ours["activity"], r.ours["group"]) == pair
    )
    systems.add(
        code,
        Record(
            "modified_budget",
            "",
            listed[-1],
            record.theirs,
            listed,
            record.their_list,
            [pair],
            record.site,
        ),
    )


# Types of transaction, and what each is here; transfers stand in balanced documents.
_COSTS = (
    ("1", "invoice"),
    ("1", "invoice"),
    ("1", "invoice"),
    (";", "invoice"),
    ("4", "payroll"),
    ("B", "payroll"),
    ("5", "payroll"),
    ("=", "burden"),
    ("E", "burden"),
    ("C", "equipment"),
    ("G", "stock"),
    ("F", "entry"),
)


def add_costs(
    systems: Systems, code: str, number: int, parties: list[str], amounts: Amounts
) -> None:
    company = systems.company
    ours, theirs = systems.projects[code]
    employees = [f"E{3001 + 2 * number + place}" for place in range(2)]
    for place, employee in enumerate(employees):
        name = f"Employé {'ABCDEFGHIJ'[place]}-{employee}"
        row, user = add_employee(company, employee, name)
        lists = (company.maestro["employee"], company.users)
        kind = "working" if place == 0 else "idle"
        systems.add(
            code, Record("employee", kind, row, user, *lists, [(employee,)], {})
        )
    for place, (letter, kind) in enumerate(_COSTS):
        changes: Row = {"kind": letter}
        if kind == "invoice":
            changes["party"] = parties[place % 3]
            changes["invoice"] = f"{4000 + company.count('cost invoice') * 37}"
        if kind in ("payroll", "burden"):
            changes["party"] = employees[0]
        _note_cost(systems, code, kind, amounts.line(place), changes)
    _add_transfer(systems, code, "2", amounts)
    lines = budget_of(company, ours)
    add_accrual(company, ours, lines[3])
    add_labour_week(company, ours, theirs, lines[5])
    _add_transfer(systems, code, ">", amounts)


def _note_cost(
    systems: Systems, code: str, kind: str, line: Any, changes: Row
) -> tuple[Row, Row, Row]:
    company = systems.company
    ours, theirs = systems.projects[code]
    pair, quantity, price, amount = line
    changes |= {"quantity": quantity, "unit_price": price, "unit": "h"}
    row, head, their_line = add_cost(company, ours, theirs, pair, amount, **changes)
    site = company.site_of(theirs)
    names: Names = [(row["number"],), (str(head["id"]),)]
    names += [(row["invoice"],)] if row["invoice"] else []
    record = Record(
        "project_cost",
        kind,
        row,
        head,
        company.maestro["project_cost"],
        site["direct_costs"],
        names,
        site,
    )
    record.their_more.append((site["direct_cost_lines"], their_line))
    systems.add(code, record)
    return row, head, their_line


def _add_transfer(systems: Systems, code: str, kind: str, amounts: Amounts) -> None:
    """A transfer from one activity to another: one document that sums to zero."""
    line = amounts.line(4)
    (_, quantity, price, amount), other = line, amounts.pairs[7][0]
    row, _, _ = _note_cost(systems, code, "transfer", line, {"kind": kind})
    back = {"kind": kind, "number": row["number"], "line": "2", "on": row["on"]}
    whole = (other, quantity, -price, -amount)
    _note_cost(systems, code, "transfer", whole, back)
