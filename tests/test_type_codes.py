"""Transaction types are text: `=`, `@`, `;` and `1` survive every way in and out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter

from recon.report.render import render_report
from recon.rules.check import check, read_outcome
from recon.sandbox.app import Sandbox
from recon.warehouse.database import open_locked
from recon.workspace import Workspace, open_workspace
from tests.company import demo_state, pull_demo, quiet

TYPES = ("=", "@", ";", "1")


def made(folder: Path, rows: list[list[str]], ending: str) -> Workspace:
    """A demo workspace whose transactions came as one kind of file."""
    from recon.cli.demo_company import make_demo

    make_demo(folder, 1)
    path = folder / "exports" / "transactions.csv"
    with path.open(encoding="windows-1252", newline="") as stream:
        listed = [*csv.reader(stream, delimiter=";"), *rows]
    if ending == ".csv":
        with path.open("w", encoding="windows-1252", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(listed)
    else:
        path.unlink()
        with xlsxwriter.Workbook(str(path.with_suffix(".xlsx"))) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(listed):
                for column, text in enumerate(row):
                    if text == "1" and column == 3:
                        sheet.write_number(number, column, 1)
                    else:
                        sheet.write_string(number, column, text)
    (folder / "exports" / "control_totals.csv").unlink()
    workspace = open_workspace(folder)
    pull_demo(workspace, Sandbox(demo_state(folder)))
    return workspace


def unsent(folder: Path) -> list[list[str]]:
    """One transaction of each type that nobody sent, on the first project."""
    return [
        [
            "24-001",
            f"TYPE{number}",
            "1",
            kind,
            "",
            "",
            "",
            "",
            "2020-01-06",
            "2020-01-06",
            "2020-01-06",
            "Transféré",
            "03-300",
            "MA",
            "",
            "1",
            "un",
            "5,00",
            f"{number + 1},00",
            "",
        ]
        for number, kind in enumerate(TYPES)
    ]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_type_codes_come_in_unchanged(tmp_path: Path, ending: str) -> None:
    workspace = made(tmp_path, unsent(tmp_path), ending)

    build = check(workspace, quiet)

    db = open_locked(build)
    types = db.execute(
        "select transaction_type, procore_type from maestro.project_cost"
        " where transaction_number like 'TYPE%' order by transaction_number"
    ).fetchall()
    db.close()
    assert [code for code, _ in types] == list(TYPES)
    assert [kind for _, kind in types] == ["payroll", "expense", "invoice", "invoice"]


def test_type_codes_go_out_unchanged(tmp_path: Path) -> None:
    rows = unsent(tmp_path)
    for row in rows:
        row[8:11] = ["2099-01-06"] * 3
        row[4] = "S1001"
    workspace = made(tmp_path, rows, ".csv")

    outcome = read_outcome(check(workspace, quiet))
    page = render_report(workspace, "2026-10", ()).read_text(encoding="utf-8")

    printed = json.loads(json.dumps(outcome))
    messages = [
        finding["message"]
        for finding in printed["findings"]
        if finding["rule"] == "cost_awaiting_next_run"
    ]
    for kind in TYPES:
        said = f"Type {kind}, accounting date 2099-01-06, lies at or after"
        assert any(message.startswith(said) for message in messages)
        assert said in page
