"""A company whose two systems agree everywhere, and where each of its records stands.

Its projects hold every exchange of the mapping, with quantities and prices that are not
1 x amount. It is made of the demo's rows; nothing goes wrong in it.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from recon.demo.company import add_customer, add_supplier, new_company
from recon.demo.contracts import add_change_order, add_commitment
from recon.demo.costs import add_employee, budget_of
from recon.demo.sites import add_budget_line, add_project, wbs_code_of
from tests.gates.field_operations import add_billing, add_costs, add_invoices
from tests.gates.field_records import (
    SPARE,
    WHOLE_UNITS,
    Amounts,
    Names,
    Record,
    Row,
    Systems,
    priced,
)


def clean_systems(seed: int, projects: int, parties: int) -> Systems:
    """The company with a number of projects, and suppliers and customers of no project.

    Each project has its own employees, one in its hours and one to take over.
    """
    systems = Systems(new_company(seed))
    company = systems.company
    for number in range(SPARE + parties):
        _add_party(systems, "supplier", f"S{1001 + number}", number < SPARE)
        _add_party(systems, "customer", f"C{2001 + number}", number < SPARE)
    add_employee(company, "E301", "Employé de partout")
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
    add_invoices(systems, code, amounts)
    add_billing(systems, code, number, amounts)
    add_costs(systems, code, number, parties, amounts)


def _add_group(systems: Systems, code: str, group: str) -> None:
    """A group of the project's own: one line of its budget has it."""
    company = systems.company
    ours, theirs = systems.projects[code]
    site = company.site_of(theirs)
    row: Row = {"code": group, "french": f"Matériel {group}", "type": "Matériel"}
    row["english"] = f"Material {group}"
    kind: Row = {"id": company.new_id(), "code": group, "name": f"Materials {group}"}
    kind |= {"base_type": "materials", "origin_id": None}
    groups = company.maestro["cost_group"]
    groups.append(row)
    site["line_item_types"].append(kind)
    (activity, _), amount = budget_of(company, ours)[9]
    add_budget_line(company, code, theirs, activity, group, amount, Decimal(24))
    lists = (groups, site["line_item_types"])
    systems.add(code, Record("cost_group", "", row, kind, *lists, [(group,)], site))


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
    _add_group(systems, code, f"G{len(systems.records):03}")
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
        systems.add(code, Record("budget_line", "", row, detail, *lists, [name], site))


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
    names: Names = [(contract["number"],), (row["number"],)]
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
    for number, (line, one, two) in enumerate(
        zip(lines, mine, their_lines, strict=True)
    ):
        priced(one, two, line, WHOLE_UNITS[number])
        one["description"] = two["description"] = (
            f"Poste {number + 1} de {row['number']}"
        )
        record.our_more.append((our_lines, one))
        record.their_more.append((their_lines, two))
        lists = (our_lines, their_lines)
        systems.add(
            code,
            Record(
                "commitment_line", kind, one, two, *lists, names, site, document=record
            ),
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
    wbs = wbs_code_of(company, record.site, activity, group)
    more_theirs |= {"wbs_code_id": str(wbs["id"]), "amount": f"{amount:.2f}"}
    more_theirs["position"] = 2
    our_lines.append(more_ours)
    their_lines.append(more_theirs)
    _count(record, change, amount)
    names: Names = [(row["number"],)]
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
