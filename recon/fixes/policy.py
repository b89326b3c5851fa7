"""What recon may write by the company's settings, and who owns a field. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from recon.fixes.brake import Limits
from recon.mapping import ENTITIES, Entity, Field
from recon.workspace.config import Config

Owner = Literal["maestro", "procore", "nobody"]
System = Literal["maestro", "procore"]
_ENTITY = {entity.name: entity for entity in ENTITIES}
_WINNER: dict[str | None, Owner] = {"maestro*": "maestro", "Procore": "procore"}
# Where nobody is named: what goes one way is owned by the side that it comes from.
_SOURCE: dict[str, Owner] = {
    "both": "maestro",
    "to_procore": "maestro",
    "to_maestro": "procore",
    "none": "nobody",
}


@dataclass(frozen=True)
class Policy:
    """The choices of recon.toml that decide what a fix may be."""

    is_bridge_active: bool
    is_origin_ours: bool
    owners: tuple[tuple[str, Owner], ...]
    company_id: int

    @property
    def may_create(self) -> bool:
        """Whether recon creates records in Procore: the bridge is retired, and the
        origin_id by which Procore refuses a second one is recon's.
        """
        return self.is_origin_ours and not self.is_bridge_active

    def owner_of(self, entity: str, field: str) -> Owner:
        """Who wins a field: recon.toml's word, else the mapping's.

        Where the mapping is silent, records that go both ways are owned by the books.
        Nobody wins what is carried neither way, or only to the side that would win.
        """
        named = dict(self.owners).get(f"{entity}.{field}")
        return _declared_owner(_ENTITY[entity]) if named is None else named

    def may_supply(self, system: System, entity: str) -> bool:
        """Whether what a system lacks of an entity may be supplied from the other.

        What goes one way is supplied by the side that wins. What is carried neither
        way is entered by hand, which recon may prepare for either side.
        """
        declared = _ENTITY.get(entity)
        if declared is None or declared.direction in ("both", "none"):
            return declared is not None
        source: Owner = "procore" if system == "maestro" else "maestro"
        return _declared_owner(declared) == source


def _declared_owner(entity: Entity) -> Owner:
    source = _SOURCE[entity.direction]
    winner = _WINNER.get(entity.who_wins, source)
    return winner if entity.direction == "both" or winner == source else "nobody"


def policy_of(config: Config) -> Policy:
    """The policy that a recon.toml states."""
    fixes = config.fixes
    return Policy(
        is_bridge_active=fixes.bridge == "active",
        is_origin_ours=fixes.origin_owner == "recon",
        owners=tuple(sorted(fixes.owners.items())),
        company_id=config.procore.company_id,
    )


def limits_of(config: Config) -> Limits:
    """From what on a plan is held back whole, as the settings say."""

    def given(name: str) -> Decimal:
        return Decimal(config.setting(name))

    return Limits(
        line_to_zero=given("brake_line_to_zero"),
        project_share=given("brake_project_share"),
        project_amount=given("brake_project_amount"),
        lines_share=given("brake_lines_share"),
        lines=int(config.setting("brake_lines")),
        all_lines_share=given("brake_all_lines_share"),
        all_lines=int(config.setting("brake_all_lines")),
    )


def entity_of(name: str) -> Entity | None:
    """The declaration of an entity, or None for `many` and the like."""
    return _ENTITY.get(name)


def field_of(entity: str, field: str | None) -> Field | None:
    """The declaration of a field, or None where the mapping has no such."""
    declared = _ENTITY.get(entity)
    if declared is None:
        return None
    return next((f for f in declared.fields if f.name == field), None)
