"""Run the rules on a build: every row a rule returns is a finding.

Findings are a function of the pulls, the rule texts and the settings alone. One rule
that fails never stops the others, and a rule whose inputs are incomplete is not run,
which is never clean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import duckdb

from recon.errors import RuleError
from recon.resources import shipped_text
from recon.rules.head import SEVERITIES, Rule
from recon.rules.words import MESSAGE_CASE, columns_of, say
from recon.warehouse.database import Database, literal, name
from recon.warehouse.question import describe_query_error, prove_select, time_limit

Row = tuple[Any, ...]

_OPTIONAL = (
    "entity",
    "severity",
    "project_code",
    "field",
    "maestro_value",
    "procore_value",
    "difference",
    "maestro_source",
    "procore_source",
    "former_key",
)
FINDING_COLUMNS = (
    "id",
    "rule",
    "severity",
    "entity",
    "project",
    "key",
    "field",
    "maestro_value",
    "procore_value",
    "difference",
    "message",
    "fix",
    "facts_hash",
    "maestro_source",
    "procore_source",
    "previous_ids",
)
# What a rule gives of each finding; the statement `finding` makes the rest of it.
_GIVEN = ("rule", *_OPTIONAL, "key", "fix")
_COLUMNS = ", ".join(f"{name(column)} varchar" for column in _GIVEN)
_TABLE = f"create or replace temp table answer ({_COLUMNS}, place bigint)"


@dataclass(frozen=True)
class NotRun:
    """What a rule did not run for, and why; no project means all of them."""

    entity: str
    project: str | None
    reason: str


@dataclass(frozen=True)
class Verdict:
    """The outcome of a rule: ran, not run or failed; and what it was not run for."""

    rule: Rule
    verdict: str
    reason: str | None
    not_run_for: tuple[NotRun, ...]
    findings: int


def run_rules(
    db: Database,
    rules: Iterable[Rule],
    progress: Callable[[str, int, int], None],
    seconds: float | None = None,
) -> tuple[list[Verdict], list[Row]]:
    """Ask every rule; give the verdicts, and the findings in a stable order.

    The rows have FINDING_COLUMNS, all text, as the systems gave them. `difference` is
    Procore minus maestro*; `previous_ids` a JSON list of the ids that earlier versions
    gave the finding, from the rule's column `former_key`: the key as it was then, as
    JSON, or a JSON list of several. A rule that takes longer than `seconds` has failed.
    """
    listed = list(rules)
    db.execute(_TABLE)
    unread: list[Row] = db.execute(_statement("input_problem")).fetchall()
    asked = []
    for done, rule in enumerate(listed):
        progress("Rules", done, len(listed))
        asked.append(_run_rule(db, rule, unread, seconds))
    progress("Rules", len(listed), len(listed))
    _prove_rows(db, asked)
    _leave_out(db, asked)
    _write_messages(db, asked)
    counts: dict[str, int] = dict(db.execute(_statement("counted")).fetchall())
    verdicts = [
        Verdict(a.rule, a.verdict, a.reason, a.not_run, counts.get(a.rule.name, 0))
        for a in asked
    ]
    return verdicts, db.execute(_statement("findings")).fetchall()


def finding_order(row: Row) -> tuple[Any, ...]:
    """The place of a finding among others: errors first, then by rule and key."""
    found = dict(zip(FINDING_COLUMNS, row, strict=True))
    parts = ("rule", "project", "entity", "key", "field", "id")
    known = SEVERITIES.index(found["severity"])
    return known, *((found[p] is not None, found[p] or "") for p in parts)


@dataclass
class _RuleRun:
    """A rule that was asked: the values its messages name, by row, and what failed."""

    rule: Rule
    not_run: tuple[NotRun, ...]
    reason: str | None = None
    values: dict[int, dict[str, str | None]] = field(default_factory=dict)
    failed: bool = False

    @property
    def verdict(self) -> str:
        """Ran, not run, or failed."""
        if self.reason is None:
            return "ran"
        return "failed" if self.failed else "not run"

    def fail(self, db: Database, problem: str) -> None:
        """Delete its findings: a rule that failed has none."""
        self.reason, self.failed = problem, True
        db.execute("delete from answer where rule = ?", [self.rule.name])


def _run_rule(
    db: Database, rule: Rule, unread: list[Row], seconds: float | None
) -> _RuleRun:
    """Ask one rule; its rows go to the temporary table `answer`."""
    asked = _RuleRun(rule, _not_run(rule, unread))
    whole = [n for n in asked.not_run if n.project is None]
    if {n.entity for n in whole} >= {entity for entity, _ in rule.inputs}:
        asked.reason = "; ".join(dict.fromkeys(n.reason for n in whole))
        return asked
    try:
        with time_limit(db, seconds):
            asked.values = _answer(db, rule)
    except RuleError as error:
        asked.fail(db, error.what)
    except (duckdb.Error, MemoryError) as error:
        asked.fail(db, describe_query_error(error)[0])
    return asked


def _not_run(rule: Rule, unread: list[Row]) -> tuple[NotRun, ...]:
    return tuple(
        dict.fromkeys(
            NotRun(entity, project, f"{table}: {reason}")
            for entity, tables in rule.inputs
            for table, project, reason in unread
            if table in tables
        )
    )


def _answer(db: Database, rule: Rule) -> dict[int, dict[str, str | None]]:
    """Run the query; its rows go to `answer`, the values its messages name come back.

    Both name a row by its place.
    """
    question = prove_select(db, rule.query)
    made = db.execute(f"create or replace temp table asked as\n{question}\n").fetchone()
    described = db.execute("from asked limit 0").description or []
    given = {column[0] for column in described}
    _prove_columns(rule, given)
    if made is not None and not made[0]:
        return {}
    column = {
        c: f"cast({name(c)} as varchar)" if c in given else "null" for c in _OPTIONAL
    }
    own = {"rule": rule.name, "entity": rule.entity, "severity": rule.severity}
    column |= {c: literal(v) for c, v in own.items() if c not in given or c == "rule"}
    keys = ", ".join(f"{literal(k)}, cast({name(k)} as varchar)" for k in rule.key)
    column["key"] = f"cast(json_object({keys}) as varchar)"
    column["fix"] = literal(rule.fix) if rule.fix else "null"
    listed = ", ".join(column[c] for c in _GIVEN)
    db.execute(f"insert into answer select {listed}, rowid from asked")
    used = sorted(set.union(*_used(rule)))
    shown = "".join(f", cast({name(c)} as varchar)" for c in used)
    rows = db.execute(f"select rowid{shown} from asked").fetchall()
    return {place: dict(zip(used, values, strict=True)) for place, *values in rows}


def _prove_columns(rule: Rule, given: set[str]) -> None:
    """The query returns the key and what the messages name, and nothing unknown."""
    named, cases = _used(rule)
    wrong = {
        "unknown column": given - {*_OPTIONAL, *rule.key} - named - cases,
        "missing column": set(rule.key) - given,
        "missing column that the message names": named - given - set(rule.key),
        "missing column that names the message": cases - given,
    }
    problems = [f"{word}: {', '.join(sorted(c))}" for word, c in wrong.items() if c]
    if problems:
        raise RuleError(
            what="; ".join(problems),
            where=str(rule.path),
            next_step="Return these columns, or correct the head",
        )


def _used(rule: Rule) -> tuple[set[str], set[str]]:
    """The columns that the messages of a rule name, and the one that picks among them.

    A rule with one message for all rows has no such column.
    """
    picks = {MESSAGE_CASE} if rule.messages.keys() != {None} else set()
    return columns_of(rule.messages.values()), picks


def _prove_rows(db: Database, asked: list[_RuleRun]) -> None:
    """A rule fails whose rows have a severity of their own, or share a key."""
    problems = dict(db.execute(_statement("key_twice")).fetchall())
    problems |= dict(db.execute(_statement("severity"), [SEVERITIES]).fetchall())
    for a in asked:
        if a.rule.name in problems:
            a.fail(db, problems[a.rule.name])


def _leave_out(db: Database, asked: list[_RuleRun]) -> None:
    """Take away rows about what was not read whole, and projects out of scope."""
    db.execute(_statement("out_of_scope"))
    gaps = [(a.rule.name, n.entity, n.project) for a in asked for n in a.not_run]
    rules, entities, projects = zip(*gaps, strict=True) if gaps else ((), (), ())
    values = {"rules": rules, "entities": entities, "projects": projects}
    db.execute(_statement("not_read"), {n: list(v) for n, v in values.items()})


def _write_messages(db: Database, asked: list[_RuleRun]) -> None:
    """Make the temporary table `finding`: the rows that are left, with messages."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    for rule, place in db.execute("select rule, place from answer").fetchall():
        rows_of[rule].append(place)
    wording: list[tuple[str, int, str]] = []
    for a in asked:
        try:
            wording += [
                (a.rule.name, place, _message(a, place))
                for place in rows_of[a.rule.name]
            ]
        except RuleError as error:
            a.fail(db, error.what)
    rules, places, messages = zip(*wording, strict=True) if wording else ((), (), ())
    values = {"rules": rules, "places": places, "messages": messages}
    db.execute(_statement("finding"), {n: list(v) for n, v in values.items()})


def _message(asked: _RuleRun, place: int) -> str:
    return say(asked.rule.messages, asked.values[place], str(asked.rule.path))


def _statement(name: str) -> str:
    return shipped_text(f"rules/statements/{name}.sql")
