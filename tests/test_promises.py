"""What always holds: equal systems agree, order never matters, a cut fits its limit."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recon.cli.demo_company import make_demo
from recon.demo.build import Demo, add_operations, sandbox_state, write_demo
from recon.demo.company import add_customer, add_supplier, new_company
from recon.demo.costs import add_employee
from recon.demo.key import AnswerKey
from recon.demo.sites import add_project
from recon.demo.words import EMPLOYEES
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.warehouse.database import Database
from recon.workspace import Workspace, open_workspace
from tests.company import demo_state, facts, pull_demo, quiet


def equal_company(folder: Path, seed: int) -> tuple[Workspace, dict[str, Any]]:
    """A company whose two systems agree everywhere."""
    company = new_company(seed)
    for number in range(24):
        add_supplier(company, f"S{number:04}")
        add_customer(company, f"C{number:04}")
    for number, name in enumerate(EMPLOYEES):
        add_employee(company, f"E{301 + number}", name)
    for number in range(4):
        rows = add_project(company, f"25-{number:03}", customer="C0001")
        add_operations(company, *rows)
    make_demo(folder, seed)
    write_demo(Demo(company, AnswerKey()), folder)
    return open_workspace(folder), sandbox_state(company)


@pytest.mark.parametrize("seed", range(3))
def test_equal_systems_give_no_findings(tmp_path: Path, seed: int) -> None:
    workspace, state = equal_company(tmp_path, seed)
    pull_demo(workspace, Sandbox(json.loads(json.dumps(state))))

    outcome = read_outcome(check(workspace, quiet))

    assert outcome["findings"] == []


def test_the_order_of_rows_never_matters(
    tmp_path: Path, outcome: dict[str, Any]
) -> None:
    rng = Random(9)
    make_demo(tmp_path, 1)
    state = demo_state(tmp_path)
    rng.shuffle(state["vendors"])
    rng.shuffle(state["projects"])
    for site in state["sites"].values():
        for name in ("cost_codes", "line_item_types", "detail_rows", "segment_items"):
            rng.shuffle(site[name])
    for path in (tmp_path / "exports").glob("*.csv"):
        header, *lines = path.read_bytes().splitlines(keepends=True)
        rng.shuffle(lines)
        path.write_bytes(header + b"".join(lines))
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(state))

    shuffled = read_outcome(check(workspace, quiet))

    assert sorted(map(facts, shuffled["findings"])) == sorted(
        map(facts, outcome["findings"])
    )
    ids = {finding["id"] for finding in outcome["findings"]}
    assert {finding["id"] for finding in shuffled["findings"]} == ids


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(value=st.text(min_size=1, max_size=130), limit=st.integers(1, 100))
def test_a_shortened_value_never_exceeds_its_limit(
    db: Database, value: str, limit: int
) -> None:
    clean = value.replace("\x00", " ")
    [(cut, length)] = db.execute(
        "select clean(substr(plain(?), 1, ?)), length(clean(substr(plain(?), 1, ?)))",
        [clean, limit, clean, limit],
    ).fetchall()
    assert cut is None or length <= limit
