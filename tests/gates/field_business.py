"""What people do in the books that is more than one field: some of it normal, some not."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal

from recon.demo.company import STAMP
from tests.gates.field_edits import VALUES
from tests.gates.field_links import Site
from tests.gates.field_records import Record, Row

CENT = Decimal("0.01")
PLACEHOLDERS = {"phone": "(000) 000-0000", "rbq_number": "0000000000"}
_THEIRS = {"phone": "business_phone", "rbq_number": "license_number"}


def entered_again(site: Site, record: Record, _side: str, _field: str) -> str:
    """Reversed and entered again in maestro*, in the same period: one invoice, net."""
    for sign in (-1, 1):
        row = deepcopy(record.ours)
        row["number"] = f"T95{site.systems.company.count('again'):05}"
        for name in ("amount", "unit_price"):
            row[name] = row[name] * sign
        record.our_list.append(row)
    return "reversed, entered again"


def entered_twice(site: Site, record: Record, side: str, _field: str) -> str:
    """The invoice entered a second time, and sent a second time: both systems agree."""
    _twin(site, record, Decimal(0), record.ours["invoice"])
    return "entered and sent twice"


def a_cent_apart(site: Site, record: Record, _side: str, _field: str) -> str:
    """The invoice entered a second time with another cent."""
    _twin(site, record, CENT, record.ours["invoice"])
    return "entered and sent twice, a cent apart"


def digits_apart(site: Site, record: Record, _side: str, _field: str) -> str:
    """The invoice entered a second time with two digits of its number exchanged."""
    number = str(VALUES["transposed"](record.ours["invoice"]))
    _twin(site, record, Decimal(0), number)
    return f"{record.ours['invoice']} entered and sent again as {number}"


def _twin(site: Site, record: Record, more: Decimal, invoice: str) -> None:
    """The same invoice as another transaction and another direct cost."""
    company, amount = site.systems.company, record.ours["amount"] + more
    row = {**deepcopy(record.ours), "number": f"T96{company.count('twin'):05}"}
    row |= {"amount": amount, "unit_price": amount, "quantity": Decimal(1)}
    row["invoice"] = invoice
    record.our_list.append(row)
    (lines, old_line), text = record.their_more[0], f"{amount:.2f}"
    head, line = deepcopy(record.theirs), deepcopy(old_line)
    head |= {"id": company.new_id(), "amount": text, "grand_total": text}
    head["invoice_number"] = invoice
    line |= dict.fromkeys(("amount", "extended_amount", "total_amount"), text)
    line |= {"id": company.new_id(), "quantity": "1.000000", "unit_cost": f"{text}00"}
    line["holder"]["id"] = head["id"]
    record.their_list.append(head)
    lines.append(line)
    site.says(row["number"])


def stored_materials(_site: Site, record: Record, _side: str, _field: str) -> str:
    """A part of what is billed is material newly stored: the sum is the invoice."""
    [item] = record.theirs["items"]
    amount = Decimal(item["work_completed_this_period"])
    part = (amount / 3).quantize(CENT)
    item["work_completed_this_period"] = f"{amount - part:.2f}"
    item |= dict.fromkeys(
        ("new_materials", "materials_presently_stored"), f"{part:.2f}"
    )
    return f"{amount - part} and {part} of materials"


def sub_jobs(site: Site, record: Record, _side: str, _field: str) -> str:
    """A budget line that Procore keeps by sub job: two rows, one sum."""
    row, twin = record.theirs, deepcopy(record.theirs)
    twin["id"] = site.systems.company.new_id()
    twin["budget_row_id"] = str(twin["id"])
    for name in ("original_budget_amount", "Original Budget Amount", "quantity"):
        whole = Decimal(row[name])
        part = (whole / 4).quantize(CENT)
        places = len(row[name].partition(".")[2])
        row[name], twin[name] = f"{whole - part:.{places}f}", f"{part:.{places}f}"
    twin["Approved COs"] = "0.00"
    for one, name in ((row, "A"), (twin, "B")):
        one["sub_job"] = {"id": site.systems.company.new_id(), "name": f"Phase {name}"}
    record.their_list.append(twin)
    return "two sub jobs"


def zero_pair(site: Site, record: Record, _side: str, _field: str) -> str:
    """A pair without amount in maestro*, which the bridge does not show in Procore."""
    used = {
        r.ours["activity"] for r in site.systems.of(record.project, "budget_line", "")
    }
    codes = sorted(
        r.ours["code"] for r in site.systems.of(record.project, "activity", "")
    )
    code = next((c for c in codes if c not in used), codes[0])
    row: Row = {**record.ours, "activity": code, "group": "DI"}
    record.our_list.append(row | {"amount": Decimal(0), "quantity": Decimal(0)})
    return f"{code} DI, 0.00"


def change_on_order(site: Site, record: Record, _side: str, _field: str) -> str:
    """An approved change order of a purchase order, which the bridge refuses."""
    company = site.systems.company
    number = f"AV-9{company.count('change on order'):03}"
    change: Row = {
        "id": company.new_id(),
        "contract_id": record.theirs["id"],
        "legacy_package_id": None,
        "number": site.says(number),
        "title": f"Avenant {number}",
        "description": "",
        "status": "approved",
        "grand_total": "0.00",
        "created_at": "2026-03-03T15:00:00Z",
        "due_date": None,
        "updated_at": STAMP,
        "type": "CommitmentChangeOrder",
        "executed": True,
    }
    record.site["commitment_change_orders"].append(change)
    record.site["change_order_lines"][str(change["id"])] = []
    return number


def placeholder(site: Site, record: Record, _side: str, field: str) -> str:
    """A value that stands for none, in this record and in another, on both sides."""
    letter = record.ours["code"][0]
    other = max(code for code in site.systems.records if code[0] == letter)
    for one in (record, site.systems.records[other][0]):
        one.ours[field] = PLACEHOLDERS[field]
        one.theirs[_THEIRS[field]] = PLACEHOLDERS[field]
    return PLACEHOLDERS[field]
