"""What nobody sees in a value is shown wherever a finding is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recon.cli.plan_summary import describe_plan
from recon.decisions.propose import Selection, check_workspace, current_fixes, make_plan
from recon.fixes.requests import describe_request
from recon.mapping.characters import look_equal, visible, visible_code
from recon.report.render import render_report
from recon.review.session import Filter, ReviewSession
from recon.review.worklist import write_worklist
from recon.rules.check import read_outcome
from recon.rules.explain import explain
from recon.rules.readable import make_readable
from recon.sandbox.app import Sandbox
from recon.warehouse.database import Database
from recon.workspace import Workspace
from tests.applying import made
from tests.company import demo_state, facts, pull_demo, quiet
from tests.drawing import fill, run_rule

SHOWN = "S1002⟨U+200B⟩"
HIDDEN = "S1002\u200b"


@pytest.mark.parametrize(
    "character",
    [
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u200e",
        "\u202e",
        "\u2066",
        "\u00ad",
        "\u0007",
        "\u007f",
        "\u0085",
        "\u2060",
        "\ufe0f",
        "\u034f",
        "\U000e0041",
        "\u2028",
        "\u3164",
        "\u180e",
        "\u061c",
    ],
)
def test_a_character_without_ink_is_shown(character: str) -> None:
    assert visible(f"S1{character}2") == f"S1⟨U+{ord(character):04X}⟩2"


@pytest.mark.parametrize("text", ["Béton 1\u00a0234,56 $", "L’Érablière – 2", "a\nb"])
def test_a_usual_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("S\u00a01002", "S⟨U+00A0⟩1002"),
        ("03\u2011300", "03⟨U+2011⟩300"),
        ("\u0421-01", "⟨U+0421⟩-01"),
        ("S  1", "S ⟨U+0020⟩1"),
        ("24-É15", "24-É15"),
    ],
)
def test_a_code_shows_what_looks_like_something_else(code: str, seen: str) -> None:
    assert visible_code(code) == seen


def test_two_values_that_look_equal_are_told_apart() -> None:
    finding = {
        "key": {"code": "24-001"},
        "project": None,
        "maestro_value": "Béton A-1",
        "procore_value": "Béton\u00a0A\u20111",
        "message": "maestro* has Béton A-1, Procore Béton\u00a0A\u20111",
    }

    said = make_readable(finding)

    assert said["procore_value"] == "Béton⟨U+00A0⟩A⟨U+2011⟩1"
    assert said["message"].endswith("Procore Béton⟨U+00A0⟩A⟨U+2011⟩1")
    assert finding["procore_value"] == "Béton\u00a0A\u20111"


def test_values_that_look_unlike_are_not_equal() -> None:
    assert look_equal("S1002", HIDDEN)
    assert not look_equal("S1002", "S1003")
    assert not look_equal("S1002", "S1002")


def test_sql_and_pages_know_the_same_characters(db: Database) -> None:
    every = [chr(n) for n in range(1, 0x110000) if not 0xD800 <= n < 0xE000]
    hidden = [c for c in every if visible(c) != c]

    [(kept,)] = db.execute("select seen(?)", ["a" + "".join(hidden) + "b"]).fetchall()
    [(found,)] = db.execute("select unseen(?)", ["".join(hidden)]).fetchall()

    assert len(hidden) > 4000
    assert (kept, found) == ("ab", "".join(hidden))


@pytest.fixture(scope="module")
def hidden_code(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo company, with a character of no width at the end of one code."""
    folder = tmp_path_factory.mktemp("hidden")
    workspace = made(folder, bridge="active")
    state = demo_state(folder)
    for vendor in state["vendors"]:
        if vendor["abbreviated_name"] == "S1002":
            vendor["abbreviated_name"] = HIDDEN
    pull_demo(workspace, Sandbox(state, folder), is_fresh=True)
    check_workspace(workspace, quiet)
    return workspace


@pytest.fixture(scope="module")
def found(hidden_code: Workspace) -> dict[str, Any]:
    """The finding on that code."""
    listed = read_outcome(hidden_code.current_build())["findings"]
    [finding] = [f for f in listed if f["procore_value"] == SHOWN]
    return dict(finding)


def test_one_finding_says_what_it_is(
    found: dict[str, Any], hidden_code: Workspace, answer_key: list[dict[str, Any]]
) -> None:
    known = {facts(expected) for expected in answer_key}
    listed = read_outcome(hidden_code.current_build())["findings"]

    assert [f["rule"] for f in listed if facts(f) not in known] == [
        "linked_code_differs"
    ]
    assert found["message"].endswith(
        f"Procore {SHOWN}: a character that nobody sees makes the difference"
    )


def test_every_place_where_a_finding_is_read_shows_it(
    found: dict[str, Any], hidden_code: Workspace, tmp_path: Path
) -> None:
    from python_calamine import CalamineWorkbook

    wanted = Selection(findings=(found["id"],))
    plan, _ = make_plan(hidden_code, wanted, with_forecast=False)
    session = ReviewSession(hidden_code)
    write_worklist(session, tmp_path / "list.xlsx")
    sheet = CalamineWorkbook.from_path(str(tmp_path / "list.xlsx"))
    said = {
        "explain": explain(hidden_code.current_build(), found["id"]),
        "page": render_report(hidden_code, "2026-10", ()).read_text(encoding="utf-8"),
        "review": json.dumps(
            session.page(Filter(text=found["id"])), ensure_ascii=False
        ),
        "detail": json.dumps(session.detail(found["id"]), ensure_ascii=False),
        "work list": str(sheet.get_sheet_by_index(0).to_python()),
        "plan": describe_plan(hidden_code, plan) + describe_request(plan.fixes[0]),
    }
    session.close()

    assert {place for place, text in said.items() if SHOWN not in text} == set()
    assert {place for place, text in said.items() if "\u200b" in text} == set()


def test_what_fixes_and_joins_use_stays_raw(
    found: dict[str, Any], hidden_code: Workspace
) -> None:
    session = ReviewSession(hidden_code)
    kept = session.db.execute(
        "select procore_value from result.finding where id = ?", [found["id"]]
    ).fetchall()
    session.close()

    assert kept == [(HIDDEN,)]
    assert current_fixes(hidden_code).fixes


def test_an_activity_code_is_matched_and_told(db: Database) -> None:
    fill(
        db,
        "maestro.activity",
        """
        project_code  activity_code  activity_key
        24-015        03-300         03-300
    """,
    )
    fill(
        db,
        "procore.activity",
        """
        project_code  activity_code    activity_key
        24-015        03-300\u200b     03-300
    """,
    )

    [finding] = run_rule(db, "linked_code_differs")

    assert finding["entity"] == "activity"
    assert finding["procore_value"] == "03-300\u200b"


def test_edge_a_code_is_compared_without_it(db: Database) -> None:
    [row] = db.execute(
        "select code_norm(?), code_norm(?), activity_norm(?)",
        [HIDDEN, "s\u00a01002", "03-300\u200b"],
    ).fetchall()

    assert row == ("S1002", "S 1002", "03-300")
