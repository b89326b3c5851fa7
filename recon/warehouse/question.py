"""Runs SQL that people write: one select only, with a time limit and a row limit.

Rules, notebooks and the review ask through here. A question never changes the build,
reads no file, and stops when its time is over.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from recon.errors import RuleError
from recon.warehouse.database import Database

MOST_ROWS = 1000
MOST_CHARACTERS = 1000
SECONDS = 60.0

_LONGEST = 100_000
_LARGEST_VALUE = 1_000_000
_NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
# Table functions that look at the build alone; every other one is refused.
_TABLE_FUNCTIONS = {
    "range",
    "generate_series",
    "unnest",
    "repeat",
    "repeat_row",
    "json_each",
    "json_tree",
    "histogram",
    "histogram_values",
    "duckdb_columns",
    "duckdb_constraints",
    "duckdb_functions",
    "duckdb_indexes",
    "duckdb_keywords",
    "duckdb_schemas",
    "duckdb_tables",
    "duckdb_types",
    "duckdb_views",
    "pg_timezone_names",
    "icu_calendar_names",
}
# Functions that change something, wait, or describe the machine instead of the build.
_FUNCTIONS = {
    "currval",
    "getenv",
    "nextval",
    "pg_sleep",
    "setseed",
    "setval",
    "sleep_ms",
    "write_log",
    "set_config",
}
# Views that describe the machine instead of the build.
_VIEWS = {"pragma_database_list", "duckdb_databases", "duckdb_logs", "pg_settings"}
# Functions that make one large value of a number.
_SERIES = {"range", "generate_series"}
_MAKERS = {*_SERIES, "repeat", "lpad", "rpad", "list_resize", "array_resize"}
_PIVOTS = {"pivot", "pivot_wider"}
_STARTS = {*_PIVOTS, "select", "with", "from", "("}
_CHANGES = {"insert", "update", "delete", "merge", "truncate", "copy", "create", "drop"}
_EXACT = re.compile(r"DECIMAL\(.*|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER")


@dataclass(frozen=True)
class Answer:
    """What a question gave, its rows and long values cut.

    `columns` pairs each heading with its DuckDB type. Whole numbers and decimals are
    exact; all else is text. `total` counts the rows there are; None: not counted in
    the time given. `shortened` counts the values cut to MOST_CHARACTERS.
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int | None
    shortened: int

    @property
    def cut(self) -> str:
        """What is not shown, in words; empty where all is shown."""
        parts = []
        if self.total is None:
            parts.append(f"The first {len(self.rows):,} rows are shown; there are more")
        elif self.total > len(self.rows):
            parts.append(f"{len(self.rows):,} of {self.total:,} rows are shown")
        if self.shortened:
            values = "value is" if self.shortened == 1 else "values are"
            most = f"{MOST_CHARACTERS:,} characters"
            parts.append(f"{self.shortened:,} long {values} cut to {most}")
        return "; ".join(parts)


def ask(
    db: Database, text: str, *, rows: int = MOST_ROWS, seconds: float = SECONDS
) -> Answer:
    """Answer one question on a locked connection: its first rows, and their count.

    Raises RuleError for what is not one select, for what DuckDB refuses, and where the
    time is over or the memory too small.
    """
    try:
        with time_limit(db, seconds):
            question = prove_select(db, text)
            first = db.execute(f"select * from (\n{question}\n) limit 0")
            columns = tuple((c[0], str(c[1])) for c in first.description or ())
            found = db.execute(_bounded_query(question, columns, rows + 1)).fetchall()
            total = _count(db, question, found, rows)
    except (duckdb.Error, MemoryError) as error:
        raise _refused(*describe_query_error(error)) from None
    kept = tuple(tuple(_short(v) for v in row) for row in found[:rows])
    long = sum(_is_long(value) for row in found[:rows] for value in row)
    return Answer(columns, kept, total, long)


# Texts that were proved in this process: the proof depends on the text alone.
_proved: dict[str, str] = {}
_MOST_PROVED = 500


def prove_select(db: Database, text: str) -> str:
    """The question without a closing semicolon, proved to be one select or pivot.

    It holds no statement that changes something, at any depth, and no function that
    reaches outside the build. Raises RuleError; duckdb.Error for a wrong syntax.
    """
    if text in _proved:
        return _proved[text]
    if len(text) > _LONGEST:
        raise _refused(
            f"The question has {len(text):,} characters", f"Keep it under {_LONGEST:,}"
        )
    if any(ord(character) < 32 and character not in "\t\n\r" for character in text):
        raise _refused("The question holds a control character", "Remove it")
    statements = db.extract_statements(text)
    if len(statements) != 1:
        raise _refused(
            f"A question is one select, and these are {len(statements)} statements",
            "Ask one select at a time",
        )
    kind = _kind(statements[0])
    question = _without_semicolon(text)
    if kind == duckdb.StatementType.SELECT:
        _prove_tree(db, question)
    elif kind == duckdb.StatementType.MULTI:
        _prove_pivot(db, question)
    else:
        raise _only_select(kind.name.lower().replace("_", " ") if kind else "another")
    if len(_proved) < _MOST_PROVED:
        _proved[text] = question
    return question


def _kind(statement: duckdb.Statement) -> duckdb.StatementType | None:
    """What a statement is; None for a kind that DuckDB's Python does not know yet."""
    try:
        return statement.type
    except ValueError:
        return None


@contextmanager
def time_limit(db: Database, seconds: float | None) -> Iterator[None]:
    """Stop what runs on a connection when the time is over; None is no limit.

    Raises RuleError where it was stopped.
    """
    if seconds is None:
        yield
        return
    done, is_over = threading.Event(), threading.Event()

    def watch() -> None:
        wait: float = seconds
        while not done.wait(wait):
            is_over.set()
            db.interrupt()
            wait = 0.05

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except duckdb.InterruptException:
        if not is_over.is_set():
            raise
        raise _refused(
            f"The question took longer than {seconds:g} seconds and was stopped",
            "Ask about fewer projects or records, join on keys, or allow more seconds",
        ) from None
    finally:
        done.set()
        watcher.join()


def describe_query_error(error: duckdb.Error | MemoryError) -> tuple[str, str]:
    """What DuckDB says of a question, and the next step."""
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return (
            "The question needs more memory than it may use",
            "Ask about fewer projects or records, or join on keys",
        )
    if isinstance(error, duckdb.PermissionException):
        return (
            "A question reads the tables of the build only, no file and no network",
            "Take the rows from a table; `show all tables` lists them",
        )
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0], "Correct it; `show all tables` lists the tables"


def _bounded_query(
    question: str, columns: tuple[tuple[str, str], ...], rows: int
) -> str:
    """The question with every value exact or a text of bounded length."""
    names = [f"value_{number}" for number in range(len(columns))]
    values = [
        name
        if _EXACT.fullmatch(kind)
        else f"left(cast({name} as varchar), {MOST_CHARACTERS + 1})"
        for name, (_, kind) in zip(names, columns, strict=True)
    ]
    return (
        f"select {', '.join(values)} from (\n{question}\n)"
        f" as question ({', '.join(names)}) limit {rows:d}"
    )


def _count(
    db: Database, question: str, found: list[tuple[Any, ...]], rows: int
) -> int | None:
    """How many rows there are; None where the time does not suffice to count them."""
    if len(found) <= rows:
        return len(found)
    try:
        counted = db.execute(f"select count(*) from (\n{question}\n)").fetchone()
    except (duckdb.InterruptException, duckdb.OutOfMemoryException):
        return None
    return int(counted[0]) if counted else None


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > MOST_CHARACTERS


def _short(value: Any) -> Any:
    return f"{value[:MOST_CHARACTERS]}…" if _is_long(value) else value


def _tokens(text: str) -> list[tuple[str, str]]:
    """The text's tokens, each its kind and what it says, comments left out."""
    content = text.encode()
    found = [(start, kind.name) for start, kind in duckdb.tokenize(text)]
    ends = [start for start, _ in found[1:]] + [len(content)]
    return [
        (kind, content[start:end].decode().strip())
        for (start, kind), end in zip(found, ends, strict=True)
        if kind != "comment"
    ]


def _without_semicolon(text: str) -> str:
    """The statement alone, without the semicolons before and after it."""
    content, begin = text.encode(), 0
    for start, kind in duckdb.tokenize(text):
        if kind.name == "comment":
            continue
        if kind.name != "operator" or content[start : start + 1] != b";":
            begin = begin or start + 1
        elif begin:
            return content[begin - 1 : start].decode()
    return content[max(begin - 1, 0) :].decode()


def _prove_tree(db: Database, question: str) -> None:
    """Prove a select by its syntax tree: what it is made of, and what it calls."""
    row = db.execute("select json_serialize_sql(?)", [question]).fetchone()
    try:
        tree = json.loads(row[0] if row else "{}")
    except RecursionError:
        raise _refused("The question is nested too deeply", "Split it") from None
    if tree.get("error", True):
        raise _only_select("statement")
    waiting: list[tuple[Any, bool]] = [(tree, False)]
    while waiting:
        part, is_table = waiting.pop()
        if isinstance(part, list):
            waiting += [(item, False) for item in part]
        elif isinstance(part, dict):
            _prove_part(part, is_table=is_table)
            is_function = part.get("type") == "TABLE_FUNCTION"
            waiting += [(v, is_function and k == "function") for k, v in part.items()]


def _prove_part(part: dict[str, Any], *, is_table: bool) -> None:
    kind = str(part.get("type", ""))
    if kind.endswith("_NODE") and kind not in _NODES:
        raise _only_select(kind.split("_")[0].lower())
    called = str(part.get("function_name", "")).lower()
    _prove_name(called, {called} - _TABLE_FUNCTIONS if is_table else _FUNCTIONS)
    _prove_name(str(part.get("table_name", "")).lower(), _VIEWS)
    if called in _MAKERS and not is_table:
        _prove_size(called, part.get("arguments", []))


def _prove_size(called: str, arguments: list[dict[str, Any]]) -> None:
    """Refuse a function that is asked for one value too large for the memory."""
    given = arguments if called in _SERIES else arguments[1:]
    numbers = [_number(argument["expression"]) for argument in given]
    largest = max(numbers, default=0)
    if called in _SERIES and len(numbers) > 1:
        largest -= numbers[0]
    if abs(largest) > _LARGEST_VALUE:
        raise _refused(
            f"{called} would make one value of {abs(largest):,} parts",
            f"Stay within {_LARGEST_VALUE:,}, or use `from range(...)`",
        )


def _number(expression: dict[str, Any]) -> int:
    """The whole number an expression states; 0 where it states none."""
    while isinstance(expression.get("child"), dict):
        expression = expression["child"]
    literal = expression.get("literal", {})
    if literal.get("kind") not in ("INTEGER", "NUMERIC"):
        return 0
    return int(Decimal(literal["text"].replace("_", "")))


def _prove_pivot(db: Database, question: str) -> None:
    """Prove a pivot, which DuckDB makes several statements of, word by word."""
    tokens = _tokens(question)
    words = [text.lower() for _, text in tokens]
    if words[0] not in _STARTS or not _PIVOTS.intersection(words):
        raise _only_select(words[0])
    for kind, text in tokens:
        if kind in ("keyword", "identifier") and text.lower() in _CHANGES:
            raise _only_select(text.lower())
    refused = _refused_functions(db)
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if following == "(":
            _prove_name(word.strip('"'), refused)
        _prove_name(word.strip('"'), _VIEWS)


def _prove_name(called: str, refused: set[str]) -> None:
    if called in refused or called.startswith("__internal"):
        raise _refused(
            f"A question may not use {called}: it does not look at the build alone",
            "Leave it out; `show all tables` lists what there is",
        )


def _refused_functions(db: Database) -> set[str]:
    """The functions this DuckDB has that a pivot may not call; slow to list."""
    rows = db.execute(
        "select distinct lower(function_name) from duckdb_functions()"
        " where function_type in ('table', 'table_macro')"
    ).fetchall()
    return ({row[0] for row in rows} | _FUNCTIONS) - _TABLE_FUNCTIONS


def _only_select(given: str) -> RuleError:
    return _refused(
        f"A question is one select, and this holds: {given}",
        "Ask with select; a question changes nothing",
    )


def _refused(what: str, next_step: str) -> RuleError:
    return RuleError(what=what, where="the query", next_step=next_step)
