"""What both systems call the same thing. Data only: no database, no network."""

from __future__ import annotations

from recon.mapping.activity import ACTIVITY
from recon.mapping.budget import BUDGET_LINE
from recon.mapping.company import CUSTOMER, SUPPLIER
from recon.mapping.cost_group import COST_GROUP, GROUP_TYPES
from recon.mapping.project import PROJECT
from recon.mapping.regions import COUNTRIES, PROVINCES
from recon.mapping.settings import SETTINGS
from recon.mapping.spec import EVIDENCE, Entity, Field, Setting

ENTITIES: tuple[Entity, ...] = (
    PROJECT,
    ACTIVITY,
    COST_GROUP,
    BUDGET_LINE,
    SUPPLIER,
    CUSTOMER,
)

__all__ = [
    "ACTIVITY",
    "BUDGET_LINE",
    "COST_GROUP",
    "COUNTRIES",
    "CUSTOMER",
    "ENTITIES",
    "EVIDENCE",
    "GROUP_TYPES",
    "PROJECT",
    "PROVINCES",
    "SETTINGS",
    "SUPPLIER",
    "Entity",
    "Field",
    "Setting",
]
