"""A record without link evidence is compared under its code, whatever others have."""

from __future__ import annotations

import re
from typing import Any

from recon.resources import shipped_text
from recon.warehouse.build import run_steps
from recon.warehouse.database import Database
from tests.drawing import fill

THREE = """
    entity    procore_id  code
    customer  1           C1
    customer  2           C2
    customer  3           C3
"""


def pairs(db: Database, evidence: str = "", records: str = THREE) -> dict[str, str]:
    """The Procore record of each code, once the links are read again."""
    fill(db, "link.maestro_code", records)
    fill(db, "link.procore_code", records)
    if evidence:
        fill(db, "link.evidence", "entity  code  procore_id\n" + evidence)
    return again(db)


def again(db: Database) -> dict[str, str]:
    step = shipped_text("warehouse/staging/02_pair.sql")
    for kind, name in re.findall(r"create (table|view) (link\.\w+)", step):
        db.execute(f"drop {kind} {name}")
    run_steps(db, "02_pair")
    rows = db.execute("select code_key, procore_id from link.pair order by all")
    return dict(rows.fetchall())


def rows_of(db: Database, query: str) -> list[Any]:
    return db.execute(query).fetchall()


def test_equal_codes_are_compared_where_nothing_is_linked(db: Database) -> None:
    assert pairs(db) == {"C1": "1", "C2": "2", "C3": "3"}
    assert rows_of(db, "from link.presumed") == []


def test_the_first_link_of_an_entity_hides_nothing(db: Database) -> None:
    assert pairs(db, "customer  C1  1") == {"C1": "1", "C2": "2", "C3": "3"}
    assert rows_of(
        db, "select is_usual from link.entity_evidence where entity = 'customer'"
    ) == [(False,)]


def test_one_without_a_link_among_many_is_compared_and_called_presumed(
    db: Database,
) -> None:
    assert pairs(db, "customer  C1  1\ncustomer  C2  2")["C3"] == "3"
    assert rows_of(db, "select code_key from link.presumed") == [("C3",)]


def test_edge_as_many_linked_as_not_make_links_usual(db: Database) -> None:
    two = "entity  procore_id  code\ncustomer  1  C1\ncustomer  2  C2"

    pairs(db, "customer  C1  1", two)

    assert rows_of(db, "select code_key from link.presumed") == [("C2",)]


def test_a_link_that_leads_to_nothing_is_none(db: Database) -> None:
    found = pairs(db, "customer  C1  1\ncustomer  C2  2\ncustomer  C3  99")

    assert found["C3"] == "3"


def test_a_link_given_to_the_wrong_record_pairs_neither(db: Database) -> None:
    fill(db, "link.procore_code", "entity  procore_id  code\ncustomer  9  Z9")

    found = pairs(db, "customer  C1  1\ncustomer  C2  2\ncustomer  C3  9")

    assert found == {"C1": "1", "C2": "2"}
    assert rows_of(db, "select code_key, procore_id from link.moved") == [("C3", "9")]


def test_edge_a_changed_code_stays_linked_where_no_other_record_has_it(
    db: Database,
) -> None:
    fill(db, "link.maestro_code", "entity  code\ncustomer  C4")
    fill(db, "link.procore_code", "entity  procore_id  code\ncustomer  4  C4X")

    assert pairs(db, "customer  C4  4\ncustomer  C1  1")["C4"] == "4"


def test_a_code_that_stands_twice_is_not_presumed(db: Database) -> None:
    fill(db, "link.procore_code", "entity  procore_id  code\ncustomer  7  C3")

    assert pairs(db) == {"C1": "1", "C2": "2"}


def test_edge_the_records_of_a_contradiction_are_unclear_and_not_presumed(
    db: Database,
) -> None:
    found = pairs(db, "customer  C1  2\ncustomer  C2  2")

    assert found == {"C3": "3"}
    assert rows_of(db, "select distinct code_key from link.unclear order by all") == [
        ("C1",),
        ("C2",),
    ]
