"""What an export may suffer in its layout, its numbers, its columns and its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

from tests.gates.damages import (
    DAMAGED,
    HARMLESS,
    Made,
    a_cell,
    as_file,
    encoded,
    everything,
    kind,
    lines_of,
    with_cell,
)
from tests.gates.exported import Table, number_of, written

NBSP = "\u00a0"

# Numbers and errors.


def _other_numbers(
    table: Table, chance: Random, shown: Callable[[str], str], share: float
) -> Made | None:
    places = table.places("aq")
    touched: set[int] = set()
    rows = [list(row) for row in table.rows]
    for number, row in enumerate(rows):
        if chance.random() > share:
            continue
        for place in places:
            if number_of(row[place]) is not None and shown(row[place]) != row[place]:
                row[place] = shown(row[place])
                touched.add(number)
    if not touched:
        return None
    content = written([table.labels, *rows]).encode("windows-1252")
    return as_file(table, content, DAMAGED, touched)


def _english(cell: str) -> str:
    return cell.replace(",", ".").replace(NBSP, ",")


def _with_point(cell: str) -> str:
    return cell.replace(NBSP, ".")


def _with_quote(cell: str) -> str:
    return cell.replace(NBSP, "'")


@kind
def numbers_of_another_convention_in_all_cells(
    table: Table, chance: Random
) -> Made | None:
    return _other_numbers(
        table, chance, chance.choice((_english, _english, _with_point)), 1.0
    )


@kind
def numbers_of_another_convention_in_some_cells(
    table: Table, chance: Random
) -> Made | None:
    shown = chance.choice((_english, _with_point, _with_quote))
    return _other_numbers(table, chance, shown, chance.choice((0.02, 0.1, 0.3)))


@kind
def third_decimals(table: Table, chance: Random) -> Made | None:
    row, place = a_cell(table, chance, "a", 3)
    if row < 0 or number_of(table.rows[row][place]) is None:
        return None
    cell = table.rows[row][place] + chance.choice("0123456789")
    return as_file(table, with_cell(table, row, place, cell), DAMAGED, {row})


def _put(table: Table, chance: Random, kinds: str, texts: tuple[str, ...]) -> Made:
    row, place = a_cell(table, chance, kinds)
    content = with_cell(table, row, place, chance.choice(texts))
    is_key = table.columns[place].kind == "k"
    return as_file(table, content, DAMAGED, {row}, is_blind=is_key)


@kind
def number_shown_in_powers(table: Table, chance: Random) -> Made | None:
    return _put(table, chance, "kca", ("1,23E+17", "1.23E+17", "5,62E+14"))


@kind
def error_shown_in_a_text_file(table: Table, chance: Random) -> Made | None:
    errors = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NOM?", "#N/D")
    return _put(table, chance, "kctsaqdy", errors)


# Rows that are no records.


def _shown(total: Decimal) -> str:
    return f"{total:,.2f}".replace(",", NBSP).replace(".", ",")


def _sum(table: Table, rows: list[int], place: int) -> str:
    """The sum of the valid amounts: the demo company has two that are not."""
    cells = [table.rows[row][place] for row in rows]
    numbers = [number_of(cell) for cell in cells if re.search(r",\d\d$", cell)]
    return _shown(sum((n for n in numbers if n is not None), Decimal(0)))


def _total(table: Table, label: str, rows: list[int]) -> str:
    cells = [""] * len(table.columns)
    cells[0] = label
    place = table.places("a")[0]
    cells[place] = _sum(table, rows, place)
    return ";".join(cells)


def _has_totals(table: Table) -> bool:
    return table.entity in ("budget_line", "modified_budget", "project_cost") or (
        table.entity in ("commitment_line", "change_order_line", "prime_contract_line")
    )


@kind
def row_of_totals(table: Table, chance: Random) -> Made | None:
    if not _has_totals(table):
        return None
    label = chance.choice(("Total", "TOTAL", "Grand total", "Total général", "Totaux"))
    total = _total(table, label, list(everything(table)))
    blank = [""] * chance.randint(0, 1)
    return as_file(table, encoded([*lines_of(table), *blank, total]), HARMLESS)


@kind
def rows_of_subtotals(table: Table, chance: Random) -> Made | None:
    if not _has_totals(table):
        return None
    label = chance.choice(("Sous-total", "Sous-total {}", "Total {}", "Subtotal {}"))
    head, *rest = lines_of(table)
    lines, group = [head], list[int]()
    for row, line in enumerate(rest):
        lines.append(line)
        group.append(row)
        code = table.rows[row][0]
        if row + 1 == len(rest) or table.rows[row + 1][0] != code:
            lines.append(_total(table, label.format(code), group))
            group = []
    return as_file(table, encoded(lines), HARMLESS)


@kind
def a_count_or_a_footer(table: Table, chance: Random) -> Made | None:
    last = chance.choice(
        (
            f"Nombre d'enregistrements : {len(table.rows)}",
            f"Nombre;{len(table.rows)}",
            "Page 3 de 3",
            "Imprimé le 2026-11-01 à 08:14 par MTREMBLAY",
            "*** Fin du rapport ***",
        )
    )
    # It may be rejected, and doubted: that it is no record is not sure.
    return as_file(table, encoded([*lines_of(table), last]), DAMAGED)


@kind
def title_rows(table: Table, chance: Random) -> Made | None:
    titles = [
        "Constructions Boréalis-Nord",
        f"Liste : {table.stem}",
        "Imprimé le 2026-11-01;;Page 1",
        "",
        ";" * (len(table.columns) - 1),
        "Projet : tous",
    ]
    chosen = chance.sample(titles, k=chance.randint(1, 4))
    return as_file(table, encoded([*chosen, *lines_of(table)]), HARMLESS)


@kind
def blank_rows(table: Table, chance: Random) -> Made | None:
    blanks = ("", ";" * (len(table.columns) - 1), "   ", f" ;{NBSP};", "\t")
    lines = lines_of(table)
    for _ in range(chance.randint(1, 6)):
        lines.insert(chance.randint(1, len(lines)), chance.choice(blanks))
    return as_file(table, encoded(lines), HARMLESS)


@kind
def column_names_again(table: Table, chance: Random) -> Made | None:
    lines = lines_of(table)
    head = lines[0]
    for _ in range(chance.randint(1, 3)):
        lines.insert(chance.randint(2, len(lines)), head)
    return as_file(table, encoded(lines), HARMLESS)


@kind
def rows_again_after_a_page_break(table: Table, chance: Random) -> Made | None:
    if len(table.rows) < 4:
        return None
    at = chance.randrange(3, len(table.rows))
    again = range(at - chance.randint(1, 3), at)
    lines = lines_of(table)
    head = [lines[0]] * chance.randint(0, 1)
    repeated = [lines[row + 1] for row in again]
    content = encoded([*lines[: at + 1], *head, *repeated, *lines[at + 1 :]])
    return as_file(table, content, DAMAGED, again)


# Columns.


def _columns(table: Table, order: list[int]) -> bytes:
    rows = [[row[place] for place in order] for row in [table.labels, *table.rows]]
    return written(rows).encode("windows-1252")


@kind
def columns_in_another_order(table: Table, chance: Random) -> Made | None:
    order = list(range(len(table.columns)))
    chance.shuffle(order)
    return as_file(table, _columns(table, order), HARMLESS)


@kind
def columns_in_another_language(table: Table, chance: Random) -> Made | None:
    names = [c.alias if chance.random() < 0.7 else c.label for c in table.columns]
    letters = chance.choice((str, str.upper, lambda text: f" {text} "))
    lines = written([[letters(name) for name in names], *table.rows])
    return as_file(table, lines.encode("windows-1252"), HARMLESS)


@kind
def a_column_more(table: Table, chance: Random) -> Made | None:
    label = chance.choice(("Remarque", "Utilisateur", "Colonne1", ""))
    place = chance.randint(0, len(table.columns))
    rows = [[*r[:place], "x", *r[place:]] for r in table.rows]
    head = [*table.labels[:place], label, *table.labels[place:]]
    content = written([head, *rows]).encode("windows-1252")
    return as_file(table, content, HARMLESS)


def _without(table: Table, place: int, content: bytes) -> Made:
    """A list that lost a column: what stood in it is lost, the codes perhaps."""
    column = table.columns[place]
    touched = {n for n, row in enumerate(table.rows) if row[place]}
    if column.is_required:
        return as_file(table, content, DAMAGED, everything(table), is_blind=True)
    is_key = column.kind == "k"
    return as_file(table, content, DAMAGED, touched, is_outside=True, is_blind=is_key)


def _dropped(table: Table, place: int) -> Made:
    order = [n for n in range(len(table.columns)) if n != place]
    return _without(table, place, _columns(table, order))


def _optional(table: Table, chance: Random, is_required: bool) -> int | None:
    places = [n for n, c in enumerate(table.columns) if c.is_required == is_required]
    return chance.choice(places) if places else None


@kind
def optional_column_dropped(table: Table, chance: Random) -> Made | None:
    place = _optional(table, chance, is_required=False)
    return None if place is None else _dropped(table, place)


@kind
def required_column_dropped(table: Table, chance: Random) -> Made | None:
    place = _optional(table, chance, is_required=True)
    return None if place is None else _dropped(table, place)


@kind
def column_under_an_unknown_name(table: Table, chance: Random) -> Made | None:
    place = chance.randrange(len(table.columns))
    names = list(table.labels)
    names[place] = chance.choice(("Champ 7", "COL_03", "Sans titre", ""))
    content = written([names, *table.rows]).encode("windows-1252")
    return _without(table, place, content)


@kind
def no_column_names(table: Table, chance: Random) -> Made | None:
    content = written(table.rows).encode("windows-1252")
    return as_file(table, content, DAMAGED, everything(table), is_blind=True)


# Files.


def _names(table: Table) -> tuple[str, ...]:
    stem, other = table.stem, table.other_stem
    return (
        f"{stem} (1).csv",
        f"{stem} - Copie.csv",
        f"{stem}_2026-10.csv",
        f"{other}.csv",
        f"{stem}.txt",
    )


@kind
def the_same_file_twice(table: Table, chance: Random) -> Made | None:
    made = as_file(table, encoded(lines_of(table)), HARMLESS)
    content = made.files[f"{table.stem}.csv"]
    name = chance.choice(_names(table))
    return Made({**made.files, name: content}, HARMLESS)


@kind
def a_second_file_with_other_rows(table: Table, chance: Random) -> Made | None:
    if len(table.rows) < 2:
        return None
    lines = lines_of(table)
    kept = sorted(chance.sample(range(1, len(lines)), k=max(1, len(lines) // 2)))
    second = encoded([lines[0], *(lines[n] for n in kept)])
    made = as_file(table, encoded(lines), DAMAGED)
    files = {**made.files, chance.choice(_names(table)): second}
    return Made(files, DAMAGED, frozenset(everything(table)), is_blind=True)
