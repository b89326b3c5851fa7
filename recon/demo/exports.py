"""The demo company's maestro* exports, as a Quebec office would save them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from recon.demo.company import Company
from recon.demo.export_columns import COLUMNS, FILES

_EXPORTED = datetime(2026, 10, 31, 18, 0, 0)


def write_exports(company: Company, folder: Path) -> None:
    """Write one file an entity: fr-CA text in Windows-1252, customers as a workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity, name in FILES.items():
        header = [label for _, label in COLUMNS[entity]]
        rows = [
            [_cell(row.get(key)) for key, _ in COLUMNS[entity]]
            for row in company.maestro[entity]
        ]
        write = _write_workbook if name.endswith(".xlsx") else _write_text
        write(folder / name, [header, *rows])
    totals = [
        [row["entity"], row["rows"], row["amount"].replace(".", ",")]
        for row in company.control_totals
    ]
    _write_text(folder / "control_totals.csv", [["entity", "rows", "amount"], *totals])


def _write_text(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="windows-1252", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)


def _write_workbook(path: Path, rows: list[list[str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.set_properties({"created": _EXPORTED})
        sheet = workbook.add_worksheet("Clients")
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)


def _cell(value: object) -> str:
    writers: dict[type, Callable[..., str]] = {
        Decimal: french_number,
        date: date.isoformat,
        type(None): lambda _: "",
    }
    return writers.get(type(value), str)(value)


def french_number(value: Decimal) -> str:
    """Write a number as fr-CA does: no-break spaces between thousands, a comma."""
    return f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")
