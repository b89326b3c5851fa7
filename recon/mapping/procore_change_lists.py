"""Procore's lists of change orders, of one, two and three tiers. Data only."""

from __future__ import annotations

from recon.mapping.list_fields import (
    BUDGET_CODE_ID,
    CREATED_AT,
    DELETED_AT,
    DESCRIPTION,
    GRAND_TOTAL,
    ID,
    LINE,
    TITLE,
    UPDATED_AT,
    may_lack,
)
from recon.mapping.list_spec import ListField, ProcoreList

_OF_PROJECT = {"project_id": "{project}"}
_OWN = "/rest/v2.0/companies/{company}/projects/{project}"
_STATES = (
    "draft",
    "pricing",
    "not_pricing",
    "pending",
    "revised",
    "proceeding",
    "not_proceeding",
    "pending_billable",
    "no_charge",
    "approved",
    "rejected",
    "void",
    "not pricing",
    "not proceeding",
    "pending - in review",
    "pending - revised",
    "pending - pricing",
    "pending - not pricing",
    "pending - proceeding",
    "pending - not proceeding",
    "no charge",
)
_COMMON = (
    ID,
    ListField("legacy_package_id", is_harmless=True),
    TITLE,
    GRAND_TOTAL,
    DELETED_AT,
    UPDATED_AT,
)
_MAPPED = (
    ListField(of="number", leads=True),
    ListField(of="status", leads=True, values=_STATES),
)
_OF_COMMITMENT = (
    *_MAPPED,
    ListField(of="contract_number"),
    ListField(of="contract_on", kind="day", is_harmless=True),
    DESCRIPTION,
)
_OF_NO_RECORD = (
    *may_lack(_COMMON, "legacy_package_id"),
    *may_lack(_OF_COMMITMENT, "description"),
)
_LINE = (
    *may_lack(LINE, "activity_code", "group_code"),
    BUDGET_CODE_ID,
)

CHANGE_ORDER_LISTS = (
    ProcoreList(
        name="change_order_package",
        path="/rest/v1.0/change_order_packages",
        query=_OF_PROJECT,
        entity="change_order",
        input="procore.change_order_package",
        passes_through=(
            "procore.purchase_order",
            "procore.subcontract",
            "procore.prime_contract",
        ),
        by_change=True,
        tool="change orders",
        shows_tool=True,
        fields=_OF_NO_RECORD,
    ),
    ProcoreList(
        name="potential_change_order",
        path="/rest/v1.0/potential_change_orders",
        query=_OF_PROJECT,
        entity="change_order",
        input="procore.change_order_package",
        by_change=True,
        tool="change orders",
        fields=(*_OF_NO_RECORD, ListField("revision", may_lack=True)),
    ),
    ProcoreList(
        name="commitment_change_order",
        path="/rest/v1.0/projects/{project}/commitment_change_orders",
        entity="change_order",
        records=("change_order",),
        input="procore.change_order",
        passes_through=(
            "procore.purchase_order",
            "procore.subcontract",
            "procore.change_order_package",
        ),
        tool="change orders",
        fields=may_lack((*_COMMON, *_OF_COMMITMENT), "description", "updated_at"),
    ),
    ProcoreList(
        name="prime_change_order",
        path="/rest/v1.0/projects/{project}/prime_change_orders",
        entity="prime_change_order",
        records=("prime_change_order",),
        input="procore.prime_change_order",
        passes_through=("procore.prime_contract", "procore.change_order_package"),
        tool="change orders",
        fields=(
            *may_lack(_COMMON, "updated_at"),
            *_MAPPED,
            ListField("contract_id"),
            CREATED_AT,
            ListField(of="text", is_harmless=True, has_html=True, may_lack=True),
        ),
    ),
    ProcoreList(
        name="change_order_line/commitment/{parent}",
        path=f"{_OWN}/commitment_change_orders/{{parent}}/line_items",
        parent="commitment_change_order",
        chosen=True,
        entity="change_order_line",
        documents=("change_order",),
        input="procore.change_order_line",
        passes_through=(
            "procore.change_order",
            "procore.prime_change_order",
            "link.line_code",
        ),
        tool="change orders",
        fields=_LINE,
    ),
    ProcoreList(
        name="change_order_line/prime/{parent}",
        path=f"{_OWN}/prime_change_orders/{{parent}}/line_items",
        parent="prime_change_order",
        chosen=True,
        entity="change_order_line",
        documents=("prime_change_order",),
        input="procore.change_order_line",
        tool="change orders",
        fields=_LINE,
    ),
    # The lines of a change order of one tier, under the change order's own number.
    *(
        ProcoreList(
            name=f"potential_line/{kind}/{{change_order}}/{{parent}}",
            path="/rest/v1.0/potential_change_orders/{parent}/line_items",
            query=_OF_PROJECT,
            parent="potential_change_order",
            chosen=True,
            entity="change_order_line",
            documents=(document,),
            input="procore.change_order_line",
            tool="change orders",
            fields=LINE,
        )
        for kind, document in (
            ("commitment", "change_order"),
            ("prime", "prime_change_order"),
        )
    ),
    ProcoreList(
        name="package_detail/{parent}",
        path="/rest/v1.0/change_order_packages/{parent}",
        query=_OF_PROJECT,
        parent="change_order_package",
        chosen=True,
        rows_inside="line_items",
        entity="change_order_line",
        documents=("change_order", "prime_change_order"),
        input="procore.change_order_line",
        tool="change orders",
        fields=(
            ID,
            ListField("line_items", kind="array", leads=True, has_html=True),
        ),
    ),
)
