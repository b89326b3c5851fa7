"""What reads a value through a list that was not read is not run for that project."""

from __future__ import annotations

import csv
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.warehouse.database import Database
from recon.workspace import open_workspace
from tests.company import demo_state, facts, pull_demo, quiet

# Each list of a project, as the API names it, and the input its gap is a gap of.
LISTS = {
    "cost_codes": "procore.activity",
    "line_item_types": "procore.cost_group",
    "segments": "procore.segment",
    "segment_items": "procore.activity_status",
    "budget_views": "procore.original_budget",
    "detail_rows": "procore.original_budget",
    "wbs_codes": "procore.budget_code",
    "project_vendors": "procore.project_supplier",
    "purchase_order_contracts": "procore.purchase_order",
    "work_order_contracts": "procore.subcontract",
    "contract_lines": "procore.commitment_line",
    "prime_contracts": "procore.prime_contract",
    "prime_lines": "procore.prime_contract_line",
    "change_order_packages": "procore.change_order_package",
    "potential_change_orders": "procore.change_order_package",
    "commitment_change_orders": "procore.change_order",
    "prime_change_orders": "procore.prime_change_order",
    "change_order_lines": "procore.change_order_line",
    "potential_lines": "procore.change_order_line",
    "package_detail": "procore.change_order_line",
    "direct_costs": "procore.direct_cost",
    "direct_cost_lines": "procore.direct_cost",
    "requisitions": "procore.order_invoice",
    "budget_modifications": "procore.budget_change",
    "budget_change_lines": "procore.budget_change",
}
# Without RECON_GATES=whole, the lists that most others pass through.
CLOSED = (
    tuple(LISTS)
    if os.environ.get("RECON_GATES") == "whole"
    else ("cost_codes", "work_order_contracts", "change_order_lines")
)
# Projects with costs, orders, change orders and billing; each closed list in turn.
PROJECTS = ("24-001", "24-305", "24-322", "24-327", "24-331", "24-341")
ALLOWED = {"pull_incomplete"}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company in the projects above, not yet pulled."""
    folder = tmp_path_factory.mktemp("closed")
    make_demo(folder, 1)
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('include = ["*"]', f"include = {json.dumps(PROJECTS)}")
    path.write_text(text, encoding="utf-8")
    return folder


def outcome_of(company: Path, folder: Path, closed: str = "") -> dict[str, Any]:
    """Check the company, a list of every project closed to this account."""
    shutil.copytree(company, folder, dirs_exist_ok=True)
    state = demo_state(folder)
    if closed:
        state["unreadable"] += [f"{project}/{closed}" for project in state["sites"]]
    workspace = open_workspace(folder)
    pull_demo(workspace, Sandbox(state))
    return read_outcome(check(workspace, quiet))


@pytest.fixture(scope="module")
def open_facts(company: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The findings where every list is open."""
    outcome = outcome_of(company, tmp_path_factory.mktemp("open"))
    return {facts(finding) for finding in outcome["findings"]}


@pytest.mark.parametrize("closed", CLOSED)
def test_a_closed_list_gives_no_finding_but_that_it_is_closed(
    company: Path, open_facts: set[str], tmp_path: Path, closed: str
) -> None:
    outcome = outcome_of(company, tmp_path, closed)

    came = [
        (f["rule"], f["project"], f["message"])
        for f in outcome["findings"]
        if facts(f) not in open_facts and f["rule"] not in ALLOWED
    ]
    assert came == []
    assert [r["rule"] for r in outcome["rules"] if r["verdict"] == "failed"] == []
    said = [f for f in outcome["findings"] if f["rule"] == "pull_incomplete"]
    assert said != []


def test_a_gap_is_recorded_for_the_rules_it_reaches(
    company: Path, tmp_path: Path
) -> None:
    outcome = outcome_of(company, tmp_path, "wbs_codes")
    reached = {
        rule["rule"]: {gap["reason"] for gap in rule["not_run_for"]}
        for rule in outcome["rules"]
        if rule["rule"] in ("cost_missing_in_procore", "contract_line_differs")
    }
    for reasons in reached.values():
        assert any("procore.budget_code: Not readable" in said for said in reasons)


def test_costs_of_a_project_that_lost_its_link_are_compared(
    company: Path, tmp_path: Path
) -> None:
    shutil.copytree(company, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "exports" / "projets.csv"
    with path.open(encoding="cp1252", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    column = rows[0].index("Id Procore")
    [row] = [row for row in rows if "24-305" in row]
    row[column] = ""
    with path.open("w", encoding="cp1252", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(demo_state(tmp_path)))

    outcome = read_outcome(check(workspace, quiet))

    key = json.loads((company / "answer-key.json").read_text(encoding="utf-8"))
    assert costs_of("24-305", key) != set()
    assert costs_of("24-305", outcome["findings"]) == costs_of("24-305", key)


def costs_of(project: str, findings: list[dict[str, Any]]) -> set[str]:
    """The findings about costs of a project, as the answer key states them."""
    return {
        facts(finding)
        for finding in findings
        if finding["project"] == project and finding["entity"] == "project_cost"
    }


def test_every_input_passes_through_itself_and_through_what_its_lists_need(
    db: Database,
) -> None:
    needs = set(db.execute("select input, needs from pull.input_needs").fetchall())
    inputs = {name for name, _ in needs}
    assert {(name, name) for name in inputs} <= needs
    assert set(LISTS.values()) <= inputs
    onward = {(a, d) for a, b in needs for c, d in needs if b == c}
    assert onward == needs
    assert ("procore.direct_cost", "procore.project") in needs
    assert ("procore.commitment_line", "procore.activity") in needs
