"""Run the rules on a build: every row a rule returns is a finding.

Findings are a function of the pulls, the rule texts and the settings alone. One rule
that fails never stops the others, and a rule whose inputs are incomplete is not run,
which is never clean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import duckdb

from recon.errors import RuleError
from recon.resources import shipped_text
from recon.rules.head import SEVERITIES, Rule
from recon.rules.words import MESSAGE_CASE, columns_of, say
from recon.warehouse.database import Database, literal, name
from recon.warehouse.question import in_words, prove_select, time_limit

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
_COLUMNS = ", ".join(f"{column} varchar" for column in FINDING_COLUMNS)
_TABLE = f"create or replace temp table finding ({_COLUMNS})"


@dataclass(frozen=True)
class NotRun:
    """What a rule was not asked about, and why; no project means all of them."""

    entity: str
    project: str | None
    reason: str


@dataclass(frozen=True)
class Verdict:
    """What became of a rule: ran, not run, or failed; and what it was not run for."""

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
    verdicts = []
    for done, rule in enumerate(listed):
        progress("Rules", done, len(listed))
        verdicts.append(_run_rule(db, rule, unread, seconds))
    progress("Rules", len(listed), len(listed))
    return verdicts, db.execute(_statement("findings")).fetchall()


def finding_order(row: Row) -> tuple[Any, ...]:
    """The place of a finding among others: errors first, then by rule and key."""
    found = dict(zip(FINDING_COLUMNS, row, strict=True))
    parts = ("rule", "project", "entity", "key", "field", "id")
    known = SEVERITIES.index(found["severity"])
    return known, *((found[p] is not None, found[p] or "") for p in parts)


def _run_rule(
    db: Database, rule: Rule, unread: list[Row], seconds: float | None
) -> Verdict:
    """Ask one rule; its rows go to the temporary table `finding`."""
    not_run = _not_run(rule, unread)
    out = {n.entity for n in not_run if n.project is None}
    if out >= {entity for entity, _ in rule.inputs}:
        reason = "; ".join(
            dict.fromkeys(n.reason for n in not_run if n.project is None)
        )
        return Verdict(rule, "not run", reason, not_run, 0)
    try:
        with time_limit(db, seconds):
            if not _ask(db, rule):
                return Verdict(rule, "ran", None, not_run, 0)
            problem = _problem(db)
            if problem is None:
                _forget(db, not_run)
                _say(db, rule)
    except RuleError as error:
        problem = error.what
    except (duckdb.Error, MemoryError) as error:
        problem, _ = in_words(error)
    if problem is not None:
        return Verdict(rule, "failed", problem, not_run, 0)
    db.execute(_statement("found"))
    count = db.execute("select count(*) from answer").fetchone()
    return Verdict(rule, "ran", None, not_run, count[0] if count else 0)


def _not_run(rule: Rule, unread: list[Row]) -> tuple[NotRun, ...]:
    return tuple(
        dict.fromkeys(
            NotRun(entity, project, f"{table}: {reason}")
            for entity, tables in rule.inputs
            for table, project, reason in unread
            if table in tables
        )
    )


def _ask(db: Database, rule: Rule) -> bool:
    """Run the query, and give its rows the columns of a finding but its message.

    Gives whether there are any.
    """
    question = prove_select(db, rule.query)
    made = db.execute(f"create or replace temp table asked as\n{question}\n").fetchone()
    given = {row[0] for row in db.execute("describe asked").fetchall()}
    _prove_columns(rule, given)
    if made is not None and not made[0]:
        return False
    column = {
        c: f"cast({name(c)} as varchar)" if c in given else "cast(null as varchar)"
        for c in _OPTIONAL
    }
    own = {"rule": rule.name, "entity": rule.entity, "severity": rule.severity}
    fixed = {c: literal(v) for c, v in own.items() if c not in given or c == "rule"}
    keys = ", ".join(f"{literal(k)}, cast({name(k)} as varchar)" for k in rule.key)
    column |= fixed
    column["key"] = f"cast(json_object({keys}) as varchar)"
    column["fix"] = literal(rule.fix) if rule.fix else "cast(null as varchar)"
    column["project"] = column.pop("project_code")
    column["place"] = "asked.rowid"
    listed = ", ".join(f"{sql} as {c}" for c, sql in column.items())
    db.execute(f"create or replace temp view row_of_rule as select {listed} from asked")
    db.execute(_statement("answer"))
    return True


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


def _say(db: Database, rule: Rule) -> None:
    """Fill the messages of the answer into the temporary table `wording`, by place."""
    used = sorted(set.union(*_used(rule)))
    listed = "".join(f", cast(asked.{name(c)} as varchar)" for c in used)
    rows = db.execute(
        f"select answer.place{listed} from answer"
        " join asked on asked.rowid = answer.place"
    ).fetchall()
    messages = [
        say(rule.messages, dict(zip(used, values, strict=True)), str(rule.path))
        for _, *values in rows
    ]
    places = [place for place, *_ in rows]
    db.execute(_statement("wording"), {"places": places, "messages": messages})


def _problem(db: Database) -> str | None:
    """A row that is no finding: a severity of its own, or a key that stands twice."""
    listed = ", ".join(literal(severity) for severity in SEVERITIES)
    row = db.execute(
        f"select min(severity) from answer where severity not in ({listed})"
    ).fetchone()
    if row and row[0] is not None:
        return f"Unknown severity {row[0]}; use one of: {', '.join(SEVERITIES)}"
    twice = db.execute(_statement("key_twice")).fetchone()
    if twice and twice[0] is not None:
        return f"the key {twice[0]} stands in several rows; `key` must name one finding"
    return None


def _forget(db: Database, not_run: tuple[NotRun, ...]) -> None:
    """Take away rows about what was not read whole, and projects out of scope."""
    db.execute(_statement("out_of_scope"))
    if not_run:
        gaps: dict[str, list[Any]] = {"entities": [n.entity for n in not_run]}
        gaps |= {"projects": [n.project for n in not_run]}
        db.execute(_statement("not_read"), gaps)


def _statement(name: str) -> str:
    return shipped_text(f"rules/statements/{name}.sql")
