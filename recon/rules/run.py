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
    verdicts = []
    for done, rule in enumerate(listed):
        progress("Rules", done, len(listed))
        verdicts.append(run_rule(db, rule, seconds))
    progress("Rules", len(listed), len(listed))
    rows = db.execute(
        """
        select * from finding
        order by
            case severity when 'error' then 1 when 'warning' then 2 else 3 end,
            rule, project nulls first, entity, key, field nulls first, id
        """
    ).fetchall()
    return verdicts, rows


def finding_order(row: Row) -> tuple[Any, ...]:
    """The place of a finding among others: errors first, then by rule and key."""
    found = dict(zip(FINDING_COLUMNS, row, strict=True))
    parts = ("rule", "project", "entity", "key", "field", "id")
    known = SEVERITIES.index(found["severity"])
    return known, *((found[p] is not None, found[p] or "") for p in parts)


def run_rule(db: Database, rule: Rule, seconds: float | None = None) -> Verdict:
    """Ask one rule; its rows go to the temporary table `finding`.

    A rule that takes longer than `seconds` has failed.
    """
    not_run = _not_run(db, rule)
    out = {n.entity for n in not_run if n.project is None}
    if out >= {entity for entity, _ in rule.inputs}:
        reason = "; ".join(
            dict.fromkeys(n.reason for n in not_run if n.project is None)
        )
        return Verdict(rule, "not run", reason, not_run, 0)
    try:
        with time_limit(db, seconds):
            _ask(db, rule)
            problem = _problem(db, rule)
            if problem is None:
                _forget(db, not_run)
                _say(db, rule)
    except RuleError as error:
        problem = error.what
    except (duckdb.Error, MemoryError) as error:
        problem, _ = in_words(error)
    if problem is not None:
        return Verdict(rule, "failed", problem, not_run, 0)
    db.execute(
        "insert into finding"
        " select answer.* exclude (place) replace (said.message as message)"
        " from answer join said using (place)"
    )
    count = db.execute("select count(*) from answer").fetchone()
    return Verdict(rule, "ran", None, not_run, count[0] if count else 0)


def _not_run(db: Database, rule: Rule) -> tuple[NotRun, ...]:
    rows = db.execute(
        """
        select p.input, p.project_key, p.reason
        from pull.input_problem p
        left join pull.scope s using (project_key)
        where s.is_in_scope is distinct from false
        order by all
        """
    ).fetchall()
    return tuple(
        dict.fromkeys(
            NotRun(entity, project, f"{table}: {reason}")
            for entity, tables in rule.inputs
            for table, project, reason in rows
            if table in tables
        )
    )


def _ask(db: Database, rule: Rule) -> None:
    """Run the query, and give its rows the columns of a finding but its message."""
    question = prove_select(db, rule.query)
    db.execute(f"create or replace temp table asked as\n{question}\n")
    given = {row[0] for row in db.execute("describe asked").fetchall()}
    _prove_columns(rule, given)
    column = {
        c: f"cast({name(c)} as varchar)" if c in given else "cast(null as varchar)"
        for c in _OPTIONAL
    }
    entity = column["entity"] if "entity" in given else literal(rule.entity)
    severity = column["severity"] if "severity" in given else literal(rule.severity)
    keys = ", ".join(f"{literal(k)}, cast({name(k)} as varchar)" for k in rule.key)
    db.execute(
        f"""
        create or replace temp table answer as
        with
            row_of_rule as (
                select
                    {literal(rule.name)} as rule, {severity} as severity,
                    {entity} as entity, {column["project_code"]} as project,
                    cast(json_object({keys}) as varchar) as key,
                    {column["field"]} as field,
                    {column["maestro_value"]} as maestro_value,
                    {column["procore_value"]} as procore_value,
                    {column["difference"]} as difference,
                    {column["maestro_source"]} as maestro_source,
                    {column["procore_source"]} as procore_source,
                    {column["former_key"]} as former_key, asked.rowid as place
                from asked
            )
        select
            {_id_of("key")} as id,
            rule, severity, entity, project, key, field, maestro_value, procore_value,
            difference, cast(null as varchar) as message,
            {literal(rule.fix) if rule.fix else "null"} as fix,
            left(sha256(concat_ws(chr(31), severity, coalesce(maestro_value, chr(30)),
                coalesce(procore_value, chr(30)))), 16) as facts_hash,
            maestro_source, procore_source,
            case when former_key is not null then cast(to_json(list_transform(
                case json_type(former_key) when 'ARRAY'
                    then json_extract(former_key, '$[*]')
                    else [cast(former_key as json)]
                end,
                lambda former: {_id_of("cast(former as varchar)")}
            )) as varchar) end as previous_ids,
            place
        from row_of_rule
        """
    )


def _prove_columns(rule: Rule, given: set[str]) -> None:
    """The query returns the key and what the messages name, and nothing unknown."""
    named, cases = _used(rule)
    wrong = {
        "unknown column": given - {*_OPTIONAL, *rule.key} - named - cases,
        "missing column": set(rule.key) - given,
        "missing column that the message names": named - given - set(rule.key),
        "missing column that says which message is meant": cases - given,
    }
    told = [f"{word}: {', '.join(sorted(c))}" for word, c in wrong.items() if c]
    if told:
        raise RuleError(
            what="; ".join(told),
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
    """Fill the messages of the answer into the temporary table `said`, by place."""
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
    db.execute(
        "create or replace temp table said as"
        " select unnest(cast(? as bigint[])) as place,"
        " unnest(cast(? as varchar[])) as message",
        [[place for place, *_ in rows], messages],
    )


def _id_of(key: str) -> str:
    """The SQL of a finding's permanent id, from its key as JSON text."""
    parts = ", ".join(
        f"coalesce({part}, '')" for part in ("rule", "entity", "project", key, "field")
    )
    return f"'F' || left(sha256(concat_ws(chr(31), {parts})), 16)"


def _problem(db: Database, rule: Rule) -> str | None:
    """A row that is no finding: a severity of its own, or a key that stands twice."""
    listed = ", ".join(literal(severity) for severity in SEVERITIES)
    row = db.execute(
        f"select min(severity) from answer where severity not in ({listed})"
    ).fetchone()
    if row and row[0] is not None:
        return f"Unknown severity {row[0]}; use one of: {', '.join(SEVERITIES)}"
    twice = db.execute(
        "select min(key)"
        " from (select key from answer group by id, key having count(*) > 1)"
    ).fetchone()
    if twice and twice[0] is not None:
        return f"the key {twice[0]} stands in several rows; `key` must name one finding"
    return None


def _forget(db: Database, not_run: tuple[NotRun, ...]) -> None:
    """Take away rows about what was not read whole, and projects out of scope."""
    db.execute(
        """
        delete from answer where upper(trim(project)) in (
            select project_key from pull.scope where not is_in_scope
        )
        """
    )
    for gap in not_run:
        db.execute(
            "delete from answer where entity = ?"
            " and (? is null or upper(trim(project)) = ?)",
            [gap.entity, gap.project, gap.project],
        )
