"""Build the demo company: two equal systems, then seeded discrepancies; write both."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from recon.demo.billing import add_contracts
from recon.demo.company import COMPANY_ID, Company, Row, add_customer, add_supplier
from recon.demo.company import new_company as _new_company
from recon.demo.costs import add_costs, add_employee
from recon.demo.discrepancies import seed_discrepancies
from recon.demo.exports import write_exports
from recon.demo.key import AnswerKey
from recon.demo.sites import add_project
from recon.demo.words import EMPLOYEES

BASE = 12
# No discrepancy is seeded in this project, and nothing may be reported for it.
CLEAN_PROJECT = "24-001"
# The pull of the month before, of which the manifest is kept.
_FORMER = "20260930T220000Z"
CLIENT_ID = "demo-client"
CLIENT_SECRET = "demo-secret"  # noqa: S105 - opens nothing but the demo company
COMPANY_NAME = "Constructions Boréalis-Nord (demo)"


@dataclass(frozen=True)
class Demo:
    """The demo company: its two systems and its answer key."""

    company: Company
    key: AnswerKey


def build_demo(seed: int = 1, projects: int = BASE) -> Demo:
    """Make the demo company; equal seeds give equal companies, byte for byte.

    `projects` is how many are without discrepancy, beside the seeded ones.
    """
    company = _new_company(seed)
    key = AnswerKey()
    for number in range(24):
        add_supplier(company, f"S{1001 + number}")
    for number in range(8):
        add_customer(company, f"C{2001 + number}")
    for number, name in enumerate(EMPLOYEES):
        add_employee(company, f"E{301 + number}", name)
    for number in range(projects):
        customer = f"C{2001 + number % 8}"
        code = f"24-{number + 1:03}" if number < 100 else f"25-{number + 1:05}"
        ours, theirs = add_project(company, code, customer=customer)
        add_operations(company, ours, theirs)
    seed_discrepancies(company, key)
    _state_totals(company)
    return Demo(company, key)


def _state_totals(company: Company) -> None:
    """The controller states how many rows each list has, and what its amounts sum to.

    Employees are left out: of them some are missing.
    """
    stated = {row["entity"] for row in company.control_totals} | {"employee"}
    for entity, rows in company.maestro.items():
        if entity not in stated:
            amounts = [row["amount"] for row in rows if "amount" in row]
            total = sum((Decimal(amount or 0) for amount in amounts), Decimal(0))
            company.control_totals.append(
                {
                    "entity": entity,
                    "rows": str(len(rows)),
                    "amount": f"{total:.2f}" if amounts else "",
                }
            )


def add_operations(company: Company, ours: Row, theirs: Row) -> None:
    """Give a project contracts and costs of every kind, alike on both sides."""
    site = company.site_of(theirs)
    for supplier in company.maestro["supplier"][:24]:
        company.add_to_directory(site, supplier["code"])
    add_contracts(company, ours, theirs)
    add_costs(company, ours, theirs)


def write_demo(demo: Demo, folder: Path) -> None:
    """Write the exports, the sandbox's state and the answer key into a folder."""
    write_exports(demo.company, folder / "exports")
    _write_json(folder / "sandbox.json", sandbox_state(demo.company))
    _write_json(folder / "answer-key.json", demo.key.expected)
    _write_former_pull(demo.company, folder / "pulls" / _FORMER)


def _write_former_pull(company: Company, folder: Path) -> None:
    """Write last month's pull: its manifest alone, as after its files were archived."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "format": 1,
        "id": folder.name,
        "started": "2026-09-30T22:00:00Z",
        "ended": "2026-09-30T22:00:00Z",
        "maestro": {"environment": "demo", "facts": company.counts_before},
        "procore": {"environment": "demo", "company_id": str(COMPANY_ID)},
        "entries": [],
    }
    _write_json(folder / "manifest.json", manifest)


def sandbox_state(company: Company) -> dict[str, Any]:
    """What the sandbox serves: the company's lists, and what it may not show."""
    return {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "company_id": COMPANY_ID,
        "company_name": COMPANY_NAME,
        "projects": company.projects,
        "vendors": company.vendors,
        "users": company.users,
        "sites": {str(number): site for number, site in company.sites.items()},
        "unreadable": company.unreadable,
        "hidden_rows": company.hidden_rows,
        "last_id": company.last_id + 1_000_000,
    }


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
