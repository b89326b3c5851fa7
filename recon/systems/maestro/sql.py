"""maestro* by SQL: one SELECT an entity, read only, into the same files as an export.

The address of the database is a secret and comes from the environment or the keyring.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from recon.errors import ExportError
from recon.mapping import EXPORTED, Entity
from recon.systems.secrets import MAESTRO_URL, secret
from recon.workspace.config import MaestroSide
from recon.workspace.pulls import Pull, PulledList, now

_READS = re.compile(r"\s*(select|with)\b", re.IGNORECASE)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_AT_ONCE = 5000


def pull_sql(folder: Path, side: MaestroSide, pull: Pull) -> None:
    """Run each entity's SELECT and keep its rows as text; nothing is ever written.

    Raises ExportError for a query that is no single SELECT, and for what the database
    refuses. An entity without a query is recorded as not pulled.
    """
    queries = {name: _query(name, text, folder) for name, text in side.queries.items()}
    if not queries:
        raise ExportError(
            what="No query is set for any entity",
            where="recon.toml [maestro.queries]",
            next_step="Add one SELECT an entity, its columns named as in the mapping",
        )
    with connected() as connection:
        for entity in EXPORTED:
            started = now()
            if entity.name not in queries:
                pull.entries.append(_absent(entity, started))
                continue
            _read(connection, entity, queries[entity.name], pull, started)


@contextmanager
def connected() -> Iterator[Any]:
    """A connection that only reads. Raises ExportError where there is none."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError
    from sqlalchemy.pool import NullPool

    address = secret(MAESTRO_URL)
    if not address:
        raise ExportError(
            what="The address of maestro*'s database is not set",
            where=f"{MAESTRO_URL}, in the environment or the keyring",
            next_step="Set it to an address such as postgresql+psycopg://USER@HOST/BASE",
        )
    try:
        engine = create_engine(address, poolclass=NullPool)
        with engine.connect() as raw:
            kind = engine.dialect.name
            options: dict[str, Any] = {"stream_results": True, "yield_per": _AT_ONCE}
            if kind == "postgresql":
                options["postgresql_readonly"] = True
            connection = raw.execution_options(**options)
            if kind == "sqlite":
                connection.execute(text("pragma query_only = on"))
            try:
                yield connection
            finally:
                connection.rollback()
    except (ArgumentError, SQLAlchemyError, ImportError) as error:
        message = getattr(error, "orig", None) or error
        raise ExportError(
            what=f"maestro*'s database refused: {str(message).splitlines()[0]}",
            where="the database at " + MAESTRO_URL,
            next_step="Check the address, the driver, and the query that is named",
        ) from None


def _read(
    connection: Any, entity: Entity, query: str, pull: Pull, started: str
) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    path = f"maestro/{entity.name}.csv"
    target = pull.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    count, total = 0, 0
    try:
        counting = f"select count(*) from ({query}\n) as counted"
        total = int(connection.execute(text(counting.replace(":", "\\:"))).scalar())
        result = connection.execute(text(query.replace(":", "\\:")))
        with target.open("w", encoding="utf-8", newline="") as sink:
            writer = csv.writer(sink, delimiter=";", quoting=csv.QUOTE_ALL)
            writer.writerow(result.keys())
            for row in result:
                count += 1
                writer.writerow([_cell(value, entity, count) for value in row])
    except SQLAlchemyError as error:
        message = getattr(error, "orig", None) or error
        raise ExportError(
            what=f"The query of {entity.title.lower()} failed: "
            f"{str(message).splitlines()[0]}",
            where=f"recon.toml [maestro.queries] {entity.name}",
            next_step="Run it in the database's own tool, correct it, then pull again",
        ) from None
    file = pull.noted(path, count)
    request = f"sql: {' '.join(query.split())}"
    reason = None if count == total else f"{total} rows counted, {count} received"
    pull.entries.append(
        PulledList(
            "maestro",
            entity.name,
            None,
            request,
            started,
            now(),
            count,
            total,
            reason is None,
            reason,
            (file,),
        )
    )


def _query(name: str, given: str, folder: Path) -> str:
    """A query as written, or as its file holds it; one SELECT and nothing else."""
    path = folder / given
    is_file = given.endswith(".sql") and path.is_file()
    query = path.read_text(encoding="utf-8") if is_file else given
    bare = _COMMENT.sub(" ", query).strip().rstrip(";")
    if _READS.match(bare) is None or ";" in bare:
        raise ExportError(
            what=f"The query of {name} is not one SELECT",
            where=f"recon.toml [maestro.queries] {name}",
            next_step="maestro* is only read: write one SELECT, without a semicolon",
        )
    return bare


def _cell(value: object, entity: Entity, row: int) -> str:
    """A value as text, digit for digit."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "O" if value else "N"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        raise ExportError(
            what="A column holds bytes instead of text",
            where=f"query of {entity.name}, row {row}",
            next_step="Cast the column to text in the query",
        )
    return str(value)


def _absent(entity: Entity, started: str) -> PulledList:
    return PulledList(
        "maestro",
        entity.name,
        None,
        "-",
        started,
        now(),
        None,
        None,
        False,
        "no query in recon.toml [maestro.queries]",
    )
