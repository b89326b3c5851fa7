"""A company's own rule has the rights of a shipped one, in the plan too."""

from __future__ import annotations

import re
import shutil
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from recon.decisions.facts import read_facts
from recon.decisions.propose import check_workspace, current_fixes
from recon.fixes.fix import Fix
from recon.fixes.plan import plan_fixes
from recon.fixes.policy import policy_of
from recon.resources import queries
from recon.rules.check import raw_findings_of, read_outcome
from recon.rules.head import read_rule
from recon.rules.run import run_rules
from recon.warehouse.database import open_locked
from recon.workspace import Workspace, open_workspace
from tests.company import quiet

GUIDE = Path(__file__).parent.parent / "docs" / "first-month.md"
BUDGET = """\
-- rule: own_budget_check
-- title: The budget is not the one we signed
-- severity: error
-- entity: budget_line
-- exchange: Own rules
-- key: activity_code, group_code
-- inputs: maestro.original_budget, procore.original_budget
-- source: our month-end checklist
-- fix: procore.original_budget
-- screen: Procore > Project Tools > Budget
-- action: Set the line to {maestro_value}
-- message: We signed {maestro_value:money}, Procore has {procore_value:money}
--
-- A line of ours whose amounts differ.
"""
CUSTOMER = """\
-- rule: own_project_check
-- title: The project has no superintendent
-- severity: notice
-- entity: project
-- exchange: Own rules
-- key: code
-- inputs: maestro.project
-- source: our year-end checklist
-- screen: maestro* > Project Management > Project Desc.
-- action: Name the superintendent of project {code} ({maestro_value}), and \\
-- tell the office
-- action.retired: Name the superintendent of {code}
--
-- Every active project has one.
select
    project_code as code,
    project_code,
    name as maestro_value,
    'No superintendent' as message
from maestro.project
where is_active
"""
HEAD_OF_SPEND = """\
-- rule: {name}
-- title: What a supplier was paid
-- severity: notice
-- entity: supplier
-- exchange: Own rules
-- key: party_code
-- inputs: maestro.project_cost
-- source: our month-end checklist
-- screen: maestro* > Suppliers
-- action: Look at supplier {{party_code}}
-- message: {{party_code}} has {{costs:count}} {{costs:cost|costs}} of \\
-- {{total:money}}, the last of {last}
-- message.credit: {{party_code}} owes us {{total:money}}
--
-- Every supplier is looked at once a year.
"""
SPEND = """\
select
    party_code,
    count(*) as costs,
    cast(abs(sum(amount)) as decimal(18, 2)) as total,
    max(accounting_on) as last_on,
    case when sum(amount) < 0 then 'credit' end as message_case
from maestro.project_cost
where procore_type = 'invoice'
group by party_code
"""


@pytest.fixture(scope="module")
def own(demo: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo company with two rules of its own, checked."""
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(demo.folder, folder, dirs_exist_ok=True)
    rules = folder / "rules"
    rules.mkdir()
    shipped = (queries() / "budget" / "original_budget_differs.sql").read_text()
    body = shipped.partition("\n--\n")[2]
    (rules / "own_budget_check.sql").write_text(BUDGET + body)
    (rules / "own_project_check.sql").write_text(CUSTOMER)
    for name, last in (("own_spend", "{last_on:date}"), ("own_wrong", "{last}")):
        head = HEAD_OF_SPEND.format(name=name, last=last)
        (rules / f"{name}.sql").write_text(head + SPEND)
    workspace = open_workspace(folder)
    check_workspace(workspace, quiet)
    return workspace


def fixes_of(workspace: Workspace, rule: str) -> list[Fix]:
    return [fix for fix in current_fixes(workspace).fixes if rule in fix.rules]


def test_its_fix_is_the_write_that_a_shipped_rule_s_would_be(
    own: Workspace, demo: Workspace
) -> None:
    shipped = fixes_of(demo, "original_budget_differs")
    ours = fixes_of(own, "own_budget_check")

    assert [fix.write for fix in ours] == [fix.write for fix in shipped]
    assert [fix.id for fix in ours] == [fix.id for fix in shipped]
    assert any(fix.kind == "write" for fix in ours)
    for fix in ours:
        assert {"original_budget_differs", "own_budget_check"} <= set(fix.rules)


def test_alone_it_calls_for_the_same_write(own: Workspace) -> None:
    with closing(open_locked(own.current_build())) as db:
        facts, findings = read_facts(db), list(raw_findings_of(db))
    policy = policy_of(own.config)

    ours, theirs = (
        plan_fixes([f for f in findings if f["rule"] == rule], facts, policy)
        for rule in ("own_budget_check", "original_budget_differs")
    )

    assert [fix.write for fix in ours] == [fix.write for fix in theirs]
    assert {fix.rules for fix in ours} == {("own_budget_check",)}


def test_its_action_is_what_a_person_is_told(own: Workspace) -> None:
    fixes = fixes_of(own, "own_project_check")

    assert fixes
    for fix in fixes:
        assert (fix.kind, fix.system) == ("instruction", "maestro")
        assert fix.screen == "maestro* > Project Management > Project Desc."
        assert fix.action.startswith(f"Name the superintendent of project {fix.key} (")
        assert fix.action.endswith("), and tell the office")


def test_where_the_bridge_is_retired_it_may_say_something_else(
    own: Workspace, tmp_path: Path
) -> None:
    shutil.copytree(own.folder, tmp_path, dirs_exist_ok=True)
    settings = tmp_path / "recon.toml"
    text = settings.read_text(encoding="utf-8")
    retired = text.replace('bridge = "active"', 'bridge = "retired"')
    settings.write_text(retired, encoding="utf-8")

    fixes = fixes_of(open_workspace(tmp_path), "own_project_check")

    assert fixes
    assert all(f.action == f"Name the superintendent of {f.key}" for f in fixes)


def test_its_message_is_filled_from_its_rows(own: Workspace) -> None:
    outcome = read_outcome(own.current_build())
    found = [f for f in outcome["findings"] if f["rule"] == "own_spend"]

    said = r"(\S+) has (1 cost|\d+ costs) of \d+\.\d\d, the last of \d{4}-\d\d-\d\d"
    owed = r"(\S+) owes us \d+\.\d\d"
    assert found
    for finding in found:
        match = re.fullmatch(f"{said}|{owed}", finding["message"])
        assert match is not None
        assert finding["key"]["party_code"] in match.groups()


def test_a_message_that_names_no_column_fails_alone(own: Workspace) -> None:
    outcome = read_outcome(own.current_build())
    verdicts = {r["rule"]: r for r in outcome["rules"]}

    assert verdicts.pop("own_wrong")["reason"] == (
        "unknown column: last_on; missing column that the message names: last"
    )
    assert {rule["verdict"] for rule in verdicts.values()} == {"ran"}


@pytest.mark.skipif(not GUIDE.is_file(), reason="not a checkout")
def test_the_rule_of_the_guide_is_one(own: Workspace) -> None:
    name = "own_project_without_customer"
    text = GUIDE.read_text(encoding="utf-8")
    [block] = re.findall(rf"(?m)^(    -- rule: {name}\n(?:    .*\n)+)", text)
    rule = read_rule(Path(f"{name}.sql"), textwrap.dedent(block))

    with closing(open_locked(own.current_build())) as db:
        [verdict], _ = run_rules(db, [rule], quiet)

    assert (verdict.verdict, verdict.reason) == ("ran", None)


def test_no_finding_has_two_fixes(own: Workspace) -> None:
    fixes = current_fixes(own).fixes
    named = [finding for fix in fixes for finding in fix.findings]

    assert len(named) == len(set(named))
    assert len({fix.id for fix in fixes}) == len(fixes)
