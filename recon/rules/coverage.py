"""Which rules look at which rows of the mapping, and which rows no rule looks at."""

from __future__ import annotations

from collections.abc import Iterable

from recon.errors import RuleError
from recon.mapping import ENTITIES, Entity, Field
from recon.rules.head import Rule

Coverage = dict[tuple[str, str], tuple[str, ...]]


def coverage(rules: Iterable[Rule]) -> Coverage:
    """The names of the rules that look at each entity and field of the mapping.

    Raises RuleError where a rule says it looks at what the mapping does not have.
    """
    found: dict[tuple[str, str], list[str]] = {
        (entity.name, field.name): [] for entity in ENTITIES for field in entity.fields
    }
    for rule in rules:
        for named in rule.looks_at:
            rows = _rows(named, {entity for entity, _ in rule.inputs})
            if not rows:
                raise RuleError(
                    what=f"The mapping has no {named}",
                    where=str(rule.path),
                    next_step="Correct looks_at; docs/mapping.md lists every field",
                )
            for row in rows:
                if rule.name not in found[row]:
                    found[row].append(rule.name)
    return {row: tuple(names) for row, names in found.items()}


def _rows(named: str, asked: set[str]) -> list[tuple[str, str]]:
    """The fields that are named; `*` is every entity that the rule has inputs for."""
    entity_name, _, field_name = named.partition(".")
    return [
        (entity.name, field.name)
        for entity in ENTITIES
        for field in entity.fields
        if entity.name == entity_name or (entity_name == "*" and entity.name in asked)
        if _is_meant(entity, field, field_name)
    ]


def _is_meant(entity: Entity, field: Field, named: str) -> bool:
    if named == "key":
        return field.name in entity.key
    if named == "compared":
        return field.compare != "none"
    if named == "limited":
        return field.maestro_length is not None
    return field.name == named
