"""Modified budget: Procore's approved change orders are its source."""

from __future__ import annotations

from recon.mapping.fields import budget_code_fields, project_field
from recon.mapping.spec import Entity, Field

MODIFIED_BUDGET = Entity(
    name="modified_budget",
    title="Modified budget",
    exchange="Modified Budget",
    maestro_screen="Project Management > Activities and Budget > Modification column",
    procore_screen="Project Tools > Budget > Approved COs column",
    key=("project_code", "activity_code", "group_code"),
    direction="to_maestro",
    updates=False,
    who_wins="Procore",
    source="Data Mapping, Modified Budget",
    files=("modifications", "modified_budget", "budget_modifie"),
    singular="Modified budget",
    step=3,
    passes_through=("maestro.project",),
    to_maestro_needs=("project linked",),
    note="whether it updates or only creates is not stated; Change Order Management "
    "writes modifications too, so using both paths doubles them",
    fields=(
        project_field(),
        *budget_code_fields(),
        Field(
            "amount",
            maestro="Modification",
            procore=None,
            derived="Approved COs",
            procore_label="Approved COs",
            marks="S/S/I",
            kind="money",
            is_required=True,
            headers=("Amount", "Montant", "Montant modification"),
            note="approved prime change orders; commitment change orders stand apart",
        ),
        Field(
            "quantity",
            maestro="Modification Quantity",
            procore=None,
            marks="S/U/U",
            kind="quantity",
            headers=("Quantity", "Quantité", "Quantité modification"),
            note="the Procore column has no quantity: see the setting "
            "modified_budget_quantity",
        ),
    ),
)
