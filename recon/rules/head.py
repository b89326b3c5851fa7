"""Rule files: the head that names a rule, and the query that is the rule."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from recon.errors import RuleError
from recon.resources import queries
from recon.rules.fix_kinds import FIX_KINDS
from recon.rules.words import Template, columns_of, read_template

SEVERITIES = ("error", "warning", "notice")
# Who acts on a screen, by the first word of its path.
ACTORS = {"maestro*": "maestro", "Procore": "procore", "recon": "recon"}
_NEEDED = (
    "rule",
    "title",
    "severity",
    "entity",
    "exchange",
    "key",
    "inputs",
    "source",
    "screen",
    "action",
)
_OPTIONAL = ("message", "fix", "action.retired", "who_wins", "looks_at")
# Keys that may stand in several lines, and keys that may say a case after a dot.
_REPEATED = ("inputs", "looks_at")
_WITH_CASES = ("message",)
# What people read of a rule; all else decides what is found and fixed.
_PROSE = (
    "title",
    "source",
    "who_wins",
    "explanation",
    "messages",
    "screen",
    "action",
    "action_retired",
)
# What an action may name besides the rule's key columns; `value` is the value of the
# side that has one.
_ACTION_FIELDS = (
    "key",
    "project",
    "field",
    "maestro_value",
    "procore_value",
    "value",
    "difference",
)


@dataclass(frozen=True)
class Rule:
    """One rule: its permanent name, what it asks, and the query that asks it.

    `inputs` pairs each entity with the tables its answer needs; the rule is not run
    for an entity whose tables are missing or incomplete. `looks_at` names the mapped
    fields it asks about: `supplier.name`, `*.status` for each entity of the inputs, and
    the words `key`, `compared` and `limited` for an entity's key, compared and limited
    fields.
    `messages` are the templates of what a finding says, by the case that its row names
    in the column `message_case`; the one of None is for rows that name none.
    `fix` names the planner of its fixes, one of FIX_KINDS. Where that plans nothing, a
    person does `action` on `screen`, and `action_retired` where the bridge is retired.
    """

    name: str
    title: str
    severity: str
    entity: str
    exchange: str
    key: tuple[str, ...]
    inputs: tuple[tuple[str, tuple[str, ...]], ...]
    source: str
    fix: str | None
    screen: str
    action: str
    action_retired: str | None
    who_wins: str | None
    looks_at: tuple[str, ...]
    messages: Mapping[str | None, Template]
    explanation: str
    query: str
    path: Path

    @property
    def hash(self) -> str:
        """The hash of what decides what is found and fixed: the query and its keys."""
        return self._hash(name for name in _values(self) if name not in _PROSE)

    @property
    def prose_hash(self) -> str:
        """The hash of what people read; a better wording changes nothing else."""
        return self._hash(_PROSE)

    def _hash(self, names: Iterable[str]) -> str:
        values = _values(self)
        text = json.dumps([[name, repr(values[name])] for name in sorted(names)])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _values(rule: Rule) -> dict[str, Any]:
    """The values of a rule's fields by name, without the place of its file."""
    values = {f.name: getattr(rule, f.name) for f in fields(rule) if f.name != "path"}
    messages = rule.messages.items()
    return {**values, "messages": sorted((case or "", t.text) for case, t in messages)}


def read_rules(*folders: Path) -> tuple[Rule, ...]:
    """Every rule of the folders, by name. Files whose head says `query` are no rules.

    Raises RuleError for a head that cannot be used and for a name given twice.
    """
    rules: dict[str, Rule] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.sql")):
            text = path.read_text(encoding="utf-8")
            if text.startswith("-- query:"):
                continue
            rule = read_rule(path, text)
            if rule.name in rules:
                raise RuleError(
                    what=f"Two rules are named {rule.name}",
                    where=f"{rules[rule.name].path} and {path}",
                    next_step="Give the company's own rule another name",
                )
            rules[rule.name] = rule
    return tuple(rules[name] for name in sorted(rules))


def read_query(name: str) -> str:
    """The text of a query that is no rule, by its name."""
    [path] = queries().rglob(f"{name}.sql")
    return path.read_text(encoding="utf-8")


def read_rule(path: Path, text: str | None = None) -> Rule:
    """Read one rule file. Raises RuleError naming the key that is wrong."""
    lines = (path.read_text(encoding="utf-8") if text is None else text).splitlines()
    end = next((n for n, line in enumerate(lines) if line.strip() == "--"), len(lines))
    head = _read_head(lines[:end], path)
    _prove_head(head, path)
    _prove_fix(head, path)
    _prove_action(head, path)
    rest = lines[end + 1 :]
    prose = [line[2:].strip() for line in rest if line.startswith("--")]
    return Rule(
        name=head["rule"],
        title=head["title"],
        severity=head["severity"],
        entity=head["entity"],
        exchange=head["exchange"],
        key=_listed(head["key"]),
        inputs=_inputs(head["inputs"], head["entity"]),
        source=head["source"],
        fix=head.get("fix"),
        screen=head["screen"],
        action=head["action"],
        action_retired=head.get("action.retired"),
        who_wins=head.get("who_wins"),
        looks_at=_listed(head.get("looks_at", "")),
        messages=_messages(head, path),
        explanation=" ".join(prose),
        query="\n".join(line for line in rest if not line.startswith("--")).strip(),
        path=path,
    )


def _read_head(lines: list[str], path: Path) -> dict[str, str]:
    """The head's keys and values: `-- key: value`, `-- key.case: value`."""
    head: dict[str, str] = {}
    for number, line in whole_lines(lines):
        key, separator, value = line.removeprefix("-- ").partition(":")
        if not line.startswith("-- ") or not separator or not _is_known(key):
            raise RuleError(
                what=f"Unknown key in line {number} of the head: {line.strip()}",
                where=str(path),
                next_step=f"Use these keys only: {', '.join(_NEEDED + _OPTIONAL)}; "
                "end the head with a line of --",
            )
        if key in head and key not in _REPEATED:
            raise RuleError(
                what=f"The head gives {key} twice",
                where=str(path),
                next_step="Keep one of the two lines",
            )
        head[key] = ", ".join(part for part in (head.get(key), value.strip()) if part)
    return head


def whole_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines by their number; one that ends with a backslash takes the next in.

    A formatter takes the blanks away that stand before a comment's words, so that an
    indented line would not stay one.
    """
    begun, start = "", 0
    for number, line in enumerate(lines, start=1):
        if begun:
            line = f"{begun} {line.removeprefix('--').strip()}"
        else:
            start = number
        begun = line[:-1].rstrip() if line.endswith("\\") else ""
        if not begun:
            yield start, line
    if begun:
        yield start, f"{begun} \\"


def _is_known(key: str) -> bool:
    base, _, case = key.partition(".")
    is_case = base in _WITH_CASES and case.isidentifier()
    return is_case or key in _NEEDED + _OPTIONAL


def _messages(head: dict[str, str], path: Path) -> dict[str | None, Template]:
    """The templates; a rule without any returns its message as a column."""
    texts = _cases(head, "message") or {None: "{message}"}
    return {case: read_template(text, str(path)) for case, text in texts.items()}


def _cases(head: dict[str, str], key: str) -> dict[str | None, str]:
    """What a key says in each case; None for the line that names no case."""
    return {
        name.partition(".")[2] or None: value
        for name, value in head.items()
        if name.partition(".")[0] == key
    }


def _prove_head(head: dict[str, str], path: Path) -> None:
    for key in _NEEDED:
        if not head.get(key):
            raise RuleError(
                what=f"The head has no {key}",
                where=str(path),
                next_step=f"Add a line `-- {key}: ...` before the line of --",
            )
    for key, value in head.items():
        if not value:
            raise RuleError(
                what=f"The head's {key} is empty",
                where=str(path),
                next_step=f"Give a value after `-- {key}:`, or remove the line",
            )
        if value.endswith("\\"):
            raise RuleError(
                what=f"The head's {key} goes on after its last line",
                where=str(path),
                next_step="Remove the backslash at its end, or write the rest",
            )
    if head["severity"] not in SEVERITIES:
        raise RuleError(
            what=f"Unknown severity: {head['severity']}",
            where=str(path),
            next_step=f"Use one of: {', '.join(SEVERITIES)}",
        )
    if head["rule"] != path.stem:
        raise RuleError(
            what=f"The rule is named {head['rule']} and its file {path.name}",
            where=str(path),
            next_step="Give the file the rule's name",
        )


def _prove_fix(head: dict[str, str], path: Path) -> None:
    """The fix is a known one, and the rule's key names the record it changes."""
    fix = head.get("fix")
    if fix is None:
        return
    if fix not in FIX_KINDS:
        raise RuleError(
            what=f"Unknown kind of fix: {fix}",
            where=str(path),
            next_step=f"Use one of: {', '.join(FIX_KINDS)}",
        )
    missing = [c for c in FIX_KINDS[fix].key if c not in _listed(head["key"])]
    if missing:
        raise RuleError(
            what=f"The fix {fix} needs {' and '.join(missing)} in the rule's key",
            where=str(path),
            next_step="Add it to `key` and to the columns, or use the fix instruction",
        )


def _prove_action(head: dict[str, str], path: Path) -> None:
    """The screen says who acts, and the action names only what a finding has."""
    if head["screen"].split()[0] not in ACTORS:
        raise RuleError(
            what=f"The screen does not begin with its system: {head['screen']}",
            where=str(path),
            next_step=f"Begin it with one of: {', '.join(ACTORS)}; as in "
            "Procore > Project Tools > Budget",
        )
    known = (*_ACTION_FIELDS, *_listed(head["key"]))
    for key in ("action", "action.retired"):
        template = read_template(head.get(key, ""), f"{path}, {key}")
        unknown = sorted(columns_of([template]) - set(known))
        if unknown:
            raise RuleError(
                what=f"The {key} names {', '.join(unknown)}, which no finding has",
                where=str(path),
                next_step=f"Use one of: {', '.join(dict.fromkeys(known))}",
            )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _inputs(text: str, entity: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read `a.b, c.d`, or `project(a.b), supplier(c.d)` for each entity its own."""
    if "(" not in text:
        return ((entity, _listed(text)),)
    parts = [part.partition("(") for part in text.split(")") if part.strip(" ,")]
    return tuple((name.strip(" ,"), _listed(tables)) for name, _, tables in parts)
