"""What may be incomplete or misread is a doubt; nothing is written on one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from recon.decisions.approve import approve, approved
from recon.decisions.lift import lift, open_doubts, with_lifts
from recon.decisions.propose import (
    Proposed,
    Selection,
    check_workspace,
    current_fixes,
    make_plan,
)
from recon.errors import ApprovalError
from recon.fixes.fix import Fix
from recon.fixes.plan_file import read_plan
from recon.sandbox.app import Sandbox
from recon.workspace import Workspace, open_workspace
from tests.company import demo_state, pull_demo, quiet

Change = Callable[[Path], None]


def writes(proposed: Proposed) -> set[tuple[str, str, str | None]]:
    """What would change a system: kind, id and value."""
    return {
        (fix.kind, fix.id, fix.after)
        for fix in proposed.fixes
        if fix.kind != "instruction"
    }


@pytest.fixture(scope="session")
def honest(demo: Workspace) -> set[tuple[str, str, str | None]]:
    """What the undamaged demo company proposes."""
    return writes(current_fixes(demo))


@pytest.fixture
def damaged(
    demo: Workspace, tmp_path: Path
) -> Callable[..., tuple[Workspace, dict[str, Any], Proposed]]:
    """The demo company with its exports changed, pulled and checked again."""

    def make(change: Change, *, totals: bool = True) -> Any:
        folder = tmp_path / "company"
        shutil.copytree(demo.folder, folder)
        if not totals:
            (folder / "exports" / "control_totals.csv").unlink()
        change(folder / "exports")
        workspace = open_workspace(folder)
        pull_demo(workspace, Sandbox(demo_state(folder)), is_fresh=True)
        _, outcome = check_workspace(workspace, quiet)
        return workspace, outcome, current_fixes(workspace)

    return make


def edit(name: str, change: Callable[[list[str]], list[str]]) -> Change:
    """Change the lines of an export, header and all."""

    def apply(exports: Path) -> None:
        path = exports / name
        lines = path.read_bytes().decode("windows-1252").split("\r\n")
        path.write_bytes("\r\n".join(change(lines)).encode("windows-1252"))

    return apply


def stray_quote(lines: list[str]) -> list[str]:
    lines = [lines[0] + ";Description", *[f"{x};" if x else x for x in lines[1:]]]
    lines[300] += '" de diamètre'
    return lines


def as_workbook(
    parts: list[tuple[str, int, int | None]], *, bare: bool = False
) -> Change:
    """The budget as sheets; `bare`: the project only in its first row."""

    def apply(exports: Path) -> None:
        lines = (exports / "budget.csv").read_bytes().decode("windows-1252")
        rows = [line.split(";") for line in lines.split("\r\n") if line]
        with xlsxwriter.Workbook(str(exports / "budget.xlsx")) as book:
            for name, first, last in parts:
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, rows[0])
                before = ""
                for number, row in enumerate(rows[first:last], start=1):
                    is_again = bare and row[0] == before == "24-001"
                    before = row[0]
                    sheet.write_row(number, 0, ["", *row[1:]] if is_again else row)
        (exports / "budget.csv").unlink()

    return apply


def kinds(outcome: dict[str, Any]) -> set[str]:
    return {doubt["kind"] for doubt in outcome["doubts"]}


@pytest.mark.parametrize("totals", [True, False])
def test_a_stray_quote_proposes_nothing_new(
    damaged: Any, honest: set[Any], totals: bool
) -> None:
    _, _, proposed = damaged(edit("budget.csv", stray_quote), totals=totals)
    assert writes(proposed) <= honest
    assert len(writes(proposed)) >= 0.8 * len(honest)


@pytest.mark.parametrize("totals", [True, False])
def test_a_second_sheet_is_read_and_proposes_nothing_new(
    damaged: Any, honest: set[Any], totals: bool
) -> None:
    change = as_workbook([("Feuil1", 1, 601), ("Feuil1 (2)", 601, None)])
    _, _, proposed = damaged(change, totals=totals)
    assert writes(proposed) <= honest
    assert len(writes(proposed)) >= 0.8 * len(honest)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("modifications.csv", "(;ST)"),
        ("projets.csv", r"(5629\d+)"),
        ("transactions.csv", "(;S1003)"),
        ("fournisseurs.csv", "(^S10[0-9]+)"),
    ],
)
def test_a_quote_mark_in_a_code_makes_no_other_code(
    damaged: Any, honest: set[Any], name: str, code: str
) -> None:
    change = edit(name, lambda lines: [re.sub(code, r'\1"', line) for line in lines])

    _, outcome, proposed = damaged(change)

    assert writes(proposed) <= honest
    assert any(
        "a code with a stray quote mark" in finding["message"]
        for finding in outcome["findings"]
    )


def test_two_rows_on_one_line_put_the_list_in_doubt(damaged: Any) -> None:
    def joined(lines: list[str]) -> list[str]:
        return [*lines[:4], lines[4] + lines[5], *lines[6:]]

    _, outcome, proposed = damaged(edit("modifications.csv", joined), totals=False)

    imported = [f for f in proposed.fixes if f.kind == "import"]
    assert "modified_budget" not in {fix.entity for fix in imported}
    assert any("is 9 cells" in f["message"] for f in outcome["findings"])


def test_lines_that_stand_again_are_doubted_without_an_amount_too(
    damaged: Any,
) -> None:
    change = edit("avenants_facturation.csv", lambda lines: [*lines, *lines[3:5]])

    _, outcome, _ = damaged(change, totals=False)

    repeated = [d["reason"] for d in outcome["doubts"] if d["kind"] == "repeated"]
    assert any("maestro/prime_change_order.csv" in reason for reason in repeated)


def test_columns_without_name_or_cells_cost_no_row(
    damaged: Any, honest: set[Any]
) -> None:
    change = edit("groupes.csv", lambda lines: [f"{lines[0]};", *lines[1:]])

    assert writes(damaged(change)[2]) == honest


def test_a_company_of_two_roles_waits_for_both_lists(
    damaged: Any, honest: set[Any]
) -> None:
    def empty(exports: Path) -> None:
        [path] = exports.glob("fournisseurs.*")
        path.write_bytes(b"")

    _, _, proposed = damaged(empty)

    assert writes(proposed) <= honest


def test_rows_without_their_project_hold_back_what_they_may_be(
    damaged: Any, honest: set[Any]
) -> None:
    change = as_workbook([("Feuil1", 1, None)], bare=True)
    workspace, outcome, proposed = damaged(change, totals=False)
    assert writes(proposed) <= honest
    held = {(h.fix.project, h.fix.after) for h in proposed.held}
    assert ("24-001", "0.00 CAD") in held
    # Even with the doubts lifted the plan is held back whole.
    for doubt in open_doubts(workspace.trail, outcome["doubts"]):
        lift(workspace.trail, [doubt], doubt["doubt"], reason="seen", who="Marie")
    plan, _ = make_plan(workspace, Selection(), who="Analyste", with_forecast=False)
    assert "would be set to 0.00" in plan.brake["reasons"][0]
    assert read_plan(workspace.plans, plan.id).brake == plan.brake


def test_a_whole_column_of_another_convention_is_one_statement(
    damaged: Any, honest: set[Any]
) -> None:
    def english(lines: list[str]) -> list[str]:
        def number(found: re.Match[str]) -> str:
            return found[0].replace("\u00a0", "T").replace(",", ".").replace("T", ",")

        return [re.sub(r"[\d\u00a0]+,\d\d", number, line) for line in lines]

    _, outcome, proposed = damaged(edit("budget.csv", english))
    assert writes(proposed) <= honest
    [said] = [
        f["message"]
        for f in outcome["findings"]
        if f["entity"] == "budget_line"
        and f["rule"] == "pull_incomplete"
        and f["project"] is None
    ]
    assert 'decimal = "."' in said
    assert said.count(".21") == 1


def test_a_shorter_list_without_totals_proves_no_absence(
    damaged: Any, honest: set[Any]
) -> None:
    _, outcome, proposed = damaged(
        edit("budget.csv", lambda lines: [*lines[:400], ""]), totals=False
    )
    assert writes(proposed) <= honest
    assert "shorter export" in kinds(outcome)
    assert len(proposed.held) > 100


def test_a_control_total_that_is_missed_holds_back(
    damaged: Any, honest: set[Any]
) -> None:
    _, outcome, proposed = damaged(
        edit("budget.csv", lambda lines: [*lines[:5], *lines[6:]])
    )
    assert writes(proposed) <= honest
    assert "control total" in kinds(outcome)


def test_a_second_file_of_a_list_is_a_doubt(damaged: Any, honest: set[Any]) -> None:
    def add(exports: Path) -> None:
        text = (exports / "budget.csv").read_bytes()
        (exports / "budget (1).csv").write_bytes(text[:5000])

    _, outcome, proposed = damaged(add)
    assert writes(proposed) < honest
    [doubt] = [d for d in outcome["doubts"] if d["kind"] == "a second file"]
    assert "budget (1).csv" in doubt["reason"]


def test_blank_rows_leave_everything_as_it_was(damaged: Any, honest: set[Any]) -> None:
    _, outcome, proposed = damaged(
        edit("budget.csv", lambda lines: [*lines[:9], "", ";;;;", *lines[9:], ";;;;"])
    )
    assert writes(proposed) == honest
    assert [f for f in outcome["findings"] if f["rule"] == "key_missing"] == [
        f
        for f in outcome["findings"]
        if f["rule"] == "key_missing" and f["entity"] != "budget_line"
    ]


def test_a_doubt_is_lifted_by_name_and_returns_when_its_facts_change(
    damaged: Any, honest: set[Any]
) -> None:
    workspace, outcome, proposed = damaged(
        edit("budget.csv", lambda lines: [*lines[:5], *lines[6:]])
    )
    doubts = outcome["doubts"]
    [doubt] = [d for d in doubts if d["kind"] == "control total"]
    assert doubt["findings"]
    before = len(proposed.held)
    lift(workspace.trail, doubts, doubt["doubt"], reason="seen in maestro*", who="M")
    assert len(current_fixes(workspace).held) < before
    changed = [{**d, "facts_hash": "another"} for d in doubts]
    assert all(not d["lifted_by"] for d in with_lifts(workspace.trail, changed))


@pytest.mark.parametrize(
    ("name", "reason", "words"),
    [
        ("", "x", "No doubts"),
        ("D", "x", "doubts have an id like"),
        ("D1", " ", "needs a reason"),
    ],
)
def test_doubts_are_not_lifted_wholesale_or_without_reason(
    tmp_path: Path, name: str, reason: str, words: str
) -> None:
    doubts = [
        {"doubt": f"D{n}", "facts_hash": "x", "title": "T", "reason": "R"}
        for n in (1, 2)
    ]
    with pytest.raises(ApprovalError, match=words):
        lift(tmp_path / "trail.jsonl", doubts, name, reason=reason)


def test_a_plan_held_whole_is_confirmed_by_its_amount(damaged: Any) -> None:
    def to_zero(lines: list[str]) -> list[str]:
        cells = next(x for x in lines if x.startswith("24-001;03-100;ST;")).split(";")
        changed = ";".join([*cells[:3], "0,00", *cells[4:]])
        return [changed if x.startswith("24-001;03-100;ST;") else x for x in lines]

    workspace, _, _ = damaged(edit("budget.csv", to_zero), totals=False)
    plan, _ = make_plan(workspace, Selection(), who="Analyste", with_forecast=False)
    rules = workspace.config.approval
    chosen: list[Fix] = list(plan.fixes)
    assert plan.brake["amount"]
    with pytest.raises(ApprovalError, match="held back whole") as caught:
        approve(workspace.trail, plan, chosen, rules, who="Marie")
    assert plan.brake["amount"] in caught.value.next_step
    assert approved(workspace.trail, plan, rules) == set()
    amount = plan.brake["amount"]
    approve(workspace.trail, plan, chosen, rules, who="Marie", confirm=amount)
    assert approved(workspace.trail, plan, rules) == {fix.id for fix in chosen}
    # What was approved counts for the plans after it: small plans are no way round.
    fields = Selection(rules=("field_differs",))
    after, _ = make_plan(workspace, fields, who="Analyste", with_forecast=False)
    assert after.brake["reasons"] == plan.brake["reasons"]
