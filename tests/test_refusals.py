"""What is not allowed is refused in words, before anything is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recon.decisions.apply import prove_applicable
from recon.decisions.approve import approve, approved
from recon.decisions.propose import Selection, make_plan
from recon.errors import ApplyRefused, ApprovalError, PlanError
from recon.fixes.plan_file import Plan, read_plan
from recon.sandbox.app import Sandbox
from recon.systems.procore.write import prove_pairing, writer_of
from recon.workspace import Workspace, open_workspace
from recon.workspace.config import ApprovalSide, Config
from tests.applying import APPROVER, PROPOSER, made
from tests.company import demo_state, pull_demo

BUDGETS = Selection(rules=("original_budget_differs",))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo company, checked."""
    workspace = made(tmp_path_factory.mktemp("refusals"), bridge="active")
    workspace.plans.mkdir()
    return workspace


@pytest.fixture
def plan(workspace: Workspace) -> Plan:
    """A plan of the budget lines that differ, proposed by the analyst."""
    return make_plan(workspace, BUDGETS, who=PROPOSER, with_forecast=False)[0]


def test_an_unapproved_plan(workspace: Workspace, plan: Plan) -> None:
    with pytest.raises(ApplyRefused, match="Nothing of this plan is approved"):
        prove_applicable(workspace, plan)


def test_an_edited_plan_file(workspace: Workspace, plan: Plan) -> None:
    path = workspace.plans / f"{plan.id}.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("125000.00", "125000.01"), encoding="utf-8")
    try:
        with pytest.raises(PlanError, match="was edited: its hash is not that"):
            read_plan(workspace.plans, plan.id)
    finally:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"hash": 1}'])
def test_a_file_that_is_no_plan(workspace: Workspace, text: str) -> None:
    path = workspace.plans / "odd.json"
    path.write_text(text, encoding="utf-8")
    try:
        with pytest.raises(PlanError, match="This file is not a plan"):
            read_plan(workspace.plans, "odd")
    finally:
        path.unlink()


def test_a_plan_file_says_nothing_beside_the_plan(
    workspace: Workspace, plan: Plan
) -> None:
    path = workspace.plans / "odd.json"
    text = plan.text().replace('"kind": "write"', '"kind": "write", "paid": "0.00"', 1)
    path.write_text(text, encoding="utf-8")
    try:
        with pytest.raises(
            PlanError, match=r"not a plan: fixes\.\d+\.paid: Unexpected"
        ):
            read_plan(workspace.plans, "odd")
    finally:
        path.unlink()


def test_a_plan_nobody_has(workspace: Workspace) -> None:
    with pytest.raises(PlanError, match="No plans have a name like '20990101'"):
        read_plan(workspace.plans, "20990101")


def test_a_plan_of_an_older_pull(tmp_path: Path) -> None:
    workspace = made(tmp_path, bridge="active")
    plan, _ = make_plan(workspace, BUDGETS, who=PROPOSER, with_forecast=False)
    approve(workspace.trail, plan, plan.fixes, ApprovalSide(), who=APPROVER)
    pull_demo(workspace, Sandbox(demo_state(tmp_path)))

    with pytest.raises(PlanError, match="made from an older pull"):
        prove_applicable(workspace, plan)


def test_an_approval_by_its_own_proposer(workspace: Workspace, plan: Plan) -> None:
    with pytest.raises(ApprovalError, match="cannot approve it"):
        approve(workspace.trail, plan, plan.fixes, ApprovalSide(), who=" analyste ")


def test_an_amount_over_the_approver_s_limit(workspace: Workspace, plan: Plan) -> None:
    rules = ApprovalSide(limits={APPROVER: "10800.50"})
    with pytest.raises(ApprovalError, match=r"10800\.51 CAD.*may approve 10800\.50"):
        approve(workspace.trail, plan, plan.fixes, rules, who=APPROVER)

    at_the_limit = ApprovalSide(limits={APPROVER: "10800.51"})
    approve(workspace.trail, plan, plan.fixes, at_the_limit, who=APPROVER)
    assert approved(workspace.trail, plan, at_the_limit) == {f.id for f in plan.fixes}


def test_a_limit_is_not_passed_in_parts(workspace: Workspace, plan: Plan) -> None:
    rules = ApprovalSide(limit="7000.00")
    first, *others = sorted(plan.fixes, key=lambda f: f.amount)[::-1]
    approve(workspace.trail, plan, [first], rules, who=APPROVER)

    with pytest.raises(ApprovalError, match=r"may approve 7000\.00"):
        approve(workspace.trail, plan, others, rules, who=APPROVER)


def test_two_people_go_above_the_limit(workspace: Workspace, plan: Plan) -> None:
    rules = ApprovalSide(limit="1.00", two_persons=True)
    approve(workspace.trail, plan, plan.fixes, rules, who=APPROVER)
    assert approved(workspace.trail, plan, rules) == set()
    approve(workspace.trail, plan, plan.fixes, rules, who=APPROVER.upper())
    assert approved(workspace.trail, plan, rules) == set()

    approve(workspace.trail, plan, plan.fixes, rules, who="Direction")

    assert approved(workspace.trail, plan, rules) == {f.id for f in plan.fixes}


def test_a_plan_the_trail_does_not_know(workspace: Workspace, plan: Plan) -> None:
    other = Plan({**plan.about, "pull": "elsewhere"}, plan.fixes)
    with pytest.raises(PlanError, match="This plan is not in the audit trail"):
        approve(workspace.trail, other, plan.fixes, ApprovalSide(), who=APPROVER)


def config(**sides: dict[str, Any]) -> Config:
    return Config.model_validate(sides)


PRODUCTION = {"environment": "production"}
SANDBOX_HOSTS = {
    "base_url": "https://sandbox.procore.com",
    "login_url": "https://login-sandbox.procore.com",
}


@pytest.mark.parametrize(
    ("maestro", "procore", "said"),
    [
        (PRODUCTION, {"environment": "test"}, "'production' and Procore is 'test'"),
        ({"environment": "test"}, PRODUCTION, "'test' and Procore is 'production'"),
        (PRODUCTION, SANDBOX_HOSTS, "called 'production', and answers at"),
        (
            {"environment": "test"},
            {"environment": "test", "base_url": "https://sandbox.procore.com"},
            "login and API are of two environments",
        ),
    ],
)
def test_a_production_company_with_a_test_one(
    maestro: dict[str, str], procore: dict[str, str], said: str
) -> None:
    with pytest.raises(
        ApplyRefused, match="cannot be paired with a test company"
    ) as refused:
        prove_pairing(config(maestro=maestro, procore=procore))
    assert said in refused.value.what


def test_two_companies_of_one_kind_are_a_pair() -> None:
    prove_pairing(config(maestro=PRODUCTION, procore=PRODUCTION))
    test = {"environment": "test"}
    prove_pairing(config(maestro=test, procore={**SANDBOX_HOSTS, **test}))


def test_reading_credentials_never_write(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECON_PROCORE_CLIENT_ID", "reads")
    monkeypatch.setenv("RECON_PROCORE_CLIENT_SECRET", "reads")
    with pytest.raises(ApplyRefused, match="No write credentials are set"):
        writer_of(workspace)


def test_a_plan_of_another_company(workspace: Workspace, plan: Plan) -> None:
    approve(workspace.trail, plan, plan.fixes, ApprovalSide(), who=APPROVER)
    side = workspace.config.procore.model_copy(update={"company_id": 7})
    other = workspace.config.model_copy(update={"procore": side})

    with pytest.raises(ApplyRefused, match="not of 7"):
        prove_applicable(Workspace(workspace.folder, other), plan)


def test_a_plan_of_other_environments(workspace: Workspace, plan: Plan) -> None:
    approve(workspace.trail, plan, plan.fixes, ApprovalSide(), who=APPROVER)
    ours = workspace.config.maestro.model_copy(update={"environment": "test"})
    theirs = workspace.config.procore.model_copy(update={"environment": "test"})
    other = workspace.config.model_copy(update={"maestro": ours, "procore": theirs})

    with pytest.raises(ApplyRefused, match="of the environments demo and demo"):
        prove_applicable(Workspace(workspace.folder, other), plan)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('[fixes.owners]\n"supplier.nothing" = "maestro"', "not a field such as"),
        ('[approval]\nlimit = "much"', "not an amount such as 25000.00"),
        ('[fixes]\nbridge = "asleep"', "Input should be 'active' or 'retired'"),
    ],
)
def test_a_setting_that_is_none(tmp_path: Path, line: str, said: str) -> None:
    from recon.errors import WorkspaceError

    (tmp_path / "recon.toml").write_text(line, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=said):
        open_workspace(tmp_path)
