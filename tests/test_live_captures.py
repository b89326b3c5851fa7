"""Answers that real accounts gave go through a whole pull without a standing warning."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.rules.check import check, read_outcome
from recon.systems.pull import client_of, pull_both
from recon.warehouse.database import open_locked
from recon.workspace import Workspace, open_workspace
from tests.answers import Answers, served, workspace_for
from tests.company import quiet

DATA = os.environ.get("RECON_DATA", "")
pytestmark = pytest.mark.skipif(
    not DATA, reason="RECON_DATA names no folder of published Procore answers"
)
# The list that each capture is an answer of.
PATHS = {
    "project": "/rest/v1.1/projects",
    "company": "/rest/v1.0/vendors",
    "user": "/rest/v1.3/companies/.*/users",
    "project_vendor": "/rest/v1.1/projects/.*/vendors",
    "activity": "/rest/v1.0/cost_codes",
    "budget_view": "/rest/v1.0/budget_views",
    "budget_column": "/rest/v1.0/budget_views/.*/budget_detail_columns",
    "budget_line": "/rest/v1.0/budget_views/.*/detail_rows",
    "wbs_code": "/rest/v1.0/projects/.*/wbs_codes",
}


def captured() -> dict[str, list[Any]]:
    """The captures by list, a record once."""
    found: dict[str, list[Any]] = {}
    for path in sorted((Path(DATA) / "procore" / "live_captures").glob("*.json")):
        listed = path.name.partition("__")[0]
        rows = found.setdefault(listed, [])
        known = {row["id"] for row in rows}
        fresh = json.loads(path.read_text(encoding="utf-8"))
        rows += [row for row in fresh if row["id"] not in known]
    return found


def pulled(folder: Path, column: str) -> Workspace:
    """A workspace that pulled the captures from a server on loopback."""
    workspace = workspace_for(
        folder, budget_view="Simple Budget View", approved_cos_column=column
    )
    lists = captured()
    app = Answers({PATHS[n]: rows for n, rows in lists.items() if n in PATHS})
    with served(app) as address:
        path = folder / "recon.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("http://127.0.0.1:8765", address), "utf-8")
        workspace = open_workspace(folder)
        client = client_of(workspace, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
        try:
            pull_both(workspace, client, quiet)
        finally:
            client.close()
    return workspace


def test_real_answers_give_no_standing_warning(tmp_path: Path) -> None:
    workspace = pulled(tmp_path, "Commitment COs")

    outcome = read_outcome(check(workspace, quiet))

    changed = [
        f["message"] for f in outcome["findings"] if f["rule"] == "answer_changed"
    ]
    assert changed == []
    rejected = [
        f["message"] for f in outcome["findings"] if f["rule"] == "row_rejected"
    ]
    assert rejected == []
    assert [r for r in outcome["rules"] if r["verdict"] == "failed"] == []


@pytest.mark.parametrize("column", ["Commitment COs", "Current Budget"])
def test_real_amounts_are_exact_and_the_rows_prove_the_column(
    tmp_path: Path, column: str
) -> None:
    workspace = pulled(tmp_path, column)

    db = open_locked(check(workspace, quiet))

    budgets = db.execute(
        "select activity_code, group_code, amount from procore.original_budget"
        " where project_code = '212027' order by activity_code"
    ).fetchall()
    expected = captured()["budget_line"]
    assert [str(amount) for _, _, amount in budgets] == [
        row["original_budget_amount"] for row in expected
    ]
    changes = db.execute(
        "select amount from procore.modified_budget"
        " where project_code = '212027' order by activity_code"
    ).fetchall()
    assert [amount for (amount,) in changes] == [
        Decimal(row[column]) for row in expected
    ]
    gaps = db.execute(
        "select reason from pull.input_problem where input = 'procore.original_budget'"
    ).fetchall()
    assert gaps == []
