"""Random edits of a clean company, and what its check says of each.

Many edits share a check: each has a project, a supplier or a customer of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from recon.cli import demo_job
from recon.decisions.propose import check_workspace
from recon.demo.build import Demo
from recon.demo.export_columns import COLUMNS
from recon.demo.key import AnswerKey
from recon.mapping import ENTITIES
from recon.rules.check import read_outcome
from tests.company import demo_workspace, quiet
from tests.gates.field_company import SPARE, Record, Systems, clean_systems
from tests.gates.field_edits import edit_value
from tests.gates.field_expected import TABLES
from tests.gates.field_special import EMPTIED, SPECIAL, Site, count_again, worth

Row = dict[str, Any]
PARTIES = ("supplier", "customer")
KINDS = {(e.name, f.name): f.kind for e in ENTITIES for f in e.fields}
EXCHANGES = {e.name: e.exchange for e in ENTITIES}
# Edits that the export of Procore's lists, or of maestro*, holds in more than one place.
_EMPTIED_SPECIALLY = ("party_code", "activity_code")


@dataclass(frozen=True)
class Edit:
    """One edit of one field on one side, and what an auditor expects of it."""

    entity: str
    kind: str
    side: str
    field: str
    edit: str
    expected: str
    source: str

    @property
    def is_of_party(self) -> bool:
        return self.entity in PARTIES

    def __str__(self) -> str:
        kind = f":{self.kind}" if self.kind else ""
        return f"{self.entity}{kind} {self.side} {self.field} {self.edit}"


def read_edits(tables: Iterable[str] = TABLES) -> list[Edit]:
    """Every edit of the tables, one side at a time."""
    edits = []
    for line in (line for table in tables for line in table.strip().splitlines()):
        record, sides, name, kinds, expected, source = re.split(r"\s{2,}", line.strip())
        entity, _, kind = record.partition(":")
        edits += [
            Edit(entity, kind, side, name, edit, expected, source)
            for edit in kinds.split(", ")
            for side in (("maestro", "procore") if sides == "both" else (sides,))
        ]
    return edits


@dataclass
class Made:
    """An edit that was made: where, of which record, and the names a finding may say."""

    edit: Edit
    place: str
    what: str
    names: list[tuple[str, ...]]
    touched: list[str]
    findings: list[Row] = field(default_factory=list)

    @property
    def naming(self) -> list[Row]:
        """The findings that name the record."""
        return [f for f in self.findings if says_any(f, self.names)]


@dataclass
class Checked:
    """What one check said: of each edit, and of nothing that was edited."""

    made: list[Made]
    false: list[Row]


def batches(edits: list[Edit], size: int) -> Iterator[list[Edit]]:
    """Edits that share a company, spread so that each batch has some of each exchange."""
    count = -(-len(edits) // size)
    for number in range(count):
        yield edits[number::count]


def check_edits(edits: list[Edit], seed: int, folder: Path) -> Checked:
    """A clean company, the edits made in it, and what is found."""
    in_projects = [e for e in edits if not e.is_of_party]
    systems = clean_systems(seed, 2 * (len(in_projects) // 2) + 7, len(edits) - len(in_projects))
    *free, spare = sorted(systems.projects)
    parties = {role: iter(range(SPARE, SPARE + len(edits))) for role in PARTIES}
    made = []
    for number, edit in enumerate(edits):
        if edit.is_of_party:
            place = f"{edit.entity[0].upper()}{_FIRST[edit.entity] + next(parties[edit.entity])}"
        else:
            place = next(c for c in free if systems.of(c, edit.entity, edit.kind))
            free.remove(place)
        made.append(make(systems, edit, place, spare, Random(f"{seed} {number} {edit}")))
    return judged(made, found(systems, folder), spare)


_FIRST = {"supplier": 1001, "customer": 2001}


def make(systems: Systems, edit: Edit, place: str, spare: str, rng: Random) -> Made:
    """Make one edit of a record drawn in its place."""
    choices = systems.of(place, edit.entity, edit.kind)
    if edit.edit in ("drop", "drop alone", "double") and edit.entity in (
        "purchase_order",
        "subcontract",
    ):
        choices = choices[1:]  # the first has invoices
    if edit.edit == "merged":
        choices = [r for r in choices if r.document is choices[0].document]
    record = rng.choice(choices)
    names = list(record.names)
    site = Site(systems, spare, rng)
    try:
        what = apply(site, record, edit)
    except Exception:
        print(edit, record.ours, record.theirs)
        raise
    names += _names_after(record)
    if edit.entity in ("project", "activity") or edit.is_of_party:
        names += [(name,) for name in site.touched]
    return Made(edit, place, what, names, site.touched)


def _names_after(record: Record) -> list[tuple[str, ...]]:
    """What an edited key makes of the record's names."""
    keys = {
        "project": ("code",),
        "supplier": ("code",),
        "customer": ("code",),
        "purchase_order": ("external",),
        "subcontract": ("external",),
        "change_order": ("number",),
        "prime_change_order": ("number",),
        "project_cost": ("invoice", "number"),
        "order_invoice": ("invoice",),
    }
    theirs = ("project_number", "abbreviated_name", "number", "invoice_number")
    pairs = {
        "budget_line": ("activity", "group"),
        "modified_budget": ("activity", "group"),
    }
    names = [(str(record.ours[k]),) for k in keys.get(record.entity, ()) if record.ours.get(k)]
    if record.entity in keys and record.entity != "order_invoice":
        names += [(str(record.theirs[k]),) for k in theirs if record.theirs.get(k)]
    if record.entity in pairs:
        names += [tuple(str(record.ours[k]) for k in pairs[record.entity])]
    return names


def apply(site: Site, record: Record, edit: Edit) -> str:
    """Make the edit; the totals above an amount follow it, as in both systems."""
    before = worth(record, edit.side)
    if edit.edit in SPECIAL:
        return SPECIAL[edit.edit](site, record, edit.side, edit.field)
    if edit.edit == "emptied" and edit.side == "procore" and edit.field in _EMPTIED_SPECIALLY:
        return EMPTIED(site, record, edit.side, edit.field)
    kind = KINDS.get((edit.entity, edit.field), "text")
    what = edit_value(record, edit.side, edit.field, kind, edit.edit)
    if edit.entity.endswith("_line") and edit.field == "amount" and record.document:
        count_again(record, edit.side, before)
    return what


def found(systems: Systems, folder: Path) -> list[Row]:
    """The findings of the two systems as they are now."""
    columns = {**COLUMNS}
    if not any(label == "Mémo" for _, label in columns["subcontract"]):
        columns["subcontract"] = (*columns["subcontract"], ("memo", "Mémo"))
    import recon.demo.exports as exports
    from pytest import MonkeyPatch

    with MonkeyPatch.context() as patch:
        patch.setattr(exports, "COLUMNS", columns)
        patch.setattr(
            demo_job,
            "build_demo",
            lambda _seed, _projects: Demo(systems.company, AnswerKey()),
        )
        workspace = demo_workspace(folder, 1)
    check_workspace(workspace, quiet)
    return list(read_outcome(workspace.current_build())["findings"])


def judged(made: list[Made], findings: list[Row], spare: str) -> Checked:
    """Each finding with the edit in whose place it is; the others are false."""
    of_place = {one.place: one for one in made}
    moved = [one for one in made if spare in one.touched]
    false = []
    for finding in findings:
        project = finding["project"] or ""
        owner = of_place.get(project)
        if owner is None:
            owners = [one for one in moved if says_any(finding, one.names)]
            owners = owners or [
                one
                for one in made
                if says(finding, one.place) or says_any(finding, _own(one))
            ]
            owner = owners[0] if owners else None
        if owner is None:
            false.append(finding)
        else:
            owner.findings.append(finding)
    return Checked(made, false)


def _own(one: Made) -> list[tuple[str, ...]]:
    """Names that no other project has, where the record is of no project."""
    wide = ("supplier", "customer", "employee", "project", "project_cost", "order_invoice")
    return one.names if one.edit.entity in wide else []


def text_of(finding: Row) -> str:
    """What a reader sees of a finding that may name a record."""
    key = " ".join(str(value) for value in dict(finding["key"]).values())
    parts = (finding["project"], key, finding["message"])
    return " ".join(str(part) for part in parts if part)


def says(finding: Row, word: str) -> bool:
    """Whether a word stands in a finding, whole."""
    pattern = rf"(?<![\w-]){re.escape(word)}(?![\w]|-\w)"
    return re.search(pattern, text_of(finding)) is not None


def says_any(finding: Row, names: Iterable[tuple[str, ...]]) -> bool:
    return any(all(says(finding, word) for word in name) for name in names)
