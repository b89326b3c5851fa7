"""Every finding has a fix, and the fix is what the mapping and the company allow."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from recon.decisions.facts import read_facts
from recon.fixes.budget import plan_budget
from recon.fixes.facts import Facts, RuleWords
from recon.fixes.fix import Fix
from recon.fixes.held import Held
from recon.fixes.parties import plan_names, shortened
from recon.fixes.plan import PLANNERS, plan_fixes
from recon.fixes.plan_file import Plan, read_plan, save_plan
from recon.fixes.policy import Policy, policy_of
from recon.fixes.requests import describe_request
from recon.resources import queries
from recon.rules.fix_kinds import FIX_KINDS
from recon.rules.head import read_rules
from recon.systems.procore.body import written
from recon.warehouse.database import open_locked
from recon.workspace import Workspace

ACTIVE = Policy(True, False, (), 7)
RETIRED_OURS = Policy(False, True, (), 7)
KEYS = ("project_number", "abbreviated_name", "origin_id")


@pytest.fixture(scope="module")
def facts(demo: Workspace) -> Facts:
    """What planning knows of the demo company."""
    with closing(open_locked(demo.current_build())) as db:
        return read_facts(db)


def fixes_of(
    outcome: dict[str, Any], facts: Facts, policy: Policy, rule: str = ""
) -> list[Fix]:
    found = plan_fixes(outcome["findings"], facts, policy)
    return [fix for fix in found if not rule or rule in fix.rules]


def test_each_rule_says_what_a_person_does() -> None:
    for rule in read_rules(queries()):
        assert len(rule.screen) > 8, rule.name
        assert len(rule.action) > 15, rule.name


def test_each_kind_of_fix_but_a_person_s_work_has_a_planner() -> None:
    assert set(PLANNERS) == set(FIX_KINDS) - {"instruction"}


@pytest.mark.parametrize("policy", [ACTIVE, RETIRED_OURS])
def test_each_finding_has_one_fix_with_an_id_of_its_own(
    outcome: dict[str, Any], facts: Facts, policy: Policy
) -> None:
    fixes = fixes_of(outcome, facts, policy)

    named = [finding for fix in fixes for finding in fix.findings]
    ids = {finding["id"] for finding in outcome["findings"]}
    assert set(named) == ids
    assert len({fix.id for fix in fixes}) == len(fixes)
    assert all(fix.action and fix.screen and fix.undo and fix.why for fix in fixes)


def test_the_order_of_findings_does_not_matter(
    outcome: dict[str, Any], facts: Facts
) -> None:
    shuffled = list(outcome["findings"])
    Random(3).shuffle(shuffled)

    assert plan_fixes(shuffled, facts, ACTIVE) == tuple(
        fixes_of(outcome, facts, ACTIVE)
    )


@pytest.mark.parametrize("policy", [ACTIVE, RETIRED_OURS])
def test_no_fix_changes_the_key_of_a_linked_record(
    outcome: dict[str, Any], facts: Facts, policy: Policy
) -> None:
    for fix in fixes_of(outcome, facts, policy):
        if fix.write is not None and fix.write.before is not None:
            changed = {k for k in (fix.write.after or {}) if k in KEYS}
            assert all(not fix.write.before[key] for key in changed)


def test_a_plan_survives_its_file(
    outcome: dict[str, Any], facts: Facts, tmp_path: Path
) -> None:
    fixes = tuple(fixes_of(outcome, facts, RETIRED_OURS))
    held = (Held(fixes[0], ("D1",), ("Suppliers: a page is missing",)),)
    plan = Plan({"pull": "20261101T120000Z"}, fixes, {"written": {}}, held)

    save_plan(tmp_path, plan)

    assert read_plan(tmp_path, plan.id) == plan
    assert all(fix.id in describe_request(fix) for fix in fixes)


def test_with_an_active_bridge_nothing_is_created(
    outcome: dict[str, Any], facts: Facts
) -> None:
    created = ("only_in_maestro", "only_in_procore", "cost_missing_in_procore")
    for rule in created:
        for fix in fixes_of(outcome, facts, ACTIVE, rule):
            assert fix.kind == "instruction"
            assert "bridge" in fix.action


def test_with_the_bridge_retired_what_has_an_origin_id_is_created(
    outcome: dict[str, Any], facts: Facts
) -> None:
    fixes = fixes_of(outcome, facts, RETIRED_OURS)
    made = [
        fix
        for fix in fixes
        if fix.write is not None
        and fix.write.before is None
        and fix.rules[0] in ("only_in_maestro", "cost_missing_in_procore")
    ]
    assert len(made) >= 4
    assert all("origin_id" in written(fix.write.body) for fix in made if fix.write)


def test_without_an_origin_id_of_its_own_recon_creates_no_company(
    outcome: dict[str, Any], facts: Facts
) -> None:
    policy = dataclasses.replace(RETIRED_OURS, is_origin_ours=False)
    for fix in fixes_of(outcome, facts, policy, "only_in_maestro"):
        assert fix.kind == "instruction"
        assert 'origin_owner = "recon"' in fix.action


def test_an_origin_id_is_written_only_where_it_was_read_empty(
    outcome: dict[str, Any], facts: Facts
) -> None:
    links = fixes_of(outcome, facts, RETIRED_OURS, "same_code_unlinked")
    assert links
    for fix in links:
        [company] = facts.links[fix.findings[0]]
        assert (fix.write is not None) == (not company["origin_id"])
    for fix in fixes_of(outcome, facts, ACTIVE, "same_code_unlinked"):
        assert fix.kind == "link"
        assert fix.write is None


@pytest.mark.parametrize(
    ("owner", "kinds"),
    [
        ("maestro", {"write"}),
        ("procore", {"import"}),
        ("nobody", {"instruction"}),
    ],
)
def test_who_wins_a_field_is_the_company_s_choice(
    outcome: dict[str, Any], facts: Facts, owner: Any, kinds: set[str]
) -> None:
    policy = dataclasses.replace(ACTIVE, owners=(("supplier.phone", owner),))
    fixes = [
        fix
        for fix in fixes_of(outcome, facts, policy, "field_differs")
        if (fix.entity, fix.field) == ("supplier", "phone")
    ]
    assert {fix.kind for fix in fixes} == kinds


@pytest.mark.parametrize(
    ("field", "owner", "rule", "kinds"),
    [
        ("budget_line.amount", "procore", "original_budget_differs", {"instruction"}),
        (
            "modified_budget.amount",
            "nobody",
            "modified_budget_differs",
            {"instruction"},
        ),
        ("activity.description", "procore", "field_differs", {"import"}),
    ],
)
def test_budgets_and_activities_have_an_owner_too(
    outcome: dict[str, Any],
    facts: Facts,
    field: str,
    owner: Any,
    rule: str,
    kinds: set[str],
) -> None:
    policy = dataclasses.replace(ACTIVE, owners=((field, owner),))
    entities = {field.split(".")[0], "budget_line"}
    found = [f for f in fixes_of(outcome, facts, policy, rule) if f.entity in entities]
    assert {fix.kind for fix in found} == kinds


@pytest.mark.parametrize(
    ("system", "entity", "may"),
    [
        ("maestro", "subcontract", True),
        ("procore", "subcontract", False),
        ("procore", "project_cost", True),
        ("maestro", "project_cost", False),
        ("maestro", "supplier", True),
        ("maestro", "activity", True),
        ("procore", "no_entity", False),
    ],
)
def test_what_goes_one_way_is_supplied_by_the_side_that_wins(
    system: Any, entity: str, may: bool
) -> None:
    assert ACTIVE.may_supply(system, entity) is may


def test_nothing_is_erased_by_an_empty_value(
    outcome: dict[str, Any], facts: Facts
) -> None:
    for fix in fixes_of(outcome, facts, ACTIVE, "field_differs"):
        if fix.write is not None:
            assert all(fix.write.after.values() if fix.write.after else [True])


def budget(**changes: Any) -> Facts:
    """One budget line that differs, as the build would tell it."""
    line = {
        "finding": "F1",
        "procore_project_id": "11",
        "amount": Decimal("125000.00"),
        "quantity": Decimal("0"),
        "rows": 1,
        "json": '{"id": 5, "wbs_code_id": 6, "original_budget_amount": "118500.00",'
        ' "quantity": "0.000000", "calculation_strategy": "automatic"}',
        "is_locked": False,
        "view_id": "9",
        "wbs_code_id": "6",
        "cost_code_id": "3",
        "cost_type_id": "4",
        **changes,
    }
    return Facts(budget={"F1": line})


FINDING = {
    "id": "F1",
    "rule": "original_budget_differs",
    "fix": "procore.original_budget",
    "entity": "budget_line",
    "project": "24-001",
    "key": {"activity_code": "03-300", "group_code": "DI"},
    "field": "original_budget",
    "maestro_value": "125000.00",
    "procore_value": "118500.00",
    "difference": "-6500.00",
}


def test_an_overwrite_sends_exact_digits_and_makes_them_stick() -> None:
    [fix] = plan_budget([FINDING], budget(), ACTIVE)

    assert fix.write is not None
    assert '"original_budget_amount": 125000.00' in written(fix.write.body)
    assert '"calculation_strategy": "manual"' in written(fix.write.body)
    assert fix.write.undo is not None
    assert '"calculation_strategy": "automatic"' in written(fix.write.undo["body"])
    assert fix.amount == "6500.00"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_locked": True}, "the budget is locked"),
        ({"rows": 2}, "stands more than once"),
        ({"json": None, "cost_code_id": None}, "no such cost code or cost type"),
        ({"json": None, "cost_type_id": None}, "no such cost code or cost type"),
        ({"json": None, "view_id": None}, "no budget view"),
        ({"json": None, "amount": Decimal(0)}, "lines without an amount"),
    ],
)
def test_where_a_line_may_not_be_written_a_person_is_told_why(
    changes: dict[str, Any], said: str
) -> None:
    [fix] = plan_budget([FINDING], budget(**changes), ACTIVE)

    assert fix.kind == "instruction"
    assert said in fix.action


def test_a_missing_line_needs_its_budget_code_first() -> None:
    segments = {
        ("11", "cost_code", "03-300"): ("1", "21"),
        ("11", "line_item_type", "DI"): ("2", "22"),
    }
    known = dataclasses.replace(
        budget(json=None, rows=0, wbs_code_id=None), segments=segments
    )

    code, line = plan_budget([FINDING], known, ACTIVE)

    assert code.entity == "activity"
    assert code.write is not None
    assert code.write.where == {"segment_items.id": [21, 22]}
    assert line.needs == (code.id,)
    assert line.write is not None
    assert line.write.where["wbs_code_id"] == {"made_by": code.id}


def test_two_findings_of_one_line_make_one_fix() -> None:
    other = {**FINDING, "id": "F2", "rule": "original_budget_quantity_differs"}
    known = budget()
    known = dataclasses.replace(
        known, budget={**known.budget, "F2": known.budget["F1"]}
    )

    [fix] = plan_budget([FINDING, other], known, ACTIVE)

    assert fix.findings == ("F1", "F2")


def test_a_missing_abbreviated_name_of_a_linked_company_is_filled() -> None:
    finding = {
        **FINDING,
        "rule": "key_missing",
        "entity": "supplier",
        "key": {"system": "procore", "record": "x"},
        "difference": None,
    }
    known = Facts(
        rules={"key_missing": RuleWords("No code", "us", "Procore", "Give one", None)},
        nameless={
            "F1": {
                "procore_id": "5",
                "entity": "supplier",
                "code": "S1001",
                "json": '{"id": 5, "abbreviated_name": ""}',
            }
        },
    )

    [fix] = plan_names([finding], known, ACTIVE)

    assert fix.write is not None
    assert fix.write.after == {"abbreviated_name": "S1001"}
    assert fix.write.before == {"abbreviated_name": ""}


def test_a_document_is_ready_to_type(outcome: dict[str, Any], facts: Facts) -> None:
    fixes = fixes_of(outcome, facts, ACTIVE, "contract_only_in_procore")
    orders = [fix for fix in fixes if fix.entity == "purchase_order"]
    labels = {line.label for fix in orders for line in fix.lines}
    assert {"External No.", "Supplier Code", "Holdback %", "Memo"} <= labels
    assert any(label.startswith("Line ") for label in labels)
    for fix in fixes:
        for box in fix.lines:
            if box.label == "External No." and len(box.value) > 40:
                assert "shorten it in Procore first" in box.note
    methods = {x.value for fix in fixes for x in fix.lines if x.label == "Progress"}
    assert methods <= {"Rate", "Quantity"}
    assert sum("in Procore first" in x.note for f in fixes for x in f.lines) == 1


@pytest.mark.parametrize(
    ("value", "length", "expected"),
    [
        ("abc", 3, ("abc", "")),
        ("abcd", 3, ("abc", "shortened from 4 to 3 characters")),
        ("ab cd", 3, ("ab", "shortened from 5 to 3 characters")),
        ("abc", None, ("abc", "")),
        ("", 0, ("", "")),
    ],
)
def test_shortening_never_exceeds_the_limit(
    value: str, length: int | None, expected: tuple[str, str]
) -> None:
    assert shortened(value, length) == expected


def test_the_default_policy_writes_nothing_the_bridge_would(demo: Workspace) -> None:
    policy = policy_of(demo.config)
    assert policy.is_bridge_active
    assert not policy.is_origin_ours
    assert policy.owner_of("supplier", "phone") == "maestro"
    assert policy.owner_of("purchase_order", "party_code") == "procore"
    assert policy.owner_of("budget_line", "amount") == "maestro"
    assert policy.owner_of("activity", "description") == "nobody"


def test_text_is_never_taken_for_a_number() -> None:
    assert written({"name": '{"number": "1"}'}) == '{"name": "{\\"number\\": \\"1\\"}"}'
    with pytest.raises(ValueError, match="is not a number"):
        written({"number": "1e5"})
