"""Discrepancies that no table can draw: their keys and figures are counted."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.company import Company, add_customer
from recon.demo.key import AnswerKey, content_hash
from recon.demo.sites import add_budget_line, add_project


def seed_customer_without_code(company: Company, key: AnswerKey) -> None:
    """Seed a customer that is known by the content of its row alone."""
    ours, theirs = add_customer(company, "")
    company.vendors.remove(theirs)
    cells = {name: ours[name] for name in ours if name not in ("code", "ticked")}
    key.expect(
        "key_missing",
        "error",
        "customer",
        {"system": "maestro", "record": content_hash(**cells, is_ticked="true")},
        maestro=ours["name"],
    )


def seed_rejected_rows(company: Company, key: AnswerKey) -> None:
    """Seed rows that cannot be used. The last of all: it counts the rows."""
    _, theirs = add_project(company, "24-209")
    lines = company.maestro["budget_line"]
    for activity, written in (("09-250", "1_000"), ("09-900", "12,999")):
        # Look-alike: Procore's line is not missing in maestro*, its row was rejected.
        add_budget_line(company, "24-209", theirs, activity, "DI", Decimal(12))
        lines[-1]["amount"] = written
        content = content_hash(
            f"24-209|{activity}|DI",
            written,
            project_code="24-209",
            activity_code=activity,
            group_code="DI",
            amount=written,
            quantity="0,00",
        )
        key.expect(
            "row_rejected",
            "warning",
            "budget_line",
            {"system": "maestro", "record": f"24-209 {activity} DI {content}"},
            project="24-209",
            field="amount",
            maestro=written,
        )
    _state_other_totals(company, key)


def _state_other_totals(company: Company, key: AnswerKey) -> None:
    """The stated rows count the rejected ones, so that they are found missing."""
    lines = company.maestro["budget_line"]
    amounts = [row["amount"] for row in lines if isinstance(row["amount"], Decimal)]
    suppliers = str(len(company.maestro["supplier"]))
    company.control_totals += [
        {
            "entity": "budget_line",
            "rows": str(len(lines)),
            "amount": f"{sum(amounts, Decimal(0)):.2f}",
        },
        {"entity": "supplier", "rows": suppliers, "amount": ""},
    ]
    key.expect(
        "control_total_differs",
        "error",
        "budget_line",
        {"list": "budget_line"},
        field="rows",
        maestro=str(len(lines) - 2),
    )


def seed_shorter_export(company: Company, key: AnswerKey) -> None:
    """The pull of the month before had two employees more than the export has now."""
    count = len(company.maestro["employee"])
    company.counts_before = {"employee": {"rows": count + 2}}
    key.expect(
        "export_looks_filtered",
        "warning",
        "employee",
        {"list": "employee", "measure": "rows"},
        maestro=str(count),
    )
