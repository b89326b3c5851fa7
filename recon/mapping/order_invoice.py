"""Purchase order invoices: type 7 transactions and Procore's commitment invoices."""

from __future__ import annotations

from recon.mapping.spec import Entity, Field

ORDER_INVOICE = Entity(
    name="order_invoice",
    title="Purchase order invoices",
    exchange="Purchase Order Invoices",
    maestro_screen="Projects Inquiry > Transactions tab, type 7",
    procore_screen="Commitments > Invoices",
    key=("order_number", "invoice_number"),
    direction="to_procore",
    updates=False,
    who_wins="maestro*",
    source="Data Mapping, Purchase Order Invoices",
    files=(),
    singular="Commitment invoice",
    step=7,
    lists=("requisition",),
    note="read from the transactions' export; an order with an External No. takes its "
    "invoices on the commitment, any other as direct costs; the direction is "
    "contradictory in the source and a setting",
    fields=(
        Field(
            "order_number",
            maestro="Order No.",
            procore="commitment_id",
            procore_label="Commitment #",
            marks="I/I/S",
            kind="code",
            note="through the order's External No.",
        ),
        Field(
            "party_code",
            maestro="Supplier",
            procore="vendor_id",
            procore_label="Contract Company",
            marks="I/I/-",
            kind="code",
        ),
        Field(
            "invoice_number",
            maestro="Invoice No.",
            procore="invoice_number",
            procore_label="Invoice #",
            marks="I/I/-",
            kind="code",
        ),
        Field(
            "transaction_on",
            maestro="Date",
            procore="billing_date",
            procore_label="Billing Date",
            marks="I/I/-",
            kind="date",
        ),
        Field(
            "amount",
            maestro="Amount",
            procore="items.work_completed_this_period",
            procore_label="Schedule of Values line",
            marks="I/I/-",
            kind="money",
        ),
    ),
)
