"""Groups: maestro* cost groups and Procore cost types. Never synchronised."""

from __future__ import annotations

from recon.mapping.spec import Entity, Field

COST_GROUP = Entity(
    name="cost_group",
    title="Groups and cost types",
    exchange="Groups / cost types",
    maestro_screen="Projects > Maintenance > Projects > Define Cost Groups",
    procore_screen="Company Tools > Cost Types",
    key=("group_code",),
    direction="none",
    updates=False,
    who_wins=None,
    source="Data Mapping, Group Management",
    files=("groups", "groupes", "cost_groups"),
    singular="Group",
    step=0,
    lists=("cost_group",),
    note="the codes must be equal on both sides",
    fields=(
        Field(
            "group_code",
            maestro="Code",
            procore="code",
            procore_label="Code",
            marks="D/I/S",
            kind="code",
            is_required=True,
            headers=("Group", "Group Code", "Groupe", "Code groupe"),
        ),
        Field(
            "name",
            maestro="French Description",
            procore="name",
            procore_label="Name",
            marks="D/I/I",
            headers=("Description", "Description française"),
        ),
        Field(
            "name_english",
            maestro="English Description",
            procore="name",
            procore_label="Name",
            marks="D/I/I",
            headers=("Description anglaise",),
        ),
        Field(
            "group_type",
            maestro="Type",
            procore="base_type",
            procore_label="Base Type",
            marks="D/I/I",
            is_required=True,
            headers=("Group Type", "Type de groupe"),
            note="Billing is revenue: it has no place in a Procore cost budget",
        ),
    ),
)

# maestro* group types, in both languages, and the Procore base types each may pair
# with (a proposal of the reference; the API description and live answers differ).
GROUP_TYPES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "material",
        ("material", "matériel", "materiel", "matériaux"),
        ("materials", "material"),
    ),
    (
        "subcontractor",
        ("subcontractor", "sous-traitant", "sous-traitance"),
        ("commitment", "subcontract", "subcontractor"),
    ),
    ("equipment", ("equipment", "équipement", "equipement"), ("equipment",)),
    ("labour", ("labour", "labor", "main-d'oeuvre", "main-d'œuvre"), ("labor",)),
    (
        "miscellaneous",
        ("miscellaneous", "divers"),
        ("other", "overhead", "owner_cost", "professional_services"),
    ),
    ("billing", ("billing", "facturation"), ()),
)
