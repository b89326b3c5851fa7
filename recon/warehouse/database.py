"""Opens DuckDB. No other module does; the others receive a connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from recon.errors import DiskFull, PullError

# What the operating systems say of a disk, or a quota on it, that is full.
_FULL = ("No space left", "File too large", "Disk quota exceeded", "not enough space")

Database = duckdb.DuckDBPyConnection


def open_build(path: Path, *, threads: int | None = None) -> Database:
    """Open a build to write it; the caller closes it."""
    try:
        db = duckdb.connect(str(path))
    except duckdb.IOException as error:
        raise PullError(
            what="The build is open elsewhere and cannot be written",
            where=str(error).splitlines()[0],
            next_step="Close the other program, then run the command again",
        ) from None
    if threads is not None:
        db.execute(f"set threads = {threads:d}")
    return db


def open_locked(path: Path, *, threads: int | None = None) -> Database:
    """Open a build for questions: read-only, without files or network, for good.

    Rules and notebooks get such a connection. Temporary tables are allowed.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "lock_configuration": "true",
    }
    if threads is not None:
        config["threads"] = str(threads)
    return duckdb.connect(str(path), read_only=True, config=config)


def opens(path: Path) -> bool:
    """Whether a build can be opened and holds the outcome of a check."""
    try:
        with closing(open_locked(path)) as db:
            db.execute("select count(*) from result.run").fetchall()
    except duckdb.Error:
        return False
    return True


def literal(text: str) -> str:
    """A text as an SQL literal. For paths and declared names, never for user data."""
    return "'" + text.replace("'", "''") + "'"


def name(text: str) -> str:
    """A text as an SQL identifier."""
    return '"' + text.replace('"', '""') + '"'


@contextmanager
def telling_full_disk() -> Iterator[None]:
    """Say in words where DuckDB fails because the disk holds no more."""
    try:
        yield
    except duckdb.Error as error:
        text = str(error)
        if not any(words in text for words in _FULL):
            raise
        raise DiskFull(
            what="The disk is full",
            where=text.splitlines()[0],
            next_step="Free some space and run the command again; nothing was lost",
        ) from None
