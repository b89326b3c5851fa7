"""Activities: maestro* activities and Procore cost codes. Never synchronised."""

from __future__ import annotations

from recon.mapping.spec import Entity, Field

ACTIVITY = Entity(
    name="activity",
    title="Activities and cost codes",
    exchange="Activities / cost codes",
    maestro_screen="Project Management > Activities and Budget",
    procore_screen="Project > Admin > Cost Codes",
    key=("project_code", "activity_code"),
    direction="none",
    updates=False,
    who_wins=None,
    source="Data Mapping, Activities",
    files=("activities", "activites", "activités"),
    singular="Activity",
    step=0,
    lists=("activity",),
    passes_through=("maestro.project",),
    note="existence, match and validity are checked at every synchronisation",
    fields=(
        Field(
            "project_code",
            maestro="Project",
            procore=None,
            derived="project_id",
            marks="S/S/-",
            kind="code",
            is_required=True,
            headers=("Project Number", "Projet", "No projet"),
        ),
        Field(
            "activity_code",
            maestro="Activity",
            procore="full_code",
            procore_label="Cost Code",
            marks="S/S/U",
            kind="code",
            is_required=True,
            headers=("Activity Code", "Code", "Activité", "Code activité"),
            note="matched by the Direct or Concatenate setting",
        ),
        Field(
            "description",
            maestro="Description",
            procore="name",
            procore_label="Name",
            marks="I/I/I",
            compare="text",
            drift="notice",
            headers=("Activity Description", "Description de l'activité"),
        ),
        Field(
            "is_active",
            maestro="Active",
            procore="status",
            lists=("segment_item",),
            procore_label="Status",
            marks="I/I/U",
            kind="flag",
            headers=("Actif", "Active activity", "Activité active"),
        ),
    ),
)
