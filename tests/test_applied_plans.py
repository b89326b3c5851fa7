"""A plan that was applied leaves what it forecast, and nothing else is touched."""

from __future__ import annotations

import copy
import csv
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from python_calamine import CalamineWorkbook

from recon.decisions.apply import DONE
from recon.decisions.approve import approve, propose
from recon.decisions.propose import Selection, check_workspace, make_plan
from recon.decisions.undo import undo_plan
from recon.errors import PlanError
from recon.fixes.fix import Fix
from recon.fixes.plan_file import Plan
from recon.fixes.workbook import write_workbooks
from recon.sandbox.app import Sandbox
from recon.warehouse.recorded import links
from recon.workspace import Workspace
from recon.workspace.trail import entries
from tests.applying import APPROVER, PROPOSER, applied, made, planned, writing
from tests.company import demo_state, pull_demo, quiet

BUDGETS = Selection(rules=("original_budget_differs",))


def shape(findings: Any) -> set[tuple[str, str]]:
    return {(finding["id"], finding["facts_hash"]) for finding in findings}


@pytest.mark.parametrize(
    ("bridge", "origin_owner"), [("retired", "recon"), ("active", "bridge")]
)
def test_what_is_left_is_what_was_forecast(
    tmp_path: Path, bridge: str, origin_owner: str
) -> None:
    workspace = made(tmp_path, bridge=bridge, origin_owner=origin_owner)
    sandbox = Sandbox(demo_state(tmp_path))
    plan = planned(workspace, forecast=True)
    _, before = check_workspace(workspace, quiet)

    with writing(workspace, sandbox) as writer:
        results = applied(workspace, plan, writer)
    pull_demo(workspace, sandbox)
    _, after = check_workspace(workspace, quiet)

    forecast = plan.forecast["written"]
    kept = [f for f in before["findings"] if f["id"] not in forecast["vanish"]]
    assert shape(after["findings"]) == shape(kept) | shape(forecast["appear"])
    assert forecast["vanish"]
    kinds = {fix.id: fix.kind for fix in plan.fixes}
    done = {f for f, result in results.items() if result.outcome in DONE}
    assert done == {f for f in results if kinds[f] in ("write", "link")}


def test_with_an_active_bridge_nothing_it_would_do_again_is_written(
    tmp_path: Path,
) -> None:
    workspace = made(tmp_path, bridge="active", origin_owner="bridge")
    sandbox = Sandbox(demo_state(tmp_path))
    plan = planned(workspace)
    with writing(workspace, sandbox) as writer:
        applied(workspace, plan, writer)

    made_there = {path for method, path, _ in sandbox.log if method == "POST"}
    assert not any(
        path.endswith(("/vendors", "/projects", "/direct_costs", "/sync"))
        for path in made_there
    )
    assert "origin_id" not in json.dumps([body for _, _, body in sandbox.log])
    assert sandbox.log


def test_applying_again_writes_nothing_more(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="retired", origin_owner="recon")
    sandbox = Sandbox(demo_state(tmp_path))
    plan = planned(workspace)
    with writing(workspace, sandbox) as writer:
        applied(workspace, plan, writer)
        written, count = list(sandbox.log), len(list(entries(workspace.trail)))
        again = applied(workspace, plan, writer)

    assert sandbox.log == written
    assert len(list(entries(workspace.trail))) == count
    assert {r.outcome for r in again.values()} <= {*DONE, "by hand"}


def budgets(state: dict[str, Any]) -> dict[int, tuple[str, str]]:
    """Amount and quantity of every budget line by its id; a number has one form."""
    return {
        row["id"]: (row["original_budget_amount"], f"{float(row['quantity']):.6f}")
        for site in state["sites"].values()
        for row in site["detail_rows"]
        if row["id"] is not None
    }


def untimed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records without the time at which they were written to last."""
    return [{n: v for n, v in row.items() if n != "updated_at"} for row in rows]


def test_undo_brings_back_what_stood_there(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    sandbox = Sandbox(demo_state(tmp_path))
    before = copy.deepcopy(sandbox.state)
    plan = planned(workspace, Selection(kinds=("write",)))
    with writing(workspace, sandbox) as writer:
        applied(workspace, plan, writer)
        corrected = copy.deepcopy(sandbox.state)
        assert budgets(corrected) != budgets(before)
        inverse, _ = undo_plan(workspace, plan, who=PROPOSER)
        rules = workspace.config.approval
        approve(workspace.trail, inverse, inverse.fixes, rules, who=APPROVER)
        results = applied(workspace, inverse, writer)

    outcomes = {r.outcome for r in results.values()}
    assert outcomes <= {*DONE, "by hand"}
    assert budgets(sandbox.state) == budgets(before)
    for listed in ("vendors", "projects"):
        assert untimed(sandbox.state[listed]) == untimed(before[listed])

    with writing(workspace, sandbox) as writer:
        again, _ = undo_plan(workspace, inverse, who=PROPOSER)
        approve(workspace.trail, again, again.fixes, rules, who=APPROVER)
        applied(workspace, again, writer)
    assert untimed(sandbox.state["vendors"]) == untimed(corrected["vendors"])
    assert sorted(budgets(sandbox.state).values()) == sorted(
        budgets(corrected).values()
    )


def test_there_is_nothing_to_undo_of_a_plan_nobody_applied(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    plan = planned(workspace, BUDGETS)

    with pytest.raises(PlanError, match="nothing to undo"):
        undo_plan(workspace, plan, who=PROPOSER)


@pytest.fixture
def one(tmp_path: Path) -> tuple[Workspace, Sandbox, Plan]:
    """A plan of the budget lines that differ."""
    workspace = made(tmp_path, bridge="active")
    return workspace, Sandbox(demo_state(tmp_path)), planned(workspace, BUDGETS)


def line_of(sandbox: Sandbox, plan: Plan) -> dict[str, Any]:
    """The budget line that the plan's first update is about."""
    write = next(f.write for f in plan.writes if f.write and f.write.method == "PATCH")
    number = int(write.path.rsplit("/", 1)[-1])
    rows = [r for s in sandbox.state["sites"].values() for r in s["detail_rows"]]
    return next(row for row in rows if row["id"] == number)


def test_a_record_that_changed_meanwhile_is_not_written(
    one: tuple[Workspace, Sandbox, Plan],
) -> None:
    workspace, sandbox, plan = one
    row = line_of(sandbox, plan)
    row["original_budget_amount"] = "1.23"

    with writing(workspace, sandbox) as writer:
        results = applied(workspace, plan, writer)

    stopped = [r for r in results.values() if r.outcome == "stopped"]
    assert len(stopped) == 1
    assert "'1.23'" in stopped[0].message
    assert row["original_budget_amount"] == "1.23"


def test_a_locked_budget_is_told_and_left(
    one: tuple[Workspace, Sandbox, Plan],
) -> None:
    workspace, sandbox, plan = one
    for site in sandbox.state["sites"].values():
        site["locked"] = True

    with writing(workspace, sandbox) as writer:
        results = applied(workspace, plan, writer)

    assert {r.outcome for r in results.values()} == {"refused"}
    assert all("Budget is locked" in r.message for r in results.values())
    assert sandbox.log == []


def test_what_a_person_did_already_is_so(one: tuple[Workspace, Sandbox, Plan]) -> None:
    workspace, sandbox, plan = one
    row = line_of(sandbox, plan)
    write = next(f.write for f in plan.writes if f.write and f.write.method == "PATCH")
    row |= write.after or {}

    with writing(workspace, sandbox) as writer:
        results = applied(workspace, plan, writer)

    assert [r.outcome for r in results.values()].count("already so") == 1


def test_a_date_procore_cannot_read_is_found_on_reading_back(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    sandbox = Sandbox(demo_state(tmp_path))
    plan = planned(workspace, Selection(rules=("field_differs",), projects=("24-131",)))
    text = plan.text().replace("2025-12-29", "29 décembre")
    fixes = TypeAdapter(tuple[Fix, ...]).validate_python(json.loads(text)["fixes"])
    odd = Plan(plan.about, fixes)
    propose(workspace.trail, odd, who=PROPOSER)
    rules = workspace.config.approval
    approve(workspace.trail, odd, odd.fixes, rules, who=APPROVER)

    with writing(workspace, sandbox) as writer:
        results = applied(workspace, odd, writer)

    assert "differs" in {r.outcome for r in results.values()}


def test_a_fix_waits_for_the_one_it_needs(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    plan, _ = make_plan(workspace, Selection(), who=PROPOSER, with_forecast=False)
    needing = [fix for fix in plan.fixes if fix.needs]
    for fix in needing:
        first = {f.id: n for n, f in enumerate(plan.fixes)}
        assert all(first[need] < first[fix.id] for need in fix.needs)
    steps = [fix.step for fix in plan.fixes]
    assert steps == sorted(steps)


def test_a_link_is_used_at_the_next_check_and_taken_back_by_undo(
    tmp_path: Path,
) -> None:
    workspace = made(tmp_path, bridge="active")
    sandbox = Sandbox(demo_state(tmp_path))
    plan = planned(workspace, Selection(kinds=("link",)))
    rules = workspace.config.approval

    with writing(workspace, sandbox) as writer:
        applied(workspace, plan, writer)
        assert len(links(workspace.trail)) == len(plan.fixes) == 4
        _, linked = check_workspace(workspace, quiet)
        inverse, _ = undo_plan(workspace, plan, who=PROPOSER)
        approve(workspace.trail, inverse, inverse.fixes, rules, who=APPROVER)
        applied(workspace, inverse, writer)
        _, undone = check_workspace(workspace, quiet)
        assert links(workspace.trail) == []
        again, _ = undo_plan(workspace, inverse, who=PROPOSER)
        approve(workspace.trail, again, again.fixes, rules, who=APPROVER)
        applied(workspace, again, writer)

    unlinked = "same_code_unlinked"
    assert unlinked not in {f["rule"] for f in linked["findings"]}
    assert [f["rule"] for f in undone["findings"]].count(unlinked) == 4
    assert len(links(workspace.trail)) == 4
    assert sandbox.log == []


def test_a_budget_code_is_made_before_the_line_that_needs_it(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    state = demo_state(tmp_path)
    [project] = [p for p in state["projects"] if p["project_number"] == "24-202"]
    site = state["sites"][str(project["id"])]
    site["wbs_codes"] = [c for c in site["wbs_codes"] if c["flat_code"] != "01-100.DI"]
    sandbox = Sandbox(state)
    pull_demo(workspace, sandbox)
    check_workspace(workspace, quiet)
    plan = planned(workspace, Selection(projects=("24-202",), kinds=("write",)))
    rules = workspace.config.approval

    def line() -> list[str]:
        codes = {c["id"]: c["flat_code"] for c in site["wbs_codes"]}
        rows = [r for r in site["detail_rows"] if r["wbs_code_id"] in codes]
        return [
            r["original_budget_amount"]
            for r in rows
            if codes[r["wbs_code_id"]] == "01-100.DI"
        ]

    with writing(workspace, sandbox) as writer:
        results = applied(workspace, plan, writer)
        assert {r.outcome for r in results.values()} == {"applied"}
        assert line() == ["31000.00"]
        inverse, _ = undo_plan(workspace, plan, who=PROPOSER)
        approve(workspace.trail, inverse, inverse.fixes, rules, who=APPROVER)
        applied(workspace, inverse, writer)
        assert line() == []
        again, _ = undo_plan(workspace, inverse, who=PROPOSER)
        approve(workspace.trail, again, again.fixes, rules, who=APPROVER)
        applied(workspace, again, writer)

    assert line() == ["31000.00"]
    posted = [path for method, path, _ in sandbox.log if method == "POST"]
    assert posted[0].endswith("/wbs_codes")


def test_a_fix_whose_need_is_not_approved_waits(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    plan, _ = make_plan(workspace, Selection(), who=PROPOSER, with_forecast=False)
    line = next(f for f in plan.fixes if f.write and "budget_line" in f.write.path)
    needing = dataclasses.replace(line, needs=("X-never",))
    odd = Plan(plan.about, (needing,))
    propose(workspace.trail, odd, who=PROPOSER)
    rules = workspace.config.approval
    approve(workspace.trail, odd, odd.fixes, rules, who=APPROVER)
    sandbox = Sandbox(demo_state(tmp_path))

    with writing(workspace, sandbox) as writer:
        results = applied(workspace, odd, writer)

    assert [r.outcome for r in results.values()] == ["waits"]
    assert sandbox.log == []


HEADERS = {
    "Project": "Projet",
    "Activity": "Activité",
    "Group": "Groupe",
    "Name": "Description",
    "Code": "Code fournisseur",
    "RBQ Number": "Numéro RBQ",
}
FILES = {
    "activity": ("activites.csv", 2),
    "modified_budget": ("modifications.csv", 3),
    "supplier": ("fournisseurs.csv", 1),
}


def take_in(workbook: Path, exports: Path) -> None:
    """Do what maestro*'s General Import does: a known key is updated, others added."""
    entity = workbook.stem.split("-import-")[1]
    name, keys = FILES[entity]
    sheet = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).to_python()
    labels, *rows = sheet
    path = exports / name
    with path.open(encoding="windows-1252", newline="") as stream:
        head, *known = list(csv.reader(stream, delimiter=";"))
    places = [head.index(HEADERS.get(str(label), str(label))) for label in labels]
    for row in rows:
        cells = [
            f"{c:.2f}".replace(".", ",") if isinstance(c, float) else str(c)
            for c in row
        ]
        found = [k for k in known if [k[p] for p in places[:keys]] == cells[:keys]]
        if not found:
            found = [[""] * len(head)]
            known += found
        for place, cell in zip(places, cells, strict=True):
            found[0][place] = cell
    with path.open("w", encoding="windows-1252", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(
            [head, *known]
        )


def test_with_the_workbooks_imported_too_it_is_as_forecast(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    sandbox = Sandbox(demo_state(tmp_path))
    plan = planned(workspace, forecast=True)
    _, before = check_workspace(workspace, quiet)
    for workbook in write_workbooks(workspace.plans, plan):
        if "-import-" in workbook.name:
            take_in(workbook, workspace.exports)

    with writing(workspace, sandbox) as writer:
        applied(workspace, plan, writer)
    pull_demo(workspace, sandbox)
    _, after = check_workspace(workspace, quiet)

    forecast = plan.forecast["written_and_imported"]
    ids = {f["id"] for f in before["findings"]} - set(forecast["vanish"])
    appear = {f["id"] for f in forecast["appear"]}
    assert {f["id"] for f in after["findings"]} == ids | appear
    written = set(plan.forecast["written"]["vanish"])
    assert len(set(forecast["vanish"]) - written) >= 4
