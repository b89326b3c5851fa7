"""Opens DuckDB. No other module does; the others receive a connection."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from recon.errors import DiskFull, PullError

# What the operating systems say of a disk, or a quota on it, that is full.
_FULL = ("No space left", "File too large", "Disk quota exceeded", "not enough space")

Database = duckdb.DuckDBPyConnection

_MEMORY = 4_000_000_000
_opening = threading.Lock()


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


@contextmanager
def in_one_transaction(db: Database) -> Iterator[None]:
    """Write all that is done inside at once, or nothing of it.

    DuckDB waits for the disk at the end of each transaction: a build is a thousand
    statements, and as many waits where each is a transaction of its own.
    """
    db.begin()
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):
            db.rollback()
        raise
    db.commit()


def insert_rows(db: Database, table: str, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows in one statement: a statement a row takes a hundred times as long."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        marks = ", ".join("unnest(?)" for _ in columns)
        db.execute(f"insert into {table} select {marks}", columns)


def open_locked(path: Path, *, threads: int | None = None) -> Database:
    """Open a build for questions: read-only, without files or network, for good.

    Own rules, notebooks and the review get such a connection. Temporary tables are
    allowed; they stay in memory, of which a build so opened takes 4 GB at most.
    """
    with _opening:
        db = _read_only(path, threads, {"temp_directory": ""})
        if not _setting(db, "lock_configuration"):  # shared by all who hold the build
            if _bytes(_setting(db, "memory_limit")) > _MEMORY:
                db.execute(f"set memory_limit = '{_MEMORY}B'")
            # Without this a question may write to the build's own log, which every
            # other reader would then take for a part of the build.
            db.execute("set disabled_filesystems = 'LocalFileSystem'")
            db.execute("set lock_configuration = true")
    return db


def open_spilling(path: Path, *, threads: int | None = None) -> Database:
    """Open a build read-only for the rules of recon itself, which may need much memory.

    As `open_locked`, but DuckDB may use its temporary folder beside the build. Not for
    a text that a person can write.
    """
    return _read_only(path, threads, {"lock_configuration": "true"})


def _read_only(path: Path, threads: int | None, more: dict[str, str]) -> Database:
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "python_enable_replacements": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        **more,
    }
    if threads is not None:
        config["threads"] = str(threads)
    return duckdb.connect(str(path), read_only=True, config=config)


def _setting(db: Database, name: str) -> Any:
    row = db.execute("select current_setting(?)", [name]).fetchone()
    return row[0] if row else None


def _bytes(shown: str) -> int:
    """A size as DuckDB shows it, such as 18.8 GiB, in bytes."""
    amount, unit = shown.split()
    power = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB").index(unit)
    return int(float(amount) * 1024**power)


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
def reporting_full_disk() -> Iterator[None]:
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
