"""Ten edits in one project at once: each is still reported, by its record."""

from __future__ import annotations

from random import Random

from tests.gates.field_company import clean_systems
from tests.gates.field_expected import Edit
from tests.gates.field_gate import edited_record
from tests.gates.field_judge import Made
from tests.gates.field_records import Record, Systems

TOGETHER = 10
# What takes the whole project, or a record another edit needs, with it.
_ALONE = ("project", "activity", "employee", "project_supplier", "supplier", "customer")
_ALONE_EDITS = ("moved", "merged", "swapped", "drop alone")


def can_be_combined(edit: Edit) -> bool:
    """Whether other edits of the project mean what they meant beside this one."""
    is_move = edit.entity == "budget_line" and edit.field.endswith("_code")
    is_move = is_move or (edit.field, edit.edit) == ("external_number", "valid")
    return (
        edit.expected == "reported"
        and edit.entity not in _ALONE
        and edit.edit not in _ALONE_EDITS
        and not (edit.edit == "invalid" and edit.field.endswith("_code"))
        and not is_move
    )


def combined(edits: list[Edit], seed: int, projects: int) -> tuple[Systems, list[Made]]:
    """A company in which each project has ten edits, of ten documents or records."""
    rng = Random(f"combined {seed}")
    systems = clean_systems(seed, projects, 1)
    choices = [edit for edit in edits if can_be_combined(edit)]
    made = []
    for place in systems.projects:
        taken: set[int] = set()
        mine = 0
        while mine < TOGETHER:
            edit = rng.choice(choices)
            free = [
                record
                for record in systems.of(place, edit.entity, edit.kind)
                if not taken & rows_of(record)
            ]
            if free:
                record = rng.choice(free)
                taken |= rows_of(record)
                made.append(edited_record(systems, edit, (place,), record, rng))
                mine += 1
    return systems, made


def rows_of(record: Record) -> set[int]:
    """The rows of a record and of the documents above and below it, by identity."""
    rows = {id(record.ours), id(record.theirs)}
    rows |= {id(row) for _, row in (*record.our_more, *record.their_more)}
    if record.document is not None:
        rows |= rows_of(record.document)
    return rows
