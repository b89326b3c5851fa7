"""Numbers, dates, boxes and letters as exports write them: read right, or refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recon.errors import ExportError
from recon.warehouse.database import Database
from recon.workspace.config import ENCODINGS, MaestroSide
from tests.exports import BUDGET, rejects, stage

# As written, the decimal mark of the profile, and the amount; or why it is refused.
NUMBERS: list[tuple[str, str, str | None, str]] = [
    *[
        (text, ",", "1234567.89", "")
        for text in (
            "1234567,89",
            "1 234 567,89",
            "1\u00a0234\u00a0567,89",
            "1\u202f234\u202f567,89",
            "$1 234 567,89",
            "1 234 567,89$",
            "1 234 567,89 $",
            " 1234567,89 ",
        )
    ],
    *[
        (text, ".", "1234567.89", "")
        for text in (
            "1234567.89",
            "1,234,567.89",
            "$1,234,567.89",
            "$ 1,234,567.89",
            "1\u00a0234\u00a0567.89",
        )
    ],
    *[
        (text, ",", "-45.60", "")
        for text in (
            "-45,60",
            "45,60-",
            "(45,60)",
            "-45,6",
            "(45,60 $)",
            "-45,60 $",
            "-$45,60",
        )
    ],
    *[
        (text, ".", "-45.60", "")
        for text in ("-45.60", "45.60-", "(45.60)", "($45.60)")
    ],
    *[
        (text, ",", amount, "")
        for text, amount in (
            ("0", "0.00"),
            ("0,00", "0.00"),
            ("-0,00", "0.00"),
            ("00012", "12.00"),
            ("9999999999999999,99", "9999999999999999.99"),
            ("0,01", "0.01"),
        )
    ],
    *[
        (text, ",", None, "not a number with the decimal mark ,")
        for text in (
            "1,234.56",
            "1.234",
            "12 34,00",
            "1 2345,00",
            "1e5",
            "1_000",
            "abc",
            "12,3,4",
            "--1",
            "(1",
            "1)",
            "-1-",
            "(-1)",
            "=1+1",
            "1/2",
            "12h",
            "0x10",
            "½",
            "12,",
            ",5",
            "1'234,50",
            "12.34",
            "∞",
            "NaN",
            "1 000 000 ,00",
            "CAD 5",
        )
    ],
    *[
        (text, ".", None, "not a number with the decimal mark .")
        for text in (
            "1234,5",
            "1.234.567",
            "12,34.00",
            "1,2345.00",
            "5 CAD",
            "1 23.00",
        )
    ],
    *[
        (text, mark, None, "more than two decimals")
        for text, mark in (
            ("0,285", ","),
            ("1234567,890", ","),
            ("1234567.8900", "."),
            ("1,000", ","),
            ("1234,561", ","),
            ("0.001", "."),
            ("(0,999)", ","),
        )
    ],
    ("", ",", None, "empty"),
    ("99999999999999999,00", ",", None, "too large an amount"),
    ("12345678901234567890", ",", None, "too large an amount"),
]
# The profile's format, as written, and the day; or why it is refused.
DATES: list[tuple[str, str, date | None, str]] = [
    ("auto", "2026-10-31", date(2026, 10, 31), ""),
    ("auto", "31-10-2026", date(2026, 10, 31), ""),
    ("auto", "31/10/2026", date(2026, 10, 31), ""),
    ("auto", "10/31/2026", date(2026, 10, 31), ""),
    ("auto", "2026/10/31", date(2026, 10, 31), ""),
    ("auto", "20261031", date(2026, 10, 31), ""),
    ("auto", "2026-10-31 00:00:00", date(2026, 10, 31), ""),
    ("auto", "2026-10-31T14:05:00.000", date(2026, 10, 31), ""),
    ("auto", "2024-02-29", date(2024, 2, 29), ""),
    ("AAAA-MM-JJ", "2026-10-31", date(2026, 10, 31), ""),
    ("JJ-MM-AAAA", "03-04-2026", date(2026, 4, 3), ""),
    ("JJ/MM/AAAA", "03/04/2026", date(2026, 4, 3), ""),
    ("DD/MM/YYYY", "03/04/2026 08:30", date(2026, 4, 3), ""),
    ("MM/JJ/AAAA", "03/04/2026", date(2026, 3, 4), ""),
    ("AAAA/MM/JJ", "2026/04/03", date(2026, 4, 3), ""),
    ("AAAAMMJJ", "20260403", date(2026, 4, 3), ""),
    ("serial", "46326", date(2026, 10, 31), ""),
    ("serial", "46326,5", date(2026, 10, 31), ""),
    ("serial", "1", date(1899, 12, 31), ""),
    ("auto", "", None, ""),
    ("auto", "0000-00-00", None, ""),
    ("AAAA-MM-JJ", "0000-00-00", None, ""),
    ("JJ/MM/AAAA", "00/00/0000", None, ""),
    ("AAAAMMJJ", "00000000", None, ""),
    ("serial", "0", None, ""),
    ("AAAA-MM-JJ", "31/10/2026", None, "not a date written AAAA-MM-JJ"),
    ("AAAA-MM-JJ", "2026-13-01", None, "not a date written AAAA-MM-JJ"),
    ("AAAA-MM-JJ", "2026-02-30", None, "not a date written AAAA-MM-JJ"),
    ("AAAA-MM-JJ", "hier", None, "not a date written AAAA-MM-JJ"),
    ("JJ/MM/AAAA", "10/31/2026", None, "not a date written JJ/MM/AAAA"),
    ("MM/JJ/AAAA", "31/10/2026", None, "not a date written MM/JJ/AAAA"),
    ("AAAAMMJJ", "2026103", None, "not a date written AAAAMMJJ"),
    ("JJ/MM/AAAA", "31/10/26", None, "not a date written JJ/MM/AAAA"),
    ("AAAA-MM-JJ", "26-10-31", None, "not a date written AAAA-MM-JJ"),
    ("serial", "2026-10-31", None, "not a date written serial"),
    ("serial", "99999999", None, "not a date written serial"),
]
YES = ("O", "o", "Oui", "OUI", "Y", "yes", "1", "true", "Vrai", "X", "-1")
NO = ("N", "n", "Non", "NO", "0", "false", "Faux")
NEITHER = ("2", "peut-être", "T", "?")
NAME = "Béton Élévâtîon çà œuvre Ltée"
PROJECT = "Numéro;Nom;Date de début;Synchroniser ce projet avec Procore;Statut\n"


def side(decimal: str = ",", date_format: str = "auto") -> MaestroSide:
    return MaestroSide.model_validate(
        {"decimal": decimal, "date_format": date_format, "delimiter": ";"}
    )


@pytest.mark.parametrize(("written", "mark", "amount", "reason"), NUMBERS)
def test_a_number_is_read_or_refused_with_its_place(
    db: Database, written: str, mark: str, amount: str | None, reason: str
) -> None:
    content = f'{BUDGET}24-015;03-300;MA;1\n24-015;03-301;MA;"{written}"\n'
    rows = stage(db, "budget_line", content, side(mark))
    if reason:
        assert [row["row"] for row in rows] == [2]
        assert rejects(db) == [(3, "amount", written.strip(), reason)]
    else:
        assert rows[1]["amount"] == (None if amount is None else Decimal(amount))
        assert rejects(db) == []


@pytest.mark.parametrize(("form", "written", "day", "reason"), DATES)
def test_a_date_is_read_or_refused_with_its_place(
    db: Database, form: str, written: str, day: date | None, reason: str
) -> None:
    content = f'{PROJECT}24-015;Pont;"{written}";O;A\n'
    rows = stage(db, "project", content, side(",", form))
    if reason:
        assert rows == []
        assert rejects(db) == [(2, "start_on", written, reason)]
    else:
        assert rows[0]["start_on"] == day


@pytest.mark.parametrize("written", [*YES, *NO, *NEITHER])
def test_a_box_is_yes_or_no_and_nothing_else(db: Database, written: str) -> None:
    rows = stage(db, "project", f"{PROJECT}24-015;Pont;;{written};A\n", side())
    if written in NEITHER:
        assert rejects(db) == [(2, "is_ticked", written, "neither yes nor no")]
    else:
        assert rows[0]["is_ticked"] is (written in YES)


@pytest.mark.parametrize(
    "written", ["utf-8", "utf-8-sig", "windows-1252", "iso-8859-1", "cp850", "utf-16"]
)
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_letters_are_those_that_were_written(
    db: Database, written: str, delimiter: str
) -> None:
    name = NAME.replace("œ", "o") if written in ("iso-8859-1", "cp850") else NAME
    lines = ("Code", "Nom", "Statut", "Synchroniser"), ("S1", name, "A", "O")
    text = "".join(delimiter.join(line) + "\r\n" for line in lines)
    imposed = written if written in ENCODINGS else "auto"
    profile = MaestroSide.model_validate({"encoding": imposed})
    [row] = stage(db, "supplier", text.encode(written), profile)
    assert row["name"] == name


@pytest.mark.parametrize(
    ("written", "claimed"), [("windows-1252", "utf-8"), ("utf-16", "utf-8")]
)
def test_letters_of_another_encoding_stop_with_the_byte(
    db: Database, written: str, claimed: str
) -> None:
    content = f"Code;Nom;Statut;Synchroniser\nS1;{NAME};A;O\n".encode(written)
    with pytest.raises(ExportError, match=r"not valid utf-8|null characters"):
        stage(db, "supplier", content, MaestroSide(encoding=claimed))


def test_blanks_that_fill_a_fixed_length_are_no_part_of_a_value(db: Database) -> None:
    content = (
        "Code      ;Nom                 ;Statut;Synchroniser\n"
        "S1        ;Béton Roy           ;A     ;O\n"
    )
    [row] = stage(db, "supplier", content)
    assert (row["code"], row["name"], row["status"]) == ("S1", "Béton Roy", "A")


def test_an_old_workbook_is_read_with_its_days_and_numbers(
    db: Database, tmp_path: Path
) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Projets")
    for column, label in enumerate(
        (
            "Numéro",
            "Nom",
            "Date de début",
            "Date de fermeture",
            "Statut",
            "Synchroniser ce projet avec Procore",
        )
    ):
        sheet.write(0, column, label)
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    sheet.write(1, 0, "00012")
    sheet.write(1, 1, "Pont")
    sheet.write(1, 2, date(2026, 10, 31), day)
    sheet.write(1, 3, 46326)
    sheet.write(1, 4, "A")
    sheet.write(1, 5, "O")
    book.save(str(tmp_path / "projets.xls"))
    [row] = stage(db, "project", tmp_path / "projets.xls")
    assert row["project_code"] == "00012"
    assert (row["start_on"], row["closing_on"]) == (date(2026, 10, 31),) * 2


def test_a_share_may_carry_its_sign(db: Database) -> None:
    content = "No;Projet;Fournisseur;% retenue\n1;24-015;S1;10 %\n"
    side = MaestroSide.model_validate(
        {"headers": {"subcontract": {"% retenue": "holdback_percent", "No": "number"}}}
    )
    [row] = stage(db, "subcontract", content, side)
    assert row["holdback_percent"] == Decimal(10)


def test_the_matrix_is_large() -> None:
    letters = 6 * 4 + 2
    assert len(NUMBERS) + len(DATES) + len(YES + NO + NEITHER) + letters >= 120
