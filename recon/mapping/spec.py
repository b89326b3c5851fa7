"""The shape of the mapping: entities, fields and settings. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["both", "to_procore", "to_maestro", "none"]
Kind = Literal["code", "text", "date", "money", "quantity", "flag"]
Compare = Literal[
    "none",
    "text",
    "digits",
    "postal",
    "province",
    "country",
    "licence",
    "date",
    "email",
    "letters",
    "method",
]
Severity = Literal["error", "warning", "notice"]

# How each evidence mark of the reference is shown to a reader.
EVIDENCE = {
    "S": "the vendor's Data Mapping page",
    "D": "other public page",
    "I+": "inferred",
    "I": "inferred",
    "U": "unconfirmed",
    "-": "",
}


@dataclass(frozen=True)
class Field:
    """One field of an entity, as both systems call it.

    `marks` gives the evidence of the maestro* name, the Procore name and the rest
    of the line, as in "I+/S/S". Lengths count characters. `over_length` is the
    severity of a Procore value longer than `maestro_length`. `compare` names the
    normalisation under which linked records are compared; `none` is not compared.
    `headers` are the export headers, English and French, besides the label. What is
    private, a person's name or rate, is masked wherever it would be shown. Where
    `values` are given, any other value in an export is a reject, and so is an empty
    one; `more_values` names the setting that adds to them.

    `procore` is the name that is read in Procore's answers: `vendor.id` inside an
    object or inside each element of a list, two names with a comma between them joined.
    It is read in the entity's `lists`, or in those of the field's own. What no answer
    carries under one name is `derived`, in words.
    """

    name: str
    maestro: str | None
    procore: str | None
    marks: str
    derived: str | None = None
    lists: tuple[str, ...] | None = None
    kind: Kind = "text"
    procore_label: str | None = None
    maestro_length: int | None = None
    procore_length: int | None = None
    when_longer: str | None = None
    over_length: Severity | None = None
    compare: Compare = "none"
    drift: Severity = "warning"
    is_required: bool = False
    headers: tuple[str, ...] = ()
    note: str | None = None
    is_private: bool = False
    values: tuple[str, ...] = ()
    more_values: str | None = None


@dataclass(frozen=True)
class Entity:
    """One exchange of the mapping: what is the same thing on both sides.

    `singular` names one record, `step` is its place in the order of dependence, and
    `lists` are the lists of Procore that carry its fields. An entity with `files` is
    a maestro* export of its name; rules rely on it as `maestro_input`, or under its
    own name, and its values pass through other inputs.

    `direction` says which way the exchange carries its fields, and `who_wins` whose
    value stands where they differ; where it goes both ways and nobody is named, the
    books win. What is carried neither way is entered by hand on both sides.
    """

    name: str
    title: str
    exchange: str
    maestro_screen: str
    procore_screen: str
    key: tuple[str, ...]
    direction: Direction
    updates: bool
    who_wins: str | None
    source: str
    fields: tuple[Field, ...]
    files: tuple[str, ...]
    singular: str
    step: int
    lists: tuple[str, ...] = ()
    maestro_input: str | None = None
    passes_through: tuple[str, ...] = ()
    to_procore_needs: tuple[str, ...] = ()
    to_maestro_needs: tuple[str, ...] = ()
    exclusion_tags: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Setting:
    """A fact the sources leave open, or a tolerance: a default a company may change."""

    name: str
    default: str
    evidence: str
    note: str
