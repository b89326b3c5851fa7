"""Each list of a pull has a place of its own, whatever its name holds."""

from __future__ import annotations

import string
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recon.rules.check import check
from recon.systems.procore.lists import ListReader
from recon.warehouse.database import Database, open_locked
from recon.workspace.journal import Journal
from recon.workspace.pulls import Pull, latest_pull, read_pull
from tests.answers import Answers, workspace_for
from tests.company import pull_demo, quiet

LISTS = (
    "project",
    "company_tag",
    "activity",
    "segment_item",
    "commitment_line",
    "prime_line",
    "change_order_line",
    "potential_line",
    "package_detail",
)
NAMES = st.text(string.ascii_letters + string.digits + "éÉ._-/ *:|", max_size=12)
KEYS = st.tuples(
    st.sampled_from(LISTS),
    NAMES,
    st.sampled_from([None, "1", "11", "1-1", "company"]),
    st.sampled_from(["/rest/a", "/rest/b"]),
    st.sampled_from(["", "1", "company"]),
)


@given(st.lists(KEYS, min_size=2, max_size=40, unique=True))
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_two_lists_share_a_file(
    tmp_path: Path, keys: list[tuple[str, str, str | None, str, str]]
) -> None:
    pull = Pull(tmp_path, "2026-11-01T00:00:00Z")
    lists = ListReader(None, pull, Journal(tmp_path))  # type: ignore[arg-type]

    stems = [
        lists.branch().stem(f"{listed}/{name}", project, path, part)
        for listed, name, project, path, part in keys
    ]

    # Names that differ in case alone are one file on Windows.
    assert len({stem.casefold() for stem in stems}) == len(keys)
    assert all(
        set(stem) <= set(string.ascii_letters + string.digits + "/_-") for stem in stems
    )
    again = [lists.stem(f"{n}/{m}", p, path, part) for n, m, p, path, part in keys]
    assert again == stems


CONTRACT = {
    "id": 501,
    "number": "SC-001",
    "title": "Électricité",
    "status": "Approved",
    "vendor": {"id": 7, "company": "Volt"},
    "grand_total": "50000.0",
}
CHANGE = {"contract_id": 501, "number": "001", "title": "AV", "status": "approved"}


def line(number: int, amount: str | None) -> dict[str, Any]:
    return {"id": number, "position": 1, "description": "L", "amount": amount}


def revised(folder: Path, first: str, second: str, total: str) -> Database:
    """A change order of two revisions, each with one line; gives the build."""
    workspace = workspace_for(folder)
    routes = {
        "/rest/v1.0/work_order_contracts": [CONTRACT],
        "/rest/v1.0/projects/11/commitment_change_orders": [
            {**CHANGE, "id": 700, "legacy_package_id": None, "grand_total": total}
        ],
        "/rest/v1.0/potential_change_orders": [
            {**CHANGE, "id": 801, "revision": 0, "grand_total": total},
            {**CHANGE, "id": 802, "revision": 1, "grand_total": total},
        ],
        "/rest/v1.0/potential_change_orders/801/line_items": [line(91, first)],
        "/rest/v1.0/potential_change_orders/802/line_items": [line(92, second)],
    }
    pull_demo(workspace, Answers(routes))
    read_pull(latest_pull(workspace.pulls))
    return open_locked(check(workspace, quiet))


def amounts(db: Database) -> list[tuple[str, Decimal]]:
    return db.execute(
        "select line_id, amount from procore.contract_line order by line_id"
    ).fetchall()


def test_revisions_that_make_the_total_together_are_all_read(tmp_path: Path) -> None:
    db = revised(tmp_path, "400.00", "600.00", "1000.00")
    assert amounts(db) == [("91", Decimal("400.00")), ("92", Decimal("600.00"))]


def test_a_newest_revision_that_makes_the_total_alone_replaces_the_others(
    tmp_path: Path,
) -> None:
    db = revised(tmp_path, "900.00", "1000.00", "1000.00")
    assert amounts(db) == [("92", Decimal("1000.00"))]
    assert db.execute("select list, reason from pull.left_out").fetchall() == [
        ("potential_line", "of a revision that a newer one took the place of")
    ]


def test_revisions_that_make_no_total_are_all_read(tmp_path: Path) -> None:
    db = revised(tmp_path, "900.00", "950.00", "1000.00")
    assert [amount for _, amount in amounts(db)] == [
        Decimal("900.00"),
        Decimal("950.00"),
    ]
