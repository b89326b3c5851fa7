"""Discrepancies planted in groups and budgets, and their look-alikes."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.company import Company, Row
from recon.demo.key import AnswerKey, content_hash
from recon.demo.sites import add_budget_line, add_detail_row, add_project

# Group DI carries no line of the base budgets: a plant on it stands alone.
FREE = "DI"


def plant_budgets(company: Company, key: AnswerKey) -> None:
    """Plant every kind of discrepancy of groups and budgets."""
    _plant_amounts(company, key)
    _plant_one_sided(company, key)
    _plant_duplicates(company, key)
    _plant_groups(company, key)


def line_key(activity: str, group: str) -> dict[str, str]:
    """The key of a budget line within its project."""
    return {"activity_code": activity, "group_code": group}


def _plant_amounts(company: Company, key: AnswerKey) -> None:
    _, theirs = add_project(company, "24-201")
    _, row = add_budget_line(
        company, "24-201", theirs, "03-300", FREE, Decimal("125000.00")
    )
    row["original_budget_amount"] = "118500.00"
    key.expect(
        "original_budget_differs",
        "error",
        "budget_line",
        line_key("03-300", FREE),
        project="24-201",
        field="original_budget",
        maestro="125000.00",
        procore="118500.00",
        difference="-6500.00",
    )
    # Look-alike: Procore keeps more decimals, and is compared rounded to the cent.
    _, row = add_budget_line(company, "24-201", theirs, "05-120", FREE, Decimal("0.29"))
    row["original_budget_amount"] = "0.285000"
    _, row = add_budget_line(
        company, "24-201", theirs, "05-500", FREE, Decimal("99999.99")
    )
    row["original_budget_amount"] = "100000.00"
    key.expect(
        "original_budget_differs",
        "error",
        "budget_line",
        line_key("05-500", FREE),
        project="24-201",
        field="original_budget",
        maestro="99999.99",
        procore="100000.00",
        difference="0.01",
    )
    _plant_lines_without_budget(company, key, theirs)


def _plant_lines_without_budget(company: Company, key: AnswerKey, theirs: Row) -> None:
    _, row = add_budget_line(
        company, "24-201", theirs, "07-500", FREE, Decimal("4300.50")
    )
    row |= {"original_budget_amount": "0.00", "budgeted": False, "id": None}
    key.expect(
        "original_budget_differs",
        "error",
        "budget_line",
        line_key("07-500", FREE),
        project="24-201",
        field="original_budget",
        maestro="4300.50",
        procore="0.00",
        difference="-4300.50",
    )
    _, row = add_budget_line(
        company, "24-201", theirs, "09-900", FREE, Decimal("2500.00"), Decimal("120.5")
    )
    row["quantity"] = "125.500000"
    key.expect(
        "original_budget_quantity_differs",
        "warning",
        "budget_line",
        line_key("09-900", FREE),
        project="24-201",
        field="quantity",
        maestro="120.500000",
        procore="125.500000",
        difference="5.000000",
    )


def _plant_one_sided(company: Company, key: AnswerKey) -> None:
    _, theirs = add_project(company, "24-202")
    site = company.site_of(theirs)
    _, row = add_budget_line(
        company, "24-202", theirs, "01-100", FREE, Decimal("31000.00")
    )
    site["detail_rows"].remove(row)
    key.expect(
        "original_budget_only_in_maestro",
        "error",
        "budget_line",
        line_key("01-100", FREE),
        project="24-202",
        field="original_budget",
        maestro="31000.00",
        difference="-31000.00",
    )
    _, row = add_budget_line(
        company, "24-202", theirs, "01-500", FREE, Decimal(0), Decimal("12")
    )
    site["detail_rows"].remove(row)
    key.expect(
        "original_budget_only_in_maestro",
        "notice",
        "budget_line",
        line_key("01-500", FREE),
        project="24-202",
        field="original_budget",
        maestro="0.00",
        difference="0.00",
    )
    # Look-alike: neither amount nor quantity, so the bridge does not send it.
    _, row = add_budget_line(company, "24-202", theirs, "03-100", FREE, Decimal(0))
    site["detail_rows"].remove(row)

    add_detail_row(company, theirs, "07-210", FREE, Decimal("8800.00"))
    key.expect(
        "original_budget_only_in_procore",
        "error",
        "budget_line",
        line_key("07-210", FREE),
        project="24-202",
        field="original_budget",
        procore="8800.00",
        difference="8800.00",
    )
    row = add_detail_row(company, theirs, "09-250", FREE, Decimal(0))
    row |= {"budgeted": False, "id": None, "Direct Costs": "412.10"}
    key.expect(
        "budget_line_auto_created",
        "notice",
        "budget_line",
        line_key("09-250", FREE),
        project="24-202",
        field="original_budget",
        procore="0.00",
    )
    # Look-alike: a zero line somebody typed in Procore.
    add_detail_row(company, theirs, "16-050", FREE, Decimal(0))


def _plant_duplicates(company: Company, key: AnswerKey) -> None:
    _, theirs = add_project(company, "24-203")
    ours, _ = add_budget_line(
        company, "24-203", theirs, "03-200", FREE, Decimal("6000.00")
    )
    ours["amount"] = Decimal("3500.00")
    company.maestro["budget_line"].append({**ours, "amount": Decimal("2500.00")})
    key.expect(
        "budget_line_duplicated",
        "warning",
        "budget_line",
        {"system": "maestro", **line_key("03-200", FREE)},
        project="24-203",
        field="original_budget",
        maestro="6000.00",
    )
    _, row = add_budget_line(
        company, "24-203", theirs, "05-500", FREE, Decimal("900.00")
    )
    row["original_budget_amount"] = "400.00"
    add_detail_row(company, theirs, "05-500", FREE, Decimal("500.00"))
    key.expect(
        "budget_line_duplicated",
        "warning",
        "budget_line",
        {"system": "procore", **line_key("05-500", FREE)},
        project="24-203",
        field="original_budget",
        procore="900.00",
    )


def add_our_line(
    company: Company, project: str, activity: str, group: str, amount: str
) -> None:
    """A budget line that maestro* alone has."""
    company.maestro["budget_line"].append(
        {
            "project": project,
            "activity": activity,
            "group": group,
            "amount": Decimal(amount),
            "quantity": Decimal(0),
        }
    )


def expect_only_ours(
    key: AnswerKey, project: str, activity: str, group: str, amount: str
) -> None:
    """Expect the finding of a budget line that maestro* alone has."""
    key.expect(
        "original_budget_only_in_maestro",
        "error",
        "budget_line",
        line_key(activity, group),
        project=project,
        field="original_budget",
        maestro=amount,
        difference=f"-{amount}",
    )


def _plant_groups(company: Company, key: AnswerKey) -> None:
    _, theirs = add_project(company, "24-208")
    company.maestro["cost_group"] += [
        {"code": "TR", "french": "Transport", "english": "Hauling", "type": "Divers"},
        {"code": "LO", "french": "Location", "english": "Rental", "type": "Équipement"},
    ]
    add_our_line(company, "24-208", "01-100", "TR", "640.00")
    key.expect(
        "group_missing_in_procore",
        "error",
        "cost_group",
        {"group_code": "TR"},
        project="24-208",
        field="original_budget",
        maestro="640.00",
    )
    expect_only_ours(key, "24-208", "01-100", "TR", "640.00")
    _plant_cost_types(company, key, theirs)


def _plant_cost_types(company: Company, key: AnswerKey, theirs: Row) -> None:
    site = company.site_of(theirs)
    site["line_item_types"] += [
        {
            "id": company.new_id(),
            "code": "XX",
            "name": "Contingency",
            "base_type": "other",
            "origin_id": None,
        },
        # Look-alike: a default cost type nobody uses.
        {
            "id": company.new_id(),
            "code": "OC",
            "name": "Owner Cost",
            "base_type": "owner_cost",
            "origin_id": None,
        },
    ]
    add_detail_row(company, theirs, "01-100", "XX", Decimal("5000.00"))
    key.expect(
        "group_missing_in_maestro",
        "error",
        "cost_group",
        {"group_code": "XX"},
        project="24-208",
        field="original_budget",
        procore="5000.00",
    )
    key.expect(
        "original_budget_only_in_procore",
        "error",
        "budget_line",
        line_key("01-100", "XX"),
        project="24-208",
        field="original_budget",
        procore="5000.00",
        difference="5000.00",
    )
    _plant_group_types(company, key, theirs)


def _plant_group_types(company: Company, key: AnswerKey, theirs: Row) -> None:
    for other in company.sites.values():
        other["line_item_types"].append(
            {
                "id": company.new_id(),
                "code": "LO",
                "name": "Rental",
                "base_type": "labor",
                "origin_id": None,
            }
        )
    key.expect(
        "group_type_differs",
        "warning",
        "cost_group",
        {"group_code": "LO"},
        maestro="Équipement",
        procore="labor",
    )

    add_our_line(company, "24-208", "01-500", "FA", "9000.00")
    add_detail_row(company, theirs, "01-500", "FA", Decimal("9000.00"))
    key.expect(
        "billing_group_in_budget",
        "error",
        "budget_line",
        line_key("01-500", "FA"),
        project="24-208",
        field="original_budget",
        procore="9000.00",
    )
    # Look-alike: revenue budgeted in maestro* alone is where it belongs.
    add_our_line(company, "24-208", "03-100", "FA", "45000.00")


def plant_rejects(company: Company, key: AnswerKey) -> None:
    """Plant rows that cannot be used. The last plant: it counts the rows."""
    _, theirs = add_project(company, "24-209")
    lines = company.maestro["budget_line"]
    for activity, written in (("09-250", "1_000"), ("09-900", "12,999")):
        # Look-alike: Procore's line is not missing in maestro*, its row was rejected.
        add_budget_line(company, "24-209", theirs, activity, FREE, Decimal(12))
        lines[-1]["amount"] = written
        content = content_hash(
            f"24-209|{activity}|{FREE}",
            written,
            project_code="24-209",
            activity_code=activity,
            group_code=FREE,
            amount=written,
            quantity="0,00",
        )
        key.expect(
            "row_rejected",
            "warning",
            "budget_line",
            {"system": "maestro", "record": f"24-209 {activity} {FREE} {content}"},
            project="24-209",
            field="amount",
            maestro=written,
        )
    loaded = sum(
        (row["amount"] for row in lines if isinstance(row["amount"], Decimal)),
        Decimal(0),
    )
    company.control_totals += [
        {"entity": "budget_line", "rows": str(len(lines)), "amount": f"{loaded:.2f}"},
        {
            "entity": "supplier",
            "rows": str(len(company.maestro["supplier"])),
            "amount": "",
        },
    ]
    key.expect(
        "control_total_differs",
        "error",
        "budget_line",
        {"list": "budget_line"},
        field="rows",
        maestro=str(len(lines) - 2),
    )
