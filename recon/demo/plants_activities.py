"""Discrepancies planted in activities and cost codes, and their look-alikes."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.company import Company, Row
from recon.demo.key import AnswerKey
from recon.demo.plants_budget import FREE, add_our_line, expect_only_ours, line_key
from recon.demo.sites import (
    add_activity,
    add_budget_line,
    add_cost_code,
    add_detail_row,
    add_project,
)


def plant_activities(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy of activities."""
    _plant_activities(company, key)
    _plant_hierarchy(company, key)
    _plant_segments(company, key)


def _plant_activities(company: Company, key: AnswerKey) -> None:
    _, theirs = add_project(company, "24-204")
    add_activity(company, "24-204", "11-400", "Équipement de cuisine")
    add_our_line(company, "24-204", "11-400", "MA", "15000.00")
    key.expect(
        "activity_missing_in_procore",
        "error",
        "activity",
        {"activity_code": "11-400"},
        project="24-204",
        field="original_budget",
        maestro="15000.00",
    )
    expect_only_ours(key, "24-204", "11-400", "MA", "15000.00")
    # Look-alike: an activity without money needs no cost code.
    add_activity(company, "24-204", "12-500", "Mobilier")
    _plant_cost_codes(company, key, theirs)


def _plant_cost_codes(company: Company, key: AnswerKey, theirs: Row) -> None:
    site = company.site_of(theirs)
    kitchen = add_cost_code(company, site, "11", "Équipement", None)
    add_cost_code(company, site, "480", "Gymnase", kitchen)
    add_detail_row(company, theirs, "11-480", "MA", Decimal("7200.00"))
    key.expect(
        "activity_missing_in_maestro",
        "error",
        "activity",
        {"activity_code": "11-480"},
        project="24-204",
        field="original_budget",
        procore="7200.00",
    )
    key.expect(
        "original_budget_only_in_procore",
        "error",
        "budget_line",
        line_key("11-480", "MA"),
        project="24-204",
        field="original_budget",
        procore="7200.00",
        difference="7200.00",
    )
    # Look-alike: a cost code without money needs no activity.
    add_cost_code(company, site, "490", "Piscine", kitchen)
    _plant_descriptions(company, key)


def _plant_descriptions(company: Company, key: AnswerKey) -> None:
    for activity in company.maestro["activity"]:
        if activity["project"] == "24-204" and activity["code"] == "16-050":
            activity["name"] = "Distribution électrique"
    key.expect(
        "field_differs",
        "notice",
        "activity",
        {"code": "16-050"},
        project="24-204",
        field="description",
        maestro="Distribution électrique",
        procore="Distribution",
    )
    company.maestro["activity"].append(
        {"project": "24-204", "code": "12-500", "name": "Mobilier", "active": "O"}
    )
    key.expect(
        "key_duplicated",
        "error",
        "activity",
        {"system": "maestro", "code": "12-500"},
        project="24-204",
        maestro="2",
    )


def _plant_hierarchy(company: Company, key: AnswerKey) -> None:
    _, theirs = add_project(company, "24-205")
    site = company.site_of(theirs)
    add_activity(company, "24-205", "03", "Béton")
    add_our_line(company, "24-205", "03", FREE, "2000.00")
    add_detail_row(company, theirs, "03", FREE, Decimal("2000.00"))
    key.expect(
        "activity_is_parent",
        "warning",
        "activity",
        {"activity_code": "03"},
        project="24-205",
        maestro="03",
        procore="03",
    )
    _plant_inactive(company, key, theirs)

    doors = add_cost_code(company, site, "08", "Portes", None)
    add_cost_code(company, site, "10A", "Portes d'acier", doors)
    add_cost_code(company, site, "10a", "Portes de bois", doors)
    key.expect(
        "activity_ambiguous",
        "error",
        "activity",
        {"activity_code": "08-10A"},
        project="24-205",
        procore="08-10A, 08-10a",
    )
    # Look-alike: the same code once deleted and made anew.
    old = add_cost_code(company, site, "900", "Quincaillerie (ancien)", doors)
    old["deleted_at"] = "2025-02-01T00:00:00Z"
    add_cost_code(company, site, "900", "Quincaillerie", doors)


def _plant_inactive(company: Company, key: AnswerKey, theirs: Row) -> None:
    site = company.site_of(theirs)
    add_budget_line(company, "24-205", theirs, "05-120", FREE, Decimal("410.00"))
    add_budget_line(company, "24-205", theirs, "07-210", FREE, Decimal("520.00"))
    for item in site["segment_items"]:
        if item["path_code"] == "05-120":
            item["status"] = "inactive"
    for activity in company.maestro["activity"]:
        if activity["project"] == "24-205" and activity["code"] == "07-210":
            activity["active"] = "N"
    key.expect(
        "activity_inactive",
        "warning",
        "activity",
        {"activity_code": "05-120"},
        project="24-205",
        maestro="active",
        procore="inactive",
    )
    key.expect(
        "activity_inactive",
        "warning",
        "activity",
        {"activity_code": "07-210"},
        project="24-205",
        maestro="inactive",
        procore="active",
    )
    # Look-alike: inactive and without budget.
    unused = add_cost_code(company, site, "99", "Réserve", None)
    site["segment_items"][-1]["status"] = "inactive"
    unused["budgeted"] = False


def _plant_segments(company: Company, key: AnswerKey) -> None:
    _, theirs = add_project(company, "24-206")
    site = company.site_of(theirs)
    site["segments"].append(
        {
            "id": company.new_id(),
            "name": "Phase",
            "type": "custom",
            "position": 3,
            "delimiter": ".",
            "required": False,
            "structure": "flat",
        }
    )
    key.expect(
        "custom_segments",
        "error",
        "project",
        {"code": "24-206"},
        project="24-206",
        procore="Phase",
    )
    # Look-alike: one line in two phases, which together make maestro*'s amount.
    _, row = add_budget_line(
        company, "24-206", theirs, "01-100", FREE, Decimal("1000.00")
    )
    row["original_budget_amount"] = "600.00"
    add_detail_row(company, theirs, "01-100", FREE, Decimal("400.00"))
    # Look-alike: a sub job is a segment that the bridge knows.
    _, theirs = add_project(company, "24-207")
    company.site_of(theirs)["segments"].append(
        {
            "id": company.new_id(),
            "name": "Sub Job",
            "type": "sub_job",
            "position": 0,
            "delimiter": ".",
            "required": False,
            "structure": "flat",
        }
    )
