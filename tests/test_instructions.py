"""No instruction asks for what would do harm once it is posted, signed or billed."""

from __future__ import annotations

import re

import pytest

from recon.resources import queries
from recon.rules.head import Rule, read_rules

RULES = read_rules(queries())
DELETING = [r for r in RULES if re.search(r"\bdelete (it|that|the)\b", r.action)]
CORRECTING = [
    r
    for r in RULES
    if r.exchange in ("Contracts", "Taxes", "Amounts")
    and ("orrect " in r.action or "amend" in r.action)
    # What a status means is a setting.
    and "setting" not in r.action
]


def named(rule: Rule) -> str:
    return rule.name


@pytest.mark.parametrize("rule", DELETING, ids=named)
def test_nothing_is_deleted_that_is_on_an_owner_invoice(rule: Rule) -> None:
    assert "on no owner invoice" in rule.action or "If not, delete it" in rule.action
    assert "credit on the next billing" in rule.action


@pytest.mark.parametrize("rule", CORRECTING, ids=named)
def test_what_is_signed_or_invoiced_is_amended_and_not_changed(rule: Rule) -> None:
    words = ("change order", "External No.", "invoice", "signed")

    assert any(word in rule.action for word in words)


def test_a_cost_in_another_period_is_timing() -> None:
    [rule] = [r for r in RULES if r.name == "cost_in_another_period"]

    assert rule.action.startswith("Timing, no action")


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_no_instruction_moves_a_date_that_is_posted(rule: Rule) -> None:
    assert "Set the date" not in rule.action
    assert (
        "start date" not in rule.action
        or "twice" in rule.action
        or ("do not send" in rule.action)
    )
