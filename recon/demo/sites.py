"""The demo company's projects: activities, cost codes and budgets on both sides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from recon.demo import words
from recon.demo.company import GROUPS, STAMP, Company, Row, written_phone

VIEW = "Procore Standard Budget"
COLUMNS = ("Original Budget Amount", "Approved COs", "Committed Costs", "Direct Costs")

LISTED = (
    "purchase_order_contracts",
    "work_order_contracts",
    "prime_contracts",
    "commitment_change_orders",
    "prime_change_orders",
    "change_order_packages",
    "potential_change_orders",
    "requisitions",
    "direct_costs",
    "direct_cost_lines",
    "budget_modifications",
    "budget_change_lines",
    "wbs_codes",
    "project_vendors",
)
# Lists of the lines of one document, by its id.
NESTED = ("contract_lines", "prime_lines", "change_order_lines", "potential_lines")

# Two tiers, as a site would keep them: division, then activity.
DIVISIONS = {
    "01": (
        "Conditions générales",
        {"100": "Gérance de chantier", "500": "Installations"},
    ),
    "03": ("Béton", {"100": "Coffrages", "200": "Armature", "300": "Béton coulé"}),
    "05": ("Métaux", {"120": "Charpente d'acier", "500": "Métaux ouvrés"}),
    "07": ("Enveloppe", {"210": "Isolation", "500": "Membrane de toiture"}),
    "09": ("Finition", {"250": "Cloisons sèches", "900": "Peinture"}),
    "16": ("Électricité", {"050": "Distribution", "500": "Éclairage"}),
}
COST_GROUPS = ("MO", "MA", "ST", "EQ", "DI")


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
        "description": f"<p>{text}</p>",
        "address": address,
        "city": town,
        "zip": postal_code,
        "phone": f"{phone[:3]}-{phone[3:6]}-{phone[6:]}",
        "start_date": start.isoformat(),
        "completion_date": closing.isoformat(),
        "estimated_start_date": start.isoformat(),
        "estimated_completion_date": closing.isoformat(),
    }
    ours: Row = {
        "code": code,
        "name": name,
        "description": text,
        "address": address,
        "city": town,
        "province": rng.choice(("QC", "Québec")),
        "country": "Canada",
        "postal_code": postal_code,
        "phone": written_phone(phone),
        "start": start,
        "closing": closing,
        "status": "Actif",
        "ticked": "O",
        "prefix": "QC",
        "customer": customer,
        "from": start,
        "last": start + timedelta(days=40),
        "procore_id": str(theirs["id"]) if linked else "",
    }
    company.maestro["project"].append(ours)
    _add_activities(company, code)
    _add_budget(company, code, theirs)
    return ours, theirs


def new_site(company: Company, code: str, name: str) -> Row:
    """A Procore project with cost codes and cost types, and an empty budget."""
    project: Row = {
        "id": company.new_id(),
        "name": name,
        "display_name": f"{code} - {name}",
        "project_number": code,
        "description": "",
        "address": "",
        "city": "",
        "state_code": "QC",
        "country_code": "CA",
        "zip": "",
        "phone": "",
        "start_date": "2025-03-03",
        "completion_date": "2026-09-30",
        "estimated_start_date": "2025-03-03",
        "estimated_completion_date": "2026-09-30",
        "active": True,
        "template": False,
        "is_demo": False,
        "origin_id": None,
        "time_zone": "Eastern Time (US & Canada)",
        "total_value": "0.0",
        "created_at": STAMP,
        "updated_at": STAMP,
    }
    company.projects.append(project)
    segments = [
        _segment(company, "Cost Code", "cost_code", 1),
        _segment(company, "Cost Type", "line_item_type", 2),
    ]
    site: Row = {
        "cost_codes": [],
        "segments": segments,
        "segment_items": [],
        "line_item_types": [
            {
                "id": company.new_id(),
                "code": c,
                "name": n,
                "base_type": b,
                "origin_id": None,
            }
            for c, _, _, _, n, b in GROUPS
        ],
        "detail_rows": [],
        "locked": False,
        **{name: [] for name in LISTED},
        **{name: {} for name in NESTED},
        "view_id": company.new_id(),
        "view": VIEW,
        "columns": list(COLUMNS),
    }
    company.sites[int(project["id"])] = site
    for division, (title, codes) in DIVISIONS.items():
        parent = add_cost_code(company, site, division, title, None)
        for code_, activity in codes.items():
            add_cost_code(company, site, code_, activity, parent)
    return project


def _segment(company: Company, name: str, kind: str, position: int) -> Row:
    return {
        "id": company.new_id(),
        "name": name,
        "type": kind,
        "position": position,
        "delimiter": ".",
        "required": True,
        "structure": "tiered",
    }


def add_cost_code(
    company: Company, site: Row, code: str, name: str, parent: Row | None
) -> Row:
    """A Procore cost code, and the item of the cost code segment that carries it."""
    full_code = code if parent is None else f"{parent['full_code']}-{code}"
    parent_id = None if parent is None else parent["id"]
    row: Row = {
        "id": company.new_id(),
        "code": code,
        "full_code": full_code,
        "name": name,
        "parent": {"id": parent_id},
        "biller_type": "Project",
        "budgeted": False,
        "sortable_code": full_code,
        "origin_id": None,
        "deleted_at": None,
        "line_item_types": [],
        "created_at": STAMP,
        "updated_at": STAMP,
    }
    site["cost_codes"].append(row)
    site["segment_items"].append(
        {
            "id": company.new_id(),
            "code": code,
            "name": name,
            "parent_id": None,
            "path_code": full_code,
            "path_codes": [full_code],
            "is_parent": False,
            "status": "active",
            "in_use": True,
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
        "project": project_code,
        "activity": code,
        "group": group,
        "amount": amount,
        "quantity": quantity,
    }
    company.maestro["budget_line"].append(ours)
    company.budgets.setdefault(project_code, []).append(ours)
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
        "id": company.new_id(),
        "budget_row_id": str(company.last_id),
        "wbs_code_id": wbs_code_of(company, site, code, group)["id"],
        "cost_code_id": cost_code["id"],
        "cost_code": f"{code} - {cost_code['name']}",
        "category_id": cost_type["id"],
        "category": cost_type["name"],
        "biller_type": "Project",
        "uom": "",
        "quantity": f"{quantity:.6f}",
        "unit_cost": "0.0000",
        "calculation_strategy": "manual",
        "budgeted": True,
        "deletable": True,
        "original_budget_amount": f"{amount:.2f}",
        "budget_modifications": "0.00",
        "Original Budget Amount": f"{amount:.2f}",
        "Approved COs": "0.00",
        "Committed Costs": "0.00",
        "Direct Costs": "0.00",
    }
    site["detail_rows"].append(row)
    return row


def wbs_code_of(company: Company, site: Row, activity: str, group: str) -> Row:
    """The budget code of an activity and a group, made where it is not yet."""
    flat = f"{activity}.{group}"
    for row in site["wbs_codes"]:
        if row["flat_code"] == flat:
            return dict(row)
    items = (("cost_code", activity), ("line_item_type", group))
    row = {
        "id": company.new_id(),
        "flat_code": flat,
        "flat_name": flat,
        "description": None,
        "status": "active",
        "segment_items": [
            {
                "id": company.new_id(),
                "code": code.split("-")[-1] if kind == "cost_code" else code,
                "name": code,
                "path_code": code,
                "segment": {"id": number, "type": kind, "name": kind},
                "status": "active",
            }
            for number, (kind, code) in enumerate(items, start=1)
        ],
    }
    site["wbs_codes"].append(row)
    return row
