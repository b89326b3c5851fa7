"""The bridge knows no custom segments."""

from __future__ import annotations

from recon.warehouse.database import Database
from tests.drawing import fill, run_rule


def test_reports_each_project_with_custom_segments(db: Database) -> None:
    fill(
        db,
        "procore.segment",
        """
        project_code  name   type
        24-015        Phase  custom
        24-015        Lot    custom
    """,
    )

    [finding] = run_rule(db, "custom_segments")

    assert finding["code"] == "24-015"
    assert finding["procore_value"] == "Lot, Phase"


def test_is_silent_about_the_segments_the_bridge_knows(db: Database) -> None:
    fill(
        db,
        "procore.segment",
        """
        project_code  name       type
        24-015        Cost Code  cost_code
        24-015        Cost Type  line_item_type
        24-015        Sub Job    sub_job
    """,
    )

    assert run_rule(db, "custom_segments") == []


def test_edge_an_unlinked_project_is_not_reported(db: Database) -> None:
    fill(
        db,
        "procore.segment",
        """
        project_code  name   type    is_linked
        24-015        Phase  custom  false
    """,
    )

    assert run_rule(db, "custom_segments") == []
