"""The demo company's findings are its answer key: every seeded one, no other."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recon.demo.build import CLEAN_PROJECT, build_demo, write_demo
from recon.rules.check import check, exit_code, read_outcome
from recon.workspace import Workspace
from tests.company import demo_workspace, facts, quiet


def test_findings_equal_the_answer_key(
    outcome: dict[str, Any], answer_key: list[dict[str, Any]]
) -> None:
    found = sorted(facts(finding) for finding in outcome["findings"])
    assert found == sorted(facts(expected) for expected in answer_key)


@pytest.mark.parametrize("seed", [2, 3, 77])
def test_other_seeds_give_their_own_answer_key(tmp_path: Path, seed: int) -> None:
    workspace = demo_workspace(tmp_path, seed)

    outcome = read_outcome(check(workspace, quiet))

    expected = json.loads((tmp_path / "answer-key.json").read_text(encoding="utf-8"))
    assert sorted(map(facts, outcome["findings"])) == sorted(map(facts, expected))


def test_every_rule_has_a_seeded_case(outcome: dict[str, Any]) -> None:
    seeded = {finding["rule"] for finding in outcome["findings"]}
    assert seeded == {rule["rule"] for rule in outcome["rules"]}


def test_the_clean_project_has_no_finding(outcome: dict[str, Any]) -> None:
    projects = {finding["project"] for finding in outcome["findings"]}
    assert CLEAN_PROJECT not in projects


def test_the_same_pull_gives_byte_equal_findings(demo: Workspace) -> None:
    runs = [
        json.dumps(read_outcome(check(demo, quiet, threads=threads)))
        for threads in (1, 2, 2)
    ]
    assert runs[0] == runs[1] == runs[2]


def test_equal_seeds_give_byte_equal_companies(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_demo(build_demo(5), tmp_path / name)
    files = [p.relative_to(tmp_path / "first") for p in (tmp_path / "first").rglob("*")]
    contents = [
        [(tmp_path / name / f).read_bytes() for f in files if f.suffix]
        for name in ("first", "second")
    ]
    assert len(contents[0]) == 21
    assert contents[0] == contents[1]


def test_amounts_of_the_sources_sum_to_the_value(outcome: dict[str, Any]) -> None:
    checked = 0
    for finding in outcome["findings"]:
        for side in ("maestro", "procore"):
            amounts = [s["amount"] for s in finding["sources"][side] if s["amount"]]
            if amounts:
                total = sum(map(Decimal, amounts), Decimal(0))
                assert total == Decimal(finding[f"{side}_value"]), finding
                checked += 1
    assert checked >= 20


def test_every_value_names_a_source(outcome: dict[str, Any]) -> None:
    without = [
        finding["rule"]
        for finding in outcome["findings"]
        for side in ("maestro", "procore")
        if finding[f"{side}_value"] is not None and not finding["sources"][side]
    ]
    # A list that was not read, a total of no one record, an id that leads nowhere.
    allowed = {
        "pull_incomplete",
        "answer_changed",
        "export_looks_filtered",
        "control_total_differs",
        "value_over_length",
        "rbq_licence_cut",
        "link_ambiguous",
        # A code on which one side of a document has no line.
        "contract_line_differs",
    }
    assert set(without) <= allowed


def test_ids_are_unique_in_a_run(outcome: dict[str, Any]) -> None:
    ids = [finding["id"] for finding in outcome["findings"]]
    assert len(set(ids)) == len(ids)


def test_errors_make_exit_code_one(outcome: dict[str, Any]) -> None:
    assert exit_code(outcome) == 1


def test_what_did_not_run_makes_exit_code_two(outcome: dict[str, Any]) -> None:
    without_errors = {**outcome, "findings": []}
    assert exit_code(without_errors) == 2


def test_all_rules_and_no_error_make_exit_code_zero(outcome: dict[str, Any]) -> None:
    rules = [{**rule, "not_run_for": []} for rule in outcome["rules"]]
    notices = [f for f in outcome["findings"] if f["severity"] == "notice"]
    assert exit_code({"rules": rules, "findings": notices}) == 0


def test_customers_without_link_evidence_are_not_called_unlinked(
    outcome: dict[str, Any],
) -> None:
    [rule] = [r for r in outcome["rules"] if r["rule"] == "same_code_unlinked"]
    assert rule["verdict"] == "ran"
    assert rule["not_run_for"] == [
        {
            "entity": "customer",
            "project": None,
            "reason": "link.customer: no link evidence",
        }
    ]


def test_an_unreadable_budget_is_never_called_missing(outcome: dict[str, Any]) -> None:
    rules = {r["rule"]: r for r in outcome["rules"]}
    gaps = rules["original_budget_only_in_maestro"]["not_run_for"]
    assert {gap["project"] for gap in gaps} == {"24-151", "24-152"}
