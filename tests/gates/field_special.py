"""Edits that are more than a new value: moved links, lines split, records taken away.

Each takes the site, a record, a side and a field, changes the systems, and gives what it
did in words. What a finding may name besides the record goes to `touched`.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal

from tests.gates import field_business as business
from tests.gates.field_edits import (
    at,
    double,
    drop,
    drop_alone,
    our_key,
    put,
    their_places,
)
from tests.gates.field_links import (
    Site,
    code_of,
    invalid,
    moved,
    row_of,
    unlinked,
    valid,
)
from tests.gates.field_records import Record, Row

CENT = Decimal("0.01")


Special = Callable[[Site, Record, str, str], str]


def _drop(_site: Site, record: Record, side: str, _field: str) -> str:
    if record.entity == "project_supplier":
        record.site["project_vendors"].remove(record.ours["vendor"])
        return "taken off the directory"
    _count(record, side, -worth(record, side))
    drop(record, side)
    return "dropped"


def _drop_alone(_site: Site, record: Record, side: str, _field: str) -> str:
    drop_alone(record, side)
    return "dropped without its lines"


def _double(at_: Site, record: Record, side: str, _field: str) -> str:
    _count(record, side, worth(record, side))
    twin = double(at_.systems, record, side)
    if twin:
        at_.says(twin)
    return "doubled"


def worth(record: Record, side: str) -> Decimal:
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
    _count(record, side, worth(record, side) - before)


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


def _as_one(_site: Site, record: Record, side: str, _field: str) -> str:
    """One unit at the price of all: quantity and price move, the amount stays."""
    row, _ = code_of(record, side) if side == "procore" else (record.ours, "")
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
    a, b = row_of(first, side), row_of(second, side)
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
    a, b = row_of(record, side), row_of(other, side)
    names = ("amount", "extended_amount", "total_amount")
    if named == "line_number":
        names = ("line",) if side == "maestro" else ("position",)  # type: ignore[assignment]
    for name in names:
        if name in a:
            a[name], b[name] = b[name], a[name]
    return f"{named} of two lines exchanged"


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
    _number(row_of(record, side), side, 40)
    return "line 40"


def _inactive(_site: Site, record: Record, _side: str, _field: str) -> str:
    for item in record.site["segment_items"]:
        if item["path_code"] == record.ours["code"]:
            item["status"] = "inactive"
    return "active -> inactive"


SPECIAL: dict[str, Special] = {
    "drop": _drop,
    "drop alone": _drop_alone,
    "double": _double,
    "valid": valid,
    "invalid": invalid,
    "moved": moved,
    "none": unlinked,
    "as one": _as_one,
    "split": _split,
    "merged": _merged,
    "swapped": _swapped,
    "entered again": business.entered_again,
    "entered twice": business.entered_twice,
    "a cent apart": business.a_cent_apart,
    "digits apart": business.digits_apart,
    "stored materials": business.stored_materials,
    "sub jobs": business.sub_jobs,
    "zero pair": business.zero_pair,
    "change on order": business.change_on_order,
    "placeholder": business.placeholder,
    "another form": _another_form,
    "markup": _markup,
    "blanks": _blanks,
    "hyphens": _hyphens,
    "beyond": _beyond,
    "more lines": _more_lines,
    "inactive": _inactive,
}
