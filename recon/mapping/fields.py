"""Fields that several exchanges share, declared once. Data only."""

from __future__ import annotations

from dataclasses import replace

from recon.mapping.spec import Field


def read_in(lists: tuple[str, ...], *fields: Field) -> tuple[Field, ...]:
    """Fields that are read in other lists than those of their entity."""
    return tuple(replace(field, lists=lists) for field in fields)


def project_field() -> Field:
    """The project a record belongs to."""
    return Field(
        "project_code",
        maestro="Project",
        procore=None,
        derived="project_id",
        marks="S/S/S",
        kind="code",
        is_required=True,
        headers=("Project Number", "Projet", "No projet"),
    )


def budget_code_fields(*, is_required: bool = True) -> tuple[Field, ...]:
    """Activity and group: maestro*'s half of a Procore budget code."""
    return (
        Field(
            "activity_code",
            maestro="Activity",
            procore="cost_code.id",
            procore_label="Cost Code",
            marks="S/S/I",
            kind="code",
            is_required=is_required,
            headers=("Activity Code", "Activité", "Code activité"),
        ),
        Field(
            "group_code",
            maestro="Group",
            procore="line_item_type.id",
            procore_label="Cost Type",
            marks="S/S/I",
            kind="code",
            is_required=is_required,
            headers=("Group Code", "Groupe", "Code groupe"),
        ),
    )


def priced_fields(amount_marks: str) -> tuple[Field, ...]:
    """Description, quantity, unit, unit price and amount of a line, before taxes."""
    return (
        Field(
            "description",
            maestro="Description",
            procore="description",
            procore_label="Description",
            marks="I+/I+/I",
        ),
        Field(
            "quantity",
            maestro="Quantity",
            procore="quantity",
            procore_label="Quantity",
            marks="I+/I+/I",
            kind="quantity",
            headers=("Quantité",),
        ),
        Field(
            "unit",
            maestro="Unit",
            procore="uom",
            procore_label="Unit of Measure",
            marks="I+/S/I",
            headers=("Unité",),
        ),
        Field(
            "unit_price",
            maestro="Unit Price",
            procore="unit_cost",
            procore_label="Unit Cost",
            marks="S/S/I",
            kind="quantity",
            headers=("Prix unitaire",),
        ),
        Field(
            "amount",
            maestro="Amount",
            procore="amount",
            procore_label="Amount",
            marks=amount_marks,
            kind="money",
            is_required=True,
            headers=("Montant",),
            note="before taxes: the bridge sends no taxes",
        ),
    )


_LINE_NOTES = {
    "description": "a text that maestro* cut short is equal",
    "quantity": "a lump sum is 1 or empty, as the settings lump_sums and "
    "lump_sum_units say",
    "unit": "without letter case and signs, by the setting unit_spellings",
    "unit_price": "at the decimals of the side that has fewer",
}


def line_fields(amount_marks: str) -> tuple[Field, ...]:
    """The priced fields of a document's line, with what its comparison allows."""
    return tuple(
        replace(field, note=_LINE_NOTES.get(field.name, field.note))
        for field in priced_fields(amount_marks)
    )
