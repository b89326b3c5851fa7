"""Edits of what a record points at: its code, its party, its document, its project."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.gates.field_edits import (
    add_unknown_code,
    at,
    our_key,
    put,
    set_code,
    their_places,
)
from tests.gates.field_records import Record, Row, Systems

UNKNOWN_ACTIVITY, UNKNOWN_GROUP = "99-990", "ZZ"


@dataclass
class Site:
    """What a special edit may use, and the further names that a finding may say."""

    systems: Systems
    spare: str
    rng: Random
    touched: list[str] = field(default_factory=list)

    def says(self, name: object) -> str:
        self.touched.append(str(name))
        return str(name)


def code_of(record: Record, side: str) -> tuple[Row, tuple[str, str]]:
    """The row of a side that holds the budget code, and the code itself."""
    pair = (record.ours["activity"], record.ours.get("group", "MA"))
    if record.entity == "order_invoice" and side == "procore":
        return record.theirs["items"][0], pair
    if record.entity in ("project_cost", "prime_change_order") and side == "procore":
        row = record.their_more[0][1]
        if record.entity == "prime_change_order":
            pair = (pair[0], _group_of(record, row))
        return row, pair
    return (record.ours if side == "maestro" else record.theirs), pair


def _group_of(record: Record, line: Row) -> str:
    wbs = next(
        w for w in record.site["wbs_codes"] if str(w["id"]) == str(line["wbs_code_id"])
    )
    return str(wbs["flat_code"]).partition(".")[2]


def _new_code(
    at_: Site, record: Record, side: str, named: str, *, is_valid: bool
) -> str:
    row, (activity, group) = code_of(record, side)
    budget = at_.systems.of(record.project, "budget_line", "")
    if named == "activity_code":
        pairs = {(r.ours["activity"], r.ours["group"]) for r in budget}
        others = sorted({a for a, _ in pairs if (a, group) not in pairs} - {activity})
        new = at_.rng.choice(others) if is_valid else UNKNOWN_ACTIVITY
        pair = (new, group)
    else:
        new = next(g for g in ("MO", "MA", "ST", "EQ") if g != group)
        new = new if is_valid else UNKNOWN_GROUP
        pair = (activity, new)
    old = activity if named == "activity_code" else group
    at_.says(new)
    if side == "maestro":
        row[our_key(record.entity, named)] = new
        return f"{old} -> {new}"
    if not is_valid:
        _make_unknown(at_.systems, record, named)
    set_code(at_.systems, record, row, pair)
    return f"{old} -> {new}"


def _make_unknown(systems: Systems, record: Record, named: str) -> None:
    if named == "activity_code":
        add_unknown_code(systems, record, UNKNOWN_ACTIVITY)
        return
    types = record.site["line_item_types"]
    types.append(
        {**types[1], "id": systems.company.new_id(), "code": UNKNOWN_GROUP}
        | {"name": "Groupe inconnu"}
    )


def valid(at_: Site, record: Record, side: str, named: str) -> str:
    if named in ("activity_code", "group_code"):
        return _new_code(at_, record, side, named, is_valid=True)
    if named in ("party_code", "customer_code"):
        return _other_party(at_, record, side, named)
    other = _sibling(at_, record)
    [(row, path), *_] = (
        [(record.ours, our_key(record.entity, named))]
        if side == "maestro"
        else their_places(record, named)
    )
    [(_, _), *_] = [(row, path)]
    old, new = at(row, path), at(row_of(other, side), path)
    put(row, path, new)
    return f"{old} -> {at_.says(new)}"


def row_of(record: Record, side: str) -> Row:
    return record.ours if side == "maestro" else record.theirs


def _sibling(at_: Site, record: Record) -> Record:
    others = [
        r
        for r in at_.systems.of(record.project, record.entity, "")
        if r.ours is not record.ours
    ]
    return at_.rng.choice(others)


def _other_party(at_: Site, record: Record, side: str, named: str) -> str:
    company = at_.systems.company
    key = our_key(record.entity, named)
    old = str(record.ours[key])
    if record.entity == "project_cost" and record.kind in ("payroll", "burden"):
        colleague = at_.systems.of(record.project, "employee", "idle")[0]
        new = str(colleague.ours["code"])
        if side == "procore":
            user = colleague.theirs
            record.theirs["employee"] = {"id": user["id"], "name": user["name"]}
    else:
        role = "C" if old.startswith("C") else "S"
        base = 2001 if role == "C" else 1001
        choice = [f"{role}{base + n}" for n in range(12)]
        new = at_.rng.choice([code for code in choice if code != old])
        if side == "procore":
            _set_vendor(record.theirs, company.customer_of(new))
    if side == "maestro":
        record.ours[key] = new
        if "party_name" in record.ours:
            record.ours["party_name"] = company.party_name(new)
    return f"{old} -> {at_.says(new)}"


def _set_vendor(row: Row, vendor: Row | None) -> None:
    """Another company in a document of Procore, in all it says of it; or none."""
    if isinstance(row.get("vendor"), dict):
        name = "company" if "company" in row["vendor"] else "name"
        new = {"id": vendor["id"], name: vendor["name"]} if vendor else None
        row["vendor"] = new
        return
    row["vendor_id"] = vendor["id"] if vendor else None
    for name in ("vendor", "vendor_name"):
        if name in row:
            row[name] = vendor["name"] if vendor else None


def invalid(at_: Site, record: Record, side: str, named: str) -> str:
    if record.entity == "activity":
        return _rename_activity(at_, record, side)
    if named in ("activity_code", "group_code"):
        return _new_code(at_, record, side, named, is_valid=False)
    unknown = {
        "party_code": "E9999" if record.kind == "payroll" else "S9999",
        "order_number": "009999",
        "contract_number": "009999",
        "procore_id": "562949953999999",
    }[named]
    key = our_key(record.entity, named)
    old, record.ours[key] = record.ours[key], unknown
    return f"{old} -> {at_.says(unknown)}"


def _rename_activity(at_: Site, record: Record, side: str) -> str:
    old = record.ours["code"]
    if side == "maestro":
        record.ours["code"] = at_.says(UNKNOWN_ACTIVITY)
    else:
        record.theirs |= {"code": "990", "full_code": at_.says(UNKNOWN_ACTIVITY)}
        for wbs in record.site["wbs_codes"]:
            wbs["flat_code"] = wbs["flat_code"].replace(f"{old}.", "99-990.")
            for item in wbs["segment_items"]:
                if item["path_code"] == old:
                    item |= {"code": "990", "path_code": UNKNOWN_ACTIVITY}
        for item in record.site["segment_items"]:
            if item["path_code"] == old:
                item |= {"code": "990", "path_code": UNKNOWN_ACTIVITY}
                item["path_codes"] = [UNKNOWN_ACTIVITY]
    return f"{old} -> {UNKNOWN_ACTIVITY}"


def moved(at_: Site, record: Record, side: str, named: str) -> str:
    if named == "procore_id" and record.entity == "project":
        other = at_.systems.projects[at_.spare][1]["id"]
        old, record.ours["procore_id"] = record.ours["procore_id"], at_.says(other)
        at_.says(at_.spare)
        return f"{old} -> {other}"
    if named == "procore_id":
        new = at_.spare
        old, record.theirs["origin_id"] = record.theirs["origin_id"], new
        return f"{old} -> {at_.says(new)}"
    if named == "project_code":
        old, record.ours["project"] = record.ours["project"], at_.spare
        for _, row in record.our_more:
            row |= {"project": at_.spare} if "project" in row else {}
        return f"{old} -> {at_.says(at_.spare)}"
    assert record.document is not None
    documents = [
        r
        for kind in ("subcontract", "purchase_order")
        for r in at_.systems.of(record.project, kind, "")
        if r.ours is not record.document.ours
        and (record.entity != "change_order" or r.entity == "subcontract")
    ]
    other_document = at_.rng.choice(documents)
    at_.says(other_document.ours["number"])
    at_.says(other_document.theirs["number"])
    key = our_key(record.entity, named)
    if side == "maestro":
        old, record.ours[key] = record.ours[key], other_document.ours["number"]
        return f"{old} -> {record.ours[key]}"
    [(row, path)] = their_places(record, named)
    old = at(row, path)
    put(row, path, other_document.theirs["id"])
    return f"{old} -> {other_document.theirs['id']} {other_document.theirs['number']}"


def unlinked(_site: Site, record: Record, side: str, named: str) -> str:
    """The link to nothing."""
    if named == "procore_id" and record.entity != "project":
        old, record.theirs["origin_id"] = record.theirs["origin_id"], None
        return f"{old} -> none"
    if side == "maestro":
        key = our_key(record.entity, named)
        old, record.ours[key] = record.ours[key], ""
        return f"{old} -> none"
    [(row, path)] = their_places(record, named)
    old = at(row, path)
    put(row, path, None)
    return f"{old} -> none"


def emptied(_site: Site, record: Record, side: str, named: str) -> str:
    """Fields that Procore holds in several places at once."""
    if named == "party_code" and side == "procore":
        if record.kind in ("payroll", "burden"):
            record.theirs["employee"] = None
        else:
            _set_vendor(record.theirs, None)
        return "emptied"
    row, _ = code_of(record, side)
    row |= {"cost_code": None, "wbs_code_id": None}
    return "emptied"
