"""Messages of findings: a template of the rule's head, filled from a row's columns.

`{column}` is a value as it stands, `{column:money}` and the other FORMATS say how it is
written, `{column:line|lines}` is the first word for exactly one and the second for any
other number. An empty value reads EMPTY.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from recon.errors import RuleError

EMPTY = "empty"
# The column in which a row says which of its rule's messages it takes.
MESSAGE_CASE = "message_case"

_FACT = re.compile(r"\{(\w+)(?::([^{}:]+))?\}")


def _money(value: str) -> str:
    return f"{Decimal(value):.2f}"


def _quantity(value: str) -> str:
    number = f"{Decimal(value):f}"
    return number.rstrip("0").rstrip(".") if "." in number else number


def _count(value: str) -> str:
    return str(int(value))


def _date(value: str) -> str:
    return date.fromisoformat(value[:10]).isoformat()


FORMATS: Mapping[str, Callable[[str], str]] = {
    "money": _money,
    "date": _date,
    "quantity": _quantity,
    "count": _count,
}


@dataclass(frozen=True)
class Fact:
    """A column that a template names, and how its value is written; None: as it is."""

    column: str
    form: str | None


@dataclass(frozen=True)
class Template:
    """A message with places for facts: `text` as the head has it, `parts` in order."""

    text: str
    parts: tuple[str | Fact, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it names, each once."""
        facts = (part.column for part in self.parts if isinstance(part, Fact))
        return tuple(dict.fromkeys(facts))


def read_template(text: str, where: str) -> Template:
    """Read a template. Raises RuleError for an unknown format or an invalid brace."""
    parts: list[str | Fact] = []
    end = 0
    for found in _FACT.finditer(text):
        parts += [text[end : found.start()], Fact(found[1], found[2])]
        end = found.end()
    parts.append(text[end:])
    for part in parts:
        if isinstance(part, str) and set(part) & set("{}"):
            raise RuleError(
                what=f"Invalid brace in a template: {part.strip()}",
                where=where,
                next_step="Write {column} or {column:money}; braces say nothing else",
            )
        if isinstance(part, Fact) and not _is_form(part.form):
            raise RuleError(
                what=f"Unknown format {part.form} in {{{part.column}:{part.form}}}",
                where=where,
                next_step=f"Use one of {', '.join(FORMATS)}, or the words for one and "
                f"for many: {{{part.column}:row|rows}}",
            )
    return Template(text, tuple(part for part in parts if part))


def say(
    messages: Mapping[str | None, Template], row: Mapping[str, str | None], where: str
) -> str:
    """The message of one row, by the case it names; takes its values as text.

    Raises RuleError for a case that the head does not have.
    """
    case = row.get(MESSAGE_CASE)
    if case not in messages:
        known = ", ".join(name for name in messages if name is not None)
        raise RuleError(
            what=f"A row names the message {case}, which the head does not have"
            if case
            else f"A row names no message in {MESSAGE_CASE}",
            where=where,
            next_step=f"Name one of: {known}; or add its line to the head",
        )
    return fill(messages[case], row)


def fill(template: Template, row: Mapping[str, str | None]) -> str:
    """A template with the values of one row in it, which are text.

    Raises RuleError where a value is not what its format says.
    """
    return "".join(
        part if isinstance(part, str) else _written(part, row[part.column])
        for part in template.parts
    )


def columns_of(templates: Iterable[Template]) -> set[str]:
    """Every column that some template names."""
    return {column for template in templates for column in template.columns}


def _is_form(form: str | None) -> bool:
    return form is None or form in FORMATS or len(_plural(form)) == 2


def _plural(form: str) -> list[str]:
    return [word for word in form.split("|") if word]


def _written(fact: Fact, value: str | None) -> str:
    if value is None or value == "":
        return EMPTY
    if fact.form is None:
        return value
    try:
        if fact.form in FORMATS:
            return FORMATS[fact.form](value)
        one, many = _plural(fact.form)
        return one if Decimal(value) == 1 else many
    except (ValueError, InvalidOperation):
        raise RuleError(
            what=f"{value!r} does not fit {{{fact.column}:{fact.form}}}",
            where="the head of the rule",
            next_step="Remove the format, or return a value that it fits",
        ) from None
