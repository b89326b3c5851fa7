"""Fields that several lists of Procore share, declared once. Data only."""

from __future__ import annotations

from dataclasses import replace

from recon.mapping.list_spec import ListField

ID = ListField("id")
NAME = ListField("name")
UPDATED_AT = ListField("updated_at", is_harmless=True)
DELETED_AT = ListField("deleted_at", leads=True, may_lack=True)
TITLE = ListField("title", has_html=True)
DESCRIPTION = ListField("description", is_harmless=True, has_html=True)
ORIGIN_ID = ListField("origin_id", is_harmless=True, may_lack=True)
ORIGIN_CODE = ListField("origin_code", is_harmless=True, may_lack=True)
CURRENCY = ListField("currency_configuration", kind="object", may_lack=True)
CURRENCY_CODE = ListField("currency_iso_code", may_lack=True)
BUDGET_CODE = ListField("wbs_code", kind="object", may_lack=True, inside=("id",))
BUDGET_CODE_ID = ListField("wbs_code_id", may_lack=True)
TAX_CODE = ListField("tax_code_id", is_harmless=True, may_lack=True)
CREATED_AT = ListField("created_at", kind="day", is_harmless=True)
GRAND_TOTAL = ListField("grand_total", kind="money")
VENDOR = ListField("vendor", kind="either", leads=True)
IS_ACTIVE = ListField(of="status", kind="flag", leads=True)
ADDRESS = (
    ListField(of="address", has_html=True, may_lack=True),
    ListField(of="city", may_lack=True),
    ListField(of="province", may_lack=True),
    ListField(of="country", may_lack=True),
    ListField(of="postal_code", may_lack=True),
)
# A line of a document, with its budget code; amounts are judged with that code.
LINE_WITHOUT_GROUP = (
    ID,
    ListField(of="line_number", kind="number", is_harmless=True),
    ListField(of="description", is_harmless=True, has_html=True),
    ListField(of="amount", kind="money", leads=True, judged_later=True),
    ListField("extended_amount", kind="money", may_lack=True, judged_later=True),
    ListField(of="quantity", kind="number"),
    ListField(of="unit", is_harmless=True),
    ListField(of="unit_price", kind="number"),
    ListField(of="activity_code", kind="object"),
    BUDGET_CODE,
    TAX_CODE,
)
LINE = (*LINE_WITHOUT_GROUP, ListField(of="group_code", kind="object"))
GROUP_OF_LINE = ListField("line_item_type", kind="object", inside=("id",))


def may_lack(fields: tuple[ListField, ...], *names: str) -> tuple[ListField, ...]:
    """Fields of which some may be absent from the answers of one list."""
    return tuple(
        replace(field, may_lack=True) if {field.name, field.of} & set(names) else field
        for field in fields
    )
