"""A pull of changes finds what a whole pull finds, but for what it says it cannot see."""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from recon.cli.demo_company import make_demo
from recon.decisions.propose import check_workspace
from recon.mapping.lists import PROCORE_LISTS
from recon.rules.check import read_outcome
from recon.sandbox.app import Sandbox
from recon.workspace import Workspace, open_workspace
from recon.workspace.pulls import Pull, read_pull
from tests.company import demo_state, pull_demo, quiet
from tests.gates.test_read_faults import PROJECTS

HISTORIES = 100 if os.environ.get("RECON_GATES") == "whole" else 1
Row = dict[str, Any]
LISTS = ("direct_costs", "purchase_order_contracts", "work_order_contracts")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Pull]:
    """Some projects of the demo company, pulled whole, three rows a page."""
    folder = tmp_path_factory.mktemp("changes")
    make_demo(folder, 1)
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[procore]\n", "[procore]\nper_page = 3\n")
    text = text.replace('include = ["*"]', f"include = {json.dumps(PROJECTS)}")
    path.write_text(text, encoding="utf-8")
    workspace = open_workspace(folder)
    return workspace, pull_demo(workspace, Sandbox(demo_state(folder)))


def facts(workspace: Workspace) -> list[str]:
    """What is found, without the files and rows it was found in."""
    check_workspace(workspace, quiet)
    found = read_outcome(workspace.current_build())["findings"]
    plain = ("sources", "source_counts")
    return sorted(
        json.dumps({n: v for n, v in f.items() if n not in plain}, sort_keys=True)
        for f in found
    )


def keep_only(workspace: Workspace, first: Pull) -> None:
    """Take away every pull but one."""
    for path in workspace.pulls.iterdir():
        if path.name != first.folder.name:
            shutil.rmtree(path)


def later(minutes: int) -> str:
    return f"{datetime.now(UTC) + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"


def edit(state: Row, chance: random.Random, done: Counter[str]) -> None:
    """One thing that somebody does in Procore between two pulls."""
    numbers = {str(p["id"]): p["project_number"] for p in state["projects"]}
    sites = [s for n, s in state["sites"].items() if numbers[n] in PROJECTS]
    site = chance.choice(sites)
    action = chance.choice(
        ("cost", "delete", "add", "order", "vendor", "closed", "line")
    )
    costs, when = site["direct_costs"], later(0)
    if action in ("cost", "delete", "add") and not costs:
        return
    done[action] += 1
    if action == "cost":
        row = chance.choice(costs)
        row["invoice_number"] = f"F-{chance.randint(1, 999)}"
        row["updated_at"] = when
    elif action == "delete":
        gone = costs.pop(chance.randrange(len(costs)))
        site["direct_cost_lines"][:] = [
            x for x in site["direct_cost_lines"] if x["holder"]["id"] != gone["id"]
        ]
    elif action == "add":
        state["last_id"] += 2
        row = copy.deepcopy(chance.choice(costs))
        line = copy.deepcopy(site["direct_cost_lines"][0])
        row["id"], row["updated_at"] = state["last_id"], when
        line["id"] = state["last_id"] - 1
        line["holder"] = {**line["holder"], "id": row["id"]}
        costs.insert(chance.randrange(len(costs) + 1), row)
        site["direct_cost_lines"].append(line)
    elif action == "order":
        listed = [r for n in LISTS[1:] for r in site[n]]
        if listed:
            row = chance.choice(listed)
            row["title"] = f"Titre {chance.randint(1, 999)}"
            row["updated_at"] = when
    elif action == "line" and site["direct_cost_lines"]:
        # A line's amount, without moving the document's own time.
        chance.choice(site["direct_cost_lines"])["amount"] = (
            f"{chance.randint(1, 99)}.00"
        )
    elif action in ("vendor", "closed"):
        vendor = chance.choice(state["vendors"])
        vendor["updated_at"] = when
        if action == "vendor":
            vendor["business_phone"] = f"514 555-{chance.randint(1000, 9999)}"
        else:
            vendor["is_active"] = not vendor["is_active"]


def test_changes_and_the_whole_give_the_same_findings(
    company: tuple[Workspace, Pull],
) -> None:
    workspace, first = company
    chance = random.Random(13)
    done: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    by_change = 0
    for _ in range(HISTORIES):
        keep_only(workspace, first)
        state = demo_state(workspace.folder)
        for _ in range(chance.choice((1, 1, 2))):
            for _ in range(chance.randint(1, 12)):
                edit(state, chance, done)
            sandbox = Sandbox(state)
            pull = pull_demo(workspace, sandbox)
        calls["changes"] += len(sandbox.read)
        by_change += sum(entry.since is not None for entry in pull.entries)
        assert read_pull(pull.folder).entries == pull.entries
        seen = facts(workspace)
        sandbox = Sandbox(state)
        pull_demo(workspace, sandbox, is_full=True)
        calls["whole"] += len(sandbox.read)
        assert seen == facts(workspace)
    assert by_change >= HISTORIES
    print(f"{HISTORIES} histories, {dict(done)}: the same findings each time;")
    print(f"{by_change} lists read by changes; calls {dict(calls)}")


def test_a_company_that_changed_is_as_it_is_now(
    company: tuple[Workspace, Pull],
) -> None:
    workspace, first = company
    keep_only(workspace, first)
    state = demo_state(workspace.folder)
    [vendor] = [v for v in state["vendors"] if v["abbreviated_name"] == "S1001"]
    vendor["business_phone"], vendor["updated_at"] = "514 555-9999", later(0)
    pull = pull_demo(workspace, Sandbox(state))
    [entry] = [e for e in pull.entries if e.entity == "company"]
    assert entry.since is not None
    assert any("514 555-9999" in found for found in facts(workspace))


def test_what_moves_no_time_is_not_seen_and_the_entry_says_since_when(
    company: tuple[Workspace, Pull],
) -> None:
    workspace, first = company
    keep_only(workspace, first)
    state = demo_state(workspace.folder)
    for site in state["sites"].values():
        for row in site["direct_costs"]:
            row["invoice_number"] = "EDITED"
    pull = pull_demo(workspace, Sandbox(state))
    read_so = [e for e in pull.entries if e.since is not None]
    assert {e.entity for e in read_so} <= {d.key for d in PROCORE_LISTS if d.by_change}
    assert any(e.entity == "direct_cost" for e in read_so)
    bodies = [
        pull.place(file).read_text(encoding="utf-8")
        for e in pull.entries
        if e.entity == "direct_cost" and e.since
        for file in e.files
    ]
    assert not any("EDITED" in body for body in bodies)


def test_a_carried_file_that_was_edited_is_read_again(
    company: tuple[Workspace, Pull],
) -> None:
    workspace, first = company
    keep_only(workspace, first)
    [entry] = [e for e in first.entries if e.entity == "company"]
    path = first.folder / entry.files[0].path
    body = path.read_bytes()
    path.write_bytes(body.replace(b'"name"', b'"nAme"', 1))
    try:
        pull = pull_demo(workspace, Sandbox(demo_state(workspace.folder)))
    finally:
        path.write_bytes(body)
    [again] = [e for e in pull.entries if e.entity == "company"]
    assert again.since is None
    assert {file.pull for file in again.files} == {None}
