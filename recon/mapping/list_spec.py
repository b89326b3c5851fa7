"""The shape of Procore's lists: where each is read, and what is read from it.

Data only: no database, no network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "day", "number", "money", "flag", "object", "array", "either"]


@dataclass(frozen=True)
class ListField:
    """One field of a list's rows: a name of Procore's own, or `of` the mapping.

    The mapping alone names what it maps; here stands what an answer does with it. A
    field that `leads` says what a row is or is of: without it the row says nothing.
    An answer may be without one that `may_lack`; what `is_harmless` loses a detail and
    never makes two records differ. `values` are those known, in lower case; any other
    is noticed. `inside` is read inside an object, or inside each element of an array.
    A `judged_later` amount is typed with the code it is of. A field `stands_in` for
    one of the mapping that is empty.
    """

    name: str | None = None
    of: str | None = None
    kind: Kind = "text"
    leads: bool = False
    may_lack: bool = False
    is_harmless: bool = False
    has_html: bool = False
    judged_later: bool = False
    values: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    stands_in: str | None = None


@dataclass(frozen=True)
class ProcoreList:
    """One list of Procore: its path and query, and what its rows are.

    `name` is how a pull records it, and its first part the table it is staged into,
    where `table` names no other. `{company}`, `{project}`, `{parent}` and `{tag}` are
    filled in; `parent` is the list, or `project`, of whose rows each has one, and
    `of_rows` narrows those. `entity` is what the list is about, `records` are the
    mapped entities whose fields its rows give, `documents` those its lines may be of.
    Rules rely on it as `input`, and its values pass through other inputs. Where it
    `shows_tool`, its being readable says that the tool is open. What is `chosen` is
    read for some parents only, as the pull decides. One with `has_id` false may have
    rows without a number. Where one that only `helps` is closed to the account, nothing
    is said of it: what rests on it says less, and nothing false.
    """

    name: str
    path: str
    entity: str
    tool: str
    fields: tuple[ListField, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = "project"
    of_rows: tuple[str, tuple[str, ...]] | None = None
    table: str | None = None
    records: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    input: str | None = None
    passes_through: tuple[str, ...] = ()
    by_change: bool = False
    shows_tool: bool = False
    chosen: bool = False
    helps: bool = False
    is_object: bool = False
    has_id: bool = True
    rows_inside: str | None = None

    @property
    def key(self) -> str:
        """The name without what is filled in."""
        return self.name.partition("/{")[0]

    @property
    def staged_as(self) -> str:
        """The table the list is staged into."""
        return self.table or self.key.partition("/")[0]
