"""`looks_at:` is proved: the field alone is changed, and the rule speaks of it."""

from __future__ import annotations

import json
import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from recon.cli import demo_company
from recon.decisions.propose import check_workspace
from recon.demo.build import Demo, add_operations
from recon.demo.company import add_customer, add_supplier, new_company
from recon.demo.costs import add_employee
from recon.demo.key import AnswerKey
from recon.demo.sites import add_project
from recon.demo.words import EMPLOYEES
from recon.resources import queries
from recon.rules.check import check_apart, read_outcome
from recon.rules.coverage import coverage
from recon.rules.head import read_rules
from recon.warehouse.build import Overlay
from recon.warehouse.database import open_locked
from recon.warehouse.overlay import Change, Changes
from recon.workspace import Workspace
from tests.company import demo_workspace, quiet
from tests.gates.changed_fields import Touch, read_draws, touches
from tests.gates.looked_at import CHANGES

Row = dict[str, Any]
DRAWS = read_draws(CHANGES)
# Without RECON_GATES=whole, some of those that take one check of the changed company.
SHARE = (
    DRAWS
    if os.environ.get("RECON_GATES") == "whole"
    else [d for d in DRAWS if d.is_of_project and not d.given][::6]
)
SAID = ("project", "key", "maestro_value", "procore_value", "message")


@dataclass(frozen=True)
class Answer:
    """What one rule says of one draw's place, before the field changes and after."""

    rule: str
    field: str
    before: list[Row]
    after: list[Row]

    def __str__(self) -> str:
        return f"{self.rule} of {self.field}"


def clean_demo(seed: int, projects: int) -> Demo:
    """The demo company before anything goes wrong, with records for each draw."""
    company = new_company(seed)
    for number in range(70):
        add_supplier(company, f"S{1001 + number}")
        _, theirs = add_customer(company, f"C{2001 + number}")
        theirs["origin_id"] = f"C{2001 + number}"
    for number, name in enumerate(EMPLOYEES):
        add_employee(company, f"E{301 + number}", name)
    for number in range(projects):
        code, customer = f"24-{number + 1:03}", f"C{2001 + number % 40}"
        add_operations(company, *add_project(company, code, customer=customer))
    return Demo(company, AnswerKey())


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A company whose systems are equal, with a project for each draw, and one more."""
    projects = sum(draw.is_of_project for draw in SHARE) + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo_company, "build_demo", clean_demo)
        workspace = demo_workspace(tmp_path_factory.mktemp("clean"), 1, projects)
    check_workspace(workspace, quiet)
    return workspace


@pytest.fixture(scope="module")
def answers(clean: Workspace, tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    """The answers of all rules drawn, those of company-wide records apart."""
    folder = tmp_path_factory.mktemp("changed")
    with closing(open_locked(clean.current_build())) as db:
        made = touches(db, SHARE)
    return [
        answer
        for is_of_project in (True, False)
        for answer in answered(
            clean, [t for t in made if t.draw.is_of_project is is_of_project], folder
        )
    ]


def answered(workspace: Workspace, made: list[Touch], folder: Path) -> list[Answer]:
    """What the rules say of draws that are made together, each in its own place."""
    before = found(workspace, [c for t in made for c in t.before], folder)
    after = found(workspace, [c for t in made for c in t.after], folder)
    return [
        Answer(
            rule,
            touch.draw.field,
            about(before, rule, touch),
            about(after, rule, touch),
        )
        for touch in made
        for rule in touch.draw.rules
    ]


def found(workspace: Workspace, changes: list[Change], folder: Path) -> list[Row]:
    """The findings where changes are made; the clean company has none."""
    if not changes:
        return []
    path = folder / f"{len(list(folder.iterdir()))}.duckdb"
    given = Overlay(changes=Changes(tuple(changes)))
    return list(check_apart(workspace, given, path)["findings"])


def about(findings: list[Row], rule: str, touch: Touch) -> list[Row]:
    """The findings of a rule that name one of the codes by which a draw is known."""
    said = [(f, json.dumps([f[name] for name in SAID])) for f in findings]
    return [
        f
        for f, text in said
        if f["rule"] == rule
        if any(c in text for c in touch.codes)
    ]


def declared() -> set[tuple[str, str]]:
    """Each rule with each field that it says it looks at."""
    looking = coverage(read_rules(queries()))
    return {(r, f"{e}.{f}") for (e, f), rules in looking.items() for r in rules}


def test_a_clean_company_has_no_findings(clean: Workspace) -> None:
    assert read_outcome(clean.current_build())["findings"] == []


def test_a_rule_is_silent_on_what_stands_before(answers: list[Answer]) -> None:
    assert [str(answer) for answer in answers if answer.before] == []


def test_a_field_changed_alone_makes_its_rule_speak(answers: list[Answer]) -> None:
    assert [str(answer) for answer in answers if not answer.after] == []


def test_each_field_that_a_rule_looks_at_is_drawn() -> None:
    drawn = {(rule, draw.field) for draw in DRAWS for rule in draw.rules}

    assert drawn == declared()
