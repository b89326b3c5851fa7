"""A finding says what its rule's head says, with the facts of its row in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from recon.errors import RuleError
from recon.rules.head import Rule, read_rule
from recon.rules.run import run_rules
from recon.rules.words import fill, read_template
from recon.warehouse.database import Database
from tests.company import quiet

HEAD = """\
-- rule: own
-- title: A rule of the company
-- severity: warning
-- entity: supplier
-- exchange: Suppliers
-- key: code
-- inputs: maestro.supplier
-- source: the company
-- screen: maestro* > Suppliers
-- action: Name it
{messages}--
-- Every supplier of ours has a name.
select {columns}
"""


def filled(text: str, **row: str | None) -> str:
    return fill(read_template(text, "own.sql"), row)


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("{x}", "0007", "0007"),
        ("{x:money}", "-6100.5", "-6100.50"),
        ("{x:money}", "0", "0.00"),
        ("{x:quantity}", "125.500000", "125.5"),
        ("{x:quantity}", "1200.000000", "1200"),
        ("{x:quantity}", "1200", "1200"),
        ("{x:count}", "12", "12"),
        ("{x:date}", "2026-10-31 14:05:00", "2026-10-31"),
        ("{x:count} {x:row|rows}", "1", "1 row"),
        ("{x:count} {x:row|rows}", "0", "0 rows"),
        ("{x:count} {x:row|rows}", "2", "2 rows"),
        ("{x:code is|codes are} unknown", "1.00", "code is unknown"),
    ],
)
def test_a_value_is_written_as_its_format_says(
    text: str, value: str, said: str
) -> None:
    assert filled(text, x=value) == said


@pytest.mark.parametrize("form", ["", ":money", ":date", ":count", ":row|rows"])
@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_value_is_said_to_be_empty(form: str, value: str | None) -> None:
    assert filled("Its status is {x" + form + "}", x=value) == "Its status is empty"


def test_blanks_and_braces_of_a_value_stay_as_they_are() -> None:
    assert filled("lost: {x}, {y}", x=" inc.", y="{x}") == "lost:  inc., {x}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{x:money}", "abc"),
        ("{x:count}", "2.5"),
        ("{x:date}", "31/10/2026"),
        ("{x:row|rows}", "many"),
        ("{x:quantity}", "1,5"),
    ],
)
def test_a_value_that_is_not_what_its_format_says_is_refused(
    text: str, value: str
) -> None:
    with pytest.raises(RuleError, match="does not fit"):
        filled(text, x=value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{x:euro}", "Unknown format euro"),
        ("{x:a|b|c}", r"Unknown format a\|b\|c"),
        ("{x:row|}", r"Unknown format row\|"),
        ("{x", "Invalid brace in a template: {x"),
        ("x}", "Invalid brace in a template: x}"),
        ("{}", "Invalid brace in a template: {}"),
        ("{x y}", "Invalid brace"),
    ],
)
def test_a_template_that_means_nothing_is_refused(text: str, said: str) -> None:
    with pytest.raises(RuleError, match=said):
        read_template(text, "own.sql")


def rule(messages: str, columns: str) -> Rule:
    text = HEAD.format(messages=messages, columns=columns)
    return read_rule(Path("own.sql"), text)


def asked(db: Database, messages: str, columns: str) -> tuple[str | None, list[Any]]:
    """Why the rule failed, None where it ran; and what its findings say."""
    own = dataclasses.replace(rule(messages, columns), inputs=(("supplier", ()),))
    [verdict], rows = run_rules(db, [own], quiet)
    return verdict.reason, [row[10] for row in rows]


def test_the_facts_of_a_message_are_columns_of_the_query(db: Database) -> None:
    reason, said = asked(
        db,
        "-- message: {code} has {n:count} {n:invoice|invoices} of {amount:money}\n",
        "'S1' as code, 2 as n, cast(10 as decimal(18, 2)) as amount",
    )
    assert (reason, said) == (None, ["S1 has 2 invoices of 10.00"])


def test_each_row_may_name_the_message_it_takes(db: Database) -> None:
    reason, said = asked(
        db,
        "-- message: {code} has no city\n-- message.no_name: {code} has no name\n",
        "'S' || i as code, case when i = 1 then 'no_name' end as message_case"
        " from range(2) t(i)",
    )
    assert (reason, sorted(said)) == (None, ["S0 has no city", "S1 has no name"])


def test_a_rule_without_message_returns_it_as_a_column(db: Database) -> None:
    reason, said = asked(db, "", "'S1' as code, 'Look at {it}' as message")
    assert (reason, said) == (None, ["Look at {it}"])


@pytest.mark.parametrize(
    ("messages", "columns", "said"),
    [
        (
            "-- message: {city}\n",
            "'S1' as code",
            "missing column that the message names: city",
        ),
        ("-- message: {code}\n", "'S1' as code, 1 as n", "unknown column: n"),
        ("-- message: {code}\n", "'' as code, '' as message", "column: message"),
        ("-- message: {code}\n", "1 as code, 'a' as message_case", "message_case"),
        ("-- message.a: A\n", "'S1' as code", "names the message: message_case"),
        (
            "-- message.a: A\n",
            "'S1' as code, 'b' as message_case",
            "names the message b, which the head does not have",
        ),
        (
            "-- message.a: A\n",
            "'S1' as code, null as message_case",
            "A row names no message in message_case",
        ),
        ("-- message: {code:money}\n", "'S1' as code", "'S1' does not fit"),
        ("", "'S1' as code", "that the message names: message"),
    ],
)
def test_a_rule_whose_message_does_not_fit_its_query_has_failed(
    db: Database, messages: str, columns: str, said: str
) -> None:
    reason, findings = asked(db, messages, columns)
    assert reason is not None
    assert said in reason
    assert findings == []
