"""A list that could not be read says nothing: neither missing nor only on one side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.report.month_end import open_month_end
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.workspace import Workspace, open_workspace
from tests.company import demo_state, pull_demo, quiet

PROJECTS = {"24-301": "direct_costs", "24-321": "purchase_order_contracts"}


@pytest.fixture(scope="module")
def checked(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Workspace, dict[str, Any]]:
    """The demo company, two of its projects with a list this account may not read."""
    folder: Path = tmp_path_factory.mktemp("unreadable")
    make_demo(folder, 1)
    state = demo_state(folder)
    for project in state["projects"]:
        listed = PROJECTS.get(project["project_number"])
        if listed is not None:
            state["unreadable"].append(f"{project['id']}/{listed}")
    (folder / "exports" / "employes.csv").unlink()
    workspace = open_workspace(folder)
    pull_demo(workspace, Sandbox(state))
    return workspace, read_outcome(check(workspace, quiet))


def of(outcome: dict[str, Any], rule: str, project: str) -> list[dict[str, Any]]:
    """The findings of a rule on a project."""
    return [
        finding
        for finding in outcome["findings"]
        if (finding["rule"], finding["project"]) == (rule, project)
    ]


def not_run_for(outcome: dict[str, Any], rule: str) -> set[tuple[str, str | None]]:
    """The entities and projects a rule was not asked about."""
    [found] = [r for r in outcome["rules"] if r["rule"] == rule]
    return {(gap["entity"], gap["project"]) for gap in found["not_run_for"]}


def test_costs_are_not_called_missing(
    checked: tuple[Workspace, dict[str, Any]],
) -> None:
    _, outcome = checked
    for rule in ("cost_missing_in_procore", "cost_stranded", "cost_type_not_sent"):
        assert of(outcome, rule, "24-301") == []
        assert ("project_cost", "24-301") in not_run_for(outcome, rule)
    assert of(outcome, "cost_supplier_unlinked", "24-302") != []


def test_orders_are_neither_missing_nor_without_partner(
    checked: tuple[Workspace, dict[str, Any]],
) -> None:
    _, outcome = checked
    found = of(outcome, "contract_only_in_procore", "24-321")
    assert {finding["entity"] for finding in found} == {"subcontract"}
    assert of(outcome, "external_number_leads_nowhere", "24-321") == []
    gaps = not_run_for(outcome, "contract_only_in_procore")
    assert ("purchase_order", "24-321") in gaps


def test_a_missing_export_stops_nothing_else(
    checked: tuple[Workspace, dict[str, Any]],
) -> None:
    _, outcome = checked
    lists = {
        finding["key"]["list"]
        for finding in outcome["findings"]
        if finding["rule"] == "pull_incomplete"
    }
    assert {"employee", "direct_cost", "purchase_order_contract"} <= lists
    failed = [r["rule"] for r in outcome["rules"] if r["verdict"] == "failed"]
    assert failed == []


def test_the_tie_out_names_the_list_beside_the_project(
    checked: tuple[Workspace, dict[str, Any]],
) -> None:
    workspace, _ = checked
    month = open_month_end(workspace.folder)
    page = month.section("tie_out_by_project").html
    month.db.close()
    [row] = [r for r in page.split("<tr>") if ">24-301<" in r]
    assert "Not readable for this account" in row
