"""Purchase orders and subcontracts: approved Procore commitments, sent once."""

from __future__ import annotations

from recon.mapping.fields import budget_code_fields, line_fields, project_field
from recon.mapping.spec import Entity, Field

_NUMBER = Field(
    "number",
    maestro="Number",
    procore=None,
    marks="I+/-/S",
    kind="code",
    is_required=True,
    headers=("Numéro", "No commande", "No contrat", "Contract No.", "Order No."),
    note="maestro*'s own counter, shared by orders and subcontracts",
)
_EXTERNAL_NUMBER = Field(
    "external_number",
    maestro="External No.",
    procore="number",
    procore_label="#",
    marks="S/I+/S",
    kind="code",
    maestro_length=40,
    when_longer="must not be longer",
    over_length="error",
    headers=("No Externe", "No externe"),
    note="filled: the document comes from Procore",
)
_SUPPLIER = Field(
    "party_code",
    maestro="Supplier Code",
    procore="vendor.id",
    procore_label="Contract Company",
    marks="S/S/S",
    kind="code",
    compare="text",
    drift="error",
    headers=("Supplier", "Fournisseur", "Code fournisseur"),
)
_STATUS = Field(
    "status",
    maestro="Status",
    procore="status",
    procore_label="Status",
    marks="I+/I+/S",
    headers=("Statut",),
    note="must be Approved in Procore",
)
_HOLDBACK = Field(
    "holdback_percent",
    maestro="Holdback %",
    procore="retainage_percent",
    procore_label="Default Retainage",
    marks="S/S/-",
    kind="quantity",
    headers=("% retenue", "Retenue %"),
)
# What was invoiced and held back so far; not every list of orders can show it.
_TO_DATE = (
    Field(
        "work_to_date",
        maestro="Invoiced to Date",
        procore=None,
        derived="work and materials of its approved invoices",
        procore_label="Total Completed and Stored to Date",
        marks="U/I/U",
        kind="money",
        headers=("Facturé à ce jour",),
        note="before holdback and taxes; compared where both sides give holdback",
    ),
    Field(
        "holdback_retained",
        maestro="Holdback Retained",
        procore=None,
        derived="retainage retained on its approved invoices",
        procore_label="Retainage Retained",
        marks="U/D/U",
        kind="money",
        headers=("Retenue cumulée",),
        note="all that was ever held back; less what was released it is the balance",
    ),
    Field(
        "holdback_released",
        maestro="Holdback Released",
        procore=None,
        derived="retainage released on its approved invoices",
        procore_label="Retainage Released",
        marks="U/D/U",
        kind="money",
        headers=("Retenue libérée",),
    ),
)
_REVISED = Field(
    "revised_amount",
    maestro="Revised Amount",
    procore="revised_contract",
    procore_label="Revised Contract Amount",
    marks="I/D/-",
    kind="money",
    headers=("Montant révisé",),
    note="original and approved change orders",
)


def _date(name: str, maestro: str, procore: str, label: str, french: str) -> Field:
    return Field(
        name,
        maestro=maestro,
        procore=procore,
        procore_label=label,
        marks="S/S/-",
        kind="date",
        compare="date",
        headers=(french,),
    )


def _text(name: str, maestro: str, *headers: str) -> Field:
    return Field(
        name,
        maestro=maestro,
        procore="title, description",
        procore_label="Title + Description",
        marks="I+/I+/S",
        compare="letters",
        drift="notice",
        headers=headers,
        note="joined; the separator is not public, so only letters and digits count",
    )


PURCHASE_ORDER = Entity(
    name="purchase_order",
    title="Purchase orders",
    exchange="Purchase Orders",
    maestro_screen="Purchase Order Management, or Stock Order from Catalogue",
    procore_screen="Commitments > Purchase Order",
    key=("number",),
    direction="to_maestro",
    updates=False,
    who_wins="Procore",
    source="Data Mapping, Purchase Orders",
    files=("commandes", "purchase_orders", "bons_de_commande"),
    singular="Purchase order",
    step=5,
    lists=("purchase_order_contract",),
    passes_through=("maestro.project",),
    to_maestro_needs=("Approved", "supplier linked", "number of 40 at most"),
    note="either maestro* screen, by the setting purchase_order_screen; one time only",
    fields=(
        _NUMBER,
        project_field(),
        _EXTERNAL_NUMBER,
        _SUPPLIER,
        _STATUS,
        _date("contract_on", "Order Date", "created_at", "Date Created", "Date"),
        _date(
            "delivery_on",
            "Delivery",
            "delivery_date",
            "Delivery Date",
            "Date de livraison",
        ),
        _text("text", "Memo", "Mémo"),
        _HOLDBACK,
        _REVISED,
        *_TO_DATE,
    ),
)

SUBCONTRACT = Entity(
    name="subcontract",
    title="Subcontracts",
    exchange="Subcontracts",
    maestro_screen="Purchasing > Subcontract > Subcontract Management",
    procore_screen="Commitments > Subcontract",
    key=("number",),
    direction="to_maestro",
    updates=False,
    who_wins="Procore",
    source="Data Mapping, Subcontracts",
    files=("sous_contrats", "subcontracts", "contrats"),
    singular="Subcontract",
    step=5,
    lists=("work_order_contract",),
    passes_through=("maestro.project",),
    to_maestro_needs=("Approved", "supplier linked", "number of 40 at most"),
    note="one time only; one row of the source's table is lost",
    fields=(
        _NUMBER,
        project_field(),
        _EXTERNAL_NUMBER,
        _SUPPLIER,
        _STATUS,
        _date(
            "contract_on",
            "Contract Date",
            "contract_date",
            "Contract Date",
            "Date du contrat",
        ),
        _date(
            "delivery_on",
            "Delivery Date",
            "actual_completion_date",
            "Actual Completion Date",
            "Date de livraison",
        ),
        _text("text", "Details", "Détails"),
        Field(
            "memo",
            maestro="Memo",
            procore=None,
            derived="inclusions",
            procore_label="Inclusions",
            marks="S/U/-",
            compare="letters",
            drift="notice",
            headers=("Mémo",),
            note="or Exclusions: unconfirmed, by the setting subcontract_memo",
        ),
        _HOLDBACK,
        _REVISED,
        *_TO_DATE,
    ),
)

COMMITMENT_LINE = Entity(
    name="commitment_line",
    title="Order and subcontract lines",
    exchange="Purchase Orders / Subcontracts, breakdown",
    maestro_screen="Breakdown lines of an order or a subcontract",
    procore_screen="Commitments > Schedule of Values",
    key=("number", "line_number"),
    direction="to_maestro",
    updates=False,
    who_wins="Procore",
    source="Data Mapping, Purchase Orders and Subcontracts",
    files=("lignes_commandes", "commitment_lines", "order_lines"),
    singular="Line",
    step=5,
    lists=("commitment_line",),
    passes_through=("maestro.purchase_order", "maestro.subcontract"),
    fields=(
        _NUMBER,
        Field(
            "line_number",
            maestro="Line",
            procore="position",
            marks="I/I/I",
            kind="code",
            headers=("Ligne", "No ligne"),
            note="the source names no position: lines are paired by code and likeness",
        ),
        *budget_code_fields(),
        *line_fields("S/S/S"),
    ),
)
