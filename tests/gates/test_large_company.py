"""However many projects and costs there are, the findings are the answer key."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from recon.demo.bulk import WIDTH
from recon.rules.check import check, read_outcome
from recon.warehouse.database import open_locked
from tests.company import demo_workspace, facts, quiet

WHOLE = os.environ.get("RECON_GATES") == "whole"
PROJECTS, TRANSACTIONS = (500, 100_000) if WHOLE else (30, 3_000)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of many projects, with costs that were streamed to disk."""
    folder = tmp_path_factory.mktemp("large")
    check(demo_workspace(folder, 1, PROJECTS, TRANSACTIONS), quiet)
    return folder


def test_findings_equal_the_answer_key(large: Path) -> None:
    from recon.workspace import open_workspace

    outcome = read_outcome(open_workspace(large).current_build())

    expected = json.loads((large / "answer-key.json").read_text(encoding="utf-8"))
    print(f"LARGE {PROJECTS} projects, {len(expected)} findings expected")
    assert sorted(map(facts, outcome["findings"])) == sorted(map(facts, expected))


def test_every_streamed_cost_is_matched_and_ties_out(large: Path) -> None:
    from recon.workspace import open_workspace

    db = open_locked(open_workspace(large).current_build())
    streamed, unmatched, unbalanced = db.execute(
        "select count(*), count(*) filter (where state <> 'matched'),"
        " (select count(*) from cost.out_of_balance)"
        " from cost.maestro_state where transaction_number like 'V%'"
    ).fetchall()[0]
    db.close()
    assert (streamed, unmatched, unbalanced) == (TRANSACTIONS, 0, 0)


def test_streamed_costs_never_stand_in_one_file(large: Path) -> None:
    files = list((large / "sandbox-costs").iterdir())

    assert len(files) == 2 * PROJECTS
    assert sum(f.stat().st_size for f in files) == 2 * TRANSACTIONS * WIDTH
