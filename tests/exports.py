"""Write an export, stage it as a check does, and look at what became of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from recon.mapping import ENTITIES
from recon.systems.maestro.files import ready_export
from recon.warehouse.database import Database
from recon.warehouse.maestro_stage import stage_export
from recon.workspace.config import MaestroSide

BUDGET = "Projet;Activité;Groupe;Budget\n"


def stage(
    db: Database,
    entity: str,
    content: str | bytes | Path,
    side: MaestroSide | None = None,
) -> list[dict[str, Any]]:
    """Stage one export and give the typed rows, by the mapping's field names."""
    [declared] = [e for e in ENTITIES if e.name == entity]
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "export.csv"
        if isinstance(content, Path):
            path = content
        else:
            raw = content.encode() if isinstance(content, str) else content
            path.write_bytes(raw)
        db.execute(f"drop table stage.{entity}")
        used = side or MaestroSide()
        stage_export(db, ready_export(declared, path, used, Path(work)), "m/x", used)
    cursor = db.execute(f'select * from stage.{entity} order by "row"')
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def rejects(db: Database) -> list[tuple[Any, ...]]:
    """Row, field, value and reason of what was left out."""
    return db.execute(
        'select "row", field, value, reason from pull.reject order by all'
    ).fetchall()


def budget(*amounts: str) -> str:
    """A budget export with a line an amount."""
    return BUDGET + "".join(
        f'24-015;03-{number:03};MA;"{amount}"\n'
        for number, amount in enumerate(amounts)
    )
