"""An analyst looks around: from projects to a cell to its records, changing nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recon.cli.report import lab
from recon.errors import ReportError, RuleError
from recon.review.explore import Explorer, open_explorer
from recon.workspace import Workspace


@pytest.fixture(scope="module")
def look(demo: Workspace) -> Iterator[Explorer]:
    """The demo company, opened to look around."""
    opened = open_explorer(demo.folder)
    yield opened
    opened.close()


def test_a_cell_leads_to_the_transactions_behind_it(look: Explorer) -> None:
    codes = look.codes("24-301").text
    [row] = [line for line in codes.splitlines() if line.startswith("03-300 | DI")]
    lines = look.transactions("24-301", "03-300", "di").text

    assert "\u22128\u00a0430,80" in row
    assert "T0000229/1" in lines
    assert "missing in Procore | unexplained" in lines


def test_budget_and_cost_add_up_to_the_project(look: Explorer) -> None:
    [(cost,)] = look.db.execute(
        "select sum(maestro_total) from cost.bridge where project_key = '24-301'"
    ).fetchall()
    shown = look.periods("24-301").text
    amounts = re.findall(r"\d{4}-\d\d \| ([\d\u00a0,]+) \|", shown)
    cents = sum(int(re.sub(r"\D", "", amount)) for amount in amounts)
    assert cents == int(cost * 100)


def test_a_picture_says_in_words_what_it_shows(look: Explorer) -> None:
    html = look.chart("24-301").html
    words = r'alt="Cost of project 24-301 by month in CAD\. 20\d\d-\d\d: maestro\*'
    assert re.search(words, html)
    assert 'src="data:image/png;base64,' in html


def test_a_project_nobody_knows_is_told_with_some_that_are(look: Explorer) -> None:
    with pytest.raises(ReportError, match="No project has the code 99-999") as refused:
        look.codes("99-999")
    assert "24-001" in refused.value.next_step


@pytest.mark.parametrize(
    "query",
    [
        "select nothing from nowhere",
        "copy (select 1) to 'out.csv'",
        "drop table cost.pair",
        "select * from read_csv('/etc/hostname')",
    ],
)
def test_an_own_question_can_do_no_harm(look: Explorer, query: str) -> None:
    with pytest.raises(RuleError, match="the query"):
        look.sql(query)


def test_an_own_question_keeps_exact_amounts(look: Explorer) -> None:
    shown = look.sql("select cast('1234567890123456.78' as decimal(18, 2)) as amount")
    assert "1\u00a0234\u00a0567\u00a0890\u00a0123\u00a0456,78" in shown.html


def test_lab_gives_the_workspace_notebooks_of_its_own(
    demo: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "recon.toml").write_text("", encoding="utf-8")
    called: list[Any] = []

    def call(command: Any) -> int:
        called.append(command)
        return 0

    monkeypatch.setattr("subprocess.call", call)

    with pytest.raises(SystemExit):
        lab(str(tmp_path))
    own = tmp_path / "notebooks" / "review.ipynb"
    own.write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit):
        lab(str(tmp_path))

    assert called[0][-1] == str(tmp_path / "notebooks")
    assert own.read_text(encoding="utf-8") == "mine"
    explore = (tmp_path / "notebooks" / "explore.ipynb").read_text(encoding="utf-8")
    assert 'workspace: str = \\"..\\"' in explore
