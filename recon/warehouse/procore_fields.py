"""What is read from each list of Procore, and what each field should look like.

Whatever an answer has beyond this is ignored, and noticed; whatever it lacks is noticed
and never taken for an empty value.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["text", "number", "flag", "object", "array", "either"]

_CONTRACT = (
    "id",
    "number",
    "title",
    "description",
    "status",
    "vendor",
    "contract_date",
    "created_at",
    "retainage_percent",
    "grand_total",
    "approved_change_orders",
    "revised_contract",
    "accounting_method",
    "deleted_at",
    "updated_at",
    "currency_configuration",
    "currency_iso_code",
)
_CHANGE_ORDER = (
    "id",
    "contract_id",
    "legacy_package_id",
    "number",
    "title",
    "description",
    "status",
    "grand_total",
    "created_at",
    "deleted_at",
    "updated_at",
)
_LINE = (
    "id",
    "position",
    "description",
    "amount",
    "extended_amount",
    "quantity",
    "uom",
    "unit_cost",
    "cost_code",
    "line_item_type",
    "wbs_code",
)
# The fields read from each list, all as text; a path reaches into an object.
LISTS: dict[str, tuple[str, ...]] = {
    "project": (
        "id",
        "project_number",
        "name",
        "description",
        "address",
        "city",
        "state_code",
        "country_code",
        "zip",
        "phone",
        "start_date",
        "estimated_start_date",
        "completion_date",
        "estimated_completion_date",
        "active",
        "template",
        "is_demo",
        "origin_id",
        "updated_at",
    ),
    "company": (
        "id",
        "abbreviated_name",
        "name",
        "address",
        "city",
        "state_code",
        "country_code",
        "zip",
        "business_phone",
        "fax_number",
        "email_address",
        "license_number",
        "is_active",
        "origin_id",
        "origin_code",
        "updated_at",
        "keywords",
        "tags",
    ),
    "company_tag": ("id", "name", "origin_code"),
    "activity": ("id", "code", "full_code", "name", "parent", "deleted_at"),
    "cost_group": ("id", "code", "name", "base_type"),
    "segment": ("id", "name", "type", "position"),
    "segment_item": ("id", "code", "path_code", "path_codes", "status", "segment"),
    "budget_view": ("id", "name"),
    "budget_column": ("id", "name"),
    "budget_line": (
        "id",
        "budget_row_id",
        "cost_code_id",
        "category_id",
        "original_budget_amount",
        "quantity",
        "budgeted",
        "wbs_code_id",
        "wbs_code",
        "sub_job",
    ),
    "budget_lock": ("locked",),
    "user": ("id", "name", "employee_id", "email_address", "is_active"),
    "project_vendor": ("id", "name"),
    "wbs_code": ("id", "segment_items"),
    "purchase_order_contract": (*_CONTRACT, "delivery_date"),
    "work_order_contract": (*_CONTRACT, "actual_completion_date"),
    "commitment_line": _LINE,
    "prime_contract": (
        *_CONTRACT,
        "contract_start_date",
        "contract_estimated_completion_date",
    ),
    "prime_line": _LINE,
    "commitment_change_order": _CHANGE_ORDER,
    "prime_change_order": _CHANGE_ORDER,
    "change_order_package": _CHANGE_ORDER,
    "package_detail": ("id", "line_items"),
    "potential_change_order": (*_CHANGE_ORDER, "revision"),
    "change_order_line": (*_LINE, "wbs_code_id"),
    "potential_line": _LINE,
    "direct_cost": (
        "id",
        "direct_cost_type",
        "status",
        "direct_cost_date",
        "invoice_number",
        "vendor_id",
        "vendor",
        "employee",
        "description",
        "amount",
        "origin_id",
        "deleted_at",
        "updated_at",
        "currency_configuration",
    ),
    "direct_cost_line": (*_LINE, "holder", "origin_id", "currency_configuration"),
    "requisition": (
        "id",
        "number",
        "invoice_number",
        "commitment_id",
        "vendor_id",
        "status",
        "billing_date",
        "summary",
        "items",
        "origin_id",
        "updated_at",
        "currency_configuration",
    ),
    "budget_change_line": (
        "id",
        "adjustment_number",
        "wbs_code_id",
        "amount",
        "type",
        "budget_change_number",
        "budget_change_status",
        "budget_change_name",
    ),
    "budget_modification": (
        "id",
        "from_budget_line_item_id",
        "to_budget_line_item_id",
        "transfer_amount",
        "notes",
    ),
}
# Arrays inside a row whose elements are rows of their own.
SUB_ROWS: dict[str, str] = {
    "wbs_code": "segment_items",
    "package_detail": "line_items",
    "requisition": "items",
}
_TITLED = (
    *("purchase_order_contract", "work_order_contract", "prime_contract"),
    *("commitment_change_order", "prime_change_order", "change_order_package"),
)
_DESCRIBED = (
    *("commitment_line", "prime_line", "change_order_line", "potential_line"),
    *("direct_cost", "direct_cost_line"),
)
# Fields whose text may hold HTML.
TEXTS: dict[str, tuple[str, ...]] = {
    "project": ("name", "description", "address"),
    "company": ("name", "address"),
    "activity": ("name",),
    **dict.fromkeys(_TITLED, ("title", "description")),
    **dict.fromkeys(_DESCRIBED, ("description",)),
    "package_detail": ("line_items",),
    "requisition": ("items",),
    "budget_change_line": ("budget_change_name",),
    "budget_modification": ("notes",),
}
_PART_OF = {"company_inactive": "company"}
_KINDS: dict[Kind, frozenset[str]] = {
    "flag": frozenset(
        ("active", "template", "is_demo", "is_active", "budgeted", "locked")
    ),
    "number": frozenset(
        (
            *("amount", "extended_amount", "quantity", "unit_cost", "grand_total"),
            *("approved_change_orders", "revised_contract", "transfer_amount"),
            *("original_budget_amount", "retainage_percent", "position"),
        )
    ),
    "object": frozenset(
        (
            *("parent", "cost_code", "line_item_type", "wbs_code", "holder"),
            *("segment", "summary", "employee", "currency_configuration"),
        )
    ),
    "array": frozenset(("path_codes", "segment_items", "line_items", "items")),
    "either": frozenset(("vendor", "keywords", "tags", "sub_job")),
}
# What is read inside an object, or inside each element of an array.
INSIDE: dict[str, tuple[str, ...]] = {
    "parent": ("id",),
    "cost_code": ("id",),
    "line_item_type": ("id",),
    "wbs_code": ("id",),
    "holder": ("id",),
    "employee": ("id",),
    "segment_items": ("code",),
    "items": ("work_completed_this_period",),
}
_EVERYWHERE = frozenset(
    (
        *("deleted_at", "keywords", "tags", "template", "revision"),
        *("currency_configuration", "currency_iso_code"),
    )
)
_ADDRESS = ("address", "city", "state_code", "country_code", "zip")
# Fields that an answer may lack: a view or a kind of record has none, the API describes
# them as empty or not at all, or answers of real accounts came without them.
_MAY_LACK: dict[str, frozenset[str]] = {
    "segment_item": frozenset(("segment",)),
    "prime_contract": frozenset(("contract_date", "revised_contract")),
    "commitment_change_order": frozenset(("description", "updated_at")),
    "prime_change_order": frozenset(("description", "updated_at")),
    "change_order_line": frozenset(
        ("extended_amount", "cost_code", "line_item_type", "wbs_code", "wbs_code_id")
    ),
    **{
        lines: frozenset(("wbs_code", "extended_amount"))
        for lines in ("commitment_line", "prime_line", "potential_line")
    },
    "direct_cost_line": frozenset(("wbs_code", "extended_amount", "origin_id")),
    "requisition": frozenset(("invoice_number", "origin_id")),
    "project": frozenset(
        (
            *("phone", "description", "origin_id", *_ADDRESS),
            *("start_date", "estimated_start_date"),
            *("completion_date", "estimated_completion_date"),
        )
    ),
    "company": frozenset(
        (
            *("business_phone", "fax_number", "email_address", "license_number"),
            *("origin_id", "origin_code", "updated_at", *_ADDRESS),
        )
    ),
    "company_tag": frozenset(("origin_code",)),
    "user": frozenset(("email_address", "is_active")),
    "budget_line": frozenset(("budget_row_id", "wbs_code_id", "wbs_code", "sub_job")),
    "change_order_package": frozenset(("description", "legacy_package_id")),
    "potential_change_order": frozenset(("description", "legacy_package_id")),
}
# Fields whose absence loses a detail, and never makes two records differ.
HARMLESS = frozenset(
    (
        *("updated_at", "created_at", "origin_code", "origin_id", "description", "uom"),
        *("position", "notes", "email_address", "legacy_package_id", "budget_row_id"),
        *("estimated_start_date", "estimated_completion_date", "budget_change_name"),
        *("budgeted", "template", "is_demo"),
    )
)
_CHANGE_ORDER_STATES = frozenset(
    (
        *("draft", "pricing", "not_pricing", "pending", "revised", "proceeding"),
        *("not_proceeding", "pending_billable", "no_charge", "approved", "rejected"),
        *("void", "not pricing", "not proceeding", "pending - in review"),
        *("pending - revised", "pending - pricing", "pending - not pricing"),
        *("pending - proceeding", "pending - not proceeding", "no charge"),
    )
)
# The values that are known of a field, in lower case; any other is noticed.
VALUES: dict[tuple[str, str], frozenset[str]] = {
    ("purchase_order_contract", "status"): frozenset(
        (
            *("draft", "processing", "submitted", "partially received", "received"),
            *("approved", "closed"),
        )
    ),
    ("work_order_contract", "status"): frozenset(
        (
            *("draft", "out for bid", "out for signature", "approved", "complete"),
            *("terminated", "void"),
        )
    ),
    ("prime_contract", "status"): frozenset(
        (
            *("draft", "out for bid", "out for signature", "approved", "complete"),
            "terminated",
        )
    ),
    **{
        (listed, "status"): _CHANGE_ORDER_STATES
        for listed in (
            *("commitment_change_order", "prime_change_order", "change_order_package"),
            "potential_change_order",
        )
    },
    ("direct_cost", "status"): frozenset(
        ("draft", "pending", "revise_and_resubmit", "approved")
    ),
    ("direct_cost", "direct_cost_type"): frozenset(
        ("invoice", "expense", "payroll", "subcontractor_invoice")
    ),
    ("requisition", "status"): frozenset(
        (
            *("draft", "under_review", "revise_and_resubmit", "approved"),
            *("approved_as_noted", "pending_owner_approval"),
        )
    ),
    ("budget_change_line", "budget_change_status"): frozenset(
        ("draft", "under_review", "approved", "void")
    ),
    ("segment", "type"): frozenset(
        ("cost_code", "line_item_type", "sub_job", "custom")
    ),
    **{
        (listed, "accounting_method"): frozenset(("amount", "unit"))
        for listed in (
            *("purchase_order_contract", "work_order_contract", "prime_contract"),
        )
    },
}
# The mapped entities whose compared fields a list gives.
ENTITIES_OF: dict[str, tuple[str, ...]] = {
    "project": ("project",),
    "company": ("supplier", "customer"),
    "activity": ("activity",),
    "purchase_order_contract": ("purchase_order",),
    "work_order_contract": ("subcontract",),
    "prime_contract": ("prime_contract",),
    "commitment_change_order": ("change_order",),
    "prime_change_order": ("prime_change_order",),
}


def kind_of(field: str) -> Kind:
    """What a field should be; whatever is not named otherwise is text."""
    return next((k for k, names in _KINDS.items() if field in names), "text")


def may_lack(listed: str, field: str) -> bool:
    """Whether an answer may be without a field."""
    return field in _EVERYWHERE or field in _MAY_LACK.get(listed, ())


def bare_name(entity: str) -> str:
    """The list that an entry of a pull belongs to."""
    bare = entity.split("/", maxsplit=1)[0]
    return _PART_OF.get(bare, bare)
