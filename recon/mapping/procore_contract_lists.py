"""Procore's lists of contracts and their lines. Data only."""

from __future__ import annotations

from recon.mapping.list_fields import (
    CREATED_AT,
    CURRENCY,
    CURRENCY_CODE,
    DELETED_AT,
    DESCRIPTION,
    GRAND_TOTAL,
    GROUP_OF_LINE,
    ID,
    LINE,
    LINE_WITHOUT_GROUP,
    TITLE,
    UPDATED_AT,
    VENDOR,
)
from recon.mapping.list_spec import ListField, ProcoreList

_OF_PROJECT = {"project_id": "{project}"}
_EXTENDED = {"view": "extended"}
_METHODS = ("amount", "unit")


def _contract(*states: str) -> tuple[ListField, ...]:
    """What the three kinds of contract have in common."""
    return (
        ID,
        ListField(of="status", leads=True, values=states),
        VENDOR,
        ListField(of="holdback_percent", kind="number"),
        ListField("approved_change_orders", kind="money"),
        ListField(of="delivery_on", kind="day"),
        DELETED_AT,
        UPDATED_AT,
        CURRENCY,
        CURRENCY_CODE,
    )


_COMMITMENT = (
    ListField(of="external_number", leads=True),
    TITLE,
    ListField(of="text", is_harmless=True, has_html=True),
    ListField(of="revised_amount", kind="money"),
    GRAND_TOTAL,
    ListField("accounting_method", values=_METHODS),
)

CONTRACT_LISTS = (
    ProcoreList(
        name="purchase_order_contract",
        path="/rest/v1.0/purchase_order_contracts",
        query={**_OF_PROJECT, **_EXTENDED},
        entity="purchase_order",
        records=("purchase_order",),
        input="procore.purchase_order",
        passes_through=("procore.project", "procore.company", "link.own_project"),
        by_change=True,
        tool="purchase orders",
        shows_tool=True,
        fields=(
            *_contract(
                "draft",
                "processing",
                "submitted",
                "partially received",
                "received",
                "approved",
                "closed",
            ),
            *_COMMITMENT,
            ListField(of="contract_on", kind="day", is_harmless=True),
            ListField("contract_date", kind="day"),
        ),
    ),
    ProcoreList(
        name="commitment_line/purchase_order/{parent}",
        path="/rest/v1.0/purchase_order_contracts/{parent}/line_items",
        query=_OF_PROJECT,
        parent="purchase_order_contract",
        entity="commitment_line",
        documents=("purchase_order",),
        input="procore.commitment_line",
        passes_through=(
            "procore.purchase_order",
            "procore.subcontract",
            "link.line_code",
        ),
        tool="purchase orders",
        fields=LINE,
    ),
    ProcoreList(
        name="work_order_contract",
        path="/rest/v1.0/work_order_contracts",
        query={**_OF_PROJECT, **_EXTENDED},
        entity="subcontract",
        records=("subcontract",),
        input="procore.subcontract",
        passes_through=("procore.project", "procore.company", "link.own_project"),
        by_change=True,
        tool="subcontracts",
        shows_tool=True,
        fields=(
            *_contract(
                *("draft", "out for bid", "out for signature", "approved"),
                "complete",
                "terminated",
                "void",
            ),
            *_COMMITMENT,
            ListField("inclusions", is_harmless=True, has_html=True, may_lack=True),
            ListField("exclusions", is_harmless=True, has_html=True, may_lack=True),
            ListField(of="contract_on", kind="day"),
            CREATED_AT,
        ),
    ),
    ProcoreList(
        name="commitment_line/work_order/{parent}",
        path="/rest/v1.0/work_order_contracts/{parent}/line_items",
        query=_OF_PROJECT,
        parent="work_order_contract",
        entity="commitment_line",
        documents=("subcontract",),
        input="procore.commitment_line",
        tool="subcontracts",
        fields=LINE,
    ),
    ProcoreList(
        name="prime_contract",
        path="/rest/v1.0/prime_contracts",
        query=_OF_PROJECT,
        entity="prime_contract",
        records=("prime_contract",),
        input="procore.prime_contract",
        passes_through=("procore.project", "procore.company", "link.own_project"),
        by_change=True,
        tool="prime contracts",
        shows_tool=True,
        fields=(
            *_contract(
                *("draft", "out for bid", "out for signature", "approved"),
                "complete",
                "terminated",
            ),
            ListField("number", leads=True),
            ListField(of="text", has_html=True),
            DESCRIPTION,
            ListField(of="contract_on", kind="day"),
            ListField("contract_date", kind="day", may_lack=True),
            CREATED_AT,
            ListField(of="amount", kind="money"),
            ListField("revised_contract", kind="money", may_lack=True),
            ListField(of="accounting_method", values=_METHODS),
        ),
    ),
    ProcoreList(
        name="prime_line/{parent}",
        path="/rest/v1.0/prime_contracts/{parent}/line_items",
        query=_OF_PROJECT,
        parent="prime_contract",
        entity="prime_contract_line",
        documents=("prime_contract",),
        input="procore.prime_contract_line",
        passes_through=("procore.prime_contract", "link.line_code"),
        tool="prime contracts",
        fields=(*LINE_WITHOUT_GROUP, GROUP_OF_LINE),
    ),
)
