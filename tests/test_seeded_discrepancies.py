"""The demo company's discrepancies are rows of tables, and a wrong row says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from recon.demo import discrepancies
from recon.demo.company import add_supplier, new_company
from recon.demo.discrepancies.changes import WORDS
from recon.demo.discrepancies.seed import ALL_KINDS, seed_rows
from recon.demo.discrepancies.tables import read_rows
from recon.demo.key import AnswerKey


def test_a_row_seeds_a_discrepancy_and_its_finding() -> None:
    company, key = new_company(1), AnswerKey()

    seed_rows(
        company,
        key,
        read_rows(
            """record         | given     | maestro* | Procore
supplier S1701 | linked=no | ticked=N | is_active=no; name=Béton Aulnay inc.

rule          | severity | entity   | key        | field | maestro* | Procore
field_differs | warning  | supplier | code=S1701 | name  | {S1701: maestro.name} | Béton Aulnay inc.
""",
            "drawn",
        ),
    )

    [ours], [theirs] = company.maestro["supplier"], company.vendors
    [finding] = key.expected
    assert (ours["ticked"], theirs["is_active"], theirs["origin_id"]) == (
        "N",
        False,
        None,
    )
    assert finding["maestro_value"] == ours["name"]
    assert finding["procore_value"] == theirs["name"] == "Béton Aulnay inc."
    assert finding["difference"] is None


def test_absent_takes_a_record_from_one_side() -> None:
    company = new_company(1)
    add_supplier(company, "S1001")

    seed_rows(
        company,
        AnswerKey(),
        read_rows(
            """record         | maestro* | Procore
supplier S1702 |          | absent
supplier S1703 | absent
""",
            "drawn",
        ),
    )

    assert [row["code"] for row in company.maestro["supplier"]] == ["S1001", "S1702"]
    assert [row["origin_id"] for row in company.vendors] == ["S1001", "S1703"]


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("record | maestro\nsupplier S1 | ticked=N\n", "line 1"),
        ("record\nsuplier S1\n", "line 2"),
        ("record | given\n\n# remark\nrecord\nsupplier S1 | linked=no\n", "line 5"),
        ("record | Procore\nsupplier S1 | is_active=maybe\n", "line 2"),
        ("rule | key\nkey_missing | code={S9: maestro.code}\n", "line 2"),
    ],
)
def test_a_wrong_row_says_where_it_stands(table: str, place: str) -> None:
    with pytest.raises(ValueError, match=f"drawn, {place}:"):
        seed_rows(new_company(1), AnswerKey(), read_rows(table, "drawn"))


def test_days_are_told_from_those_of_the_project() -> None:
    company = new_company(1)

    seed_rows(
        company,
        AnswerKey(),
        read_rows(
            """record         | maestro*                            | Procore
project 24-701 | from=2025-03-05; last=2025-03-20
change 24-701  | closing={from+31 first -1}          | completion_date={last}
""",
            "drawn",
        ),
    )

    [ours], [theirs] = company.maestro["project"], company.projects
    assert str(ours["closing"]) == "2025-03-31"
    assert theirs["completion_date"] == "2025-03-20"


def test_the_guide_names_every_kind_and_word() -> None:
    guide = Path(discrepancies.__file__).with_name("README.md").read_text("utf-8")

    assert [name for name in (*ALL_KINDS, *WORDS) if f"`{name}`" not in guide] == []
