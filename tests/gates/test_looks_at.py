"""`looks_at:` is proved: the field alone is changed, and the rule speaks of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest

from recon.cli import demo_job
from recon.demo.build import Demo, add_operations
from recon.demo.company import add_customer, add_supplier, new_company
from recon.demo.costs import add_employee
from recon.demo.key import AnswerKey
from recon.demo.sites import add_project
from recon.demo.words import EMPLOYEES
from recon.mapping import ENTITIES
from recon.resources import queries
from recon.rules.check import check_apart, read_outcome
from recon.rules.coverage import coverage
from recon.rules.head import read_rules
from recon.trail.planning import check_workspace
from recon.warehouse.build import Given
from recon.warehouse.database import Database, open_locked
from recon.warehouse.what_if import Change, Changes
from recon.workspace import Workspace
from tests.company import demo_workspace, quiet
from tests.gates.looked_at import CHANGES, UNPROVED

Row = dict[str, Any]
Pair = tuple[str, str]
# Lists whose records belong to no project; each change takes a record of its own.
COMPANY_WIDE = ("supplier", "customer", "employee", "company", "user")
KEYS = {entity.name: entity.key for entity in ENTITIES}


def drawn() -> list[list[str]]:
    """The changes as they are drawn: field, changed in, row, value, rules."""
    lines = CHANGES.strip().splitlines()[1:]
    return [re.split(r"\s{2,}", line.strip()) for line in lines]


def declared() -> set[Pair]:
    """Each rule with each field that it says it looks at."""
    looking = coverage(read_rules(queries()))
    return {(r, f"{e}.{f}") for (e, f), rules in looking.items() for r in rules}


def drawn_pairs() -> set[Pair]:
    return {(rule, line[0]) for line in drawn() for rule in line[4].split(", ")}


def is_of_project(line: list[str]) -> bool:
    """Whether a change takes a project of its own, or a company-wide record."""
    return not set(re.split(r"\W", f"{line[0]}.{line[1]}")) & set(COMPANY_WIDE)


def clean_demo(seed: int, projects: int) -> Demo:
    """The demo company before anything goes wrong, with parties for each change."""
    company = new_company(seed)
    for number in range(40):
        add_supplier(company, f"S{1001 + number}")
        add_customer(company, f"C{2001 + number}")
    for number, name in enumerate(EMPLOYEES):
        add_employee(company, f"E{301 + number}", name)
    for number in range(projects):
        code, customer = f"24-{number + 1:03}", f"C{2001 + number % 40}"
        add_operations(company, *add_project(company, code, customer=customer))
    return Demo(company, AnswerKey())


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A company whose systems are equal, with a project for each change."""
    projects = sum(is_of_project(line) for line in drawn())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo_job, "build_demo", clean_demo)
        workspace = demo_workspace(tmp_path_factory.mktemp("clean"), 1, projects)
    check_workspace(workspace, quiet)
    return workspace


@pytest.fixture(scope="module")
def findings(clean: Workspace, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """What is found where each project, or company-wide record, has one change."""
    with closing(open_locked(clean.current_build())) as db:
        given = Changes(tuple(change for _, change in changed(db)))
    path = tmp_path_factory.mktemp("changed") / "changed.duckdb"
    return list(check_apart(clean, Given(changes=given), path)["findings"])


def changed(db: Database) -> Iterator[tuple[str, Change]]:
    """Each change, with the code of the one project or record that it touches."""
    projects = iter(sorted(by_project(db, "maestro", "project")))
    codes: dict[str, Iterator[str]] = {}
    for field, where, row, value, _ in drawn():
        entity, _, name = field.partition(".")
        system, _, place = where.partition(".")
        listed, _, path = place.partition(".")
        listed, path = listed or entity, path or name
        records = by_project(db, system, listed)
        if listed in COMPANY_WIDE:
            every = map(code_of, received(db, "maestro", entity))
            touched = next(codes.setdefault(entity, every))
            record = next(r for r in records[""] if code_of(r) == touched)
        else:
            touched = next(projects)
            record = records[touched][int(row) - 1]
        others = [r for listed_ in records.values() for r in listed_]
        new = new_value(value, path, record, others)
        key = (
            {k: record[k] for k in KEYS[entity]}
            if system == "maestro"
            else str(record["id"])
        )
        values = reduce(lambda v, part: {part: v}, reversed(path.split(".")), new)
        yield touched, Change(system, listed, values, key)


def code_of(record: Row) -> str:
    names = ("code", "employee_code", "abbreviated_name", "employee_id")
    return next(str(record[name]) for name in names if record.get(name))


def new_value(value: str, path: str, record: Row, others: list[Row]) -> Any:
    """What a drawn value stands for."""
    old = record.get(path.split(".")[0])
    days = {"later": 400, "earlier": -400}
    if value in days:
        return old + timedelta(days[value])
    drawn_values = {
        "-": lambda: None,
        "true": lambda: True,
        "false": lambda: False,
        "long": lambda: "L" * 300,
        "taxed": lambda: round(old * Decimal("1.14975"), 2),
        "double": lambda: old * 2,
        "other": lambda: next(r[path] for r in others if r[path] not in (old, None)),
    }
    return drawn_values[value]() if value in drawn_values else value


def by_project(db: Database, system: str, listed: str) -> dict[str, list[Row]]:
    """The records of a list by their project, those of no project by an empty code."""
    rows = received(db, system, listed)
    homes: dict[Any, str] = {}
    if system == "procore":
        homes = {p["id"]: p["project_number"] for p in received(db, system, "project")}
    elif listed in ("commitment_line", "change_order", "change_order_line"):
        orders = received(db, system, "purchase_order") + received(
            db, system, "subcontract"
        )
        homes = {order["number"]: order["project_code"] for order in orders}
    found: dict[str, list[Row]] = {}
    for row in rows:
        home = row.get("project_code") or row.get("project_number")
        for name in ("project_id", "contract_number", "number"):
            home = home or homes.get(row.get(name))
        found.setdefault(home or "", []).append(row)
    return found


def received(db: Database, system: str, listed: str) -> list[Row]:
    """The records of a list: typed where maestro*'s, as received where Procore's."""
    if system == "procore":
        table = f"raw_procore.{listed}"
        rows = db.execute(f'select project_id, json from {table} order by file, "row"')
        return [
            {**json.loads(text), "project_id": project and int(project)}
            for project, text in rows.fetchall()
        ]
    cursor = db.execute(f'select * from stage.{listed} order by file, "row"')
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def is_about(finding: Row, code: str) -> bool:
    said = ("project", "key", "maestro_value", "procore_value", "message")
    return f"{code}" in json.dumps([finding[name] for name in said])


def test_a_clean_company_has_no_findings(clean: Workspace) -> None:
    assert read_outcome(clean.current_build())["findings"] == []


def test_a_field_changed_alone_makes_its_rule_speak(
    clean: Workspace, findings: list[Row]
) -> None:
    with closing(open_locked(clean.current_build())) as db:
        touched = [code for code, _ in changed(db)]

    silent = [
        (rule, field)
        for code, (field, _, _, _, rules) in zip(touched, drawn(), strict=True)
        for rule in rules.split(", ")
        if not any(f["rule"] == rule and is_about(f, code) for f in findings)
    ]

    assert silent == []


def test_what_is_drawn_is_declared_and_the_rest_is_known() -> None:
    unproved = declared() - drawn_pairs()

    assert drawn_pairs() <= declared()
    assert unproved == {tuple(line.split()) for line in UNPROVED.strip().splitlines()}
