"""Records that one side lacks: created where that is safe, else a person's work. Pure.

While the bridge runs it would create the same record later, so nothing is created:
the fix names the bridge's own action and the gate that stops it. Without an origin_id
of its own recon creates nothing either: a request that is delivered twice makes two.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from recon.fixes.facts import Facts
from recon.fixes.fix import Fix, Line, Row, Write, fix_id, number
from recon.fixes.parties import common_of, shortened
from recon.fixes.policy import Policy, entity_of
from recon.mapping.lists import by_key
from recon.mapping.procore_writes import SYNC

_PARTY_FIELDS = ("name", "address", "city", "phone", "fax", "email", "rbq_number")
_PARTY_NAMES = {
    "name": "name",
    "address": "address",
    "city": "city",
    "postal_code": "zip",
    "phone": "business_phone",
    "fax": "fax_number",
    "email": "email_address",
    "rbq_number": "license_number",
}
_PROJECT_NAMES = {
    "name": "name",
    "description": "description",
    "address": "address",
    "city": "city",
    "postal_code": "zip",
    "phone": "phone",
    "start_on": "start_date",
    "closing_on": "completion_date",
}


def plan_procore_records(
    findings: Iterable[Row], facts: Facts, policy: Policy
) -> list[Fix]:
    """Companies and projects that Procore lacks; nothing while the bridge runs."""
    if not policy.may_create:
        return []
    listed = [f for f in findings if policy.may_supply("procore", f["entity"])]
    return [
        *(_party(f, facts, policy) for f in listed if f["id"] in facts.parties),
        *(_project(f, facts, policy) for f in listed if f["id"] in facts.projects),
    ]


def plan_maestro_records(
    findings: Iterable[Row], facts: Facts, policy: Policy
) -> list[Fix]:
    """Import rows of companies that maestro* lacks; nothing while the bridge runs."""
    if policy.is_bridge_active:
        return []
    lacking = (f for f in findings if policy.may_supply("maestro", f["entity"]))
    fixes = [_import(finding, facts) for finding in lacking]
    return [fix for fix in fixes if fix is not None]


def plan_costs(findings: Iterable[Row], facts: Facts, policy: Policy) -> list[Fix]:
    """Direct costs that Procore lacks; nothing while the bridge runs."""
    if not policy.may_create or not policy.may_supply("procore", "project_cost"):
        return []
    fixes = [_cost(f, facts) for f in findings if f["id"] in facts.costs]
    return [fix for fix in fixes if fix is not None]


def _party(finding: Row, facts: Facts, policy: Policy) -> Fix:
    party, code = facts.parties[finding["id"]], finding["key"]["code"]
    record = {theirs: party[ours] or "" for ours, theirs in _PARTY_NAMES.items()}
    record["abbreviated_name"] = code
    return _create(finding, facts, policy, "vendor", record, "abbreviated_name")


def _project(finding: Row, facts: Facts, policy: Policy) -> Fix:
    project, code = facts.projects[finding["id"]], finding["key"]["code"]
    record = {
        theirs: "" if project[ours] is None else str(project[ours])
        for ours, theirs in _PROJECT_NAMES.items()
    }
    record["project_number"] = code
    return _create(finding, facts, policy, "project", record, "project_number")


def _create(
    finding: Row, facts: Facts, policy: Policy, kind: str, record: Row, key: str
) -> Fix:
    """A company or project made in Procore, and linked by a recorded decision.

    A sync call with an origin_id cannot make the record twice.
    """
    company, code = policy.company_id, record[key]
    filled = {name: value for name, value in record.items() if value != ""}
    where: Row = {key: code}
    body = {"company_id": company, "updates": [{**filled, "origin_id": code}]}
    listed, query = (
        (by_key()["company"].path, {"company_id": company, "view": "extended"})
        if kind == "vendor"
        else (
            by_key()["project"].path,
            {"company_id": company, "view": "extended", "filters[by_status]": "All"},
        )
    )
    entity = finding["entity"]
    return Fix(
        id=fix_id("procore", entity, code, "create"),
        kind="write",
        system="procore",
        screen="Procore > Company Tools > "
        + ("Directory" if kind == "vendor" else "Portfolio"),
        action=f"Create the {entity} {code} in Procore and record its link",
        lines=tuple(Line(name, str(value)) for name, value in filled.items()),
        write=Write(
            method="PATCH",
            path=SYNC.format(kind=kind),
            query={},
            body=body,
            read_path=listed,
            read_query=query,
            where=where,
            before=None,
            after=filled,
            links=(entity, code),
        ),
        risks=(
            "Procore cannot delete it; it can be made inactive.",
            *(
                ("Cost codes and tools of the new project are a person's work.",)
                if kind == "project"
                else ()
            ),
        ),
        undo="None: Procore deletes neither companies nor projects.",
        **common_of(
            finding,
            facts,
            before=None,
            after=filled["name"],
            why="The bridge is retired ([fixes] bridge), so recon creates what it "
            "would have sent",
        ),
    )


def _import(finding: Row, facts: Facts) -> Fix | None:
    """A company of Procore that becomes a row of maestro*'s General Import."""
    found = facts.companies.get(finding["id"], [])
    entity = finding["entity"]
    declared = entity_of(entity)
    if len(found) != 1 or found[0]["is_linked"] or declared is None:
        return None
    company = found[0]
    labels = {field.name: field for field in declared.fields}
    code, cut = shortened(company["code"] or "", labels["code"].maestro_length)
    if cut or not code:
        return None  # a key is never shortened
    lines = [Line("Code", code)]
    for name in _PARTY_FIELDS:
        value = company[name] or ""
        if name == "rbq_number":
            value = "".join(letter for letter in value if letter.isdigit())
        value, note = shortened(value, labels[name].maestro_length)
        if value:
            lines.append(Line(labels[name].maestro or name, value, note))
    return Fix(
        id=fix_id("maestro", entity, code, "create"),
        kind="import",
        system="maestro",
        screen=declared.maestro_screen,
        action=f"Import the {entity} {code} from the workbook of {entity}s",
        lines=tuple(lines),
        undo="None by import: close the record in maestro*.",
        **common_of(finding, facts, before=None, after=company["name"]),
    )


def _cost(finding: Row, facts: Facts) -> Fix | None:
    """A direct cost made in Procore from one transaction of maestro*."""
    cost = facts.costs[finding["id"]]
    is_invoice = cost["procore_type"] == "invoice"
    party = cost["vendor_id"] if is_invoice else cost["employee_id"]
    codes = (cost["wbs_code_id"], cost["cost_code_id"], cost["cost_type_id"])
    if None in codes or (is_invoice and party is None):
        return None
    header = _header(cost)
    # An employee is shown as an object, the lines and the origin id elsewhere.
    hidden = ("line_items", "origin_id", "employee_id")
    after = {name: v for name, v in header.items() if name not in hidden}
    path = by_key()["direct_cost"].path.format(project=cost["procore_project_id"])
    return Fix(
        id=fix_id("procore", "project_cost", finding["project"], cost["transaction"]),
        kind="write",
        system="procore",
        screen="Procore > Project Tools > Direct Costs",
        action=f"Create the direct cost of transaction {cost['transaction']}",
        write=Write(
            method="POST",
            path=path,
            query={},
            body={"direct_cost": header},
            read_path=path,
            read_query={},
            where={"origin_id": cost["transaction"]},
            before=None,
            codes={
                "cost_code_id": int(cost["cost_code_id"]),
                "category_id": int(cost["cost_type_id"]),
            },
            after={**after, "amount": f"{cost['amount']:.2f}"},
        ),
        risks=(
            "An approved direct cost goes to the owner's invoice by itself.",
            "Its origin_id locks the record against edits in Procore.",
        ),
        undo="None: its origin_id locks it; reverse the transaction in maestro*.",
        **common_of(finding, facts, before=None, after=f"{cost['amount']:.2f} CAD"),
    )


def _header(cost: Row) -> Row:
    """The direct cost of one transaction, with its one line."""
    is_invoice = cost["procore_type"] == "invoice"
    party = cost["vendor_id"] if is_invoice else cost["employee_id"]
    text = cost["description"] or f"maestro* {cost['transaction']}"
    header: dict[str, Any] = {
        "direct_cost_type": cost["procore_type"],
        "status": "approved",
        "direct_cost_date": str(cost["transaction_on"] or cost["accounting_on"]),
        "description": text,
    }
    if cost["invoice_number"]:
        header["invoice_number"] = cost["invoice_number"]
    if is_invoice:
        header["vendor_id"] = int(party)
    elif party is not None and cost["procore_type"] == "payroll":
        header["employee_id"] = int(party)
    header["origin_id"] = cost["transaction"]
    quantity = cost["quantity"] or Decimal(0)
    header["line_items"] = [
        {
            "wbs_code_id": int(cost["wbs_code_id"]),
            "description": text,
            "manual_amount": number(f"{cost['amount']:.2f}"),
            "quantity": number(f"{quantity:f}"),
            "uom": cost["unit"] or "",
        }
    ]
    return header
