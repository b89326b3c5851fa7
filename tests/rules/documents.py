"""Draw documents of both sides, paired or not."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill

_OURS = {
    "entity": "subcontract",
    "project_code": "24-015",
    "code": "SC-1",
    "source": "m1",
    "status": "Approuvé",
    "status_group": "approved",
}
_THEIRS = {
    "entity": "subcontract",
    "project_code": "24-015",
    "number": "SC-1",
    "procore_id": "7",
    "source": "p1",
    "status": "Approved",
    "status_group": "approved",
}


def maestro_document(db: Database, **columns: str) -> None:
    """One document of maestro*."""
    fill_row(db, "maestro.contract", {**_OURS, **columns})


def procore_document(db: Database, **columns: str) -> None:
    """One document of Procore."""
    fill_row(db, "procore.contract", {**_THEIRS, **columns})


def link_documents(
    db: Database, entity: str = "subcontract", maestro: str = "m1", procore: str = "7"
) -> None:
    """Two documents that are one."""
    row = {"entity": entity, "maestro_source": maestro, "procore_id": procore}
    fill_row(db, "link.contract", row)


def fill_row(db: Database, table: str, row: dict[str, str]) -> None:
    """Insert one row."""
    fill(db, table, "  ".join(row) + "\n" + "  ".join(row.values()))
