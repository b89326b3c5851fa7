"""The demo company before anything goes wrong: two systems that agree everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from recon.demo import words

Row = dict[str, Any]

COMPANY_ID = 562_949_953_421_000
FIRST_ID = 562_949_953_430_000
STAMP = "2026-10-30T14:00:00Z"
VIEW = "Procore Standard Budget"
COLUMNS = ("Original Budget Amount", "Approved COs", "Committed Costs", "Direct Costs")

# Two tiers, as a site would keep them: division, then activity.
DIVISIONS = {
    "01": ("Conditions générales", {"100": "Gérance de chantier", "500": "Installations"}),
    "03": ("Béton", {"100": "Coffrages", "200": "Armature", "300": "Béton coulé"}),
    "05": ("Métaux", {"120": "Charpente d'acier", "500": "Métaux ouvrés"}),
    "07": ("Enveloppe", {"210": "Isolation", "500": "Membrane de toiture"}),
    "09": ("Finition", {"250": "Cloisons sèches", "900": "Peinture"}),
    "16": ("Électricité", {"050": "Distribution", "500": "Éclairage"}),
}
# code, French, English, type in the export, Procore name and base type
GROUPS = (
    ("MO", "Main-d'oeuvre", "Labour", "Main-d'oeuvre", "Labour", "labor"),
    ("MA", "Matériel", "Material", "Matériel", "Materials", "materials"),
    ("ST", "Sous-traitance", "Subcontractor", "Sous-traitant", "Subcontract", "commitment"),
    ("EQ", "Équipement", "Equipment", "Équipement", "Equipment", "equipment"),
    ("DI", "Divers", "Miscellaneous", "Divers", "Other", "other"),
    ("FA", "Facturation", "Billing", "Facturation", "Revenue", "other"),
)
COST_GROUPS = ("MO", "MA", "ST", "EQ", "DI")


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
    control_totals: list[Row] = field(default_factory=list)
    last_id: int = FIRST_ID

    def new_id(self) -> int:
        """The next 64-bit Procore id."""
        self.last_id += 1
        return self.last_id

    def site_of(self, project: Row) -> Row:
        """The lists of a Procore project."""
        return self.sites[int(project["id"])]


def new_company(seed: int) -> Company:
    """An empty company whose invented data depend on the seed alone."""
    company = Company(rng=Random(seed))
    company.maestro = {
        name: []
        for name in ("project", "activity", "cost_group", "budget_line", "supplier",
                     "customer")
    }
    for code, french, english, kind, _, _ in GROUPS:
        company.maestro["cost_group"].append(
            {"code": code, "french": french, "english": english, "type": kind}
        )
    return company


def add_supplier(company: Company, code: str, *, linked: bool = True) -> tuple[Row, Row]:
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
        "code": code, "name": name, "address": address, "city": town,
        "province": rng.choice(("QC", "Québec", "Quebec")), "country": "Canada",
        "postal_code": postal_code, "phone": _written(phone), "fax": _written(fax),
        "email": email, "rbq_number": licence, "status": "A", "ticked": "O",
    }
    theirs = new_vendor(company, code, name)
    theirs |= {
        "address": address, "city": town, "zip": postal_code.replace(" ", ""),
        "business_phone": f"({phone[:3]}) {phone[3:6]}-{phone[6:]}",
        "fax_number": f"+1 {fax[:3]} {fax[3:6]} {fax[6:]}",
        "email_address": email, "license_number": licence,
    }
    company.maestro[role].append(ours)
    return ours, theirs


def new_vendor(company: Company, code: str, name: str) -> Row:
    """A company of the Procore directory, active and without tags."""
    vendor: Row = {
        "id": company.new_id(), "name": name, "company": name, "abbreviated_name": code,
        "address": "", "city": "", "state_code": "QC", "country_code": "CA", "zip": "",
        "business_phone": "", "fax_number": "", "mobile_phone": "", "email_address": "",
        "license_number": "", "is_active": True, "synced_to_erp": False,
        "origin_id": None, "origin_code": None, "origin_data": None, "project_ids": [],
        "created_at": STAMP, "updated_at": STAMP, "keywords": [],
    }
    company.vendors.append(vendor)
    return vendor


def add_project(
    company: Company, code: str, *, customer: str = "", linked: bool = True
) -> tuple[Row, Row]:
    """A project alike on both sides, with its activities and budget.

    Linked by the Procore id that the export carries.
    """
    rng = company.rng
    number = len(company.maestro["project"])
    name = words.project_name(rng, number)
    address, town, postal_code = words.place(rng)
    phone = words.phone(rng)
    start = date(2025, 1, 6) + timedelta(days=rng.randrange(0, 400))
    closing = start + timedelta(days=rng.randrange(120, 700))
    text = f"{name} : travaux à {town}"
    theirs = new_site(company, code, name)
    theirs |= {
        "description": f"<p>{text}</p>", "address": address, "city": town,
        "zip": postal_code, "phone": f"{phone[:3]}-{phone[3:6]}-{phone[6:]}",
        "start_date": start.isoformat(), "completion_date": closing.isoformat(),
        "estimated_start_date": start.isoformat(),
        "estimated_completion_date": closing.isoformat(),
    }
    ours: Row = {
        "code": code, "name": name, "description": text, "address": address,
        "city": town, "province": rng.choice(("QC", "Québec")), "country": "Canada",
        "postal_code": postal_code, "phone": _written(phone), "start": start,
        "closing": closing, "status": "Actif", "ticked": "O", "prefix": "QC",
        "customer": customer, "from": start, "last": start + timedelta(days=40),
        "procore_id": str(theirs["id"]) if linked else "",
    }
    company.maestro["project"].append(ours)
    _add_activities(company, code)
    _add_budget(company, code, theirs)
    return ours, theirs


def new_site(company: Company, code: str, name: str) -> Row:
    """A Procore project with cost codes and cost types, and an empty budget."""
    project: Row = {
        "id": company.new_id(), "name": name, "display_name": f"{code} - {name}",
        "project_number": code, "description": "", "address": "", "city": "",
        "state_code": "QC", "country_code": "CA", "zip": "", "phone": "",
        "start_date": "2025-03-03", "completion_date": "2026-09-30",
        "estimated_start_date": "2025-03-03", "estimated_completion_date": "2026-09-30",
        "active": True, "template": False, "is_demo": False, "origin_id": None,
        "time_zone": "Eastern Time (US & Canada)", "total_value": "0.0",
        "created_at": STAMP, "updated_at": STAMP,
    }
    company.projects.append(project)
    segments = [
        _segment(company, "Cost Code", "cost_code", 1),
        _segment(company, "Cost Type", "line_item_type", 2),
    ]
    site: Row = {
        "cost_codes": [], "segments": segments, "segment_items": [],
        "line_item_types": [
            {"id": company.new_id(), "code": c, "name": n, "base_type": b, "origin_id": None}
            for c, _, _, _, n, b in GROUPS
        ],
        "detail_rows": [], "locked": False, "prime_contracts": [], "commitments": [],
        "view_id": company.new_id(), "view": VIEW, "columns": list(COLUMNS),
    }
    company.sites[int(project["id"])] = site
    for division, (title, codes) in DIVISIONS.items():
        parent = add_cost_code(company, site, division, title, None)
        for code_, activity in codes.items():
            add_cost_code(company, site, code_, activity, parent)
    return project


def _segment(company: Company, name: str, kind: str, position: int) -> Row:
    return {
        "id": company.new_id(), "name": name, "type": kind, "position": position,
        "delimiter": ".", "required": True, "structure": "tiered",
    }


def add_cost_code(
    company: Company, site: Row, code: str, name: str, parent: Row | None
) -> Row:
    """A Procore cost code, and the item of the cost code segment that carries it."""
    full_code = code if parent is None else f"{parent['full_code']}-{code}"
    parent_id = None if parent is None else parent["id"]
    row: Row = {
        "id": company.new_id(), "code": code, "full_code": full_code, "name": name,
        "parent": {"id": parent_id}, "biller_type": "Project", "budgeted": False,
        "sortable_code": full_code, "origin_id": None, "deleted_at": None,
        "line_item_types": [], "created_at": STAMP, "updated_at": STAMP,
    }
    site["cost_codes"].append(row)
    site["segment_items"].append(
        {
            "id": company.new_id(), "code": code, "name": name, "parent_id": None,
            "path_code": full_code, "path_codes": [full_code], "is_parent": False,
            "status": "active", "in_use": True,
        }
    )
    return row


def _add_activities(company: Company, project_code: str) -> None:
    for division, (_, codes) in DIVISIONS.items():
        for code, name in codes.items():
            add_activity(company, project_code, f"{division}-{code}", name)


def add_activity(company: Company, project_code: str, code: str, name: str) -> Row:
    """A maestro* activity of a project."""
    row: Row = {"project": project_code, "code": code, "name": name, "active": "O"}
    company.maestro["activity"].append(row)
    return row


def _add_budget(company: Company, project_code: str, project: Row) -> None:
    """Lines alike on both sides, their total drawn from the real distribution.

    Awarded amounts are lognormal with a median of 450,000 $ and sigma 2.
    """
    rng = company.rng
    total = min(max(rng.lognormvariate(13.017, 2.0), 20_000), 60_000_000)
    codes = [f"{d}-{c}" for d, (_, leaves) in DIVISIONS.items() for c in leaves]
    pairs = sorted(rng.sample([(c, g) for c in codes for g in COST_GROUPS[:4]], 10))
    weights = [rng.random() + 0.05 for _ in pairs]
    for (code, group), weight in zip(pairs, weights, strict=True):
        amount = Decimal(int(total * weight / sum(weights) * 100)) / 100
        quantity = Decimal(rng.randrange(1, 400))
        add_budget_line(company, project_code, project, code, group, amount, quantity)


def add_budget_line(
    company: Company,
    project_code: str,
    project: Row,
    code: str,
    group: str,
    amount: Decimal,
    quantity: Decimal = Decimal(0),
) -> tuple[Row, Row]:
    """A budget line alike on both sides."""
    ours: Row = {
        "project": project_code, "activity": code, "group": group, "amount": amount,
        "quantity": quantity,
    }
    company.maestro["budget_line"].append(ours)
    return ours, add_detail_row(company, project, code, group, amount, quantity)


def add_detail_row(
    company: Company,
    project: Row,
    code: str,
    group: str,
    amount: Decimal,
    quantity: Decimal = Decimal(0),
) -> Row:
    """A row of the Procore budget view."""
    site = company.site_of(project)
    cost_code = next(row for row in site["cost_codes"] if row["full_code"] == code)
    cost_type = next(row for row in site["line_item_types"] if row["code"] == group)
    row: Row = {
        "id": company.new_id(), "budget_row_id": str(company.last_id), "wbs_code_id":
        company.new_id(), "cost_code_id": cost_code["id"], "cost_code":
        f"{code} - {cost_code['name']}", "category_id": cost_type["id"], "category":
        cost_type["name"], "biller_type": "Project", "uom": "", "quantity":
        f"{quantity:.6f}", "unit_cost": "0.0000", "calculation_strategy": "manual",
        "budgeted": True, "deletable": True, "original_budget_amount": f"{amount:.2f}",
        "budget_modifications": "0.00", "Original Budget Amount": f"{amount:.2f}",
        "Approved COs": "0.00", "Committed Costs": "0.00", "Direct Costs": "0.00",
    }
    site["detail_rows"].append(row)
    return row


def _written(phone: str) -> str:
    return f"({phone[:3]}) {phone[3:6]}-{phone[6:]}"
