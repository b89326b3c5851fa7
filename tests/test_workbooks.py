"""Workbooks hold what a screen takes: text codes, real dates, no formula, no surprise."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from recon.decisions.propose import Selection, make_plan
from recon.errors import ApprovalError, ExportError
from recon.fixes.fix import Fix, Line
from recon.fixes.plan_file import Plan
from recon.fixes.workbook import hostile_cell, write_workbooks
from recon.review.session import ReviewSession
from recon.review.worklist import take_worklist, write_worklist
from recon.workspace import Workspace
from recon.workspace.trail import entries
from tests.applying import PROPOSER, made


def row(entity: str, *cells: tuple[str, str]) -> Fix:
    """An import row as the planner would make it."""
    return Fix(
        id="X" + "-".join(value for _, value in cells)[:20],
        kind="import",
        step=1,
        system="maestro",
        entity=entity,
        project=None,
        key=cells[0][1],
        field=None,
        before=None,
        after=None,
        amount="0.00",
        rules=("only_in_procore",),
        findings=("F1",),
        why="",
        screen="",
        action="Import",
        lines=tuple(Line(label, value) for label, value in cells),
    )


def read(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def books(folder: Path, *fixes: Fix) -> list[Path]:
    plan = Plan({"pull": "20261130T080000Z"}, fixes)
    return write_workbooks(folder, plan)


def test_codes_keep_zeros_and_signs_as_text(tmp_path: Path) -> None:
    codes = ("00012", "=SUM(1)", "@S1", "+1 418 555", "1E5", "-5")
    fixes = [row("supplier", ("Code", code), ("Name", f"N {code}")) for code in codes]

    book, _ = books(tmp_path, *fixes)

    head, *rows = read(book)
    assert head == ["Code", "Name"]
    assert [r[0] for r in rows] == list(codes)
    assert all(isinstance(r[0], str) for r in rows)


def test_dates_are_dates_and_amounts_are_numbers(tmp_path: Path) -> None:
    cells = (("Project", "24-001"), ("Activity", "01-100"), ("Group", "DI"))
    fix = row("modified_budget", *cells, ("Modification", "-1234.50"))
    dated = row("project", ("Code", "24-001"), ("Start Date", "2026-03-02"))

    first, second, _ = books(tmp_path, fix, dated)

    assert read(first)[1] == ["24-001", "01-100", "DI", -1234.5]
    assert read(second)[1] == ["24-001", date(2026, 3, 2)]


def test_an_amount_a_sheet_cannot_hold_is_written_as_text(tmp_path: Path) -> None:
    fix = row("modified_budget", ("Modification", "12345678901234.56"))

    book, _ = books(tmp_path, fix)

    assert read(book)[1] == ["12345678901234.56"]


def test_no_cell_is_blank_and_no_workbook_has_a_formula(tmp_path: Path) -> None:
    fixes = (
        row("supplier", ("Code", "S1"), ("Name", "Un")),
        row("supplier", ("Code", "S2"), ("Name", "Deux"), ("City", "Laval")),
        row("supplier", ("Code", "S3"), ("Name", "Trois")),
    )

    paths = books(tmp_path, *fixes)

    imports = [path for path in paths if "import" in path.name]
    assert [len(read(path)) for path in imports] == [3, 2]
    for path in paths:
        with zipfile.ZipFile(path) as parts:
            assert b"<f>" not in b"".join(parts.read(n) for n in parts.namelist())
        if path in imports:
            assert all("" not in cells for cells in read(path))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((("Code", "S1"), ("Name", "=HYPERLINK(1)")), "could be read as a formula"),
        ((("Code", "S1"), ("Name", "@now")), "could be read as a formula"),
        ((("Code", "S1"), ("Name", "a\tb")), "holds a control character"),
        ((("Code", "S1"), ("Name", "x" * 61)), "is longer than 60"),
        ((("Code", "S12345678901"),), "is longer than 10"),
    ],
)
def test_hostile_text_is_refused_with_its_finding(
    tmp_path: Path, cells: tuple[tuple[str, str], ...], said: str
) -> None:
    fix = row("supplier", *cells)

    [worklist] = books(tmp_path, fix)

    assert said in str(hostile_cell(fix))
    [_, listed] = read(worklist)
    assert said in listed[-1]
    assert listed[1] == "F1"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo company with the bridge retired, checked and planned."""
    return made(tmp_path_factory.mktemp("books"), bridge="retired")


def test_every_import_row_of_the_demo_is_read_back(workspace: Workspace) -> None:
    plan, _ = make_plan(workspace, Selection(), who=PROPOSER, with_forecast=False)

    paths = write_workbooks(workspace.plans, plan)

    imported = [fix for fix in plan.fixes if fix.kind == "import"]
    written = {
        tuple(str(cell) for cell in cells)
        for path in paths
        if "import" in path.name
        for cells in read(path)[1:]
    }
    texts = {
        tuple(
            str(float(x.value)) if x.label == "Modification" else x.value
            for x in f.lines
        )
        for f in imported
    }
    assert len(imported) > 8
    assert written == texts
    assert len(read(paths[-1])) == len(plan.fixes) + 1


@pytest.fixture
def session(workspace: Workspace) -> Any:
    """A session on which nothing was decided yet."""
    opened = ReviewSession(workspace, "Contrôleuse")
    yield opened
    opened.close()


def fill(path: Path, decisions: dict[str, dict[str, str]], edit: str = "") -> None:
    """Fill in decisions as a person would in a spreadsheet, and save."""
    import xlsxwriter

    head, *rows = read(path)
    place = {name: number for number, name in enumerate(head)}
    for cells in rows:
        for name, value in decisions.get(cells[0], {}).items():
            cells[place[name]] = value
        if cells[0] == edit:
            cells[place["maestro*"]] = "999999.00"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([head, *rows]):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, str(cell))


def test_decisions_come_back_from_a_spreadsheet(
    session: ReviewSession, tmp_path: Path
) -> None:
    path = tmp_path / "worklist.xlsx"
    assert write_worklist(session, path) == 263
    [first, second] = [
        r["id"] for r in session.page(session_filter("tax_left_in"))["rows"]
    ][:2]
    [third] = [
        r["id"] for r in session.page(session_filter("holdback_differs"))["rows"]
    ]
    accept = {"Decision": "accept", "Reason": "connu", "Until": "2027-01-31"}
    assign = {"Decision": "Assign", "To": "Marc"}
    fill(path, {first: accept, second: accept, third: assign})

    said = take_worklist(session, path)

    assert len(said) == 2
    taken = [e for e in entries(session.workspace.trail) if e.kind == "decision"][-2:]
    assert {e.facts["verb"] for e in taken} == {"accept", "assign"}
    assert all(e.who == "Contrôleuse" for e in taken)
    rows = {r["id"]: r for r in session.page(session_filter("tax_left_in"))["rows"]}
    assert rows[first]["status"] == "accepted"


def session_filter(rule: str) -> Any:
    from recon.review.session import Filter

    return Filter(rule=rule)


def test_edited_facts_are_refused_and_nothing_is_recorded(
    session: ReviewSession, tmp_path: Path
) -> None:
    path = tmp_path / "worklist.xlsx"
    write_worklist(session, path)
    [one] = [r["id"] for r in session.page(session_filter("over_commitment"))["rows"]]
    fill(path, {one: {"Decision": "accept", "Reason": "x"}}, edit=one)
    count = len(list(entries(session.workspace.trail)))

    with pytest.raises(ExportError, match="its facts were edited"):
        take_worklist(session, path)

    assert len(list(entries(session.workspace.trail))) == count


def test_a_decision_that_is_none_is_refused(
    session: ReviewSession, tmp_path: Path
) -> None:
    path = tmp_path / "worklist.xlsx"
    write_worklist(session, path)
    [one] = [r["id"] for r in session.page(session_filter("over_commitment"))["rows"]]
    fill(path, {one: {"Decision": "perhaps"}})

    with pytest.raises(ExportError, match="'perhaps' is none of"):
        take_worklist(session, path)


def test_an_action_on_an_older_view_is_refused(session: ReviewSession) -> None:
    [one] = [r["id"] for r in session.page(session_filter("over_commitment"))["rows"]]
    version = session.version
    session.act("comment", [one], version, reason="vu")

    with pytest.raises(ApprovalError, match="have changed since they were shown"):
        session.act("comment", [one], version, reason="encore")


def test_a_session_narrows_sorts_and_pages(session: ReviewSession) -> None:
    from recon.review.session import PAGE, Filter

    first = session.page(Filter(), "amount", down=True)
    second = session.page(Filter(), "amount", down=True, start=PAGE)
    amounts = [r["amount"] for r in first["rows"]]
    assert len(first["rows"]) == PAGE
    assert amounts == sorted(amounts, key=float, reverse=True)
    assert not {r["id"] for r in first["rows"]} & {r["id"] for r in second["rows"]}
    assert session.page(Filter(least="50000"))["count"] < first["count"]
    assert session.page(Filter(text="béton"))["count"] > 0
    assert session.page(Filter(severity="none of these"))["count"] == 0


def test_the_grid_leaves_a_plain_table_in_a_static_page(session: ReviewSession) -> None:
    from recon.review.grid import ReviewGrid

    grid = ReviewGrid(session)
    bundle = grid._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle

    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].count("<tr>") == 264
    assert "263 of 263 findings under review" in data["text/html"]


def test_what_people_said_of_a_finding_is_shown_with_it(session: ReviewSession) -> None:
    [one] = [r["id"] for r in session.page(session_filter("over_commitment"))["rows"]]
    session.act("comment", [one], session.version, reason="The site was called")
    assert any(
        "The site was called" in said for said in session.detail(one)["comments"]
    )
