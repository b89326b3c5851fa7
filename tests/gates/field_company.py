"""A company whose two systems agree everywhere, and where each of its records stands.

Its projects hold every exchange of the mapping, with quantities and prices that are not
1 x amount. It is made of the demo's rows; nothing goes wrong in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from recon.demo.billing import (
    add_modification,
    add_prime_change_order,
    add_prime_contract,
)
from recon.demo.company import Company, add_customer, add_supplier, new_company
from recon.demo.contracts import (
    add_change_order,
    add_commitment,
    add_requisition,
)
from recon.demo.costs import add_cost, add_employee, add_transaction, budget_of
from recon.demo.sites import add_project

Row = dict[str, Any]
Pair = tuple[str, str]
SPARE = 12  # suppliers, customers and employees that all projects use
WHOLE_UNITS = ("h", "m2", "m3", "un", "kg")


@dataclass
class Record:
    """One record on both sides: its rows, the lists they stand in, and what it is called.

    A finding names it where all words of one of `names` stand in it. `more` are the
    rows that belong to it: the lines of a document, the line of a direct cost.
    """

    entity: str
    kind: str
    ours: Row
    theirs: Row
    our_list: list[Row]
    their_list: list[Row]
    names: list[tuple[str, ...]]
    site: Row
    project: str = ""
    our_more: list[tuple[list[Row], Row]] = field(default_factory=list)
    their_more: list[tuple[list[Row], Row]] = field(default_factory=list)
    document: Record | None = None


@dataclass
class Systems:
    """The company, and its records by project; those of no project by their own code."""

    company: Company
    records: dict[str, list[Record]] = field(default_factory=dict)
    projects: dict[str, tuple[Row, Row]] = field(default_factory=dict)

    def of(self, place: str, entity: str, kind: str) -> list[Record]:
        """The records of one entity in a place, of one kind where it is named."""
        return [
            record
            for record in self.records[place]
            if record.entity == entity and kind in ("", record.kind)
        ]

    def add(self, place: str, record: Record) -> Record:
        record.project = place if place in self.projects else ""
        self.records.setdefault(place, []).append(record)
        return record


def clean_systems(seed: int, projects: int, parties: int) -> Systems:
    """The company with a number of projects, and suppliers and customers of no project.

    Each project has its own employees, one in its hours and one to take over.
    """
    systems = Systems(new_company(seed))
    company = systems.company
    for number in range(SPARE + parties):
        _add_party(systems, "supplier", f"S{1001 + number}", number < SPARE)
        _add_party(systems, "customer", f"C{2001 + number}", number < SPARE)
    for number in range(projects):
        ours, theirs = add_project(
            company, f"24-{number + 1:03}", customer=f"C{2001 + number % SPARE}"
        )
        ours["last"] = ours["start"] + timedelta(days=90)
        systems.projects[ours["code"]] = (ours, theirs)
    for number, code in enumerate(systems.projects):
        _add_project_records(systems, code, number)
    return systems


def _add_party(systems: Systems, role: str, code: str, is_shared: bool) -> None:
    add = add_supplier if role == "supplier" else add_customer
    ours, theirs = add(systems.company, code)
    theirs["origin_id"] = code
    if not is_shared:
        record = Record(
            role,
            "",
            ours,
            theirs,
            systems.company.maestro[role],
            systems.company.vendors,
            [(code,)],
            {},
        )
        systems.add(code, record)


def _add_project_records(systems: Systems, code: str, number: int) -> None:
    """Every exchange in one project, alike on both sides."""
    company = systems.company
    ours, theirs = systems.projects[code]
    site = company.site_of(theirs)
    _note_project(systems, code)
    for place in range(SPARE):
        company.add_to_directory(site, f"S{1001 + place}")
    parties = [f"S{1001 + (number + place) % SPARE}" for place in range(3)]
    pairs = budget_of(company, ours)
    amounts = Amounts(pairs)
    for party in parties:
        directory = site["project_vendors"]
        row: Row = {"code": party, "vendor": company.customer_of(party)["id"]}
        lists: tuple[list[Row], list[Row]] = ([], directory)
        systems.add(
            code, Record("project_supplier", "", row, row, *lists, [(party,)], site)
        )
    for kind, party, places in (
        ("purchase_order", parties[0], (0, 1, 2)),
        ("purchase_order", parties[1], (3, 4)),
        ("subcontract", parties[1], (2, 3, 3)),
        ("subcontract", parties[2], (5, 6)),
    ):
        _add_commitment(systems, code, kind, party, amounts.lines(places))
    for record in systems.of(code, "subcontract", ""):
        _add_change_order(systems, code, record, amounts)
    _add_invoices(systems, code, amounts)
    _add_billing(systems, code, number, amounts)
    _add_costs(systems, code, number, parties, amounts)


@dataclass
class Amounts:
    """Lines of a project's budget codes: each a quantity, a price and their product."""

    pairs: list[tuple[Pair, Decimal]]
    count: int = 0

    def line(self, place: int) -> tuple[Pair, Decimal, Decimal, Decimal]:
        """A budget code, a quantity, a price and the amount; no two lines are alike."""
        self.count += 1
        pair, budget = self.pairs[place % len(self.pairs)]
        quantity = Decimal((3, 7, 12, 16, 24)[self.count % 5])
        share = budget / Decimal(60 + 7 * self.count)
        price = (share / quantity).quantize(Decimal("0.01")) + Decimal("1.37")
        return pair, quantity, price, quantity * price

    def lines(self, places: tuple[int, ...]) -> list[Any]:
        return [self.line(place) for place in places]


def priced(ours: Row, theirs: Row, line: Any, unit: str) -> None:
    """Give a line alike on both sides its quantity, unit and price."""
    _, quantity, price, _ = line
    ours |= {"quantity": quantity, "unit": unit, "unit_price": price}
    is_text = isinstance(theirs.get("quantity"), str)
    theirs |= {
        "quantity": f"{quantity:.6f}" if is_text else int(quantity),
        "uom": unit,
        "unit_cost": f"{price:.4f}",
    }


def _note_project(systems: Systems, code: str) -> None:
    company = systems.company
    ours, theirs = systems.projects[code]
    site = company.site_of(theirs)
    systems.add(
        code,
        Record(
            "project",
            "",
            ours,
            theirs,
            company.maestro["project"],
            company.projects,
            [(code,)],
            site,
        ),
    )
    used = {row["activity"] for row in company.budgets[code]}
    for row in company.maestro["activity"]:
        if row["project"] == code:
            theirs_ = next(
                c for c in site["cost_codes"] if c["full_code"] == row["code"]
            )
            kind = "used" if row["code"] in used else "unused"
            systems.add(
                code,
                Record(
                    "activity",
                    kind,
                    row,
                    theirs_,
                    company.maestro["activity"],
                    site["cost_codes"],
                    [(row["code"],)],
                    site,
                ),
            )
    for row, detail in zip(company.budgets[code], site["detail_rows"], strict=True):
        name = (row["activity"], row["group"])
        lists = (company.maestro["budget_line"], site["detail_rows"])
        systems.add(
            code, Record("budget_line", "", row, detail, *lists, [name], site)
        )


def _add_commitment(
    systems: Systems, code: str, kind: str, party: str, lines: list[Any]
) -> None:
    company = systems.company
    ours, theirs = systems.projects[code]
    plain = [(pair, amount) for pair, _, _, amount in lines]
    row, contract = add_commitment(company, ours, theirs, kind, party, plain)
    site = company.site_of(theirs)
    if kind == "subcontract":
        row["memo"] = f"Inclusions du {contract['number']}"
        contract["inclusions"] = f"<p>{row['memo']}</p>"
        contract["exclusions"] = None
    listed = {
        "purchase_order": "purchase_order_contracts",
        "subcontract": "work_order_contracts",
    }[kind]
    names = [(contract["number"],), (row["number"],)]
    record = Record(
        kind,
        "",
        row,
        contract,
        company.maestro[kind],
        site[listed],
        names,
        site,
    )
    systems.add(code, record)
    their_lines = site["contract_lines"][str(contract["id"])]
    our_lines = company.maestro["commitment_line"]
    mine = [line for line in our_lines if line["number"] == row["number"]]
    for number, (line, one, two) in enumerate(zip(lines, mine, their_lines, strict=True)):
        priced(one, two, line, WHOLE_UNITS[number])
        one["description"] = two["description"] = f"Poste {number + 1} de {row['number']}"
        record.our_more.append((our_lines, one))
        record.their_more.append((their_lines, two))
        lists = (our_lines, their_lines)
        systems.add(
            code,
            Record("commitment_line", kind, one, two, *lists, names, site, document=record),
        )


def _add_change_order(
    systems: Systems, code: str, record: Record, amounts: Amounts
) -> None:
    company = systems.company
    _, theirs = systems.projects[code]
    first, second = amounts.lines((2, 5))
    row, change = add_change_order(
        company, theirs, record.ours, record.theirs, first[0], first[3]
    )
    their_lines = record.site["change_order_lines"][str(change["id"])]
    our_lines = company.maestro["change_order_line"]
    one, two = our_lines[-1], their_lines[-1]
    more_ours, more_theirs = {**one}, {**two, "id": str(company.new_id())}
    (activity, group), _, _, amount = second
    more_ours |= {"line": "2", "activity": activity, "group": group, "amount": amount}
    from recon.demo.sites import wbs_code_of

    wbs = wbs_code_of(company, record.site, activity, group)
    more_theirs |= {"wbs_code_id": str(wbs["id"]), "amount": f"{amount:.2f}"}
    more_theirs["position"] = 2
    our_lines.append(more_ours)
    their_lines.append(more_theirs)
    _count(record, change, amount)
    names = [(row["number"],)]
    lists = (company.maestro["change_order"], record.site["commitment_change_orders"])
    head = Record(
        "change_order", "", row, change, *lists, names, record.site, document=record
    )
    systems.add(code, head)
    for number, (line, a, b) in enumerate(
        zip((first, second), (one, more_ours), (two, more_theirs), strict=True)
    ):
        priced(a, b, line, WHOLE_UNITS[number])
        a["description"] = b["description"] = f"Travaux {number + 1} de {row['number']}"
        head.our_more.append((our_lines, a))
        head.their_more.append((their_lines, b))
        systems.add(
            code,
            Record(
                "change_order_line",
                "",
                a,
                b,
                our_lines,
                their_lines,
                names,
                record.site,
                document=head,
            ),
        )


def _count(record: Record, change: Row, amount: Decimal) -> None:
    """Count one more line of a change order in the totals above it."""
    change["grand_total"] = f"{Decimal(change['grand_total']) + amount:.2f}"
    contract = record.theirs
    for name in ("approved_change_orders", "revised_contract"):
        contract[name] = f"{Decimal(contract[name]) + amount:.2f}"
    record.ours["revised"] += amount


def _add_invoices(systems: Systems, code: str, amounts: Amounts) -> None:
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


def _add_billing(systems: Systems, code: str, number: int, amounts: Amounts) -> None:
    """A billing contract, by quantity in every other project, and its change orders."""
    company = systems.company
    ours, theirs = systems.projects[code]
    site = company.site_of(theirs)
    lines = amounts.lines((0, 1, 2, 3))
    plain = [(pair, amount) for pair, _, _, amount in lines]
    row, contract = add_prime_contract(company, ours, theirs, plain)
    kind = "unit" if number % 2 else "amount"
    # maestro*'s number of the contract is the project's.
    names = [(contract["number"],), ("prime_contract", code)]
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
    ("4", "payroll"),
    ("B", "payroll"),
    ("5", "payroll"),
    ("=", "burden"),
    ("E", "burden"),
    ("C", "equipment"),
    ("G", "stock"),
    ("F", "entry"),
)


def _add_costs(
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
    names = [(row["number"],), (str(head["id"]),)]
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
    (pair, quantity, price, amount), other = line, amounts.pairs[7][0]
    row, _, _ = _note_cost(systems, code, "transfer", line, {"kind": kind})
    back = {"kind": kind, "number": row["number"], "line": "2", "on": row["on"]}
    whole = (other, quantity, -price, -amount)
    _note_cost(systems, code, "transfer", whole, back)


def every_record(systems: Systems) -> Iterator[Record]:
    for records in systems.records.values():
        yield from records


def day_of(text: str) -> date:
    return date.fromisoformat(text[:10])
