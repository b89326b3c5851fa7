"""Employees' names and hourly rates are masked unless somebody asks for them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recon.demo.words import EMPLOYEES
from recon.report.render import render_report
from recon.rules.explain import explain
from recon.warehouse.database import open_build
from recon.workspace import Workspace
from tests.drawing import fill


def finding(outcome: dict[str, Any], rule: str) -> str:
    """The id of a rule's first finding."""
    return str(next(f["id"] for f in outcome["findings"] if f["rule"] == rule))


@pytest.fixture
def hours(outcome: dict[str, Any]) -> str:
    """Hours of E302, who is a Procore user and is not named."""
    return finding(outcome, "payroll_without_employee")


def test_an_explanation_masks_name_and_rate(demo: Workspace, hours: str) -> None:
    told = explain(demo.current_build(), hours)

    assert "masked" in told
    assert EMPLOYEES[1] not in told
    assert "41,50" not in told


def test_who_asks_sees_them(demo: Workspace, hours: str) -> None:
    told = explain(demo.current_build(), hours, with_names=True)

    assert EMPLOYEES[1] in told
    assert "41,50" in told


def test_a_supplier_s_name_and_price_are_no_secret(
    demo: Workspace, outcome: dict[str, Any]
) -> None:
    told = explain(demo.current_build(), finding(outcome, "cost_stranded"))

    assert "Prix unitaire: 1" in told
    assert "masked" not in told


def test_neither_findings_nor_report_hold_a_name(
    demo: Workspace, outcome: dict[str, Any]
) -> None:
    page = render_report(demo, "2026-10", ()).read_text(encoding="utf-8")
    said = json.dumps(outcome, ensure_ascii=False) + page

    assert [name for name in EMPLOYEES if name in said] == []
    assert "hourly rates are masked" in page


def test_the_page_says_that_names_are_shown(demo: Workspace) -> None:
    path = render_report(demo, "2026-09", (), with_names=True)
    page = path.read_text(encoding="utf-8")

    assert "hourly rates are shown" in page
    assert "with_names = True" in page


def test_a_rejected_row_of_persons_is_masked(db: Any) -> None:
    fill(
        db,
        "pull.reject",
        """
        system   entity        file  field        value
        maestro  employee      f     ''           Aurélie;41,50
        maestro  project_cost  f     hourly_rate  41,5x
        maestro  project_cost  f     unit_price   41,5x
        maestro  project_cost  f     amount       12,999
    """,
    )

    shown = db.execute(
        "select field, value from pull.shown_reject order by field, value"
    ).fetchall()

    assert shown == [
        ("", "(masked)"),
        ("amount", "12,999"),
        ("hourly_rate", "(masked)"),
        ("unit_price", "(masked)"),
    ]


def test_a_masked_build_keeps_its_records(demo: Workspace) -> None:
    db = open_build(demo.current_build())
    rows = db.execute("select count(*) from raw_maestro.employee").fetchall()
    db.close()
    assert rows == [(6,)]
