"""Every list of Procore, declared once, and what is read from each of them.

The maestro* exports are declared by their entities. No database, no network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from recon.mapping import ENTITIES
from recon.mapping.list_spec import ListField, ProcoreList
from recon.mapping.procore_change_lists import CHANGE_ORDER_LISTS
from recon.mapping.procore_contract_lists import CONTRACT_LISTS
from recon.mapping.procore_cost_lists import COST_LISTS
from recon.mapping.procore_lists import (
    BUDGET_CHANGE_LISTS,
    BUDGET_LISTS,
    CODE_LISTS,
    COMPANY_LISTS,
)
from recon.mapping.spec import Entity, Field

# In the order in which a project is read.
PROCORE_LISTS: tuple[ProcoreList, ...] = (
    *COMPANY_LISTS,
    *CODE_LISTS,
    *BUDGET_LISTS,
    *CONTRACT_LISTS,
    *CHANGE_ORDER_LISTS,
    *COST_LISTS,
    *BUDGET_CHANGE_LISTS,
)
# What rules rely on that is no list of its own, and what it passes through.
RESOLVERS: Mapping[str, tuple[str, ...]] = {
    "link.line_code": ("procore.activity", "procore.cost_group", "procore.budget_code"),
    "procore.modified_budget": ("procore.original_budget",),
}


@dataclass(frozen=True)
class ListColumn:
    """One field of a staged list: the name read, what is known of it, whom it feeds."""

    name: str
    about: ListField
    fields: tuple[tuple[str, Field], ...] = ()

    @property
    def leads(self) -> bool:
        """Whether the row says nothing without it."""
        return (
            self.about.leads or self.name.endswith("_id") or self.about.kind == "object"
        )


def list_of(recorded: str) -> ProcoreList | None:
    """The list that an entry of a pull belongs to, by its recorded name."""
    parts = recorded.split("/")
    names = ("/".join(parts[:2]), parts[0])
    return next((by_key()[name] for name in names if name in by_key()), None)


def staged_as(recorded: str) -> str:
    """The table that an entry of a pull is staged into."""
    found = list_of(recorded)
    return recorded.split("/", maxsplit=1)[0] if found is None else found.staged_as


def entity_of(recorded: str) -> str:
    """The entity that an entry of a pull is about."""
    found = list_of(recorded)
    return recorded.split("/", maxsplit=1)[0] if found is None else found.entity


@cache
def by_key() -> dict[str, ProcoreList]:
    """Each list by its key."""
    return {listed.key: listed for listed in PROCORE_LISTS}


@cache
def tables() -> dict[str, ProcoreList]:
    """Each table that lists are staged into, by the first list it takes."""
    found: dict[str, ProcoreList] = {}
    for listed in PROCORE_LISTS:
        if listed.fields:
            found.setdefault(listed.staged_as, listed)
    return found


@cache
def columns_of(table: str) -> tuple[ListColumn, ...]:
    """What is read of a staged list: names of its own, and all the mapping reads there.

    A field of the mapping that the list says nothing about may be absent.
    """
    mapped = list(_mapped(table))
    columns: dict[str, ListColumn] = {}
    for about in tables()[table].fields:
        names = [about.name] if about.name else _names_of(mapped, about.of)
        for name in names:
            columns.setdefault(name, ListColumn(name, about))
    for _, field in mapped:
        for name in top_names(field):
            columns.setdefault(name, ListColumn(name, _unsaid(field)))
    return tuple(_fed(column, mapped) for column in columns.values())


def _mapped(table: str) -> Iterator[tuple[str, Field]]:
    for entity in ENTITIES:
        for field in entity.fields:
            if field.procore is not None and table in lists_of(entity, field):
                yield entity.name, field


def name_of(entity: str, field: str) -> str:
    """The name that is read for a field, where it is one name."""
    return next(
        top_names(declared)[0]
        for of in ENTITIES
        for declared in of.fields
        if (of.name, declared.name) == (entity, field)
    )


def lists_of(entity: Entity, field: Field) -> tuple[str, ...]:
    """The staged lists that carry a field."""
    return entity.lists if field.lists is None else field.lists


def paths(field: Field) -> tuple[str, ...]:
    """What is read of a field: names, or paths into objects."""
    return tuple((field.procore or "").split(", ")) if field.procore else ()


def top_names(field: Field) -> tuple[str, ...]:
    """The names that an answer must have for a field to be read."""
    return tuple(path.partition(".")[0] for path in paths(field))


def _names_of(mapped: list[tuple[str, Field]], of: str | None) -> list[str]:
    return [name for _, f in mapped if f.name == of for name in top_names(f)]


def _unsaid(field: Field) -> ListField:
    kinds = {"money": "money", "quantity": "number", "date": "day", "flag": "flag"}
    kind = "object" if "." in (field.procore or "") else kinds.get(field.kind, "text")
    return ListField(of=field.name, kind=kind, may_lack=True)  # type: ignore[arg-type]


def _fed(column: ListColumn, mapped: list[tuple[str, Field]]) -> ListColumn:
    """A column with the fields it feeds, and what these read inside it."""
    feeds = tuple(pair for pair in mapped if column.name in top_names(pair[1]))
    inside = [
        path.partition(".")[2]
        for _, field in feeds
        for path in paths(field)
        if path.startswith(f"{column.name}.") and column.about.kind != "either"
    ]
    every = tuple(dict.fromkeys((*column.about.inside, *inside)))
    return replace(column, about=replace(column.about, inside=every), fields=feeds)
