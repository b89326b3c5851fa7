"""What is entered in maestro*: import rows, and documents ready to type. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from recon.fixes.facts import Facts
from recon.fixes.fix import Fix, Line, Row, fix_id
from recon.fixes.parties import common_of, shortened
from recon.fixes.policy import Policy, entity_of, field_of
from recon.mapping import Field

_CONTRACT_FIELDS = (
    ("external_number", "number"),
    ("party_code", "party_code"),
    ("customer_code", "party_code"),
    ("contract_on", "contract_on"),
    ("delivery_on", "delivery_on"),
    ("holdback_percent", "holdback_percent"),
    ("text", "text"),
    ("memo", "memo"),
    ("name", "title"),
    ("amount", "amount"),
    ("accounting_method", "accounting_method"),
)
# Procore's accounting methods, as a progress contract calls them.
_METHODS = {"unit": "Quantity", "quantity": "Quantity", "amount": "Rate"}
_SCREEN = (
    "Projects > Maintenance > Projects > Project Management > Activities and Budget"
)


# The lines of a document are an entity of their own; a prime contract change order's
# are part of it.
_LINES = {
    "purchase_order": "commitment_line",
    "subcontract": "commitment_line",
    "change_order": "change_order_line",
    "prime_contract": "prime_contract_line",
}


def plan_activities(findings: Iterable[Row], facts: Facts, policy: Policy) -> list[Fix]:
    """Import rows of activities, one for all findings of an activity of a project."""
    if not policy.may_supply("maestro", "activity"):
        return []
    activities: dict[tuple[str, str], list[Row]] = {}
    for finding in findings:
        if finding["id"] in facts.activities and finding["project"]:
            code = facts.activities[finding["id"]]["activity_code"]
            activities.setdefault((finding["project"], code), []).append(finding)
    return [
        _activity(
            project, code, facts.activities[found[0]["id"]]["description"], found, facts
        )
        for (project, code), found in sorted(activities.items())
    ]


def plan_modifications(
    findings: Iterable[Row], facts: Facts, policy: Policy
) -> list[Fix]:
    """Import rows of modifications, to Procore's approved changes."""
    if policy.owner_of("modified_budget", "amount") != "procore":
        return []
    return [_modification(f, facts) for f in findings if f["id"] in facts.modifications]


def plan_documents(findings: Iterable[Row], facts: Facts, policy: Policy) -> list[Fix]:
    """Documents that maestro* lacks, with every box of their screen filled."""
    return [
        _document(f, facts, policy)
        for f in findings
        if f["id"] in facts.documents and policy.may_supply("maestro", f["entity"])
    ]


def plan_descriptions(
    findings: Iterable[Row], facts: Facts, policy: Policy
) -> list[Fix]:
    """Import rows of activities whose description Procore owns."""
    if policy.owner_of("activity", "description") != "procore":
        return []
    return [
        _activity(f["project"], f["key"]["code"], f["procore_value"], [f], facts)
        for f in findings
        if f["entity"] == "activity" and f["field"] == "description" and f["project"]
    ]


def _activity(
    project: str, code: str, description: str | None, found: list[Row], facts: Facts
) -> Fix:
    name = description or code
    common = common_of(found[0], facts, before=None, after=f"{code} {name}")
    common |= {
        "entity": "activity",
        "step": 0,
        "key": code,
        "field": None,
        "amount": "0.00",
        "rules": tuple(sorted({f["rule"] for f in found})),
        "findings": tuple(sorted(f["id"] for f in found)),
    }
    return Fix(
        id=fix_id("maestro", "activity", project, code),
        kind="import",
        system="maestro",
        screen=_SCREEN,
        action=f"Import activity {code} from the workbook of activities",
        lines=(Line("Project", project), Line("Activity", code), Line("Name", name)),
        undo="None by import: delete the activity while it is not used.",
        **common,
    )


def _modification(finding: Row, facts: Facts) -> Fix:
    key, fact = finding["key"], facts.modifications[finding["id"]]
    after = f"{fact['procore_amount']:.2f}"
    return Fix(
        id=fix_id(
            "maestro",
            "modified_budget",
            finding["project"],
            key["activity_code"],
            key["group_code"],
        ),
        kind="import",
        system="maestro",
        screen=_SCREEN + " > Budget tab",
        action="Import the modification from the workbook of budget modifications",
        lines=(
            Line("Project", finding["project"]),
            Line("Activity", key["activity_code"]),
            Line("Group", key["group_code"]),
            Line("Modification", after),
        ),
        risks=("Change orders already write modifications: look for both ways.",),
        undo="Import the former modification again; the work list keeps it.",
        **common_of(
            finding,
            facts,
            before=f"{fact['maestro_amount']:.2f}",
            after=after,
            step=3,
            entity="modified_budget",
            why="Procore's approved change orders are the source of the modified "
            "budget (Data Mapping, Modified Budget)",
        ),
    )


def _document(finding: Row, facts: Facts, policy: Policy) -> Fix:
    """An order, subcontract, change order or contract with every box of its screen."""
    contract = facts.documents[finding["id"]]
    entity = entity_of(finding["entity"])
    lines = []
    if contract["contract_number"]:
        lines.append(Line("Contract", contract["contract_number"], "by External No."))
    for box, source in _CONTRACT_FIELDS:
        field = field_of(finding["entity"], box)
        value = contract[source]
        if field is None or field.maestro is None or value in (None, ""):
            continue
        lines.append(_box(field, _METHODS.get(str(value), _said(value))))
    name: str = finding["entity"]
    has_lines = policy.may_supply("maestro", _LINES.get(name, name))
    for line in facts.lines.get(contract["procore_id"], []) if has_lines else ():
        lines.append(Line(f"Line {line['line_number'] or ''}".strip(), _line(line)))
    if not contract["is_party_linked"]:
        lines.insert(0, Line("First", "link the company", "the document needs it"))
    return Fix(
        id=fix_id("maestro", finding["entity"], contract["procore_id"]),
        kind="instruction",
        system="maestro",
        screen=entity.maestro_screen if entity else finding["entity"],
        action="Let the bridge create it (Synchronization), or where it is blocked or "
        "retired, enter it with these values; External No. must be filled",
        lines=tuple(lines),
        risks=("Entered twice, it is committed twice: look before you type.",),
        undo="Cancel the document in maestro*.",
        **common_of(finding, facts, before="nothing", after=finding["procore_value"]),
    )


def _box(field: Field, value: str) -> Line:
    """A box of the screen; a number that leads back to Procore is never cut."""
    longest = field.maestro_length
    if field.kind == "code" and longest is not None and len(value) > longest:
        note = f"longer than {longest} characters: shorten it in Procore first"
        return Line(field.maestro or field.name, value, note)
    text, note = shortened(value, longest)
    return Line(field.maestro or field.name, text, note)


def _line(line: Row) -> str:
    code = " ".join(c for c in (line["activity_code"], line["group_code"]) if c)
    priced = ""
    if line["quantity"]:
        unit = f" {line['unit']}" if line["unit"] else ""
        price = "" if line["unit_price"] is None else f" at {_said(line['unit_price'])}"
        priced = f", {_said(line['quantity'])}{unit}{price}"
    text = f", {line['description']}" if line["description"] else ""
    return (
        f"{code or 'no budget code'}{text}{priced}, {line['amount']} CAD before taxes"
    )


def _said(value: object) -> str:
    text = str(value)
    if "." in text and text.replace(".", "").lstrip("-").isdecimal():
        whole, _, decimals = text.partition(".")
        return f"{whole}.{decimals.rstrip('0'):0<2}"
    return text
