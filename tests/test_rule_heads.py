"""The head of a rule file is read as it is written, and refused where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from recon.errors import RuleError
from recon.rules.head import Rule, read_rule

HEAD = """\
-- rule: own
-- title: A rule of the company
-- severity: warning
-- entity: supplier
-- exchange: Suppliers
-- key: supplier_code
-- inputs: maestro.supplier
-- source: the company
-- screen: Procore > Company Tools > Directory
-- action: Name supplier {{supplier_code}}
{more}--
-- Every supplier of ours has a name.
select supplier_code from maestro.supplier
"""


def read(more: str) -> Rule:
    return read_rule(Path("own.sql"), HEAD.format(more=more))


def said(rule: Rule) -> dict[str | None, str]:
    return {case: template.text for case, template in rule.messages.items()}


def test_a_message_may_run_over_several_lines() -> None:
    rule = read(
        "-- message: Supplier {supplier_code} has no name, \\\n"
        "-- and costs of {amount:money}\n"
    )

    assert said(rule) == {
        None: "Supplier {supplier_code} has no name, and costs of {amount:money}"
    }
    assert rule.explanation == "Every supplier of ours has a name."
    assert rule.query == "select supplier_code from maestro.supplier"


def test_a_message_may_say_what_it_says_in_each_case() -> None:
    rule = read(
        "-- message.no_name: No name: check \\\n"
        "-- the supplier\n"
        "-- message.no_city: No city\n"
    )

    assert said(rule) == {
        "no_name": "No name: check the supplier",
        "no_city": "No city",
    }


def test_lists_go_on_in_a_second_line_of_either_kind() -> None:
    rule = read("-- inputs: maestro.project, \\\n-- maestro.customer\n")

    assert rule.inputs == (
        ("supplier", ("maestro.supplier", "maestro.project", "maestro.customer")),
    )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("-- message.: No name\n", "of the head: -- message.: No name"),
        ("-- message.no name: A\n", "of the head: -- message.no name: A"),
        ("-- title.long: A\n", "of the head: -- title.long: A"),
        ("-- message: A\n-- message: B\n", "gives message twice"),
        ("-- message.a: A\n-- message.a: B\n", r"gives message\.a twice"),
        ("--  message: A\n", "of the head: --  message: A"),
        ("-- message:\n", "message is empty"),
        ("-- message: A\n-- and B\n", "Unknown key in line 12 of the head: -- and B"),
        ("-- message: A \\\n", "message goes on after its last line"),
    ],
)
def test_a_wrong_line_of_the_head_is_refused(more: str, told: str) -> None:
    with pytest.raises(RuleError, match=told):
        read(more)


def test_a_rule_says_what_a_person_does_and_where() -> None:
    rule = read(
        "-- action.retired: Name it yourself, \\\n-- {value}\n-- fix: instruction\n"
    )

    assert rule.screen == "Procore > Company Tools > Directory"
    assert rule.action == "Name supplier {supplier_code}"
    assert rule.action_retired == "Name it yourself, {value}"
    assert rule.fix == "instruction"


@pytest.mark.parametrize(
    ("line", "instead", "told"),
    [
        ("-- screen: Procore > Company Tools > Directory\n", "", "no screen"),
        ("-- action: Name supplier {supplier_code}\n", "", "no action"),
        (
            "screen: Procore >",
            "screen: Directory of Procore >",
            "does not begin with its system",
        ),
        ("{supplier_code}", "{colour}", "action names colour, which no finding has"),
        ("{supplier_code}", "{supplier_code.x}", "brace in a template"),
        ("\n--\n", "\n-- action.retired: Say {colour}\n--\n", r"action\.retired names"),
    ],
)
def test_a_person_s_work_is_said_whole(line: str, instead: str, told: str) -> None:
    text = HEAD.format(more="")

    with pytest.raises(RuleError, match=told):
        read_rule(Path("own.sql"), text.replace(line, instead))


def test_an_unknown_kind_of_fix_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        RuleError, match=r"Unknown kind of fix: procore\.budget"
    ) as told:
        read("-- fix: procore.budget\n")

    assert "procore.original_budget" in told.value.next_step


def test_a_fix_needs_the_key_of_what_it_changes() -> None:
    with pytest.raises(RuleError, match="needs activity_code and group_code in the"):
        read("-- fix: procore.original_budget\n")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("severity: warning", "severity: error"),
        ("inputs: maestro.supplier", "inputs: maestro.party"),
        ("key: supplier_code", "key: supplier_code, name"),
        ("exchange: Suppliers", "exchange: Parties"),
        ("select supplier_code", "select name, supplier_code"),
    ],
)
def test_what_drives_a_rule_has_a_hash_of_its_own(was: str, now: str) -> None:
    text = HEAD.format(more="-- message: No name\n")
    rule = read_rule(Path("own.sql"), text)
    other = read_rule(Path("own.sql"), text.replace(was, now))

    assert rule.hash != other.hash
    assert rule.prose_hash == other.prose_hash


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("title: A rule of", "title: The rule of"),
        ("message: No name", "message: No name in {supplier_code}"),
        ("source: the company", "source: our checklist"),
        ("Every supplier of ours", "Each supplier of ours"),
    ],
)
def test_the_prose_of_a_rule_has_another(was: str, now: str) -> None:
    text = HEAD.format(more="-- message: No name\n")
    rule = read_rule(Path("own.sql"), text)
    other = read_rule(Path("elsewhere/own.sql"), text.replace(was, now))

    assert rule.hash == other.hash
    assert rule.prose_hash != other.prose_hash
