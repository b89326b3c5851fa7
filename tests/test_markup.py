"""What is filled into a page is text: no value of a record becomes a tag."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from jinja2 import UndefinedError

from recon.report.markup import fill
from recon.report.tables import Column, paragraph, table

HOSTILE = "<script>alert(1)</script> & \"Fils\" 'inc.'"


def test_a_table_escapes_its_caption_headings_and_cells() -> None:
    columns = (Column(HOSTILE), Column("Amount", "money"))
    row = ((HOSTILE, HOSTILE), Decimal("-1.5"))

    shown = table(HOSTILE, columns, [row], "en-CA", totals=(HOSTILE, Decimal(0)))

    assert "<script>" not in shown.html
    assert shown.html.count("&lt;script&gt;") == 6
    assert '<td class="money">\u22121.50</td>' in shown.html
    assert HOSTILE in shown.text


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("paragraph", {"words": HOSTILE, "tone": HOSTILE}),
        ("title", {"words": HOSTILE}),
        ("explore_title", {"words": HOSTILE}),
        ("chart", {"alt": HOSTILE, "image": HOSTILE}),
        ("cards", {"cards": [(HOSTILE, HOSTILE, HOSTILE)]}),
        (
            "review",
            {"headings": [HOSTILE], "rows": [[HOSTILE]], "count": 1, "plan": HOSTILE},
        ),
    ],
)
def test_each_template_escapes_what_it_is_given(
    name: str, values: dict[str, Any]
) -> None:
    html = fill(name, **values)

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert '"Fils"' not in html


def test_a_section_of_findings_is_put_in_as_it_is() -> None:
    words = ("name", "title", "severity", "exchange", "source", "who_wins")
    rule = dict.fromkeys((*words, "explanation"), HOSTILE)

    html = fill("rules", rules=[{**rule, "count": 1, "findings": paragraph("<b>")}])

    assert "<script>" not in html
    assert "<p>&lt;b&gt;</p>" in html


def test_a_value_that_a_template_misses_stops_the_page() -> None:
    with pytest.raises(UndefinedError):
        fill("paragraph", words="Every row was used.")


def test_an_empty_cell_and_an_empty_table_stay_empty() -> None:
    shown = table("Rows", (Column("n", "money"),), [(None,)], "fr-CA")

    assert '<td class="money"></td>' in shown.html
    assert table("Rows", (), [], "fr-CA", nothing="none.").html == (
        '<p class="nothing">Rows: none.</p>'
    )
