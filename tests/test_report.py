"""The report is one page that asks nothing of any network and alters no figure."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest

from recon.cli.demo_company import make_demo
from recon.errors import PullError, ReportError
from recon.report.formats import day, number
from recon.report.month_end import open_month_end
from recon.report.render import render_report
from recon.report.tables import MOST_ROWS, Column, table
from recon.resources import notebooks
from recon.rules.check import check
from recon.sandbox.app import Sandbox
from recon.workspace import Workspace, open_workspace
from tests.company import demo_state, pull_demo, quiet

HOSTILE = "<script>alert(1)</script> & \"Fils\" 'inc.' $x$ **gras**"


@pytest.fixture(scope="module")
def page(demo: Workspace) -> str:
    """The demo company's page."""
    return render_report(demo, "2026-10", ()).read_text(encoding="utf-8")


class Outside(HTMLParser):
    """Collects every reference that leaves the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "href", "action") and not (value or "").startswith("#"):
                self.found.append(f"{tag} {name} {value}")
            if name.startswith("on"):
                self.found.append(f"{tag} {name}")
        if tag in ("link", "iframe", "object", "embed", "base", "form"):
            self.found.append(tag)


def test_the_page_refers_to_nothing_outside(page: str) -> None:
    outside = Outside()
    outside.feed(page)
    assert outside.found == []
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_the_page_s_own_script_only(page: str) -> None:
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'\"" in page
    assert "default-src 'none'" in page


def test_accents_and_figures_arrive_unchanged(page: str) -> None:
    assert '<html lang="en">' in page
    assert "Constructions Boréalis-Nord (demo)" in page
    assert "Béton Rivardelle inc." in page
    assert "125\u00a0000,00" in page
    assert "\u22126\u00a0500,00" in page
    assert "0.285000" in page


def test_each_rule_that_speaks_is_explained(page: str, outcome: dict[str, Any]) -> None:
    for rule in {finding["rule"] for finding in outcome["findings"]}:
        assert f'id="{rule}"' in page
    for finding in outcome["findings"]:
        assert finding["id"] in page


def test_completeness_and_scope_are_stated(page: str) -> None:
    assert "1 project is outside [scope] and not compared: ADM-01." in page
    assert "Procore says 20 rows, 19 were received" in page
    assert "not a number with the decimal mark ," in page
    assert "customer (no link evidence)" in page
    assert "equal code, presumed" in page


def test_the_pull_s_time_is_the_company_s(page: str, demo: Workspace) -> None:
    month = open_month_end(demo.folder, "2026-10")
    assert "(America/Toronto), pull 20" in page
    assert month.title().text in page.replace("\n", " ")


def test_code_is_hidden_but_reachable(page: str) -> None:
    assert '<details class="code">' in page
    assert "month.all_findings()" in page
    assert "<details open" not in page


def test_no_path_and_no_time_of_the_run_is_published(
    page: str, demo: Workspace
) -> None:
    assert f"workspace = '{demo.folder.name}'" in html.unescape(page)
    assert str(demo.folder) not in page
    assert str(Path.home()) not in page
    assert "papermill" not in page
    assert "duration" not in page


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    make_demo(tmp_path, 1)
    state = demo_state(tmp_path)
    [vendor] = [v for v in state["vendors"] if v["abbreviated_name"] == "S1112"]
    vendor["name"] = HOSTILE
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(state))
    check(workspace, quiet)

    page = render_report(workspace, "2026-10", ()).read_text(encoding="utf-8")

    assert page.count("<script>") == 1
    # Tags are stripped from Procore's texts; what is left is escaped.
    assert "alert(1) &amp; \"Fils\" 'inc.' $x$ **gras**" in page


def test_exact_money_reaches_the_page(tmp_path: Path) -> None:
    make_demo(tmp_path, 1)
    exports = tmp_path / "exports" / "budget.csv"
    lines = [
        "24-002;01-100;DI;1 234 567 890 123 456,78;",
        "24-002;01-500;DI;1\u00a0234,56;",
        "24-002;03-100;DI;0,285;",
        "24-002;03-200;DI;12,999;",
    ]
    with exports.open("a", encoding="windows-1252", newline="") as stream:
        stream.write("\r\n".join(lines) + "\r\n")
    state = demo_state(tmp_path)
    [project] = [p for p in state["projects"] if p["project_number"] == "24-003"]
    rows = state["sites"][str(project["id"])]["detail_rows"]
    for row, written in zip(
        rows,
        ("@number:0.285", "12.999", "@number:1234567890123456.78"),
        strict=False,
    ):
        row["original_budget_amount"] = written
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(state))
    check(workspace, quiet)

    page = render_report(workspace, "2026-10", ()).read_text(encoding="utf-8")

    shown = page.replace("\u00a0", " ")
    assert shown.count("1 234 567 890 123 456,78") >= 2
    assert "1 234,56" in shown
    for raw in ("0.285", "12.999", "0,285", "12,999"):
        assert f">{raw}<" in page
    assert "13,00" in shown
    assert shown.count("more than two decimals") >= 3


def test_costs_that_were_not_read_are_not_compared(tmp_path: Path) -> None:
    make_demo(tmp_path, 1)
    (tmp_path / "exports" / "transactions.csv").unlink()
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(demo_state(tmp_path)))
    check(workspace, quiet)
    month = open_month_end(tmp_path, "2026-10")

    assert "not compared costs" in month.summary().text
    for query in ("tie_out_by_project", "tie_out_by_period", "tie_out_by_code"):
        shown = month.section(query)
        assert "Costs were not compared" in shown.text
        assert "maestro.project_cost" in shown.text


def test_one_project_alone(demo: Workspace) -> None:
    page = render_report(demo, "2026-09", ("24-201",)).read_text(encoding="utf-8")
    assert "Projects: 24-201." in page
    assert "S1112" not in page
    assert "118\u00a0500,00" in page


def test_english_numbers(demo: Workspace, tmp_path: Path) -> None:
    shutil.copytree(demo.folder, tmp_path, dirs_exist_ok=True)
    toml = tmp_path / "recon.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('number_format = "fr-CA"', 'number_format = "en-CA"'))
    month = open_month_end(tmp_path)
    assert "125,000.00" in month.budget_lines().html


@pytest.mark.parametrize("period", ["2026", "2026-13", "octobre", "../x"])
def test_a_period_that_is_no_month_is_refused(demo: Workspace, period: str) -> None:
    with pytest.raises(ReportError, match="Invalid period"):
        render_report(demo, period, ())


def test_a_project_nobody_knows_is_refused(demo: Workspace) -> None:
    with pytest.raises(ReportError, match="No project has the code 99-999"):
        render_report(demo, "2026-10", ("99-999",))


def test_before_a_check_there_is_no_report(tmp_path: Path) -> None:
    make_demo(tmp_path, 1)
    with pytest.raises(PullError, match="This workspace has not been checked yet"):
        open_month_end(tmp_path)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("1234567890123456.78", "1 234 567 890 123 456,78", "1,234,567,890,123,456.78"),
        ("-0.01", "−0,01", "−0.01"),
        ("0.00", "0,00", "0.00"),
        ("999.90", "999,90", "999.90"),
        ("-12.345", "−12,35", "−12.35"),
        (
            f"{'9' * 36}.99",
            " ".join(["999"] * 12) + ",99",
            ",".join(["999"] * 12) + ".99",
        ),
    ],
)
def test_both_number_formats(value: str, french: str, english: str) -> None:
    assert number(Decimal(value), "fr-CA").replace("\u00a0", " ") == french
    assert number(Decimal(value), "en-CA") == english


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0.285000", "0,285"), ("1E+3", "1 000"), ("-1E-7", "−0,0000001"), ("0.0", "0")],
)
def test_a_quantity_shows_the_decimals_it_has(value: str, shown: str) -> None:
    assert number(Decimal(value), "fr-CA", None).replace("\u00a0", " ") == shown
    cells = table("Q", (Column("n", "quantity"),), [(Decimal(value),)], "fr-CA")
    assert f">{shown}<" in cells.html.replace("\u00a0", " ")


def test_a_count_has_no_decimals() -> None:
    assert number(1234567, "en-CA", 0) == "1,234,567"


def test_dates_are_the_reader_s() -> None:
    assert [day(date(2026, 3, 1), form) for form in ("fr-CA", "en-CA")] == [
        "2026-03-01",
        "2026-03-01",
    ]


def test_a_long_table_says_of_how_many_rows(tmp_path: Path) -> None:
    rows = [(str(n),) for n in range(MOST_ROWS + 5)]
    shown = table("Rows", (Column("n"),), rows, "fr-CA")
    assert shown.html.count("<tr>") == MOST_ROWS + 1
    assert "First 1000 of 1005 rows" in shown.html


def test_an_empty_table_says_so() -> None:
    assert "No findings." in table("Rows", (Column("n"),), [], "fr-CA").html


def test_notebooks_are_stories_without_output_or_logic() -> None:
    for path in notebooks().glob("*.ipynb"):
        notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert cells[0].metadata.tags == ["parameters"]
        for cell in cells:
            assert cell.outputs == []
            assert cell.execution_count is None
            assert len(cell.source.splitlines()) <= 5
            assert not re.search(r"\b(def|class)\b", cell.source)


def test_shipped_notebooks_run_from_a_fresh_kernel(
    demo: Workspace, tmp_path: Path
) -> None:
    shutil.copytree(demo.folder, tmp_path / "demo")
    shutil.copytree(notebooks(), tmp_path / "notebooks")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "nbval",
            "--nbval-lax",
            "--nbval-current-env",
            "--nbval-cell-timeout=120",
            "-c",
            "/dev/null",
            "--rootdir",
            str(tmp_path),
            str(tmp_path),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"\b4\d passed", run.stdout)
