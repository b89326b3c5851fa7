"""Lines of linked documents are paired one with one, and compared field by field."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from recon.resources import shipped_text
from recon.warehouse.database import Database
from recon.warehouse.line_match import pair_lines
from tests.drawing import fill, set_setting

COLUMNS = "number  text  quantity  unit  price  amount"
USUAL = {"project_code": "24-015", "entity": "purchase_order"}


def again(db: Database, step: str) -> None:
    """Make the tables of a step once more, of what was filled in."""
    text = shipped_text(f"warehouse/staging/{step}.sql")
    db.execute(re.sub(r"(?m)^create (table|macro|view)", r"create or replace \1", text))


def draw(db: Database, table: str, row: dict[str, str]) -> None:
    fill(db, table, "  ".join(row) + "\n" + "  ".join(row.values()))


def document(
    db: Database, entity: str = "purchase_order", method: str = "amount"
) -> None:
    """An order, a billing contract or a change order that both systems have."""
    usual = USUAL | {"entity": entity, "number_key": "N1"}
    ours = usual | {"source": "ours", "code": "N1", "external_key": "N1"}
    theirs = usual | {"source": "theirs", "procore_id": "7", "is_approved": "true"}
    theirs |= {"is_other_currency": "false", "accounting_method": method}
    if entity == "change_order":
        document(db, "subcontract")
        ours |= {"contract_key": "N1", "source": "our change", "code": "N1 / A1"}
        theirs |= {"contract_id": "7", "procore_id": "8", "source": "their change"}
    draw(db, "maestro.contract", ours)
    draw(db, "procore.contract", theirs)


def lines(
    db: Database, side: str, drawing: str, entity: str = "purchase_order"
) -> None:
    """Lines of one side, drawn under COLUMNS; all stand on one code unless given."""
    header, *rows = drawing.strip().splitlines()
    names = re.split(r"\s{2,}", header.strip())
    for place, row in enumerate(rows, start=1):
        cells = dict(zip(names, re.split(r"\s{2,}", row.strip()), strict=True))
        change = entity == "change_order"
        line = USUAL | {
            "entity": entity,
            "line_number": cells["number"],
            "description": cells["text"],
            "quantity": cells["quantity"],
            "unit": cells["unit"],
            "unit_price": cells["price"],
            "amount": cells["amount"],
            "activity_code": cells.get("code", "03-300"),
            "group_code": "''" if entity.startswith("prime") else "ST",
            "group_key": "''" if entity.startswith("prime") else "ST",
            "source": f"{side}#{place}",
        }
        if side == "maestro":
            line |= {"contract_source": "our change" if change else "ours"}
            line |= {"line_code": f"N1 / {cells['number']} #{place}"}
        else:
            line |= {"contract_id": "8" if change else "7", "line_id": str(100 + place)}
        draw(db, f"{side}.contract_line", line)


def compare(db: Database) -> None:
    """Link the documents, pair their lines, and say what differs."""
    db.execute("update mapping.field set is_exported = true")
    again(db, "04_change_order_link")
    again(db, "04_contract_link")
    again(db, "04_contract_line")
    pair_lines(db)
    again(db, "04_line_difference")
    again(db, "04_line_alone")


def differences(db: Database) -> list[tuple[str, str, str | None, str | None]]:
    """Each difference: the line's number, the field and both values."""
    compare(db)
    return db.execute(
        """
        select line_number, field, maestro_value, procore_value
        from link.line_difference order by all
        """
    ).fetchall()


def both(
    db: Database,
    ours: str,
    theirs: str,
    entity: str = "purchase_order",
    method: str = "amount",
) -> list[tuple[str, str, str | None, str | None]]:
    """What differs of a document whose lines are drawn for each side."""
    document(db, entity, method)
    lines(db, "maestro", f"{COLUMNS}\n{ours}", entity)
    lines(db, "procore", f"{COLUMNS}\n{theirs}", entity)
    return differences(db)


LINE = "1  Dalle  10  m3  25.00  250.00"


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (LINE, []),
        (
            "1  Dalle  30  m3  25.00  250.00",
            [("1", "quantity", "10.000000", "30.000000")],
        ),
        (
            "1  Dalle  10  m3  27.00  250.00",
            [("1", "unit_price", "25.000000", "27.000000")],
        ),
        (
            "1  Dalle  10  m3  -  250.00",
            [("1", "unit_price", "25.000000", "0.000000")],
        ),
        (
            "1  Dalle  0  m3  25.00  250.00",
            [("1", "quantity", "10.000000", "0.000000")],
        ),
        ("1  Dalle  10  m2  25.00  250.00", [("1", "unit", "m3", "m2")]),
        ("1  Dalle  10  -  25.00  250.00", [("1", "unit", "m3", None)]),
        ("1  Mur  10  m3  25.00  250.00", [("1", "description", "Dalle", "Mur")]),
        ("1  -  10  m3  25.00  250.00", [("1", "description", "Dalle", None)]),
        (
            "1  Dalle  20  m3  12.50  250.00",
            [
                ("1", "quantity", "10.000000", "20.000000"),
                ("1", "unit_price", "25.000000", "12.500000"),
            ],
        ),
    ],
)
def test_each_field_of_a_line_is_compared(
    db: Database, theirs: str, expected: list[tuple[str, ...]]
) -> None:
    assert both(db, LINE, theirs) == expected


@pytest.mark.parametrize(
    "theirs",
    [
        "1  DALLE  10  M3  25.00  250.00",
        "1  <p>Dalle</p>  10  m³  25.00  250.00",
        "1  Dalle  10  cu. m  25.00  250.00",
        "1  Dalle  10.004  m3  25.004  250.00",
        # The order of the lines of an order says nothing.
        "7  Dalle  10  m3  25.00  250.00",
    ],
)
def test_what_is_only_written_otherwise_is_equal(db: Database, theirs: str) -> None:
    assert both(db, LINE, theirs) == []


def test_a_description_that_was_cut_short_is_equal(db: Database) -> None:
    cut = "Dalle sur sol de 150 mm du rez-"
    ours, theirs = (LINE.replace("Dalle", t) for t in (cut, f"{cut}de-chaussée"))

    assert both(db, ours, theirs) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        ("1  A  0  -  0  500.00", "1  A  1  -  500.00  500.00", []),
        ("1  A  0  -  -  500.00", "1  A  1  LS  500.00  500.00", []),
        ("1  A  1  ff  500.00  500.00", "1  A  0  -  0  500.00", []),
        ("1  A  0  -  0  500.00", "1  A  1  m2  500.00  500.00", ["quantity"]),
        ("1  A  0  -  0  500.00", "1  A  2  -  250.00  500.00", ["quantity"]),
        ("1  A  0  ff  500.00  500.00", "1  A  1  ff  500.00  500.00", ["quantity"]),
        ("1  A  1  ff  0  500.00", "1  A  1  ff  500.00  500.00", ["unit_price"]),
        ("1  A  1  -  500.00  500.00", "1  A  1  ff  500.00  500.00", ["unit"]),
    ],
)
def test_a_lump_sum_is_once_its_amount_or_its_amount_alone(
    db: Database, ours: str, theirs: str, differ: list[str]
) -> None:
    fields = [d[1] for d in both(db, ours, theirs)]

    assert [f for f in fields if f in differ] == differ
    assert bool(fields) == bool(differ)


@pytest.mark.parametrize("lump_sums", ["whole", "any"])
def test_a_setting_says_that_a_lump_sum_may_be_partly_empty(
    db: Database, lump_sums: str
) -> None:
    set_setting(db, "lump_sums", lump_sums)

    found = both(db, "1  A  0  ff  500.00  500.00", "1  A  1  ff  500.00  500.00")

    assert len(found) == (lump_sums == "whole")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("1  A  3  m2  33.33  100.00", "1  A  3  m2  33.333333  100.00"),
        ("1  A  3  m2  33.3333  100.00", "1  A  3  m2  33.333333  100.00"),
        ("1  A  12.35  h  2.00  24.69", "1  A  12.345  h  2.00  24.69"),
    ],
)
def test_figures_are_compared_at_the_decimals_that_both_have(
    db: Database, ours: str, theirs: str
) -> None:
    assert both(db, ours, theirs) == []


def test_edge_a_cent_of_the_price_is_a_difference(db: Database) -> None:
    found = both(db, "1  A  1  u  500.00  500.00", "1  A  1  u  500.01  500.00")

    assert found == [("1", "unit_price", "500.000000", "500.010000")]


def test_a_column_that_is_not_exported_or_not_sent_is_not_compared(
    db: Database,
) -> None:
    document(db)
    lines(db, "maestro", f"{COLUMNS}\n1  A  0  -  0  500.00")
    lines(db, "procore", f"{COLUMNS}\n1  B  4  m2  125.00  500.00")
    db.execute("update mapping.field set is_answered = false where field = 'unit'")
    compare(db)
    db.execute("update mapping.field set is_exported = false where field = 'quantity'")
    again(db, "04_line_difference")

    found = db.execute("select field from link.line_difference order by all").fetchall()

    assert found == [("description",), ("unit_price",)]


def test_an_amount_that_quantity_or_price_changed_is_of_its_code(db: Database) -> None:
    assert both(db, LINE, "1  Dalle  12  m3  25.00  300.00") == []
    [change] = db.execute(
        """
        select what, line_number, maestro_quantity, procore_quantity,
            maestro_unit_price, procore_unit_price
        from link.code_change
        """
    ).fetchall()

    assert [str(v) for v in change] == [
        "priced",
        "1",
        *("10.000000", "12.000000"),
        *("25.000000", "25.000000"),
    ]


@pytest.mark.parametrize(
    ("theirs", "what"),
    [
        (f"{LINE}\n2  Mur  1  ff  90.00  90.00", ("added", 1, "90.00")),
        (
            f"{LINE}\n2  Mur  1  ff  90.00  90.00\n3  Toit  1  ff  10.00  10.00",
            ("added", 2, "100.00"),
        ),
        (
            "1  Dalle  10  m3  25.00  260.00\n2  Mur  1  ff  90.00  90.00",
            (None, 1, "90.00"),
        ),
        ("1  Dalle  10  m3  25.00  260.00", (None, 0, "0.00")),
    ],
)
def test_a_code_says_which_lines_make_its_amount_another(
    db: Database, theirs: str, what: tuple[str | None, int, str]
) -> None:
    assert both(db, LINE, theirs) == []

    [found] = db.execute(
        "select what, lines, lone_amount from link.code_change"
    ).fetchall()
    assert (found[0], found[1], str(found[2])) == what


def test_one_line_of_several_is_named(db: Database) -> None:
    other = "2  Mur  1  ff  90.00  90.00"
    both(db, f"{LINE}\n{other}", f"1  Dalle  10  m3  25.00  260.00\n{other}")

    [found] = db.execute(
        "select what, line_number, maestro_line, procore_line from link.code_change"
    ).fetchall()
    assert [str(v) for v in found] == ["one_line", "1", "250.00", "260.00"]


def test_a_line_that_procore_does_not_have_is_said(db: Database) -> None:
    both(db, f"{LINE}\n2  Mur  1  ff  90.00  90.00", LINE)

    [found] = db.execute("select what, lines from link.code_change").fetchall()
    assert found == ("removed", 1)


def test_another_line_of_the_code_is_compared_where_its_amount_differs(
    db: Database,
) -> None:
    found = both(
        db,
        f"{LINE}\n2  Mur  4  m2  20.00  80.00",
        "1  Dalle  10  m3  25.00  275.00\n2  Mur  5  m2  20.00  80.00",
    )

    assert found == [("2", "quantity", "4.000000", "5.000000")]


SWAPPED = (
    "1  Dalle  0  -  0  100.00\n2  Mur  0  -  0  200.00",
    "1  Dalle  0  -  0  200.00\n2  Mur  0  -  0  100.00",
)


@pytest.mark.parametrize("entity", ["purchase_order", "change_order", "prime_contract"])
def test_amounts_that_two_lines_swapped_are_reported_of_both(
    db: Database, entity: str
) -> None:
    found = both(db, *SWAPPED, entity)

    assert found == [
        ("1", "amount", "100.00", "200.00"),
        ("2", "amount", "200.00", "100.00"),
    ]


def test_lines_of_a_billing_schedule_are_paired_by_position(db: Database) -> None:
    ours, theirs = (text.replace("Mur", "Dalle") for text in SWAPPED)

    assert [d[1] for d in both(db, ours, theirs, "prime_contract")] == [
        "amount",
        "amount",
    ]


def test_lines_of_an_order_in_another_order_are_equal(db: Database) -> None:
    ours = "1  A  2  u  5.00  10.00\n2  B  3  u  5.00  15.00\n3  B  3  u  5.00  15.00"
    theirs = "1  B  3  u  5.00  15.00\n2  B  3  u  5.00  15.00\n3  A  2  u  5.00  10.00"

    assert both(db, ours, theirs) == []
    assert db.execute("from link.lone_line").fetchall() == []


ROWS = (
    "1  Dalle  10  m3  25.00  250.00",
    "2  Dalle  10  m3  26.00  260.00",
    "3  Mur  10  m3  25.00  250.00",
    "4  Toit  1  ff  250.00  250.00",
)


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_order_of_rows_never_matters(db: Database, order: tuple[int, ...]) -> None:
    theirs = [row.replace("10  m3", "11  m3") for row in ROWS]

    found = both(db, "\n".join(ROWS[n] for n in order), "\n".join(theirs))

    assert [(n, f) for n, f, _, _ in found] == [
        ("1", "quantity"),
        ("2", "quantity"),
        ("3", "quantity"),
    ]


def splits(db: Database) -> list[tuple[str, str, int, str]]:
    return db.execute(
        """
        select single_system, line_number, parts, part_numbers
        from link.line_split order by all
        """
    ).fetchall()


PARTS = "2  Dalle A  1  ff  60.00  60.00\n3  Dalle B  1  ff  190.00  190.00"


def test_a_line_that_is_several_on_the_other_side_is_a_split(db: Database) -> None:
    other = "9  Mur  1  ff  80.00  80.00"

    assert both(db, f"{LINE}\n{other}", f"{PARTS}\n{other}") == []
    assert splits(db) == [("maestro", "1", 2, "2, 3")]
    assert db.execute("from link.lone_line").fetchall() == []


def test_several_lines_that_are_one_in_procore_are_a_merger(db: Database) -> None:
    assert both(db, PARTS, LINE) == []
    assert splits(db) == [("procore", "1", 2, "2, 3")]
    assert db.execute("select line_id from link.line_split").fetchall() == [("101",)]


def test_a_split_is_found_where_another_line_of_the_code_changed(db: Database) -> None:
    both(
        db,
        f"{LINE}\n9  Mur  1  ff  80.00  80.00",
        f"{PARTS}\n9  Mur  1  ff  85.00  85.00",
    )

    assert splits(db) == [("maestro", "1", 2, "2, 3")]
    assert db.execute("select what from link.code_change").fetchall() == [("priced",)]


@pytest.mark.parametrize(
    "theirs",
    [
        # Each part has its own line, or may be of two, or the signs differ.
        "1  X  1  ff  100.00  100.00\n2  Y  1  ff  150.00  150.00",
        "1  X  1  ff  125.00  125.00\n2  Y  1  ff  125.00  125.00\n"
        "3  Z  1  ff  125.00  125.00",
        "1  X  1  ff  300.00  300.00\n2  Y  1  ff  -50.00  -50.00",
    ],
)
def test_edge_what_may_be_a_coincidence_is_no_split(db: Database, theirs: str) -> None:
    ours = f"{LINE}\n2  A  2  ff  50.00  100.00\n3  B  2  ff  75.00  150.00"

    both(db, ours if "150.00" in theirs else LINE, theirs)

    assert splits(db) == []


def test_lines_that_cancel_each_other_stand_on_one_side(db: Database) -> None:
    more = "2  Ajout  1  ff  50.00  50.00\n3  Retrait  1  ff  -50.00  -50.00"

    assert both(db, LINE, f"{LINE}\n{more}\n4  Rien  0  -  0  0.00") == []
    assert db.execute(
        "select system, line, line_number, is_code_equal from link.lone_line order by 2"
    ).fetchall() == [("procore", "102", "2", True), ("procore", "103", "3", True)]


@pytest.mark.parametrize(
    ("entity", "theirs", "expected"),
    [
        ("prime_contract", "7  Dalle", [("7", "line_number", "1", "7")]),
        ("change_order", "7  Dalle", [("7", "line_number", "1", "7")]),
        ("purchase_order", "7  Dalle", []),
        ("prime_contract", "001  Dalle", []),
        ("prime_contract", "-  Dalle", []),
    ],
)
def test_the_position_of_a_line_is_compared_where_the_mapping_has_one(
    db: Database, entity: str, theirs: str, expected: list[tuple[str, ...]]
) -> None:
    rest = "  0  -  0  250.00"

    assert both(db, f"1  Dalle{rest}", f"{theirs}{rest}", entity) == expected


def numbered(*numbers: str) -> str:
    return "\n".join(
        f"{n}  Ligne {p}  0  -  0  {p}0.00" for p, n in enumerate(numbers, start=1)
    )


@pytest.mark.parametrize(
    ("theirs", "numbers"),
    [
        (("10", "20", "30"), []),
        (("1", "3", "2"), ["2", "3"]),
        (("10", "30", "20"), ["10", "20", "30"]),
    ],
)
def test_a_document_that_is_numbered_in_another_way_is_equal(
    db: Database, theirs: tuple[str, ...], numbers: list[str]
) -> None:
    found = both(db, numbered("1", "2", "3"), numbered(*theirs), "change_order")

    assert [(n, f) for n, f, _, _ in found] == [(n, "line_number") for n in numbers]


def test_edge_positions_say_nothing_where_a_line_was_added(db: Database) -> None:
    first = "1  Ajout  0  -  0  5.00\n"
    theirs = first + numbered("2", "3", "4")

    assert both(db, numbered("1", "2", "3"), theirs, "prime_contract") == []


def test_edge_a_setting_turns_the_positions_off(db: Database) -> None:
    set_setting(db, "compared_line_numbers", "none")

    assert both(db, numbered("1", "2"), numbered("2", "1"), "change_order") == []


@pytest.mark.parametrize(
    ("method", "quantities", "fields"),
    [
        ("amount", ("5", "0"), ["quantity"]),
        ("amount", ("0", "5"), []),
        ("amount", ("5", "6"), []),
        ("unit", ("5", "0"), []),
        ("unit", ("0", "5"), ["quantity"]),
        ("unit", ("5", "6"), ["quantity"]),
    ],
)
def test_a_quantity_against_the_method_of_its_contract_is_reported_once(
    db: Database, method: str, quantities: tuple[str, str], fields: list[str]
) -> None:
    ours, theirs = (f"1  Dalle  {q}  m3  0  250.00" for q in quantities)

    assert [d[1] for d in both(db, ours, theirs, "prime_contract", method)] == fields


def test_lines_in_another_currency_are_not_compared(db: Database) -> None:
    document(db)
    db.execute("update procore.contract set is_other_currency = true")
    lines(db, "maestro", f"{COLUMNS}\n{LINE}")
    lines(db, "procore", f"{COLUMNS}\n1  Mur  3  u  5.00  15.00")

    assert differences(db) == []
    assert db.execute("from link.lone_line").fetchall() == []


def test_lines_with_nothing_alike_are_paired_in_their_order(db: Database) -> None:
    ours = "1  A  1  u  5.00  10.00\n2  B  2  u  6.00  20.00"
    theirs = "8  C  3  h  7.00  10.01\n9  D  4  h  8.00  19.99"

    found = both(db, ours, theirs)

    assert {(n, m, p) for n, f, m, p in found if f == "amount"} == {
        ("8", "10.00", "10.01"),
        ("9", "20.00", "19.99"),
    }


def test_edge_the_largest_figures_are_compared_without_overflow(db: Database) -> None:
    most = "999999999999.999999  u  999999999999.999999  9999999999999999.99"

    found = both(db, f"1  A  {most}\n2  B  {most}", f"1  A  {most}\n2  C  {most}")

    assert found == [("2", "description", "B", "C")]


def test_lines_in_another_order_are_paired_by_what_they_say(db: Database) -> None:
    ours = "1  A  2  u  5.00  10.00\n2  B  3  u  5.00  15.00"
    theirs = "1  B  4  u  5.00  15.00\n2  A  7  u  5.00  10.00"

    assert both(db, ours, theirs) == [
        ("1", "quantity", "3.000000", "4.000000"),
        ("2", "quantity", "2.000000", "7.000000"),
    ]


@pytest.mark.parametrize(
    ("like", "unlike"),
    [
        # The amount before price and quantity alone, and before the unit.
        ("8  X  9  h  2.00  250.00", "9  Y  10  h  25.00  999.00"),
        ("8  Dalle  9  h  2.00  99.00", "9  Y  9  m3  2.00  99.00"),
        ("8  X  10  h  2.00  99.00", "9  Y  9  m3  2.00  99.00"),
        ("8  X  9  h  25.00  99.00", "9  Y  9  m3  2.00  99.00"),
        ("8  X  9  m3  2.00  99.00", "9  Y  9  h  2.00  99.00"),
        ("1  X  9  h  2.00  99.00", "9  Y  9  m3  2.00  99.00"),
        # Then the nearer amount, then the order.
        ("8  X  9  h  2.00  251.00", "9  Y  9  h  2.00  248.00"),
        ("8  X  9  h  2.00  99.00", "9  X  9  h  2.00  99.00"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_line_is_paired_with_the_one_that_is_most_like_it(
    db: Database, like: str, unlike: str, *, turned: bool
) -> None:
    pair = (unlike, like) if turned else (like, unlike)

    both(db, f"{LINE}\n5  Z  0  -  0  1.00", "\n".join([*pair, "5  Z  0  -  0  1.00"]))

    [(number,)] = db.execute(
        """
        select procore_number from link.contract_line where maestro_description = 'Dalle'
        """
    ).fetchall()
    assert number == like.split()[0]


def test_edge_many_lines_with_nothing_alike_are_all_paired(db: Database) -> None:
    same = "1  Dalle  0  -  0  5.00\n"
    ours = "\n".join(f"{n}  O{n}  0  -  0  {n}.00" for n in range(11, 51))
    theirs = "\n".join(f"{n}  T{n}  0  -  0  1000.00" for n in range(101, 141))

    both(db, same + ours, same + theirs)

    [(pairs, lines_of_both)] = db.execute(
        """
        select count(*), count(distinct maestro_line) + count(distinct procore_line)
        from link.contract_line_pair
        """
    ).fetchall()
    assert (pairs, lines_of_both) == (41, 82)
