"""What discrepancies of documents stand on: a project with room for costs."""

from __future__ import annotations

from decimal import Decimal

from recon.demo.company import Company, Row
from recon.demo.sites import add_budget_line, add_project

FREE = "DI"
CODE = ("03-300", FREE)
OTHER = ("05-500", FREE)


def add_site(company: Company, code: str, customer: str = "") -> tuple[Row, Row]:
    """A project with room for costs on two codes, and its suppliers' directory."""
    ours, theirs = add_project(company, code, customer=customer)
    for activity, group in (CODE, OTHER):
        add_budget_line(company, code, theirs, activity, group, Decimal(1_000_000))
    for supplier in company.maestro["supplier"][:24]:
        company.add_to_directory(company.site_of(theirs), supplier["code"])
    return ours, theirs


def transaction_of(row: Row) -> dict[str, str]:
    """The key of a transaction's finding."""
    return {"transaction": f"{row['number']}/{row['line']}"}
