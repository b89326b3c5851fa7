"""An export is read by its profile's convention, or says where it does not fit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from recon.errors import ExportError
from recon.mapping import ENTITIES
from recon.systems.maestro.files import find_exports
from recon.warehouse.database import Database
from recon.workspace.config import MaestroSide
from tests.exports import BUDGET, budget, rejects, stage

SUPPLIER = "Code;Nom;Statut;Synchroniser\n"
FRENCH = [
    ("1234,56", "1234.56"),
    ("1 234,56", "1234.56"),
    ("1\u00a0234,56", "1234.56"),
    ("1\u202f234,56", "1234.56"),
    ("12 345 678,90", "12345678.90"),
    ("-1,50", "-1.50"),
    ("1,50-", "-1.50"),
    ("(1 234,56)", "-1234.56"),
    ("1 234,56 $", "1234.56"),
    ("$ 5", "5.00"),
    ("0,5", "0.50"),
    ("7", "7.00"),
    ("12,50", "12.50"),
    ("1 234 567 890 123 456,78", "1234567890123456.78"),
    ("1234567890123456,78", "1234567890123456.78"),
]
ENGLISH = [
    ("1234.56", "1234.56"),
    ("1,234.56", "1234.56"),
    ("12,345,678.90", "12345678.90"),
    ("-0.01", "-0.01"),
    ("(12.50)", "-12.50"),
]
REFUSED = [
    ("1_000", "not a number with the decimal mark ,"),
    ("1e3", "not a number with the decimal mark ,"),
    ("1.234,56", "not a number with the decimal mark ,"),
    ("1 23,4", "not a number with the decimal mark ,"),
    ("--5", "not a number with the decimal mark ,"),
    ("(5", "not a number with the decimal mark ,"),
    ("-(5)", "not a number with the decimal mark ,"),
    ("abc", "not a number with the decimal mark ,"),
    ("12,999", "more than two decimals"),
    ("164,380", "more than two decimals"),
    ("12,500", "more than two decimals"),
    ("85,000", "more than two decimals"),
    ("", "empty"),
    ("#N/A", "the error value #N/A of a spreadsheet"),
    ("#DIV/0!", "the error value #DIV/0! of a spreadsheet"),
    ("########", "the error value ######## of a spreadsheet"),
    ("0,285", "more than two decimals"),
    ("99999999999999999,00", "too large an amount"),
]


@pytest.mark.parametrize(("written", "amount"), FRENCH)
def test_french_amounts(db: Database, written: str, amount: str) -> None:
    [row] = stage(db, "budget_line", budget(written))
    assert row["amount"] == Decimal(amount)


@pytest.mark.parametrize(("written", "amount"), ENGLISH)
def test_english_amounts(db: Database, written: str, amount: str) -> None:
    side = MaestroSide(decimal=".", delimiter=";")
    [row] = stage(db, "budget_line", budget(written), side)
    assert row["amount"] == Decimal(amount)


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_other_amounts_are_rejected(db: Database, written: str, reason: str) -> None:
    rows = stage(db, "budget_line", budget("1,00", written, "2,00"))
    assert [row["row"] for row in rows] == [2, 4]
    assert rejects(db) == [(3, "amount", written, reason)]


def test_codes_keep_their_zeros_and_signs(db: Database) -> None:
    rows = stage(
        db, "budget_line", BUDGET + '0012;01;1;5\n1E5;=03;;5\n24-015  ;\'@;">";5\n'
    )
    assert [row["project_code"] for row in rows] == ["0012", "1E5", "24-015"]
    assert [row["activity_code"] for row in rows] == ["01", "=03", "'@"]
    assert [row["group_code"] for row in rows] == ["1", None, ">"]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("auto", (SUPPLIER + "S1;Béton œuvré;A;O\n").encode("windows-1252")),
        ("auto", (SUPPLIER + "S1;Béton œuvré;A;O\n").encode()),
        ("auto", (SUPPLIER + "S1;Béton œuvré;A;O\n").encode("utf-8-sig")),
        ("utf-16", (SUPPLIER + "S1;Béton œuvré;A;O\n").encode("utf-16")),
        ("windows-1252", (SUPPLIER + "S1;Béton œuvré;A;O\n").encode("windows-1252")),
    ],
)
def test_accents_survive_each_encoding(
    db: Database, encoding: str, content: bytes
) -> None:
    [row] = stage(db, "supplier", content, MaestroSide(encoding=encoding))
    assert row["name"] == "Béton œuvré"


def test_an_old_code_page_is_read_when_named(db: Database) -> None:
    content = (SUPPLIER + "S1;Béton;A;O\n").encode("cp850")
    [row] = stage(db, "supplier", content, MaestroSide(encoding="cp850"))
    assert row["name"] == "Béton"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_in_the_header(db: Database, delimiter: str) -> None:
    content = f"{SUPPLIER}S1;Béton;A;O\n".replace(";", delimiter)
    [row] = stage(db, "supplier", content)
    assert (row["code"], row["is_ticked"]) == ("S1", True)


def test_english_headers_and_any_letter_case(db: Database) -> None:
    content = "supplier CODE,Name,Status,Synchronize\nS1,Concrete,A,No\n"
    [row] = stage(db, "supplier", content)
    assert (row["name"], row["is_ticked"]) == ("Concrete", False)


def test_a_company_s_own_headers(db: Database) -> None:
    side = MaestroSide(headers={"supplier": {"Raison sociale": "name"}})
    content = "Code;Raison sociale;Statut;Synchroniser\nS1;Béton;A;O\n"
    [row] = stage(db, "supplier", content, side)
    assert row["name"] == "Béton"


def test_a_quoted_cell_may_hold_lines_and_delimiters(db: Database) -> None:
    content = SUPPLIER + 'S1;"Béton; ""le bon""\ninc.";A;O\nS2;Autre;A;O\n'
    first, second = stage(db, "supplier", content)
    assert first["name"] == 'Béton; "le bon"\ninc.'
    assert second["row"] == 3


def test_rows_of_another_width_are_rejected_with_their_number(db: Database) -> None:
    content = SUPPLIER + "S1;Un;A;O\nS2;Deux;A\nS3;Trois;A;O;X\nS4;Quatre;A;O\n"
    rows = stage(db, "supplier", content)
    assert [(row["row"], row["code"]) for row in rows] == [(2, "S1"), (5, "S4")]
    assert rejects(db) == [
        (3, "", "S2;Deux;A", "3 cells; the header has 4"),
        (4, "", "S3;Trois;A;O;X", "5 cells; the header has 4"),
    ]


PROJECT = "Numéro;Nom;Statut;Synchroniser;Date de début\n"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-02-03", date(2025, 2, 3)),
        ("03/22/2025", date(2025, 3, 22)),
        ("22/03/2025", date(2025, 3, 22)),
        ("22-03-2025", date(2025, 3, 22)),
        ("0000-00-00", None),
    ],
)
def test_dates_are_read_where_only_one_way_fits(
    db: Database, written: str, day: date | None
) -> None:
    [row] = stage(db, "project", f"{PROJECT}24-1;Un;A;O;{written}\n")
    assert row["start_on"] == day


def test_dates_that_read_both_ways_are_refused(db: Database) -> None:
    with pytest.raises(ExportError, match="may be day-first or month-first") as caught:
        stage(
            db,
            "project",
            f"{PROJECT}24-1;Un;A;O;03/04/2025\n24-2;Deux;A;O;05/06/2025\n",
        )
    assert "03/04/2025" in caught.value.what
    assert "date_format" in caught.value.next_step


def test_the_profile_settles_dates_that_read_both_ways(db: Database) -> None:
    side = MaestroSide(date_format="JJ/MM/AAAA")
    [row] = stage(db, "project", f"{PROJECT}24-1;Un;A;O;03/04/2025\n", side)
    assert row["start_on"] == date(2025, 4, 3)


def test_a_date_of_another_form_is_rejected(db: Database) -> None:
    content = f"{PROJECT}24-1;Un;A;O;2025-02-03\n24-2;Deux;A;O;2025-02-31\n"
    assert len(stage(db, "project", content)) == 1
    assert rejects(db) == [
        (3, "start_on", "2025-02-31", "not a date written AAAA-MM-JJ")
    ]


def test_a_box_that_is_neither_yes_nor_no_is_rejected(db: Database) -> None:
    assert stage(db, "supplier", SUPPLIER + "S1;Béton;A;peut-être\n") == []
    assert rejects(db) == [(2, "is_ticked", "peut-être", "neither yes nor no")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The export is empty"),
        (b"\n\n", "The first lines are empty"),
        (b"Code;Nom;Statut\n", "The column 'Synchronize' is missing"),
        (
            b"Code;Nom;nom;Statut;Synchroniser\n",
            "Two columns give the same field, name: Nom, nom",
        ),
        (b"Code;Nom;Statut;Synchroniser\nS1;B\0;A;O\n", "null characters"),
    ],
)
def test_a_file_that_does_not_fit_stops_with_the_reason(
    db: Database, content: bytes, words: str
) -> None:
    with pytest.raises(ExportError, match=words) as caught:
        stage(db, "supplier", content)
    assert caught.value.next_step


def test_a_row_whose_letters_were_lost_is_rejected(db: Database) -> None:
    content = (SUPPLIER + "S1;B\ufffdton;A;O\nS2;Béton;A;O\n").encode()
    [row] = stage(db, "supplier", content)
    assert row["code"] == "S2"
    [reject] = rejects(db)
    assert reject[3] == "letters were lost when the file was written (U+FFFD)"


def test_damaged_letters_are_said_with_their_place(db: Database) -> None:
    content = SUPPLIER.encode() + b"S1;B\xe9ton;A;O\n"
    with pytest.raises(
        ExportError, match=r"not valid utf-8 \(byte 0xe9 at position 33"
    ):
        stage(db, "supplier", content, MaestroSide(encoding="utf-8"))


def test_a_workbook_is_read_as_its_profile_would_write_it(
    db: Database, tmp_path: Path
) -> None:
    path = tmp_path / "budget.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Projet", "Activité", "Groupe", "Budget"])
        sheet.write_row(1, 0, ["0012", "01-100", "=", 1234.5])
        sheet.write_row(2, 0, [24, "01-100", "@", 0.1 + 0.2])
        sheet.write_row(3, 0, ["24-015", "01-100", ";", "1 234,56"])
        sheet.write_row(4, 0, ["24-015", "01-200", "1", 1234567890123456.78])

    rows = stage(db, "budget_line", path)

    assert [row["project_code"] for row in rows] == ["0012", "24", "24-015"]
    assert [row["group_code"] for row in rows] == ["=", "@", ";"]
    assert [str(row["amount"]) for row in rows] == ["1234.50", "0.30", "1234.56"]
    assert rejects(db)[0][:2] == (5, "amount")


def test_workbook_dates_and_boxes(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "projets.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, PROJECT.strip().split(";"))
        sheet.write_row(1, 0, ["24-1", "Un", "A", True])
        style = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 4, date(2025, 2, 3), style)

    [row] = stage(db, "project", path)

    assert (row["start_on"], row["is_ticked"]) == (date(2025, 2, 3), True)


def test_a_file_that_is_no_workbook_is_said(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(ExportError, match="cannot be opened"):
        stage(db, "budget_line", path)


def test_exports_are_found_by_their_usual_or_given_names(tmp_path: Path) -> None:
    for name in ("Fournisseurs.CSV", "clients.xlsx", "liste projets.csv"):
        (tmp_path / name).write_text("x")
    found = find_exports(tmp_path, MaestroSide(files={"project": "liste projets.csv"}))
    assert {entity: one.path.name for entity, one in found.items()} == {
        "supplier": "Fournisseurs.CSV",
        "customer": "clients.xlsx",
        "project": "liste projets.csv",
    }


def test_a_named_export_that_is_absent_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"is not there: mes_projets\.csv"):
        find_exports(tmp_path, MaestroSide(files={"project": "mes_projets.csv"}))


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_no_header_names_two_fields(entity: object) -> None:
    labels = [
        (label.casefold(), field.name)
        for field in entity.fields  # type: ignore[attr-defined]
        for label in {field.maestro or field.name, *field.headers}
    ]
    names = {label for label, _ in labels}
    assert len(names) == len({*labels})
