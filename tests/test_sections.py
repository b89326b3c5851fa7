"""A table of the page is a query: its head says the caption, columns and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from recon.errors import ReportError
from recon.report import section as sections
from recon.report.section import Section, read_section, section_names, show_section
from recon.report.tables import Column
from recon.resources import queries
from recon.warehouse.database import Database, open_locked
from recon.workspace import Workspace

KINDS = {"text", "code", "money", "quantity", "count", "severity"}
NAMES = sorted(
    path.stem
    for path in queries().rglob("*.sql")
    if "\n-- column: " in path.read_text(encoding="utf-8")
)
AMOUNTS = Section(
    query="select * from (values ('24-001', 'a', 1.50::decimal(18, 2), 2),"
    " ('24-002', 'b', 0.00, 1), ('24-003', 'c', null, 5)) as t(code, note, amount, n)",
    caption="Amounts",
    names=("note", "amount", "n"),
    columns=(Column("Note"), Column("CAD", "money"), Column("Lines", "count")),
    nothing="none.",
    total="Total",
    project="code",
    unless=None,
    is_zero_blank=False,
)


@pytest.fixture(scope="module")
def build(demo: Workspace) -> Iterator[Database]:
    """The demo company's check."""
    opened = open_locked(demo.current_build())
    yield opened
    opened.close()


@pytest.mark.parametrize("name", NAMES)
def test_each_head_names_columns_that_its_query_gives(
    name: str, build: Database
) -> None:
    section = read_section(name)
    given = ["24-001"] * len(set(re.findall(r"\$\d", section.query.split("\n--\n")[1])))

    rows = section.rows(build, given=given)

    assert {len(row) for row in rows} <= {len(section.columns)}
    assert {column.kind for column in section.columns} <= KINDS
    assert len(set(section.names)) == len(section.names)


def test_every_section_of_the_notebook_is_one() -> None:
    assert len(section_names()) > 15
    assert not [name for name in section_names() if "{" in read_section(name).caption]


def test_a_row_without_an_amount_is_not_in_the_total(build: Database) -> None:
    rows = AMOUNTS.rows(build)

    assert len(rows) == 3
    assert AMOUNTS.sums(rows) == [None, Decimal("1.50"), Decimal(3)]
    assert "Total" in AMOUNTS.table(rows, "en-CA").html


def test_projects_are_chosen_by_a_column_that_need_not_show(build: Database) -> None:
    assert AMOUNTS.rows(build, {"24-002"}) == [("b", Decimal("0.00"), 1)]
    assert len(replace(AMOUNTS, project=None).rows(build, {"24-002"})) == 3


def test_a_zero_is_left_blank_where_the_head_says_so(build: Database) -> None:
    rows = AMOUNTS.rows(build, {"24-002"})

    blank = replace(AMOUNTS, is_zero_blank=True).table(rows, "en-CA")

    assert ">0.00</td>" in AMOUNTS.table(rows, "en-CA").html
    assert '<td class="money"></td>' in blank.html


def test_a_section_nobody_knows_is_refused_with_those_there_are(
    build: Database,
) -> None:
    with pytest.raises(ReportError, match="No section is named by_colour") as refused:
        show_section(build, "by_colour", "en-CA")

    assert "cost_states" in refused.value.next_step
    assert "explore_codes" not in refused.value.next_step


def test_an_unknown_key_of_a_head_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "-- query: odd\n-- title: Odd\n-- colour: red\n--\nselect 1 as n\n"
    monkeypatch.setattr(sections, "read_query", lambda _name: text)

    with pytest.raises(ValueError, match=r"odd\.sql: unknown key 'colour'"):
        read_section("odd")


def test_a_heading_may_hold_an_asterisk_and_a_long_caption_goes_on() -> None:
    section = read_section("lists_by_change")

    assert section.caption.endswith(
        "a change that does not update a record's modification date is not seen)"
    )
    assert read_section("tie_out_by_project").columns[1].heading == "maestro*"
