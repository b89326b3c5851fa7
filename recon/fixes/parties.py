"""Suppliers, customers and projects: fields, names, links, membership. Pure.

No fix changes a key, the job number or abbreviated name, of a linked record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from recon.fixes.facts import Facts
from recon.fixes.fix import Fix, Line, Row, Write, fix_id, step_of
from recon.fixes.policy import Policy, entity_of, field_of
from recon.mapping.lists import by_key
from recon.mapping.procore_writes import RECORD

_PARTIES = ("supplier", "customer")
_TABS = {"supplier": "Suppliers", "customer": "Customers", "project": "Projects"}
_PLACES = {"province": "state_code", "country": "country_code"}
# How a workbook's columns are headed: the mapping's own maestro* labels.
IMPORTED = ("supplier", "customer", "activity", "modified_budget")


def plan_fields(findings: Iterable[Row], facts: Facts, policy: Policy) -> list[Fix]:
    """Fields of linked records that differ, set to the value of whoever owns them."""
    drifted = (f for f in findings if f["id"] in facts.drift and f["entity"] in _TABS)
    return _given(_drift(finding, facts, policy) for finding in drifted)


def plan_names(findings: Iterable[Row], facts: Facts, policy: Policy) -> list[Fix]:
    """Empty Abbreviated Names of linked companies, filled with maestro*'s code."""
    return [
        _name(f, facts, policy)
        for f in findings
        if f["id"] in facts.nameless
        and policy.may_supply("procore", facts.nameless[f["id"]]["entity"])
    ]


def plan_memberships(
    findings: Iterable[Row], facts: Facts, policy: Policy
) -> list[Fix]:
    """Linked suppliers added to the directory of a project that uses them."""
    if not policy.may_supply("procore", "project_supplier"):
        return []
    return [_membership(f, facts) for f in findings if f["id"] in facts.members]


def plan_links(findings: Iterable[Row], facts: Facts, policy: Policy) -> list[Fix]:
    """Unlinked records of one code, linked by a decision that is recorded."""
    return _given(_link(finding, facts, policy) for finding in findings)


def _given(fixes: Iterable[Fix | None]) -> list[Fix]:
    return [fix for fix in fixes if fix is not None]


def common_of(finding: Row, facts: Facts, **more: Any) -> dict[str, Any]:
    """What every fix of one finding says of it."""
    rule, key = facts.rules[finding["rule"]], finding["key"]
    return {
        "step": step_of(finding["entity"]),
        "entity": finding["entity"],
        "project": finding["project"],
        "key": " ".join(str(v) for v in key.values() if v),
        "field": finding["field"],
        "before": finding["procore_value"],
        "after": finding["maestro_value"],
        "amount": (finding["difference"] or "0.00").lstrip("-"),
        "rules": (finding["rule"],),
        "findings": (finding["id"],),
        "why": f"{rule.title} ({rule.source})",
        **more,
    }


def _drift(finding: Row, facts: Facts, policy: Policy) -> Fix | None:
    entity, field = finding["entity"], finding["field"]
    owner = policy.owner_of(entity, field)
    if finding["fix"] == "maestro.field" and policy.may_supply("maestro", entity):
        owner = "procore"
    if owner == "maestro":
        return _to_procore(finding, facts, policy)
    if owner == "procore":
        return _to_maestro(finding, facts)
    return None


def _to_procore(finding: Row, facts: Facts, policy: Policy) -> Fix | None:
    entity, field = finding["entity"], finding["field"]
    fact = facts.drift[finding["id"]]
    declared = field_of(entity, field)
    if declared is None or declared.procore is None or fact["json"] is None:
        return None
    record = json.loads(fact["json"])
    value = fact["maestro_value"] or ""
    if not value or fact["compare_value"] is None or fact["roles"] > 1:
        # Nothing is erased, by a placeholder neither, and no company is pulled between
        # two roles.
        return None
    if field in _PLACES:
        code = fact["compare_value"] or ""
        if len(code) != 2:
            return None
        value = code.upper()
    if declared.procore_length and len(value) > declared.procore_length:
        return None
    written = {declared.procore: value}
    kind = "project" if entity == "project" else "vendor"
    mirrored = {"start_date": "start_date", "completion_date": "completion_date"}
    return Fix(
        id=fix_id("procore", entity, fact["procore_id"], field),
        kind="write",
        system="procore",
        screen=_procore_screen(entity),
        action=f"Overwrite {declared.procore_label or declared.procore} in Procore "
        "with maestro*'s value",
        write=_patch(kind, fact["procore_id"], record, written, policy),
        risks=(
            ("Other Procore tools show this date.",)
            if declared.procore in mirrored
            else ()
        ),
        undo="The inverse plan writes the former value again.",
        **common_of(
            finding,
            facts,
            before=_text(record.get(declared.procore)),
            after=value,
            why=f"maestro* owns {entity}.{field}; the bridge sends it once only "
            "(Data Mapping; [fixes.owners])",
        ),
    )


def _patch(
    kind: str,
    procore_id: str,
    record: Row,
    written: Row,
    policy: Policy,
    links: tuple[str, str] | None = None,
) -> Write:
    """A partial update of one company or project, and the one that takes it back."""
    path = RECORD.format(kind=kind, id=procore_id)
    before = {field: record.get(field) for field in written}

    def body(values: Row) -> Row:
        return {"company_id": policy.company_id, kind: values}

    return Write(
        method="PATCH",
        path=path,
        query={},
        body=body(written),
        read_path=path,
        read_query={"company_id": policy.company_id},
        where={"id": int(procore_id)},
        before=before,
        after=dict(written),
        links=links,
        undo={"method": "PATCH", "path": path, "body": body(before)},
    )


def _to_maestro(finding: Row, facts: Facts) -> Fix | None:
    entity, field = finding["entity"], finding["field"]
    declared = field_of(entity, field)
    fact = facts.drift[finding["id"]]
    if declared is None or declared.maestro is None or entity not in _PARTIES:
        return None
    value = fact["procore_value"] or ""
    if field == "rbq_number":
        value = "".join(letter for letter in value if letter.isdigit())
    cut, note = shortened(value, declared.maestro_length)
    if not cut or fact["procore_compare_value"] is None:
        return None  # an empty cell may keep or erase: that is a person's work
    found = entity_of(entity)
    return Fix(
        id=fix_id("maestro", entity, finding["key"]["code"], field),
        kind="import",
        system="maestro",
        screen=found.maestro_screen if found else entity,
        action=f"Import {declared.maestro} from the workbook of {entity}s",
        lines=(
            Line("Code", finding["key"]["code"]),
            Line(declared.maestro, cut, note),
        ),
        undo="Import the former value again; the work list keeps it.",
        **common_of(
            finding,
            facts,
            before=fact["maestro_value"],
            after=cut,
            why=f"Procore owns {entity}.{field} here ([fixes.owners], or the field "
            "lost characters in maestro*)",
        ),
    )


def _name(finding: Row, facts: Facts, policy: Policy) -> Fix:
    fact = facts.nameless[finding["id"]]
    record = json.loads(fact["json"])
    written = {"abbreviated_name": fact["code"]}
    return Fix(
        id=fix_id("procore", "company", fact["procore_id"], "abbreviated_name"),
        kind="write",
        system="procore",
        screen=_procore_screen("supplier"),
        action=f"Fill the empty Abbreviated Name with {fact['code']}",
        write=_patch("vendor", fact["procore_id"], record, written, policy),
        undo="The inverse plan empties it again.",
        **common_of(
            finding,
            facts,
            before=None,
            after=fact["code"],
            why="The Abbreviated Name carries maestro*'s code and is mandatory "
            "(Data Mapping, Suppliers)",
        ),
    )


def _membership(finding: Row, facts: Facts) -> Fix:
    fact = facts.members[finding["id"]]
    path = by_key()["project_vendor"].path.format(project=fact["procore_project_id"])
    vendor = fact["vendor_id"]
    return Fix(
        id=fix_id("procore", "project_supplier", fact["procore_project_id"], vendor),
        kind="write",
        system="procore",
        screen="Procore > Project Tools > Directory > Companies",
        action="Add the supplier to the project's directory",
        write=Write(
            method="POST",
            path=f"{path}/{vendor}/actions/add",
            query={},
            body={},
            read_path=path,
            read_query={"view": "normal"},
            where={"id": int(vendor)},
            before=None,
            after={},
            undo={
                "method": "DELETE",
                "path": f"{path}/{vendor}/actions/remove",
                "body": None,
            },
        ),
        undo="The inverse plan removes it, as long as nothing uses it.",
        **common_of(finding, facts, before=None, after="in the directory"),
    )


def _link(finding: Row, facts: Facts, policy: Policy) -> Fix | None:
    found = facts.links.get(finding["id"], [])
    if len(found) != 1 or found[0]["is_linked"]:
        return None
    company, entity = found[0], finding["entity"]
    code = finding["key"]["code"]
    record = {"origin_id": company["origin_id"]}
    may_write = (
        policy.is_origin_ours
        and not company["origin_id"]
        and policy.may_supply("procore", entity)
    )
    kind = "project" if entity == "project" else "vendor"
    return Fix(
        id=fix_id("link", entity, code),
        kind="link",
        system="maestro",
        screen="maestro* > Interface Maintenance > Procore > Synchronization > "
        + _TABS[entity],
        action=f"Link {code} to Procore {company['procore_id']} in the Synchronization "
        "window (choose link, not create); the decision is recorded here",
        write=(
            _patch(
                kind,
                company["procore_id"],
                record,
                {"origin_id": code},
                policy,
                (entity, code),
            )
            if may_write
            else None
        ),
        lines=(Line("Code", code), Line("Procore id", company["procore_id"])),
        risks=("Linking copies no field: what differs stays a finding of its own.",),
        undo="Reopen the decision; unlink in maestro*.",
        **common_of(
            finding,
            facts,
            before="not linked",
            after=f"{code} = Procore {company['procore_id']}",
        ),
    )


def shortened(value: str, length: int | None) -> tuple[str, str]:
    """A value within maestro*'s limit, and the remark where it was cut."""
    if length is None or len(value) <= length:
        return value, ""
    return value[
        :length
    ].rstrip(), f"shortened from {len(value)} to {length} characters"


def _procore_screen(entity: str) -> str:
    found = entity_of(entity)
    return "Procore > " + (found.procore_screen if found else entity)


def _text(value: object) -> str | None:
    return None if value in (None, "") else str(value)
