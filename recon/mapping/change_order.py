"""Change orders: on subcontracts, and on progress billing contracts."""

from __future__ import annotations

from recon.mapping.fields import (
    budget_code_fields,
    line_fields,
    project_field,
    read_in,
)
from recon.mapping.spec import Entity, Field

_CONTRACT = Field(
    "contract_number",
    maestro="Contract No.",
    procore="contract_id",
    procore_label="Contract",
    marks="S/I+/I",
    kind="code",
    is_required=True,
    headers=("No contrat", "Contrat"),
    note="found through the contract's External No.",
)
_NUMBER = Field(
    "number",
    maestro="Change Order",
    procore="number",
    procore_label="#",
    marks="S/I+/I",
    kind="code",
    headers=("Avenant", "No avenant", "Ordre de changement", "Change Order No."),
    note="maestro* does not pass a change order to invoicing without it",
)
_STATUS = Field(
    "status",
    maestro="Status",
    procore="status",
    procore_label="Status",
    marks="D/S/S",
    headers=("Statut",),
    note="must be Approved in Procore, in either letter case",
)
_LINE = Field(
    "line_number",
    maestro="No.",
    procore="position",
    procore_label="Line No.",
    marks="I+/S/I",
    kind="code",
    headers=("Ligne", "Line", "No ligne"),
    note="compared on subcontracts, as the setting compared_line_numbers says",
)
_HEADS = ("commitment_change_order", "change_order_package", "potential_change_order")
_LINE_LISTS = ("change_order_line", "potential_line")


def _effect(name: str, maestro: str, french: str) -> Field:
    return Field(
        name,
        maestro=maestro,
        procore=None,
        marks="D/-/-",
        kind="flag",
        headers=(french,),
        note="one of three independent boxes of the transfer",
    )


CHANGE_ORDER = Entity(
    name="change_order",
    title="Change orders on subcontracts",
    exchange="Commitment Change Orders",
    maestro_screen="Projects > Change Orders > Change Order Management",
    procore_screen="Commitments > Change Orders",
    key=("contract_number", "number"),
    direction="to_maestro",
    updates=False,
    who_wins="Procore",
    source="Data Mapping, Change Orders",
    files=("avenants", "change_orders"),
    singular="Change order",
    step=6,
    lists=_HEADS,
    passes_through=("maestro.purchase_order", "maestro.subcontract"),
    to_maestro_needs=("on a subcontract", "contract approved", "Approved"),
    note="never sent again after its creation; refused on a purchase order",
    fields=(
        _CONTRACT,
        _NUMBER,
        Field(
            "contract_on",
            maestro="Date",
            procore="created_at",
            procore_label="Initiated Date",
            marks="I+/S/U",
            kind="date",
            compare="date",
            drift="notice",
        ),
        Field(
            "party_code",
            maestro="Supplier",
            procore=None,
            derived="contract vendor",
            procore_label="Contract Company",
            marks="I+/S/S",
            kind="code",
            compare="text",
            drift="error",
            headers=("Fournisseur", "Supplier Code"),
        ),
        _STATUS,
        _effect("is_invoicing", "Transfer: Invoicing", "Transfert : facturation"),
        _effect("is_orders", "Transfer: Orders", "Transfert : commandes"),
        _effect(
            "is_budget",
            "Transfer: Budget Modifications",
            "Transfert : modifications budgétaires",
        ),
    ),
)

CHANGE_ORDER_LINE = Entity(
    name="change_order_line",
    title="Change order lines",
    exchange="Commitment Change Orders, breakdown",
    maestro_screen="Change Order Management > Breakdown tab",
    procore_screen="Commitments > Change Orders > Schedule of Values",
    key=("contract_number", "number", "line_number"),
    direction="to_maestro",
    updates=False,
    who_wins="Procore",
    source="Data Mapping, Change Orders, Breakdown",
    files=("lignes_avenants", "change_order_lines"),
    singular="Change order line",
    step=6,
    lists=_LINE_LISTS,
    passes_through=("maestro.change_order",),
    fields=(
        *read_in(_HEADS, _CONTRACT, _NUMBER),
        _LINE,
        *budget_code_fields(),
        *line_fields("I+/I+/I"),
    ),
)

PRIME_CHANGE_ORDER = Entity(
    name="prime_change_order",
    title="Change orders on billing contracts",
    exchange="Billing-contract Change Orders",
    maestro_screen="Progress Billing Contracts > Change Orders tab",
    procore_screen="Prime Contracts > Change Orders",
    key=("project_code", "number", "line_number"),
    direction="to_maestro",
    updates=False,
    who_wins="Procore",
    source="Data Mapping, Change Orders on billing contracts",
    files=("avenants_facturation", "prime_change_orders"),
    singular="Billing change order",
    step=6,
    lists=("prime_change_order",),
    passes_through=("maestro.project",),
    to_maestro_needs=("prime contract linked", "contract approved", "Approved"),
    note="no amount in the source's table: amount is quantity x price; one row a line",
    fields=(
        project_field(),
        _NUMBER,
        *read_in(_LINE_LISTS, _LINE),
        _STATUS,
        Field(
            "text",
            maestro="Description",
            procore="title, description",
            procore_label="Title + Description",
            marks="I+/S/S",
            compare="letters",
            drift="notice",
        ),
        *read_in(
            _LINE_LISTS,
            *(
                field
                for field in (
                    *budget_code_fields(is_required=False),
                    *line_fields("I+/S/I+"),
                )
                if field.name in ("activity_code", "quantity", "unit", "unit_price")
            ),
        ),
    ),
)
