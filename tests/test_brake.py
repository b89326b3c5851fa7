"""A plan that would empty or overwrite an unusual share is held back whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from recon.fixes.brake import Carried, Limits, brake_of, filled_of
from recon.fixes.fix import Fix

LIMITS = Limits(
    line_to_zero=Decimal("10000.00"),
    project_share=Decimal(10),
    project_amount=Decimal("100000.00"),
    lines_share=Decimal(25),
    lines=10,
    all_lines_share=Decimal(2),
    all_lines=50,
)


def fix(
    before: str | None, after: str, *, line: int = 1, project: str = "24-001"
) -> Fix:
    return Fix(
        id=f"X{project}{line}",
        kind="write",
        step=3,
        system="procore",
        entity="budget_line",
        project=project,
        key=f"01-{line:03} MA",
        field="original_budget",
        before=before,
        after=after,
        amount="0.00",
        rules=("original_budget_differs",),
        findings=(),
        why="",
        screen="",
        action="",
    )


def carried(lines: int, amount: str) -> dict[tuple[str, str], Carried]:
    return {("budget_line", "24-001"): Carried(lines, Decimal(amount))}


def test_three_honest_corrections_pass() -> None:
    fixes = [
        fix("118500.00 CAD", "125000.00 CAD", line=1),
        fix("100000.00 CAD", "99999.99 CAD", line=2),
        fix("2500.00 CAD, quantity 125.5", "2500.00 CAD, quantity 120.5", line=3),
    ]
    assert brake_of(fixes, carried(8, "900000.00"), LIMITS) == {}


def test_a_first_month_that_fills_empty_budgets_passes_with_its_total() -> None:
    fixes = [fix(None, "25000.00 CAD", line=n) for n in range(1, 101)]
    fixes += [fix("0.00 CAD", "9000.00 CAD", line=n) for n in range(101, 201)]
    assert brake_of(fixes, carried(0, "0.00"), LIMITS) == {}
    assert filled_of(fixes) == (200, Decimal("3400000.00"))


@pytest.mark.parametrize(
    ("amount", "is_held"), [("10000.00", True), ("9999.99", False)]
)
def test_edge_a_line_of_ten_thousand_that_goes_to_zero(
    amount: str, is_held: bool
) -> None:
    brake = brake_of([fix(f"{amount} CAD", "0.00 CAD")], carried(40, "5e6"), LIMITS)
    assert bool(brake) is is_held


def test_the_message_gives_the_figures() -> None:
    fixes = [fix("12000.00 CAD", "0.00 CAD"), fix("30000.00 CAD", "0.00 CAD", line=2)]
    brake = brake_of(fixes, carried(40, "5000000.00"), LIMITS)
    assert brake["reasons"] == [
        "2 lines of 10000.00 CAD or more would be set to 0.00, 42000.00 CAD in all; the "
        "largest is 24-001 01-002 MA, 30000.00 CAD"
    ]
    assert (brake["lines"], brake["amount"], brake["to_zero"]) == (2, "42000.00", 2)


def test_a_tenth_of_a_budget_and_a_hundred_thousand_hold_a_plan() -> None:
    fixes = [fix("200000.00 CAD", "320000.00 CAD")]
    assert brake_of(fixes, carried(40, "1000000.00"), LIMITS)["amount"] == "120000.00"


@pytest.mark.parametrize(
    ("after", "whole"),
    [("300000.00 CAD", "900000.00"), ("320000.00 CAD", "1200000.00")],
)
def test_edge_both_the_share_and_the_amount_must_be_passed(
    after: str, whole: str
) -> None:
    assert brake_of([fix("200000.00 CAD", after)], carried(40, whole), LIMITS) == {}


@pytest.mark.parametrize(
    ("lines", "of", "is_held"), [(11, 40, True), (10, 20, False), (11, 44, False)]
)
def test_a_quarter_of_a_project_s_lines(lines: int, of: int, is_held: bool) -> None:
    fixes = [fix("10.00 CAD", "11.00 CAD", line=n) for n in range(1, lines + 1)]
    assert bool(brake_of(fixes, carried(of, "9e6"), LIMITS)) is is_held


@pytest.mark.parametrize(("lines", "is_held"), [(51, True), (50, False)])
def test_two_percent_of_all_lines(lines: int, is_held: bool) -> None:
    fixes = [
        fix("10.00 CAD", "11.00 CAD", line=n, project=f"24-{n % 10:03}")
        for n in range(1, lines + 1)
    ]
    whole = {
        ("budget_line", f"24-{n:03}"): Carried(200, Decimal("9e6")) for n in range(10)
    }
    assert bool(brake_of(fixes, whole, LIMITS)) is is_held


def test_a_declared_rebaselining_passes_and_others_still_count() -> None:
    fixes = [fix("20000.00 CAD", "0.00 CAD", line=n) for n in range(1, 15)]
    whole = carried(20, "400000.00")
    assert brake_of(fixes, whole, LIMITS) != {}
    assert brake_of(fixes, whole, LIMITS, ("24-001",)) == {}
    other = fix("20000.00 CAD", "0.00 CAD", project="24-002")
    assert brake_of([*fixes, other], whole, LIMITS, ("24-001",))["lines"] == 1


def test_a_person_s_work_and_other_lists_are_not_counted() -> None:
    work = replace(fix("90000.00 CAD", "0.00 CAD"), kind="instruction")
    name = replace(fix("A", "B"), entity="supplier")
    assert brake_of([work, name], {}, LIMITS) == {}
