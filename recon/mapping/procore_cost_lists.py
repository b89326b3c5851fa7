"""Procore's lists of direct costs and of the invoices of commitments. Data only."""

from __future__ import annotations

from recon.mapping.list_fields import (
    CURRENCY,
    DELETED_AT,
    ID,
    LINE,
    ORIGIN_ID,
    UPDATED_AT,
    VENDOR,
)
from recon.mapping.list_spec import ListField, ProcoreList

COST_LISTS = (
    ProcoreList(
        name="direct_cost",
        path="/rest/v1.1/projects/{project}/direct_costs",
        entity="project_cost",
        input="procore.direct_cost",
        passes_through=(
            "procore.company",
            "procore.user",
            "link.line_code",
            "link.own_project",
        ),
        by_change=True,
        tool="direct costs",
        shows_tool=True,
        fields=(
            ID,
            ListField(
                of="transaction_type",
                values=("invoice", "expense", "payroll", "subcontractor_invoice"),
            ),
            ListField(
                of="status",
                leads=True,
                values=("draft", "pending", "revise_and_resubmit", "approved"),
            ),
            ListField(of="transaction_on", kind="day"),
            ListField(of="invoice_number"),
            ListField(of="party_code"),
            VENDOR,
            ListField(of="party_name", kind="object"),
            ListField(of="description", is_harmless=True, has_html=True),
            ListField(of="amount", kind="money", leads=True),
            ListField(of="transaction_number", is_harmless=True),
            DELETED_AT,
            UPDATED_AT,
            CURRENCY,
        ),
    ),
    ProcoreList(
        name="direct_cost_line",
        path="/rest/v1.0/projects/{project}/direct_costs/line_items",
        entity="project_cost",
        input="procore.direct_cost",
        tool="direct costs",
        fields=(
            *(field for field in LINE if field.of != "line_number"),
            ListField("position", kind="number", is_harmless=True),
            ListField("holder", kind="object", inside=("id",)),
            ListField(of="transaction_number", is_harmless=True, may_lack=True),
            CURRENCY,
        ),
    ),
    ProcoreList(
        name="requisition",
        path="/rest/v1.1/requisitions",
        query={"project_id": "{project}", "view": "items"},
        rows_inside="items",
        entity="order_invoice",
        input="procore.order_invoice",
        passes_through=(
            "procore.company",
            "procore.purchase_order",
            "procore.subcontract",
            "link.line_code",
            "link.own_project",
        ),
        by_change=True,
        tool="invoices",
        shows_tool=True,
        fields=(
            ID,
            ListField("number", leads=True),
            ListField(of="invoice_number", may_lack=True),
            ListField(of="order_number"),
            ListField(of="party_code"),
            ListField(
                "status",
                leads=True,
                values=(
                    "draft",
                    "under_review",
                    "revise_and_resubmit",
                    "approved",
                    "approved_as_noted",
                    "pending_owner_approval",
                ),
            ),
            ListField(of="transaction_on", kind="day"),
            ListField("requisition_end", kind="day", is_harmless=True, may_lack=True),
            ListField("summary", kind="object"),
            ListField(of="amount", kind="array", leads=True, has_html=True),
            ORIGIN_ID,
            UPDATED_AT,
            CURRENCY,
        ),
    ),
)
