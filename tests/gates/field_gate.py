"""Edits of a clean company, made in its two systems, and what its check says of them.

Many edits share a check: each has a project, a supplier or a customer of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from recon.cli import demo_company
from recon.decisions.propose import check_workspace
from recon.demo import exports
from recon.demo.build import Demo
from recon.demo.export_columns import COLUMNS
from recon.demo.key import AnswerKey
from recon.mapping import ENTITIES
from recon.rules.check import read_outcome
from recon.sandbox.app import Sandbox
from recon.workspace import open_workspace
from tests.company import demo_state, pull_demo, quiet
from tests.gates.field_company import clean_systems
from tests.gates.field_edits import edit_value
from tests.gates.field_expected import Edit
from tests.gates.field_judge import Checked, Made, judged
from tests.gates.field_links import Site, emptied
from tests.gates.field_records import SPARE, Names, Record, Systems
from tests.gates.field_special import SPECIAL, count_again, worth

Row = dict[str, Any]
KINDS = {(e.name, f.name): f.kind for e in ENTITIES for f in e.fields}
# What Procore says in several places at once, when it is emptied.
_EMPTIED_SPECIALLY = ("party_code", "activity_code")
_FIRST = {"supplier": ("S", 1001), "customer": ("C", 2001)}
# Records whose code an edit may change: a finding may say the new one.
_NAMED_ANEW = ("supplier", "customer", "employee", "project", "activity", "cost_group")


def batches(edits: list[Edit], size: int) -> Iterator[list[Edit]]:
    """Edits that share a company; each batch has some of every exchange."""
    count = -(-len(edits) // size)
    for number in range(count):
        yield edits[number::count]


def check_edits(edits: list[Edit], seed: int, folder: Path) -> Checked:
    """A clean company, the edits made in it, and what is found."""
    systems, made = edited(edits, seed)
    return judged(made, findings_of(systems, folder))


def edited(edits: list[Edit], seed: int) -> tuple[Systems, list[Made]]:
    """A company with each edit made in a place of its own."""
    moved = sum(edit.edit == "moved" and not edit.is_of_party for edit in edits)
    in_projects = sum(not edit.is_of_party for edit in edits) + moved
    # Of two projects one bills by quantity, so there are some to choose from.
    systems = clean_systems(
        seed, in_projects + 12, len(edits) - in_projects + moved + 1
    )
    free = sorted(systems.projects)
    parties = {role: iter(range(SPARE, 9999)) for role in _FIRST}
    made = []
    for number, edit in enumerate(edits):
        rng = Random(f"{seed} {number} {edit}")
        if edit.is_of_party:
            letter, first = _FIRST[edit.entity]
            place = f"{letter}{first + next(parties[edit.entity])}"
            spare = ""
        else:
            place = next(c for c in free if systems.of(c, edit.entity, edit.kind))
            free.remove(place)
            spare = free.pop() if edit.edit == "moved" else ""
        made.append(make(systems, edit, place, spare, rng))
    return systems, made


def make(systems: Systems, edit: Edit, place: str, spare: str, rng: Random) -> Made:
    """Make one edit of a record drawn in its place."""
    record = rng.choice(_choices(systems, edit, place))
    places = (place, spare) if spare and not edit.is_of_party else (place,)
    return edited_record(systems, edit, places, record, rng)


def edited_record(
    systems: Systems, edit: Edit, places: tuple[str, ...], record: Record, rng: Random
) -> Made:
    """Make one edit of a record, and note what a finding may call it."""
    spare = places[-1] if len(places) > 1 else ""
    if edit.is_of_party:
        spare = max(c for c in systems.records if c[0] == places[0][0])
    names, related = names_of(record), related_of(record)
    site = Site(systems, spare, rng)
    children = [r for r in systems.records[places[0]] if r.document is record]
    related += [name for child in children for name in child.names]
    what = apply(site, record, edit)
    names += _keys_after(record)
    related += related_of(record) + [(name,) for name in site.touched]
    is_twin = edit.edit == "double" and edit.entity != "order_invoice"
    is_twin = is_twin or edit.edit in ("entered twice", "change on order")
    if edit.entity in _NAMED_ANEW or is_twin:
        names += [(name,) for name in site.touched]
    if edit.entity == "project":  # its code may be another one now
        places += (str(record.ours["code"]),)
    return Made(edit, places, what, names, related)


def _choices(systems: Systems, edit: Edit, place: str) -> list[Record]:
    choices = systems.of(place, edit.entity, edit.kind)
    if edit.edit in ("drop", "drop alone", "double"):
        # The first order and the first subcontract have invoices.
        is_order = edit.entity in ("purchase_order", "subcontract")
        return choices[1:] if is_order else choices
    if edit.edit == "merged":
        return [r for r in choices if r.document is choices[0].document]
    return choices


def names_of(record: Record) -> Names:
    """What a finding may call the record: its code, its number, or its id in Procore."""
    names = list(record.names)
    if record.entity != "order_invoice":  # it is named by its invoice
        rows = [record.theirs]
        rows += [r for _, r in record.their_more if record.entity == "project_cost"]
        names += [(str(row["id"]),) for row in rows if row.get("id")]
    return names


def _keys_after(record: Record) -> Names:
    """What an edited key makes of the record's names."""
    ours = {
        "purchase_order": ("external",),
        "subcontract": ("external",),
        "change_order": ("number",),
        "prime_change_order": ("number",),
        "project_cost": ("invoice", "number"),
        "order_invoice": ("invoice",),
    }
    theirs = ("project_number", "abbreviated_name", "number", "invoice_number", "code")
    wide = ("project", "supplier", "customer", "cost_group")
    names: Names = [
        (str(record.ours[key]),)
        for key in ours.get(record.entity, ("code",) if record.entity in wide else ())
        if record.ours.get(key)
    ]
    if names and record.entity not in ("order_invoice", "project_cost"):
        names += [
            (str(record.theirs[key]),) for key in theirs if record.theirs.get(key)
        ]
    if record.entity == "order_invoice" and record.theirs["invoice_number"]:
        names.append((record.theirs["invoice_number"],))
    if record.entity in ("budget_line", "modified_budget"):
        pair = (record.ours["activity"], record.ours["group"])
        names.append(tuple(str(code) for code in pair if code))
    return names


def related_of(record: Record) -> Names:
    """What else a finding about the record may say: its document, code and party."""
    names: Names = []
    document = record.document
    while document is not None:
        names += document.names
        document = document.document
    pair = (record.ours.get("activity"), record.ours.get("group"))
    names += [tuple(str(code) for code in pair if code)] if any(pair) else []
    names += [(str(record.ours["party"]),)] if record.ours.get("party") else []
    if record.entity == "project":
        names += [(str(record.ours["code"]),)]
    return names


def apply(site: Site, record: Record, edit: Edit) -> str:
    """Make the edit; the totals above an amount follow it, as in both systems."""
    before = worth(record, edit.side)
    if edit.edit in SPECIAL:
        return SPECIAL[edit.edit](site, record, edit.side, edit.field)
    is_procore = edit.side == "procore"
    if edit.edit == "emptied" and is_procore and edit.field in _EMPTIED_SPECIALLY:
        return emptied(site, record, edit.side, edit.field)
    kind = KINDS.get((edit.entity, edit.field), "text")
    what = edit_value(record, edit.side, edit.field, kind, edit.edit)
    if edit.entity.endswith("_line") and edit.field == "amount" and record.document:
        count_again(record, edit.side, before)
    return what


def findings_of(systems: Systems, folder: Path) -> list[Row]:
    """The findings of the two systems as they are now."""
    write(systems, folder)
    return findings_in(folder)


def write(systems: Systems, folder: Path) -> None:
    """A workspace of the two systems: exports, and what the sandbox serves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exports, "COLUMNS", _columns())
        demo = Demo(systems.company, AnswerKey())
        patch.setattr(demo_company, "build_demo", lambda _seed, _projects: demo)
        demo_company.make_demo(folder, 1)


def findings_in(folder: Path) -> list[Row]:
    """What is found in a workspace once it is pulled and checked."""
    workspace = open_workspace(folder)
    pull_demo(workspace, Sandbox(demo_state(folder), folder))
    check_workspace(workspace, quiet)
    return list(read_outcome(workspace.current_build())["findings"])


def _columns() -> dict[str, tuple[tuple[str, str], ...]]:
    """The columns of the exports, with the memo of a subcontract."""
    columns = dict(COLUMNS)
    if not any(label == "Mémo" for _, label in columns["subcontract"]):
        columns["subcontract"] = (*columns["subcontract"], ("memo", "Mémo"))
    return columns
