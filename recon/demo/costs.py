"""The demo company's costs: transactions of maestro* and direct costs of Procore."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from recon.demo.company import STAMP, Company, Row

# maestro*'s transaction types that go to Procore, and what each is there.
_TYPES = {
    "1": "invoice",
    ";": "invoice",
    "4": "payroll",
    "B": "payroll",
    "C": "expense",
    "5": "payroll",
    "=": "payroll",
    "E": "payroll",
    "2": "expense",
    ">": "expense",
    "?": "expense",
    "@": "expense",
    "D": "expense",
    "G": "expense",
    "F": "expense",
    "7": "invoice",
}


def add_transaction(
    company: Company,
    project: Row,
    code: tuple[str, str],
    amount: Decimal,
    *,
    kind: str = "1",
    party: str = "",
    invoice: str = "",
    on: date | None = None,
    **changes: object,
) -> Row:
    """A transferred transaction of maestro*; dated inside the project's window."""
    number = company.count("transaction")
    day = on or project["from"] + timedelta(days=10 + number % 20)
    row: Row = {
        "project": project["code"],
        "number": f"T{number:07}",
        "line": "1",
        "type": kind,
        "party": party,
        "party_name": company.party_name(party),
        "invoice": invoice,
        "order": "",
        "on": day,
        "accounting": day,
        "entered": day,
        "status": "Transféré",
        "activity": code[0],
        "group": code[1],
        "description": f"Transaction {number}",
        "quantity": Decimal(1),
        "unit": "un",
        "unit_price": amount,
        "amount": amount,
        "rate": Decimal("41.50") if _TYPES.get(kind) == "payroll" else None,
    }
    row |= changes
    company.maestro["project_cost"].append(row)
    return row


def add_direct_cost(company: Company, project: Row, row: Row) -> tuple[Row, Row]:
    """The direct cost that the bridge makes of a transaction: a header and a line."""
    site = company.site_of(project)
    kind = _TYPES.get(row["type"], "expense")
    vendor = company.vendor_of(row["party"]) if kind != "payroll" else None
    user = company.user_of(row["party"]) if kind == "payroll" else None
    header: Row = {
        "id": company.new_id(),
        "direct_cost_type": kind,
        "status": "approved",
        "direct_cost_date": row["on"].isoformat(),
        "received_date": None,
        "payment_date": None,
        "invoice_number": row["invoice"] if kind == "invoice" else None,
        "vendor": vendor["name"] if vendor else None,
        "vendor_id": vendor["id"] if vendor else None,
        "vendor_name": vendor["name"] if vendor else None,
        "employee": {"id": user["id"], "name": user["name"]} if user else None,
        "description": row["description"],
        "terms": None,
        "amount": f"{row['amount']:.2f}",
        "grand_total": f"{row['amount']:.2f}",
        "origin_id": None,
        "origin_data": None,
        "deleted_at": None,
        "created_at": STAMP,
        "updated_at": STAMP,
    }
    site["direct_costs"].append(header)
    line = add_cost_line(company, site, header, row)
    return header, line


def add_cost_line(company: Company, site: Row, header: Row, row: Row) -> Row:
    """A line of a direct cost, on the activity and group of a transaction."""
    line: Row = {
        "id": company.new_id(),
        **coded(site, row["activity"], row["group"]),
        "amount": f"{row['amount']:.2f}",
        "extended_amount": f"{row['amount']:.2f}",
        "total_amount": f"{row['amount']:.2f}",
        "extended_type": "manual",
        "quantity": f"{row['quantity']:.6f}",
        "unit_cost": f"{row['unit_price']:.4f}",
        "uom": row["unit"],
        "description": row["description"],
        "holder": {"id": header["id"], "holder_type": "DirectCost::Item"},
        "origin_id": None,
        "position": 1,
        "created_at": STAMP,
        "updated_at": STAMP,
    }
    site["direct_cost_lines"].append(line)
    return line


def coded(site: Row, activity: str, group: str) -> Row:
    """The cost code and cost type of a line, as Procore nests them."""
    cost_code = next(c for c in site["cost_codes"] if c["full_code"] == activity)
    cost_type = next(t for t in site["line_item_types"] if t["code"] == group)
    return {
        "cost_code": {
            "id": cost_code["id"],
            "full_code": activity,
            "name": cost_code["name"],
            "origin_id": None,
        },
        "line_item_type": {
            "id": cost_type["id"],
            "code": group,
            "name": cost_type["name"],
            "base_type": cost_type["base_type"],
            "origin_id": None,
        },
    }


def add_cost(
    company: Company,
    project: Row,
    theirs: Row,
    code: tuple[str, str],
    amount: Decimal,
    **changes: object,
) -> tuple[Row, Row, Row]:
    """A cost alike on both sides: the transaction, the direct cost and its line."""
    row = add_transaction(company, project, code, amount, **changes)  # type: ignore[arg-type]
    return row, *add_direct_cost(company, theirs, row)


def add_employee(company: Company, code: str, name: str) -> tuple[Row, Row]:
    """An employee who is a Procore user with the same number."""
    email = f"{code.lower()}@exemple.test"
    ours: Row = {"code": code, "name": name, "email": email, "status": "A"}
    first, _, last = name.partition(" ")
    user: Row = {
        "id": company.new_id(),
        "contact_id": company.new_id(),
        "name": name,
        "first_name": first,
        "last_name": last,
        "employee_id": code,
        "email_address": email,
        "is_active": True,
        "is_employee": True,
        "created_at": STAMP,
        "updated_at": STAMP,
    }
    company.maestro["employee"].append(ours)
    company.users.append(user)
    return ours, user


def add_costs(company: Company, project: Row, theirs: Row) -> None:
    """The costs of a project without discrepancy: every kind of transaction."""
    rng = company.rng
    lines = budget_of(company, project)
    suppliers = [row["code"] for row in company.maestro["supplier"][:24]]
    for number, (kind, proposed) in enumerate(_TYPES.items()):
        if kind in ("?", "@", "7"):
            continue
        code, budget = lines[number % len(lines)]
        amount = (budget * rng.randrange(2, 12) / 1000).quantize(Decimal("0.01"))
        changes: Row = {"kind": kind}
        if proposed == "invoice":
            changes["party"] = rng.choice(suppliers)
            changes["invoice"] = f"F{company.count('invoice'):05}"
        if proposed == "payroll":
            changes["party"] = f"E{301 + rng.randrange(6)}"
            hours = Decimal(rng.randrange(2, 9))
            price = (amount / hours).quantize(Decimal("0.01"))
            amount = hours * price
            changes |= {"quantity": hours, "unit_price": price}
        add_cost(company, project, theirs, code, amount, **changes)
    add_accrual(company, project, lines[3])
    add_labour_week(company, project, theirs, lines[5])


def add_accrual(
    company: Company, project: Row, line: tuple[tuple[str, str], Decimal]
) -> None:
    """An accrual and its reversal in one document, which nobody sends: netted."""
    code, budget = line
    amount = (budget / 100).quantize(Decimal("0.01"))
    first = add_transaction(company, project, code, amount, kind="?")
    add_transaction(
        company,
        project,
        code,
        -amount,
        kind="@",
        number=first["number"],
        line="2",
        on=first["on"] + timedelta(days=3),
    )


def add_labour_week(
    company: Company,
    project: Row,
    theirs: Row,
    line: tuple[tuple[str, str], Decimal],
) -> None:
    """Three days of one employee that came over as one direct cost: a group."""
    code, budget = line
    monday = project["from"] + timedelta(days=14 - project["from"].weekday())
    if (monday + timedelta(days=2)).month != monday.month:
        monday += timedelta(days=7)
    share = (budget / 2000).quantize(Decimal("0.01")) + 1
    days = [
        add_transaction(
            company,
            project,
            code,
            share + Decimal(n) / 10,
            kind="4",
            party="E301",
            on=monday + timedelta(days=n),
        )
        for n in range(3)
    ]
    total = sum((row["amount"] for row in days), Decimal(0))
    whole = {**days[2], "amount": total, "unit_price": total}
    add_direct_cost(company, theirs, whole)


def budget_of(company: Company, project: Row) -> list[tuple[tuple[str, str], Decimal]]:
    """The first ten budget lines of a project: activity, group and amount."""
    return [
        ((row["activity"], row["group"]), row["amount"])
        for row in company.budgets[project["code"]][:10]
    ]
