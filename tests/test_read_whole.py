"""Every row of an export is read or rejected with a reason; blank rows are no rows."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from recon.errors import ExportError
from recon.mapping import ENTITIES
from recon.systems.maestro.files import candidates_of, find_exports, notes_of
from recon.warehouse.database import Database
from recon.workspace.config import MaestroSide
from tests.exports import rejects, stage

HEAD = "Projet;Activité;Groupe;Budget;Description\n"
NOT_CLOSED = "a quote opens and is not closed on its row"
MISPLACED = "a quote closes in the middle of a cell"


def lines(*rows: str) -> str:
    return HEAD + "".join(f"{row}\n" for row in rows)


def rows_like(count: int) -> list[str]:
    return [f"24-001;01-{n:03};EQ;{n},00;Ligne {n}" for n in range(1, count + 1)]


def counts(db: Database, entity: str = "budget_line") -> tuple[int, int, int]:
    """Rows counted, loaded and rejected."""
    [row] = db.execute(
        "select counted, loaded, rejected from pull.conservation where list = ?",
        [entity],
    ).fetchall()
    return row


@pytest.mark.parametrize(
    "damaged",
    [
        '24-001;01-100;EQ;1,00;" de diamètre',
        '24-001;01-100;EQ;"1,00;x',
        '"24-001;01-100;EQ;1,00;x',
        '24-001;"01-100;EQ;1,00;',
        '24-001;01-100;EQ;1,00;"',
        '24-001;01-100;EQ;1,00;"x; y',
    ],
)
@pytest.mark.parametrize("place", [0, 5, 11])
def test_a_quote_that_never_closes_costs_its_own_row(
    db: Database, damaged: str, place: int
) -> None:
    listed = rows_like(12)
    listed[place] = damaged
    loaded = stage(db, "budget_line", lines(*listed))
    assert len(loaded) == 11
    assert [(r[0], r[3]) for r in rejects(db)] == [(place + 2, NOT_CLOSED)]
    assert counts(db) == (12, 11, 1)


def test_two_stray_quotes_that_look_like_one_cell_cost_their_own_rows(
    db: Database,
) -> None:
    listed = rows_like(12)
    listed[2] = '24-001;01-003;EQ;3,00;"x'
    listed[7] = '24-001;01-008;EQ;8,00;x"'
    loaded = stage(db, "budget_line", lines(*listed))
    # An inch mark inside a cell is a letter; only the one that opens a cell is damage.
    assert len(loaded) == 11
    assert [r[0] for r in rejects(db)] == [4]


@pytest.mark.parametrize(
    "damaged",
    ['24-001;01-100;EQ;1,00;"a"b', '"24"-001;01-100;EQ;1,00;x', '24-001;01;EQ;1;""a"'],
)
def test_a_quote_in_the_middle_of_a_cell_is_a_reject(
    db: Database, damaged: str
) -> None:
    stage(db, "budget_line", lines(*rows_like(3), damaged))
    assert [(r[0], r[3]) for r in rejects(db)] == [(5, MISPLACED)]


def test_an_inch_mark_inside_a_text_stays_a_letter(db: Database) -> None:
    content = 'Code;Nom;Statut;Synchroniser\nS1;Tuyaux 6" Roy;A;O\nS2;B;A;O\n'
    rows = stage(db, "supplier", content)
    assert [row["name"] for row in rows] == ['Tuyaux 6" Roy', "B"]


@pytest.mark.parametrize(
    "name",
    ['"Béton\nle bon\ninc."', '"Roy; fils\net ""cie"""', '"\n"', '"a\n\nb"'],
)
def test_a_cell_of_several_lines_is_one_cell(db: Database, name: str) -> None:
    content = f"Code;Nom;Statut;Synchroniser\nS1;{name};A;O\nS2;B;A;O\n"
    rows = stage(db, "supplier", content)
    assert [row["code"] for row in rows] == ["S1", "S2"]
    assert rejects(db) == []


def test_a_cell_of_several_lines_may_stand_first_or_last(db: Database) -> None:
    content = 'Nom;Code;Statut;Synchroniser\n"Un\ndeux";S1;A;O\n'
    [row] = stage(db, "supplier", content)
    assert (row["code"], row["name"]) == ("S1", "Un\ndeux")


def test_a_cell_of_several_lines_may_stand_last(db: Database) -> None:
    content = 'Code;Statut;Synchroniser;Nom\nS1;A;O;"Un\ndeux"\nS2;A;O;Trois\n'
    rows = stage(db, "supplier", content)
    assert [row["name"] for row in rows] == ["Un\ndeux", "Trois"]


@pytest.mark.parametrize(
    "blank", ["", ";;;;", "  ;\u00a0;;;", "\t", '"";"";"";"";""', '" ";;;;""']
)
def test_blank_rows_are_no_rows(db: Database, blank: str) -> None:
    content = lines(*rows_like(2), blank, *rows_like(1), blank)
    loaded = stage(db, "budget_line", content)
    assert [row["row"] for row in loaded] == [2, 3, 5]
    assert rejects(db) == []
    assert counts(db) == (3, 3, 0)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_end_is_a_line_end(db: Database, end: str) -> None:
    content = lines(*rows_like(4)).replace("\n", end)
    assert len(stage(db, "budget_line", content.encode())) == 4


def test_line_ends_may_differ_from_row_to_row(db: Database) -> None:
    first, *rest = lines(*rows_like(4)).splitlines()
    ends = ["\n", "\r\n", "\r", "\n"]
    body = "".join(a + b for a, b in zip(rest, ends, strict=True))
    content = f"{first}\r\n{body}"
    assert len(stage(db, "budget_line", content.encode())) == 4


def test_lines_above_the_column_names_are_titles(db: Database) -> None:
    content = "Constructions Boréalis;;;;\nListe des budgets\n\n" + lines(*rows_like(2))
    rows = stage(db, "budget_line", content)
    assert [row["row"] for row in rows] == [5, 6]
    [(text, is_doubt)] = db.execute(
        "select text, is_doubt from pull.file_note"
    ).fetchall()
    assert "3 lines stand above the column names" in text
    assert not is_doubt


def test_a_row_of_totals_is_no_record_and_states_what_was_meant(db: Database) -> None:
    content = lines(*rows_like(3), "Total;;;6,00;")
    assert len(stage(db, "budget_line", content)) == 3
    assert [r[3] for r in rejects(db)] == ["a row of totals"]
    assert counts(db) == (4, 3, 1)
    assert db.execute("select * from pull.control_total").fetchall() == [
        ("budget_line", "amount", "6.00")
    ]


def test_a_supplier_called_total_is_a_supplier(db: Database) -> None:
    content = "Code;Nom;Statut;Synchroniser\nTOTAL;Total Énergies;A;O\n"
    [row] = stage(db, "supplier", content)
    assert row["code"] == "TOTAL"


def test_a_last_row_without_line_end_may_be_cut(db: Database) -> None:
    stage(db, "budget_line", lines(*rows_like(3)).removesuffix("\n"))
    [(kind, is_doubt)] = db.execute(
        "select kind, is_doubt from pull.file_note"
    ).fetchall()
    assert (kind, is_doubt) == ("cut", True)


def test_two_encodings_in_one_file_reject_the_rows_of_the_rarer(db: Database) -> None:
    head = b"Code;Nom;Statut;Synchroniser\n"
    rows = [f"S{n};Béton {n};A;O\n".encode() for n in range(1, 5)]
    rows[2] = "S3;Béton 3;A;O\n".encode("windows-1252")
    found = stage(db, "supplier", head + b"".join(rows))
    assert [row["name"] for row in found] == ["Béton 1", "Béton 2", "Béton 4"]
    assert [(r[0], r[3]) for r in rejects(db)] == [
        (4, "written in windows-1252, the rest of the file in utf-8")
    ]


@pytest.mark.parametrize("written", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_tabs_is_read(db: Database, written: str) -> None:
    content = lines(*rows_like(3)).replace(";", "\t").encode(written)
    assert len(stage(db, "budget_line", content, MaestroSide())) == 3


def test_numbers_of_another_convention_are_one_statement(db: Database) -> None:
    listed = [f"24-001;01-{n:03};EQ;{n},740.21;x" for n in range(1, 9)]
    with pytest.raises(ExportError) as caught:
        stage(db, "budget_line", lines(*listed))
    assert "a decimal point" in caught.value.what
    assert "1,740.21; 2,740.21; 3,740.21" in caught.value.what
    assert 'decimal = "."' in caught.value.next_step


def test_two_numbers_of_another_convention_are_rejects(db: Database) -> None:
    listed = [*rows_like(8), "24-001;02-001;EQ;1,740.21;x", "24-001;02-002;EQ;9.5;x"]
    assert len(stage(db, "budget_line", lines(*listed))) == 8
    assert len(rejects(db)) == 2


def test_a_code_that_a_spreadsheet_shortened_is_a_reject(db: Database) -> None:
    stage(db, "budget_line", lines("24-001;1,23E+17;EQ;1,00;x", *rows_like(1)))
    [(_, field, _, reason)] = rejects(db)
    assert (field, reason) == (
        "activity_code",
        "a code that a spreadsheet shortened to 1,23E+17",
    )


@pytest.mark.parametrize("written", ["", "Z", "77", "é"])
def test_a_transaction_type_outside_its_list_is_a_reject(
    db: Database, written: str
) -> None:
    head = (
        "Projet;No transaction;Version;Activité;Groupe;Montant;Date comptable;Statut\n"
    )
    content = head + f"24-001;T1;{written};01-100;EQ;5,00;2026-01-02;T\n"
    assert stage(db, "project_cost", content) == []
    assert rejects(db)[0][1] == "transaction_type"


# Workbooks.


def workbook(path: Path, sheets: dict[str, list[list[Any]]], **options: Any) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            if name in options.get("hidden", ()):
                sheet.hide()
            for number, row in enumerate(table):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(number, column, value)
            for span in options.get("merged", ()):
                sheet.merge_range(*span)
    return path


LABELS = ["Projet", "Activité", "Groupe", "Budget"]


def table(first: int, last: int) -> list[list[Any]]:
    return [["24-001", f"01-{n:03}", "EQ", n] for n in range(first, last + 1)]


def notes(db: Database) -> list[tuple[str, str, bool]]:
    return db.execute(
        "select kind, text, is_doubt from pull.file_note order by all"
    ).fetchall()


def test_every_sheet_with_the_column_names_is_read(
    db: Database, tmp_path: Path
) -> None:
    sheets = {
        "Feuil1": [LABELS, *table(1, 6)],
        "Feuil1 (2)": [LABELS, *table(7, 9)],
        "Cachée": [LABELS[::-1], *[row[::-1] for row in table(10, 11)]],
    }
    path = workbook(tmp_path / "budget.xlsx", sheets, hidden=["Cachée"])
    rows = stage(db, "budget_line", path)
    assert sorted(row["amount"] for row in rows) == [Decimal(n) for n in range(1, 12)]
    assert {row["file"] for row in rows} == {"m/x", "m/x!Feuil1 (2)", "m/x!Cachée"}
    assert counts(db) == (11, 11, 0)
    [(kind, text, is_doubt)] = notes(db)
    assert (kind, is_doubt) == ("sheet", False)
    assert "sheet 'Cachée' (3 rows, hidden) was read" in text


def test_a_sheet_without_column_names_is_named_and_doubted(
    db: Database, tmp_path: Path
) -> None:
    sheets = {
        "Budget": [LABELS, *table(1, 6)],
        "Suite": table(7, 9),
        "Notes": [["Préparé par Marie"]],
        "Vide": [],
    }
    stage(db, "budget_line", workbook(tmp_path / "budget.xlsx", sheets))
    assert [(text.partition("'")[2][:5], doubt) for _, text, doubt in notes(db)] == [
        ("Notes", False),
        ("Suite", True),
    ]


def test_a_project_that_is_merged_down_counts_for_each_row(
    db: Database, tmp_path: Path
) -> None:
    body = [[None, f"01-{n:03}", "EQ", n] for n in range(1, 5)]
    path = workbook(
        tmp_path / "budget.xlsx",
        {"Budget": [LABELS, *body]},
        merged=[(1, 0, 3, 0, "24-001")],
    )
    rows = stage(db, "budget_line", path)
    codes = [row["project_code"] for row in rows]
    assert codes == ["24-001", "24-001", "24-001", None]


def test_cells_that_show_no_value_are_rejects(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*LABELS, "Remarque"])
        for number, row in enumerate(table(1, 6), start=1):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 3, "=D2*2", None, 10)
        sheet.write_number(3, 3, 1.23e17)
        sheet.write_formula(4, 4, "=1/0", None, "#DIV/0!")  # no column of ours
    rows = stage(db, "budget_line", path)
    assert [row["row"] for row in rows] == [3, 5, 6, 7]
    assert [(r[0], r[1]) for r in rejects(db)] == [(2, "amount"), (4, "amount")]
    assert "#DIV/0!" in rejects(db)[0][3]
    assert "1.23E+17" in rejects(db)[1][3]


def test_a_formula_without_a_value_is_a_reject(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, LABELS)
        for number, row in enumerate(table(1, 3), start=1):
            sheet.write_row(number, 0, row)
        sheet.write_formula(2, 3, "=1+1", None, 424242)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"<v>424242</v>", b"")
    with zipfile.ZipFile(path, "w") as archive:
        for part, body in parts.items():
            archive.writestr(part, body)
    assert [row["row"] for row in stage(db, "budget_line", path)] == [2, 4]
    assert rejects(db)[0][:2] == (3, "amount")
    assert rejects(db)[0][3] == "a formula whose value was not computed"


def test_an_old_workbook_counts_and_names_its_sheets_too(
    db: Database, tmp_path: Path
) -> None:
    import xlwt

    book = xlwt.Workbook()
    for name, first, last in (("Un", 1, 3), ("Deux", 4, 5)):
        sheet = book.add_sheet(name)
        for row, cells in enumerate([LABELS, *table(first, last)]):
            for column, value in enumerate(cells):
                sheet.write(row, column, value)
    book.save(str(tmp_path / "budget.xls"))
    assert len(stage(db, "budget_line", tmp_path / "budget.xls")) == 5
    assert counts(db) == (5, 5, 0)


# Several files.


def test_every_file_that_bears_a_list_s_name_is_named(tmp_path: Path) -> None:
    for name in ("budget.csv", "budget (1).csv", "Budget - Copie.xlsx", "budgets.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "budget_2026-10.csv").write_text("budget.csv")
    (tmp_path / "budgetaire.csv").write_text("x")
    (tmp_path / "~$budget.xlsx").write_text("x")
    found = find_exports(tmp_path, MaestroSide())["budget_line"]
    assert found.path.name == "budget.csv"
    told = {note.text.split(" also")[0]: note.is_doubt for note in notes_of(found)}
    assert told == {
        "budgets.txt": True,
        "budget (1).csv": True,
        "Budget - Copie.xlsx": True,
        "budget_2026-10.csv": False,  # the same bytes again
    }


def test_a_file_that_recon_toml_names_leaves_no_doubt(tmp_path: Path) -> None:
    for name in ("budget.csv", "budget (1).csv"):
        (tmp_path / name).write_text(name)
    side = MaestroSide(files={"budget_line": "budget (1).csv"})
    found = find_exports(tmp_path, side)["budget_line"]
    assert found.path.name == "budget (1).csv"
    assert [note.is_doubt for note in notes_of(found)] == [False]


@pytest.mark.parametrize(
    "entity", [e for e in ENTITIES if e.files], ids=lambda e: e.name
)
def test_no_file_is_a_candidate_of_two_lists(entity: Any, tmp_path: Path) -> None:
    for other in ENTITIES:
        for stem in other.files:
            (tmp_path / f"{stem}.csv").write_text("x")
    own = {path.stem for path in candidates_of(tmp_path, entity.files)}
    assert own == set(entity.files)
