"""What both systems call the same thing. Data only: no database, no network."""

from __future__ import annotations

from recon.mapping.activity import ACTIVITY
from recon.mapping.budget import BUDGET_LINE
from recon.mapping.change_order import (
    CHANGE_ORDER,
    CHANGE_ORDER_LINE,
    PRIME_CHANGE_ORDER,
)
from recon.mapping.commitment import COMMITMENT_LINE, PURCHASE_ORDER, SUBCONTRACT
from recon.mapping.company import CUSTOMER, SUPPLIER
from recon.mapping.cost_group import COST_GROUP, GROUP_TYPES
from recon.mapping.employee import EMPLOYEE, PROJECT_SUPPLIER
from recon.mapping.modified_budget import MODIFIED_BUDGET
from recon.mapping.order_invoice import ORDER_INVOICE
from recon.mapping.prime_contract import PRIME_CONTRACT, PRIME_CONTRACT_LINE
from recon.mapping.project import PROJECT
from recon.mapping.project_cost import PROJECT_COST, TRANSACTION_TYPES
from recon.mapping.regions import COUNTRIES, PROVINCES
from recon.mapping.settings import SETTINGS
from recon.mapping.spec import EVIDENCE, Entity, Field, Setting

ENTITIES: tuple[Entity, ...] = (
    PROJECT,
    ACTIVITY,
    COST_GROUP,
    BUDGET_LINE,
    MODIFIED_BUDGET,
    SUPPLIER,
    CUSTOMER,
    PROJECT_COST,
    ORDER_INVOICE,
    PURCHASE_ORDER,
    SUBCONTRACT,
    COMMITMENT_LINE,
    CHANGE_ORDER,
    CHANGE_ORDER_LINE,
    PRIME_CHANGE_ORDER,
    PRIME_CONTRACT,
    PRIME_CONTRACT_LINE,
    EMPLOYEE,
    PROJECT_SUPPLIER,
)
EXPORTED = tuple(entity for entity in ENTITIES if entity.files)
# Fields that hold a number which is no amount of money.
QUANTITIES = frozenset(
    field.name
    for entity in ENTITIES
    for field in entity.fields
    if field.kind == "quantity"
)
# What one record is called, and its place in the order of dependence. A company of
# Procore may be a supplier, a customer or both.
SINGULAR = {"company": "Company"} | {e.name: e.singular for e in ENTITIES}
STEP_OF = {"company": SUPPLIER.step} | {e.name: e.step for e in ENTITIES}

__all__ = [
    "ACTIVITY",
    "BUDGET_LINE",
    "COST_GROUP",
    "COUNTRIES",
    "CUSTOMER",
    "ENTITIES",
    "EVIDENCE",
    "EXPORTED",
    "GROUP_TYPES",
    "PROJECT",
    "PROVINCES",
    "QUANTITIES",
    "SETTINGS",
    "SINGULAR",
    "STEP_OF",
    "SUPPLIER",
    "TRANSACTION_TYPES",
    "Entity",
    "Field",
    "Setting",
]
