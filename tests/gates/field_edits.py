"""What one edit does to one side of one record; a person could have typed each."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from recon.demo.sites import LISTED, NESTED, add_cost_code, wbs_code_of
from tests.gates.field_records import Record, Row, Systems

TAXES = Decimal("1.14975")
# The demo's key of a field in an export's row, where it is not the field's own name.
OUR_KEYS = {
    ("project", "project_code"): "code",
    ("project", "start_on"): "start",
    ("project", "closing_on"): "closing",
    ("project", "customer_code"): "customer",
    ("project", "synchronize_from_on"): "from",
    ("project", "last_transaction_on"): "last",
    ("activity", "activity_code"): "code",
    ("activity", "description"): "name",
    ("activity", "is_active"): "active",
    ("employee", "employee_code"): "code",
    ("cost_group", "group_type"): "type",
    ("project_cost", "transaction_on"): "on",
    ("project_cost", "accounting_on"): "accounting",
    ("project_cost", "entered_on"): "entered",
    ("order_invoice", "transaction_on"): "on",
    ("prime_contract", "accounting_method"): "method",
}
ANYWHERE = {
    "project_code": "project",
    "activity_code": "activity",
    "group_code": "group",
    "line_number": "line",
    "party_code": "party",
    "external_number": "external",
    "holdback_percent": "holdback",
    "revised_amount": "revised",
    "invoice_number": "invoice",
    "order_number": "order",
    "transaction_number": "number",
    "transaction_type": "type",
    "hourly_rate": "rate",
    "is_ticked": "ticked",
    "contract_number": "contract",
}
# Where Procore holds a field: in the record itself, or in the first row that belongs
# to it (`line`, `item`); a date written twice stands in two places.
THEIR_PATHS: dict[tuple[str, str], tuple[str, ...]] = {
    ("project", "project_code"): ("project_number",),
    ("project", "province"): ("state_code",),
    ("project", "country"): ("country_code",),
    ("project", "postal_code"): ("zip",),
    ("project", "start_on"): ("start_date", "estimated_start_date"),
    ("project", "closing_on"): ("completion_date", "estimated_completion_date"),
    ("project", "phone"): ("phone",),
    ("project", "status"): ("active",),
    ("activity", "activity_code"): ("full_code",),
    ("activity", "description"): ("name",),
    ("employee", "employee_code"): ("employee_id",),
    ("employee", "email"): ("email_address",),
    ("employee", "status"): ("is_active",),
    ("cost_group", "group_code"): ("code",),
    ("cost_group", "group_type"): ("base_type",),
    ("budget_line", "amount"): ("original_budget_amount", "Original Budget Amount"),
    ("modified_budget", "amount"): ("Approved COs",),
    ("project_cost", "transaction_type"): ("direct_cost_type",),
    ("project_cost", "transaction_on"): ("direct_cost_date",),
    ("project_cost", "description"): ("description", "line.description"),
    ("project_cost", "amount"): (
        "line.amount",
        "line.extended_amount",
        "line.total_amount",
        "amount",
        "grand_total",
    ),
    ("order_invoice", "transaction_on"): ("billing_date",),
    ("order_invoice", "amount"): ("items.0.work_completed_this_period",),
    ("order_invoice", "order_number"): ("commitment_id",),
    ("purchase_order", "contract_on"): ("created_at",),
    ("purchase_order", "delivery_on"): ("delivery_date",),
    ("subcontract", "contract_on"): ("contract_date",),
    ("subcontract", "delivery_on"): ("actual_completion_date",),
    ("subcontract", "memo"): ("inclusions",),
    ("change_order", "contract_on"): ("created_at",),
    ("change_order", "contract_number"): ("contract_id",),
    ("prime_contract", "text"): ("title",),
    ("prime_contract", "contract_on"): ("contract_start_date",),
    ("prime_contract", "delivery_on"): ("contract_estimated_completion_date",),
    ("prime_contract", "amount"): ("grand_total",),
}
THEIRS_ANYWHERE = {
    "code": ("abbreviated_name",),
    "province": ("state_code",),
    "country": ("country_code",),
    "postal_code": ("zip",),
    "phone": ("business_phone",),
    "fax": ("fax_number",),
    "email": ("email_address",),
    "rbq_number": ("license_number",),
    "external_number": ("number",),
    "holdback_percent": ("retainage_percent",),
    "revised_amount": ("revised_contract",),
    "text": ("description",),
    "line_number": ("position",),
    "unit": ("uom",),
    "unit_price": ("unit_cost",),
}
# Fields that Procore holds in the line of a record which is read as one row.
_IN_LINE = ("quantity", "unit", "unit_price", "activity_code", "group_code")
_LINE_AMOUNTS = ("amount", "extended_amount", "total_amount")


def our_key(entity: str, field: str) -> str:
    """The key of a mapped field in an export's row."""
    if entity == "cost_group" and field == "group_code":
        return "code"
    return OUR_KEYS.get((entity, field)) or ANYWHERE.get(field, field)


def their_places(record: Record, field: str) -> list[tuple[Row, str]]:
    """The rows and paths at which Procore holds a mapped field."""
    entity = record.entity
    if entity.endswith("_line") and field == "amount" and entity != "budget_line":
        return [(record.theirs, n) for n in _LINE_AMOUNTS if n in record.theirs]
    paths = THEIR_PATHS.get((entity, field)) or THEIRS_ANYWHERE.get(field, (field,))
    if entity in ("supplier", "customer"):
        paths = {"status": ("is_active",), "tags": ("keywords",)}.get(field, paths)
    places = []
    is_inside = entity in ("project_cost", "prime_change_order") and field in _IN_LINE
    for path in paths:
        inside = path.startswith("line.") or is_inside
        row = record.their_more[0][1] if inside else record.theirs
        places.append((row, path.removeprefix("line.")))
    return places


def at(row: Row, path: str) -> Any:
    value: Any = row
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value.get(part)
    return value


def put(row: Row, path: str, value: Any) -> None:
    *parts, last = path.split(".")
    inner: Any = row
    for part in parts:
        inner = inner[int(part)] if isinstance(inner, list) else inner[part]
    assert last in inner, path
    inner[last] = value


def typed(value: Any, kind: str) -> Any:
    """A value as its kind has it, whichever way a system writes it."""
    if kind in ("money", "quantity") and value not in (None, ""):
        return Decimal(str(value))
    if kind == "date" and isinstance(value, str) and value:
        return date.fromisoformat(value[:10])
    return value


def written(value: Any, old: Any) -> Any:
    """A typed value in the way the old one was written in Procore."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(old, list):
        return [value]
    if isinstance(value, Decimal):
        if not isinstance(old, str):
            return float(value) if value % 1 else int(value)
        places = len(old.partition(".")[2])
        return f"{value:.{max(places, 2)}f}"
    if isinstance(value, date):
        return value.isoformat() + (old[10:] if isinstance(old, str) else "")
    return value


def _letter(value: str) -> str:
    """One letter in the middle replaced: a typing error."""
    places = [n for n, c in enumerate(value) if c.isalpha() and n > 0]
    place = places[len(places) // 2]
    new = "x" if value[place] != "x" else "y"
    return value[:place] + new + value[place + 1 :]


def _transposed(value: Any) -> Any:
    """Two neighbouring digits that differ, exchanged."""
    text = f"{value:.2f}" if isinstance(value, Decimal) else str(value)
    digits = [n for n, c in enumerate(text) if c.isdigit()]
    pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b]]
    letters = list(text)
    if pairs:
        first, second = pairs[-1]
        letters[first], letters[second] = text[second], text[first]
    else:  # all digits alike: one is misread
        letters[digits[-1]] = str((int(text[digits[-1]]) + 1) % 10)
    new = "".join(letters)
    return Decimal(new) if isinstance(value, Decimal) else new


def _recoded(value: str) -> str:
    """A code that no other record has: its first digit is another one."""
    place = next(n for n, c in enumerate(value) if c.isdigit())
    return f"{value[:place]}9{value[place + 1 :]}"


def _moved(value: date, years: int, months: int) -> date:
    month = value.month - 1 + months
    year = value.year + years + month // 12
    return date(year, month % 12 + 1, min(value.day, 28))


VALUES: dict[str, Callable[[Any], Any]] = {
    "text": lambda value: f"Autre {value[:3]}-Nordet".strip(),
    "letter": _letter,
    "longer": lambda value: f"{value} B",
    "transposed": _transposed,
    "recoded": _recoded,
    "cent": lambda value: value + Decimal("0.01"),
    "sign": lambda value: -value,
    "tax": lambda value: (value * TAXES).quantize(Decimal("0.01")),
    "twice": lambda value: value * 2,
    "zero": lambda value: value * 0,
    "more": lambda value: value + 2,
    "day": lambda value: date.fromordinal(
        value.toordinal() + (1 if value.day < 27 else -1)
    ),
    "month": lambda value: _moved(value, 0, 1),
    "year": lambda value: _moved(value, 1, 0),
    "emptied": lambda _value: None,
    "yes": lambda _value: True,
    "no": lambda _value: False,
}


def edit_value(record: Record, side: str, field: str, kind: str, edit: str) -> str:
    """Edit the value of one field; gives the old and the new value in words."""
    if side == "maestro":
        key = our_key(record.entity, field)
        old = record.ours.get(key)
        new = _new(typed(old, kind), edit)
        record.ours[key] = new
        return f"{old} -> {new}"
    said = ""
    for row, path in their_places(record, field):
        old = at(row, path)
        new = written(_new(typed(old, kind), edit), old)
        put(row, path, new)
        said = said or f"{old} -> {new}"
    return said


def _new(old: Any, edit: str) -> Any:
    if edit.startswith("="):
        return edit.removeprefix("=")
    return VALUES[edit](old)


def set_code(systems: Systems, record: Record, row: Row, pair: tuple[str, str]) -> None:
    """Put a line of Procore under another activity and group, in all it says of them."""
    site, company = record.site, systems.company
    cost_code = next(c for c in site["cost_codes"] if c["full_code"] == pair[0])
    cost_type = next(t for t in site["line_item_types"] if t["code"] == pair[1])
    wbs = wbs_code_of(company, site, *pair)
    if "cost_code" in row and isinstance(row["cost_code"], dict):
        row["cost_code"] |= {
            "id": cost_code["id"],
            "full_code": pair[0],
            "name": cost_code["name"],
        }
        row["line_item_type"] |= {
            k: cost_type[k] for k in ("id", "code", "name", "base_type")
        }
    if "category_id" in row:
        row["category_id"], row["category"] = cost_type["id"], cost_type["name"]
        row["cost_code"] = f"{pair[0]} - {cost_code['name']}"
    if "cost_code_id" in row:
        row["cost_code_id"] = cost_code["id"]
    if isinstance(row.get("wbs_code"), dict):
        row["wbs_code"] = {"id": wbs["id"], "flat_code": wbs["flat_code"]}
    if "wbs_code_id" in row:
        is_text = isinstance(row["wbs_code_id"], str)
        row["wbs_code_id"] = str(wbs["id"]) if is_text else wbs["id"]


def add_unknown_code(systems: Systems, record: Record, code: str) -> None:
    """A cost code of Procore that maestro* does not have."""
    site = record.site
    if not any(c["full_code"] == code for c in site["cost_codes"]):
        add_cost_code(systems.company, site, code, "Code inconnu", None)


def drop(record: Record, side: str) -> None:
    """Take the record away with the rows that belong to it."""
    listed, row, more = _side(record, side)
    listed[:] = [r for r in listed if r is not row]
    for rows, one in more:
        rows[:] = [r for r in rows if r is not one]


def drop_alone(record: Record, side: str) -> None:
    """Take the record away; the rows that belong to it stay."""
    listed, row, _ = _side(record, side)
    listed[:] = [r for r in listed if r is not row]


def double(systems: Systems, record: Record, side: str) -> str:
    """The record a second time, with the rows that belong to it; its id, if any."""
    listed, row, more = _side(record, side)
    twin = deepcopy(row)
    listed.append(twin)
    if side == "maestro":
        for rows, one in more:
            rows.append(deepcopy(one))
        return ""
    if "id" in twin:
        new = systems.company.new_id()
        twin["id"] = str(new) if isinstance(row["id"], str) else new
    if record.entity == "project":
        systems.company.sites[twin["id"]] = _empty(record.site)
    nested = (
        "contract_lines",
        "prime_lines",
        "change_order_lines",
        "direct_cost_lines",
    )
    for name in nested:
        lines = record.site.get(name)
        if isinstance(lines, dict) and str(row.get("id")) in lines:
            lines[str(twin["id"])] = [
                {**deepcopy(one), "id": systems.company.new_id()}
                for one in lines[str(row["id"])]
            ]
    for rows, one in more:
        if rows is record.site.get("direct_cost_lines"):
            copy = deepcopy(one)
            copy["id"] = systems.company.new_id()
            copy["holder"]["id"] = twin["id"]
            rows.append(copy)
            return str(copy["id"])  # a direct cost is known by its line
    return str(twin.get("id", ""))


def _empty(site: Row) -> Row:
    """The lists of a project that was made a second time: it has no records yet."""
    rows: Row = {name: [] for name in (*LISTED, "detail_rows")}
    return {**deepcopy(site), **rows, **{name: {} for name in NESTED}}


def _side(
    record: Record, side: str
) -> tuple[list[Row], Row, list[tuple[list[Row], Row]]]:
    if side == "maestro":
        return record.our_list, record.ours, record.our_more
    return record.their_list, record.theirs, record.their_more
