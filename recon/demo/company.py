"""The demo company before discrepancies are seeded: both systems agree everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from random import Random
from typing import Any

from recon.demo import words

Row = dict[str, Any]

COMPANY_ID = 562_949_953_421_000
FIRST_ID = 562_949_953_430_000
STAMP = "2026-10-30T14:00:00Z"
# code, French, English, type in the export, Procore name and base type
GROUPS = (
    ("MO", "Main-d'oeuvre", "Labour", "Main-d'oeuvre", "Labour", "labor"),
    ("MA", "Matériel", "Material", "Matériel", "Materials", "materials"),
    (
        "ST",
        "Sous-traitance",
        "Subcontractor",
        "Sous-traitant",
        "Subcontract",
        "commitment",
    ),
    ("EQ", "Équipement", "Equipment", "Équipement", "Equipment", "equipment"),
    ("DI", "Divers", "Miscellaneous", "Divers", "Other", "other"),
    ("FA", "Facturation", "Billing", "Facturation", "Revenue", "other"),
)


@dataclass
class Company:
    """Both sides of the demo company: rows of exports, and what the sandbox holds.

    `maestro` has a list of rows for each export; `procore` the company's lists;
    `sites` the lists of each Procore project by its id.
    """

    rng: Random
    maestro: dict[str, list[Row]] = field(default_factory=dict)
    projects: list[Row] = field(default_factory=list)
    vendors: list[Row] = field(default_factory=list)
    sites: dict[int, Row] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    hidden_rows: dict[str, int] = field(default_factory=dict)
    counts_before: dict[str, dict[str, int]] = field(default_factory=dict)
    control_totals: list[Row] = field(default_factory=list)
    users: list[Row] = field(default_factory=list)
    budgets: dict[str, list[Row]] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    last_id: int = FIRST_ID

    def new_id(self) -> int:
        """The next 64-bit Procore id."""
        self.last_id += 1
        return self.last_id

    def count(self, what: str) -> int:
        """The next number of a counter, from 1."""
        self.counters[what] = self.counters.get(what, 0) + 1
        return self.counters[what]

    def party_name(self, code: str) -> str:
        """The name of a supplier or an employee, or nothing."""
        rows = chain(self.maestro["supplier"], self.maestro["employee"])
        return next((str(r["name"]) for r in rows if code and r["code"] == code), "")

    def vendor_of(self, code: str) -> Row | None:
        """The Procore company linked to a supplier's code."""
        linked = (v for v in self.vendors if code and v["origin_id"] == code)
        return next(linked, None)

    def customer_of(self, code: str) -> Row:
        """The Procore company of a customer's code."""
        return next(v for v in self.vendors if v["abbreviated_name"] == code)

    def user_of(self, code: str) -> Row | None:
        """The Procore user of an employee's number."""
        return next((u for u in self.users if u["employee_id"] == code), None)

    def add_to_directory(self, site: Row, code: str) -> None:
        """Put a supplier into a project's directory, once."""
        vendor = self.vendor_of(code)
        if vendor is not None and vendor["id"] not in site["project_vendors"]:
            site["project_vendors"].append(vendor["id"])

    def site_of(self, project: Row) -> Row:
        """The lists of a Procore project."""
        return self.sites[int(project["id"])]


def new_company(seed: int) -> Company:
    """An empty company whose invented data depend on the seed alone."""
    company = Company(
        rng=Random(seed)  # noqa: S311 - a demo, no secret
    )
    company.maestro = {
        name: []
        for name in (
            "project",
            "activity",
            "cost_group",
            "budget_line",
            "modified_budget",
            "supplier",
            "customer",
            "employee",
            "project_cost",
            "purchase_order",
            "subcontract",
            "commitment_line",
            "change_order",
            "change_order_line",
            "prime_change_order",
            "prime_contract",
            "prime_contract_line",
        )
    }
    for code, french, english, kind, _, _ in GROUPS:
        company.maestro["cost_group"].append(
            {"code": code, "french": french, "english": english, "type": kind}
        )
    return company


def add_supplier(
    company: Company, code: str, *, linked: bool = True
) -> tuple[Row, Row]:
    """A supplier alike on both sides; linked by the origin field of its company."""
    number = len(company.maestro["supplier"])
    name = words.supplier_name(company.rng, number)
    rows = _add_party(company, "supplier", code, name)
    rows[1]["origin_id"] = code if linked else None
    return rows


def add_customer(company: Company, code: str) -> tuple[Row, Row]:
    """A customer alike on both sides; nothing says it is linked but its code."""
    number = len(company.maestro["customer"])
    return _add_party(
        company, "customer", code, words.customer_name(company.rng, number)
    )


def _add_party(company: Company, role: str, code: str, name: str) -> tuple[Row, Row]:
    rng = company.rng
    address, town, postal_code = words.place(rng)
    phone, fax, licence = words.phone(rng), words.phone(rng), words.rbq_number(rng)
    email = f"comptes.{code.lower()}@exemple.test"
    ours: Row = {
        "code": code,
        "name": name,
        "address": address,
        "city": town,
        "province": rng.choice(("QC", "Québec", "Quebec")),
        "country": "Canada",
        "postal_code": postal_code,
        "phone": written_phone(phone),
        "fax": written_phone(fax),
        "email": email,
        "rbq_number": licence,
        "status": "A",
        "ticked": "O",
    }
    theirs = new_vendor(company, code, name)
    theirs |= {
        "address": address,
        "city": town,
        "zip": postal_code.replace(" ", ""),
        "business_phone": f"({phone[:3]}) {phone[3:6]}-{phone[6:]}",
        "fax_number": f"+1 {fax[:3]} {fax[3:6]} {fax[6:]}",
        "email_address": email,
        "license_number": licence,
    }
    company.maestro[role].append(ours)
    return ours, theirs


def new_vendor(company: Company, code: str, name: str) -> Row:
    """A company of the Procore directory, active and without tags."""
    vendor: Row = {
        "id": company.new_id(),
        "name": name,
        "company": name,
        "abbreviated_name": code,
        "address": "",
        "city": "",
        "state_code": "QC",
        "country_code": "CA",
        "zip": "",
        "business_phone": "",
        "fax_number": "",
        "mobile_phone": "",
        "email_address": "",
        "license_number": "",
        "is_active": True,
        "synced_to_erp": False,
        "origin_id": None,
        "origin_code": None,
        "origin_data": None,
        "project_ids": [],
        "created_at": STAMP,
        "updated_at": STAMP,
        "keywords": [],
    }
    company.vendors.append(vendor)
    return vendor


def written_phone(phone: str) -> str:
    """A phone number as maestro* shows it."""
    return f"({phone[:3]}) {phone[3:6]}-{phone[6:]}"
