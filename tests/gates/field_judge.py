"""What a check says of edits: whether it names the record and the field, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from recon.mapping import ENTITIES
from tests.gates.field_expected import Edit
from tests.gates.field_limits import LIMITS, WORDS
from tests.gates.field_records import Names

Row = dict[str, Any]
LABELS = {
    (e.name, f.name): {w.lower() for w in (f.maestro, f.procore_label) if w}
    for e in ENTITIES
    for f in e.fields
}
# Edits of a record as a whole: there is no field to name.
_OF_RECORDS = "record"


@dataclass
class Made:
    """An edit that was made: where, of which record, and what a finding may say of it.

    `names` are the record's own; `related` are its document, its codes and its party,
    before and after.
    """

    edit: Edit
    places: tuple[str, ...]
    what: str
    names: Names
    related: Names
    findings: list[Row] = field(default_factory=list)

    @property
    def naming(self) -> list[Row]:
        """The findings that name the record."""
        return [f for f in self.findings if says_any(f, self.names)]

    @property
    def is_named(self) -> bool:
        return bool(self.naming)

    @property
    def is_field_named(self) -> bool:
        """Whether a finding that names the record names the field that was edited."""
        if self.edit.field == _OF_RECORDS:
            return self.is_named
        return any(says_field(finding, self.edit) for finding in self.naming)

    @property
    def unrelated(self) -> list[Row]:
        """Findings in its place about something that was not edited."""
        known = self.names + self.related
        return [f for f in self.findings if not says_any(_with_values(f), known)]

    @property
    def surplus(self) -> int:
        """How many findings there are beyond the consequences the edit truly has."""
        return max(0, len(self.findings) - limit_of(self.edit))

    @property
    def got(self) -> str:
        """What came of it, in a word."""
        if not self.findings:
            return "silent"
        if not self.is_named:
            return "record not named"
        return "reported" if self.is_field_named else "field not named"

    @property
    def is_as_expected(self) -> bool:
        wanted = "silent" if self.edit.expected == "silent" else "reported"
        return self.got == wanted


@dataclass
class Checked:
    """What one check said: of each edit, and of what was not edited."""

    made: list[Made]
    false: list[Row]


def judged(made: list[Made], findings: list[Row]) -> Checked:
    """Each finding with the edit in whose place it is; the others are false."""
    of_place = {place: one for one in made for place in one.places}
    false = []
    for finding in findings:
        owner = of_place.get(finding["project"] or "")
        if owner is None:
            near = [one for one in made if says_any(finding, one.names)]
            near += [o for o in made if any(says(finding, p) for p in o.places)]
            near += _related_to(finding, made)
            owner = near[0] if near and not finding["project"] else None
        if owner is None:
            false.append(finding)
        else:
            owner.findings.append(finding)
    return Checked(made, false)


def judged_together(made: list[Made], findings: list[Row]) -> Checked:
    """Each finding with all the edits it may be about: they share their places."""
    false = []
    for finding in findings:
        here = [one for one in made if finding["project"] in (None, *one.places)]
        about = [one for one in here if says_any(finding, one.names)]
        near = [o for o in here if says_any(_with_values(finding), o.related)]
        for one in about or near:
            one.findings.append(finding)
        if not about and not near:
            false.append(finding)
    return Checked(made, false)


def _related_to(finding: Row, made: list[Made]) -> list[Made]:
    """Edits whose record shares a name with it, those that move a party first."""
    found = [one for one in made if says_any(finding, one.related)]
    first = ("party_code", "transaction_type")
    return sorted(found, key=lambda one: one.edit.field not in first)


def limit_of(edit: Edit) -> int:
    """How many findings an edit may have: the first limit that speaks of it."""
    if edit.expected == "silent":
        return 0
    said = f"{edit.entity} {edit.side} {edit.field} {edit.edit}"
    for pattern, limit, _ in LIMITS:
        if re.fullmatch(pattern, said):
            return limit
    raise LookupError(said)


def text_of(finding: Row) -> str:
    """What a reader sees of a finding that may name a record."""
    values = [str(value) for value in dict(finding["key"]).values()]
    parts = (finding["project"], finding["entity"], *values, finding["message"])
    return " ".join(str(part) for part in parts if part)


def _with_values(finding: Row) -> Row:
    """The finding with both its values in its message."""
    values = f"{finding['maestro_value']} {finding['procore_value']}"
    return {**finding, "message": f"{finding['message']} {values}"}


def says(finding: Row, word: str) -> bool:
    """Whether a word stands in a finding, whole."""
    pattern = rf"(?<![\w-]){re.escape(word)}(?![\w]|-\w)"
    return re.search(pattern, text_of(finding)) is not None


def says_any(finding: Row, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether all words of one of the names stand in a finding."""
    return any(all(says(finding, word) for word in name) for name in names)


def says_field(finding: Row, edit: Edit) -> bool:
    """Whether a finding names the field: as its own field, or in its message."""
    if finding["field"] == edit.field or edit.field in finding["key"]:
        return True
    if edit.field == "project_code":  # every finding shows its project
        return True
    words = LABELS.get((edit.entity, edit.field), set()) | WORDS.get(edit.field, set())
    text = f"{finding['field'] or ''} {finding['message']}".lower()
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in words)
