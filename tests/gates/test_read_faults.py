"""Whatever goes wrong on the way, a pull is that of a quiet server, or says why not.

What a build holds is a function of the files and entries of its pull. A fault that
takes nothing away must therefore leave every file and entry as a quiet server gives
them; only times, tries and what was noted may differ.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from dataclasses import asdict
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.decisions.propose import check_workspace
from recon.errors import ProcoreError
from recon.rules.check import read_outcome
from recon.sandbox.app import Sandbox
from recon.sandbox.faults import LOSING, PASSING, Fault, Faults
from recon.workspace import Workspace, open_workspace
from recon.workspace.pulls import Pull, read_pull
from tests.company import demo_state, pull_demo, quiet

IS_WHOLE = os.environ.get("RECON_GATES") == "whole"
MOMENTS = 50 if IS_WHOLE else 1
PROJECTS = ["24-001", "24-002", "24-303", "24-325", "24-327", "24-331"]
# What a list may lose by the name of a field, and what the report then calls it.
FIELDS = (
    ("*/vendors", "abbreviated_name"),
    ("*/cost_codes", "full_code"),
    ("*/direct_costs", "amount"),
    ("*/detail_rows", "original_budget_amount"),
    ("*/purchase_order_contracts", "status"),
)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Some projects of the demo company, in small pages, not yet pulled."""
    folder = tmp_path_factory.mktemp("faults")
    make_demo(folder, 1)
    shutil.rmtree(folder / "pulls")
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[procore]\n", "[procore]\nper_page = 10\n")
    text = text.replace('include = ["*"]', f"include = {json.dumps(PROJECTS)}")
    path.write_text(text, encoding="utf-8")
    return open_workspace(folder)


@pytest.fixture(scope="module")
def peace(company: Workspace) -> tuple[Any, int, Any]:
    """What a quiet server gives, how many calls it takes, and what is found."""
    sandbox = Sandbox(demo_state(company.folder))
    pull = pull_demo(company, sandbox)
    check_workspace(company, quiet)
    outcome = read_outcome(company.current_build())
    return shape(pull), len(sandbox.read), told(outcome)


def shape(pull: Pull) -> Any:
    """A pull without its times, and without what went wrong on the way."""
    entries = [
        {n: v for n, v in asdict(entry).items() if n not in ("started", "ended")}
        for entry in pull.entries
        if entry.system == "procore"
    ]
    about = {
        n: v
        for n, v in pull.about["procore"].items()
        if n not in ("calls", "seconds_waited", "anomalies")
    }
    return json.loads(json.dumps([entries, about]))


def told(outcome: dict[str, Any]) -> Any:
    """What was found, without the name of the pull it was found in."""
    text = json.dumps([outcome["rules"], outcome["findings"]], sort_keys=True)
    return text.replace(outcome["run"]["pull"], "PULL")


def pulled(
    company: Workspace, state: dict[str, Any], *faults: Fault
) -> tuple[Pull, Faults]:
    """A pull in spite of faults; what earlier pulls left is taken away first."""
    shutil.rmtree(company.pulls, ignore_errors=True)
    sandbox = Sandbox(state)
    sandbox.faults = Faults(faults)
    sandbox.faults.sleep = lambda _seconds: None
    return pull_demo(company, sandbox), sandbox.faults


@pytest.mark.parametrize("kind", PASSING)
def test_a_fault_that_takes_nothing_away_changes_nothing(
    kind: str, company: Workspace, peace: tuple[Any, int, Any]
) -> None:
    calm, calls, found = peace
    chance = random.Random(kind)
    state = demo_state(company.folder)
    met: Counter[str] = Counter()
    noted = 0
    for _ in range(MOMENTS):
        at = chance.randint(1, calls)
        # An ended token is refused once; one that is refused again has no rights.
        times = 1 if kind == "expired_token" else chance.choice((1, 1, 2, 3))
        pull, met_faults = pulled(company, state, Fault(kind, at, times))
        met.update(name for name, _ in met_faults.met)
        noted += len(pull.about["procore"]["anomalies"])
        assert shape(pull) == calm, f"{kind} at call {at}"
        assert shape(read_pull(pull.folder)) == calm
    if IS_WHOLE or kind == "shifted_page":
        check_workspace(company, quiet)
        assert told(read_outcome(company.current_build())) == found
    assert met[kind] >= MOMENTS
    print(f"{kind:<20} {MOMENTS} moments, met {met[kind]}, noted {noted}, same")


@pytest.mark.parametrize("kind", ["not_permitted", "not_found"])
def test_a_tool_that_is_closed_is_named_and_never_called_missing(
    kind: str, company: Workspace, peace: tuple[Any, int, Any]
) -> None:
    calm, _, _ = peace
    chance = random.Random(kind)
    state = demo_state(company.folder)
    entries = [e for e in calm[0] if e["project_id"] and e["files"]]
    for _ in range(MOMENTS):
        entry = chance.choice(entries)
        pull, met_faults = pulled(
            company, state, Fault(kind, times=0, path=entry["request"])
        )
        assert met_faults.met
        closed = [e for e in pull.entries if e.request == entry["request"]]
        assert closed
        assert not any(e.is_complete for e in closed)
        assert all("status 40" in str(e.reason) for e in closed)
        others = {e.request for e in pull.entries if not e.is_complete}
        quiet_gaps = {e["request"] for e in calm[0] if not e["is_complete"]}
        assert entry["request"] in others - quiet_gaps | {"-"}
    print(f"{kind:<20} {MOMENTS} tools closed, each named as not read whole")


def test_an_answer_from_another_address_stops_the_pull_which_then_goes_on(
    company: Workspace, peace: tuple[Any, int, Any]
) -> None:
    calm, calls, _ = peace
    chance = random.Random(7)
    state = demo_state(company.folder)
    for _ in range(MOMENTS):
        at = chance.randint(1, calls - 50)
        with pytest.raises(ProcoreError, match="another address"):
            pulled(company, state, Fault("redirected", at))
        sandbox = Sandbox(state)
        assert shape(pull_demo(company, sandbox)) == calm
        assert len(sandbox.read) <= calls - at + 10
    print(f"redirected           {MOMENTS} moments: stopped, then went on, same")


def test_the_kinds_are_many() -> None:
    assert len(PASSING) + len(LOSING) >= 20
