"""The kinds of fix that `fix:` in the head of a rule may name. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FixKind:
    """What a fix of this kind does, and the key columns that name what it changes.

    Where a finding lacks what the fix needs, or the policy does not allow it, a person
    does the rule's `action` instead.
    """

    does: str
    key: tuple[str, ...] = ()


FIX_KINDS: dict[str, FixKind] = {
    "instruction": FixKind("nothing is written: a person does the rule's action"),
    "field": FixKind(
        "the value of whoever owns the field goes to the other side: a write to "
        "Procore, or an import row for maestro*",
        ("code",),
    ),
    "link": FixKind(
        "unlinked records of the same code are linked by a recorded decision",
        ("code",),
    ),
    "maestro.activity": FixKind(
        "an import row adds the activity to the project in maestro*",
        ("activity_code",),
    ),
    "maestro.document": FixKind(
        "an approved document of Procore that maestro* lacks, ready to type",
        ("procore_id",),
    ),
    "maestro.field": FixKind(
        "Procore's value becomes an import row for maestro*, whoever owns the field",
        ("code",),
    ),
    "maestro.modified_budget": FixKind(
        "an import row sets the modification to Procore's approved changes",
        ("activity_code", "group_code"),
    ),
    "maestro.record": FixKind(
        "a company that only Procore has becomes an import row, where the bridge is "
        "retired",
        ("code",),
    ),
    "procore.abbreviated_name": FixKind(
        "the empty Abbreviated Name of a linked company gets maestro*'s code",
        ("record",),
    ),
    "procore.cost": FixKind(
        "a transaction that Procore lacks is created as a direct cost, where the "
        "bridge is retired and origin_id is recon's",
        ("transaction",),
    ),
    "procore.original_budget": FixKind(
        "Procore's budget line gets maestro*'s amount and quantity",
        ("activity_code", "group_code"),
    ),
    "procore.project_supplier": FixKind(
        "the linked supplier is added to the project's directory", ("code",)
    ),
    "procore.record": FixKind(
        "a company or project that only maestro* has is created, where the bridge is "
        "retired and origin_id is recon's",
        ("code",),
    ),
}
