"""Edits that are more than a new value: moved links, lines split, records taken away.

Each takes (systems, record, side, field, rng), changes the systems, and gives what
it did in words. What a finding may name besides the record goes to `touched`.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.gates.field_company import Record, Row, Systems
from tests.gates.field_edits import (
    add_unknown_code,
    at,
    double,
    drop,
    drop_alone,
    our_key,
    put,
    set_code,
    their_places,
)

CENT = Decimal("0.01")
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


Special = Callable[[Site, Record, str, str], str]


def _drop(_site: Site, record: Record, side: str, _field: str) -> str:
    if record.entity == "project_supplier":
        record.site["project_vendors"].remove(record.ours["vendor"])
        return "taken off the directory"
    _count(record, side, -_worth(record, side))
    drop(record, side)
    return "dropped"


def _drop_alone(_site: Site, record: Record, side: str, _field: str) -> str:
    drop_alone(record, side)
    return "dropped without its lines"


def _double(at_: Site, record: Record, side: str, _field: str) -> str:
    _count(record, side, _worth(record, side))
    double(at_.systems, record, side)
    return "doubled"


def _worth(record: Record, side: str) -> Decimal:
    """What the record adds to the totals of the documents above it."""
    row = record.ours if side == "maestro" else record.theirs
    if record.entity.endswith("_line") and record.document is not None:
        return Decimal(str(row["amount"]))
    if record.entity == "change_order":
        lines = record.our_more if side == "maestro" else record.their_more
        return sum((Decimal(str(line["amount"])) for _, line in lines), Decimal(0))
    if record.entity == "prime_change_order" and side == "procore":
        return Decimal(record.their_more[0][1]["amount"])
    return Decimal(0)


def count_again(record: Record, side: str, before: Decimal) -> None:
    """Move the totals above a record by what its amount moved."""
    _count(record, side, _worth(record, side) - before)


def worth(record: Record, side: str) -> Decimal:
    return _worth(record, side)


def _count(record: Record, side: str, moved: Decimal) -> None:
    """Procore and maestro* keep the totals of a document by themselves."""
    above = record.document
    if above is None or not moved:
        return
    if side == "maestro":
        if above.entity == "change_order":
            assert above.document is not None
            above.document.ours["revised"] += moved
        elif above.entity == "prime_contract":
            if record.entity == "prime_contract_line":
                above.ours["amount"] += moved
        else:
            above.ours["revised"] += moved
        return
    contract, names = above.theirs, ["grand_total", "revised_contract"]
    if above.entity == "change_order":
        _add(above.theirs, "grand_total", moved)
        assert above.document is not None
        contract, names = above.document.theirs, []
    if record.entity.endswith("change_order") or not names:
        names = ["approved_change_orders", "revised_contract"]
    for name in names:
        _add(contract, name, moved)


def _add(row: Row, name: str, moved: Decimal) -> None:
    if name in row:
        row[name] = f"{Decimal(row[name]) + moved:.2f}"


def _code_of(record: Record, side: str) -> tuple[Row, tuple[str, str]]:
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
    row, (activity, group) = _code_of(record, side)
    budget = at_.systems.of(record.project, "budget_line", "")
    if named == "activity_code":
        others = sorted({r.ours["activity"] for r in budget} - {activity})
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


def _valid(at_: Site, record: Record, side: str, named: str) -> str:
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
    old, new = at(row, path), at(_row(other, side), path)
    put(row, path, new)
    return f"{old} -> {at_.says(new)}"


def _row(record: Record, side: str) -> Row:
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


def _invalid(at_: Site, record: Record, side: str, named: str) -> str:
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


def _moved(at_: Site, record: Record, side: str, named: str) -> str:
    if named == "procore_id" and record.entity == "project":
        other = at_.systems.projects[at_.spare][1]["id"]
        old, record.ours["procore_id"] = record.ours["procore_id"], str(other)
        at_.says(at_.spare)
        return f"{old} -> {other}"
    if named == "procore_id":
        new = at_.spare
        old, record.theirs["origin_id"] = record.theirs["origin_id"], new
        return f"{old} -> {at_.says(new)}"
    if named == "project_code":
        old, record.ours["project"] = record.ours["project"], at_.spare
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


def _none(_site: Site, record: Record, side: str, named: str) -> str:
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


def _emptied(_site: Site, record: Record, side: str, named: str) -> str:
    """Fields that Procore holds in several places at once."""
    if named == "party_code" and side == "procore":
        if record.kind in ("payroll", "burden"):
            record.theirs["employee"] = None
        else:
            _set_vendor(record.theirs, None)
        return "emptied"
    row, _ = _code_of(record, side)
    row |= {"cost_code": None, "wbs_code_id": None}
    return "emptied"


def _as_one(_site: Site, record: Record, side: str, _field: str) -> str:
    """One unit at the price of all: quantity and price move, the amount stays."""
    row, _ = _code_of(record, side) if side == "procore" else (record.ours, "")
    if side == "maestro":
        amount = row.get("amount") or row["quantity"] * row["unit_price"]
        row |= {"quantity": Decimal(1), "unit_price": amount}
    else:
        is_text = isinstance(row["quantity"], str)
        row |= {"quantity": "1.000000" if is_text else 1}
        row |= {"unit_cost": f"{Decimal(row['amount']):.4f}"}
    return f"1 x {row['unit_price' if side == 'maestro' else 'unit_cost']}"


def _split(at_: Site, record: Record, side: str, _field: str) -> str:
    """One line becomes two of the same code, which sum to it."""
    row, listed = (
        (record.ours, record.our_list)
        if side == "maestro"
        else (record.theirs, record.their_list)
    )
    twin = deepcopy(row)
    amount = Decimal(str(row["amount"]))
    first = (amount / 3).quantize(CENT)
    for one, part in ((row, first), (twin, amount - first)):
        _lump(one, part, side)
    if side == "procore":
        new = at_.systems.company.new_id()
        twin["id"] = str(new) if isinstance(row["id"], str) else new
    _number(twin, side, 9)
    listed.append(twin)
    return f"{amount} -> {first} + {amount - first}"


def _lump(row: Row, amount: Decimal, side: str) -> None:
    if side == "maestro":
        row |= {"amount": amount, "quantity": Decimal(1), "unit_price": amount}
        return
    for name in ("amount", "extended_amount", "total_amount"):
        if name in row:
            row[name] = f"{amount:.2f}"
    row["quantity"] = "1.000000" if isinstance(row["quantity"], str) else 1
    row["unit_cost"] = f"{amount:.4f}"


def _number(row: Row, side: str, number: int) -> None:
    if side == "maestro":
        row["line"] = str(number)
    else:
        row["position"] = number


def _merged(at_: Site, record: Record, side: str, _field: str) -> str:
    """Two lines of the same code become one, of their sum."""
    lines = [
        r
        for r in at_.systems.of(record.project, record.entity, "subcontract")
        if r.document is record.document
    ]
    pairs: dict[tuple[str, str], list[Record]] = {}
    for line in lines:
        pairs.setdefault((line.ours["activity"], line.ours["group"]), []).append(line)
    first, second = next(two for two in pairs.values() if len(two) == 2)
    a, b = _row(first, side), _row(second, side)
    total = Decimal(str(a["amount"])) + Decimal(str(b["amount"]))
    _lump(a, total, side)
    drop_alone(second, side)
    return f"{a['amount']} of two lines"


def _swapped(at_: Site, record: Record, side: str, named: str) -> str:
    """What two lines of one document say, exchanged."""
    other = next(
        r
        for r in at_.systems.of(record.project, record.entity, "")
        if r.document is record.document and r.ours is not record.ours
    )
    a, b = _row(record, side), _row(other, side)
    names = ("amount", "extended_amount", "total_amount")
    if named == "line_number":
        names = ("line",) if side == "maestro" else ("position",)  # type: ignore[assignment]
    for name in names:
        if name in a:
            a[name], b[name] = b[name], a[name]
    return f"{named} of two lines exchanged"


def _entered_again(at_: Site, record: Record, _side: str, _field: str) -> str:
    """Reversed and entered again in maestro*, in the same period: one invoice, net."""
    for sign in (-1, 1):
        row = deepcopy(record.ours)
        row["number"] = f"T95{at_.systems.company.count('again'):05}"
        for name in ("amount", "unit_price"):
            row[name] = row[name] * sign
        record.our_list.append(row)
    return "reversed, entered again"


def _another_form(_site: Site, record: Record, side: str, named: str) -> str:
    if side == "maestro":
        row, path = record.ours, our_key(record.entity, named)
    else:
        [(row, path)] = their_places(record, named)
    old = str(at(row, path))
    digits = "".join(c for c in old if c.isalnum())
    new = f"+1 {digits[-10:-7]}.{digits[-7:-4]}.{digits[-4:]}"
    if named == "postal_code":
        new = f" {digits[:3].lower()} {digits[3:].lower()} "
    put(row, path, new)
    return f"{old} -> {new}"


def _markup(_site: Site, record: Record, _side: str, named: str) -> str:
    [(row, path)] = their_places(record, named)
    old = str(at(row, path)).removeprefix("<p>").removesuffix("</p>")
    put(row, path, f'<div class="x"><p>{old}&nbsp;</p></div>')
    return "markup"


def _blanks(_site: Site, record: Record, side: str, named: str) -> str:
    row, path = (
        (record.ours, our_key(record.entity, named))
        if side == "maestro"
        else their_places(record, named)[0]
    )
    put(row, path, f"  {at(row, path)}\u00a0 ")
    return "blanks"


def _hyphens(_site: Site, record: Record, _side: str, _field: str) -> str:
    old = record.theirs["license_number"]
    record.theirs["license_number"] = f"{old[:4]}-{old[4:8]}-{old[8:]}"
    record.ours["rbq_number"] = record.theirs["license_number"][:10]
    return f"{old} -> {record.theirs['license_number']}, cut at 10 in maestro*"


_LONGEST = {
    ("supplier", "name"): 60,
    ("supplier", "address"): 100,
    ("supplier", "city"): 60,
    ("customer", "name"): 60,
    ("project", "address"): 40,
    ("purchase_order", "external_number"): 40,
}


def _beyond(_site: Site, record: Record, _side: str, named: str) -> str:
    """A value of Procore longer than maestro* takes, and there its beginning."""
    longest = _LONGEST[record.entity, named]
    for row, path in their_places(record, named):
        whole = (str(at(row, path)) + " et dépendances du secteur nord" * 4)[
            : longest + 7
        ]
        whole = whole[:-1] + "x"
        put(row, path, whole)
    record.ours[our_key(record.entity, named)] = whole[:longest]
    return f"{longest + 7} characters"


def _more_lines(_site: Site, record: Record, side: str, _field: str) -> str:
    _number(_row(record, side), side, 40)
    return "line 40"


SPECIAL: dict[str, Special] = {
    "drop": _drop,
    "drop alone": _drop_alone,
    "double": _double,
    "valid": _valid,
    "invalid": _invalid,
    "moved": _moved,
    "none": _none,
    "as one": _as_one,
    "split": _split,
    "merged": _merged,
    "swapped": _swapped,
    "entered again": _entered_again,
    "another form": _another_form,
    "markup": _markup,
    "blanks": _blanks,
    "hyphens": _hyphens,
    "beyond": _beyond,
    "more lines": _more_lines,
}
EMPTIED = _emptied
