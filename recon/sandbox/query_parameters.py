"""Query parameters of the sandbox's lists: filters, sort order and view.

As the API description has it; a filter that a list does not have is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from werkzeug.wrappers import Request

from recon.sandbox.contracts import Refused

Row = dict[str, Any]

_AMOUNT = re.compile(r"-?\d+(\.\d+)?")
_COST_LINE = ("id", "cost_code_id", "line_item_type_id")
_CONTRACT = ("id", "status", "origin_id")
_CHANGE_ORDER = ("id", "status", "contract_id", "legacy_package_id", "executed")
# The filters by value that each list has.
FILTERS: dict[str, tuple[str, ...]] = {
    "projects": (
        "id",
        "name",
        "project_number",
        "origin_id",
        "is_demo",
        "template",
    ),
    "vendors": ("id", "origin_id"),
    "project_vendors": ("id",),
    "users": ("origin_id",),
    "cost_codes": ("id", "origin_id"),
    "line_item_types": ("origin_id",),
    "wbs_codes": ("status",),
    "purchase_order_contracts": _CONTRACT,
    "work_order_contracts": _CONTRACT,
    "contract_lines": _COST_LINE,
    "prime_contracts": ("id",),
    "prime_lines": _COST_LINE,
    "change_order_packages": ("id",),
    "potential_change_orders": ("id", "origin_id", "contract_id"),
    "potential_lines": _COST_LINE,
    "commitment_change_orders": _CHANGE_ORDER,
    "prime_change_orders": _CHANGE_ORDER,
    "direct_costs": ("id", "origin_id", "invoice_number"),
    "direct_cost_lines": (*_COST_LINE, "direct_cost_id"),
    "requisitions": (*_CONTRACT, "commitment_id", "period_id"),
}
_COMPANY_VIEWS = ("extended", "compact", "normal", "erp", "directory", "summary")
# The views that each list has; the first is what is shown where none is asked for.
VIEWS: dict[str, tuple[str, ...]] = {
    "projects": ("normal", "ids", "compact", "extended"),
    "vendors": _COMPANY_VIEWS,
    "inactive": _COMPANY_VIEWS,
    "project_vendors": ("normal", "extended", "ids_only", "list", "name", "minimal"),
    "users": ("normal", "extended", "ids_only"),
    "cost_codes": ("default", "erp_compact"),
    "purchase_order_contracts": ("compact", "extended"),
    "work_order_contracts": ("compact", "extended"),
    "contract_lines": ("default", "ssov_source_lines"),
    "commitment_change_orders": ("default", "extended"),
    "prime_change_orders": ("default", "extended"),
    "requisitions": ("default", "extended", "items", "action_policy"),
}
_NAME = ("id", "name")
_LISTED = (
    "id",
    "name",
    "address",
    "business_phone",
    "city",
    "country_code",
    "email_address",
    "fax_number",
    "is_active",
    "state_code",
    "zip",
)
# Which fields compact holds no source says; these are what a list on a screen shows.
_COMPACT_CONTRACT = (
    "id",
    "number",
    "title",
    "status",
    "vendor",
    "grand_total",
    "executed",
    "private",
    "origin_id",
    "created_at",
    "updated_at",
)
# The fields of the views that show few, and what other views leave out.
_ONLY: dict[tuple[str, str], tuple[str, ...]] = {
    ("projects", "compact"): _NAME,
    ("vendors", "compact"): _NAME,
    ("vendors", "summary"): (*_NAME, "is_active"),
    ("vendors", "directory"): _LISTED,
    ("inactive", "compact"): _NAME,
    ("inactive", "summary"): (*_NAME, "is_active"),
    ("inactive", "directory"): _LISTED,
    ("project_vendors", "name"): _NAME,
    ("project_vendors", "minimal"): (*_NAME, "is_active"),
    ("project_vendors", "list"): _LISTED,
    ("cost_codes", "erp_compact"): (*_NAME, "full_code", "origin_id"),
    ("purchase_order_contracts", "compact"): _COMPACT_CONTRACT,
    ("work_order_contracts", "compact"): _COMPACT_CONTRACT,
}
_WITHOUT: dict[tuple[str, str], tuple[str, ...]] = {
    ("projects", "normal"): (
        "description",
        "estimated_start_date",
        "estimated_completion_date",
    ),
    ("requisitions", "default"): ("items", "item_packages"),
    ("requisitions", "items"): ("item_packages",),
    ("requisitions", "action_policy"): ("items", "item_packages"),
}
_OTHERS = {
    "filters[by_status]": ("Active", "Inactive", "All"),
    "budget_row_type": ("all", "budgeted", "unbudgeted"),
}


def check_parameters(endpoint: str, request: Request) -> None:
    """Refuse a value outside a parameter's list, as the API does."""
    for name, valid in {"view": VIEWS.get(endpoint, ()), **_OTHERS}.items():
        given = request.args.get(name)
        if given is not None and valid and given not in valid:
            problem = {name: [f"'{given}' is not included in the list"]}
            raise Refused(422, {"errors": problem})


def select_rows(endpoint: str, rows: Sequence[Row], request: Request) -> Sequence[Any]:
    """The rows that the filters let through, in the order and view asked for."""
    for name in FILTERS.get(endpoint, ()):
        wanted = _wanted(request, name)
        if wanted:
            rows = [row for row in rows if _value(row, name) & wanted]
    contract = request.args.get("contract_id")
    if contract and endpoint == "change_order_packages":
        rows = [row for row in rows if str(row.get("contract_id")) == contract]
    for field in ("updated_at", "created_at"):
        rows = _within(rows, field, request.args.get(f"filters[{field}]"))
    if sort := request.args.get("sort"):
        rows = _sorted(rows, sort)
    return _viewed(endpoint, rows, view_of(endpoint, request))


def view_of(endpoint: str, request: Request) -> str:
    """The view a list is shown in."""
    return request.args.get("view") or next(iter(VIEWS.get(endpoint, ())), "")


def _wanted(request: Request, name: str) -> set[str]:
    """The values a filter names: one, a comma list, or given again and again."""
    given = [
        *request.args.getlist(f"filters[{name}]"),
        *request.args.getlist(f"filters[{name}][]"),
    ]
    parts = {part.strip() for text in given for part in text.split(",")}
    return {part for part in {*given, *parts} if part}


def _value(row: Row, name: str) -> set[str]:
    """What a row has under a filter's name; an id also stands inside an object."""
    value = row.get(name)
    within = "holder" if name == "direct_cost_id" else name.removesuffix("_id")
    if name not in row and isinstance(row.get(within), dict):
        value = row[within].get("id")
    if isinstance(value, bool):
        return {str(value).lower()}
    return set() if value is None else {str(value)}


def _within(rows: Sequence[Row], field: str, period: str | None) -> Sequence[Row]:
    """The rows whose time lies in a period; all of them without one."""
    since, dots, until = (period or "").strip('"').partition("...")
    if not dots:
        return rows
    return [row for row in rows if since <= str(row.get(field, "")) <= until]


def _sorted(rows: Sequence[Row], sort: str) -> Sequence[Row]:
    """Rows by a comma list of fields; a minus turns one round, empty values last."""
    for part in reversed(sort.split(",")):
        field = part.strip()
        rows = _by(rows, field.lstrip("+-"), is_reversed=field.startswith("-"))
    return rows


def _by(rows: Sequence[Row], field: str, *, is_reversed: bool) -> list[Row]:
    placed = [(_order(row, field), row) for row in rows]
    known = [(place, row) for place, row in placed if place is not None]
    known.sort(key=lambda pair: pair[0], reverse=is_reversed)
    return [row for _, row in known] + [row for place, row in placed if place is None]


def _order(row: Row, field: str) -> tuple[bool, Decimal, str] | None:
    """A value's place: numbers by size, then texts without regard to case."""
    value = row.get(field)
    if value in (None, "") or isinstance(value, dict | list):
        return None
    text = str(value).removeprefix("@number:")
    if _AMOUNT.fullmatch(text):
        return False, Decimal(text), ""
    return True, Decimal(0), text.casefold()


def _viewed(endpoint: str, rows: Sequence[Row], view: str) -> Sequence[Any]:
    only = _ONLY.get((endpoint, view))
    without = _WITHOUT.get((endpoint, view))
    if view in ("ids", "ids_only"):
        return [row["id"] for row in rows]
    if only is not None:
        return [{k: row[k] for k in only if k in row} for row in rows]
    if without is not None:
        return [{k: v for k, v in row.items() if k not in without} for row in rows]
    if endpoint.endswith("_change_orders") and view == "extended":
        return [{"change_events": [], **row} for row in rows]
    if endpoint == "change_order_packages":
        return [{k: v for k, v in row.items() if k != "line_items"} for row in rows]
    return rows
