"""Writes to the sandbox, with the effects and answers of the real API."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from werkzeug.routing import Rule

from recon.demo.sites import COLUMNS, LISTED, NESTED, VIEW
from recon.sandbox.contracts import Refused
from recon.sandbox.records import Records, row_of, timestamp

Row = dict[str, Any]
Answer = tuple[int, object]

_DATES = (
    "start_date",
    "completion_date",
    "estimated_start_date",
    "estimated_completion_date",
    "direct_cost_date",
    "received_date",
)
_P = "/rest/v1.0/projects/<int:project_id>"
_P11 = "/rest/v1.1/projects/<int:project_id>"
_V2 = "/rest/v2.0/companies/<int:company_id>/projects/<int:project_id>"
_NUMBER = re.compile(r"@number:(.*)")


def _rule(path: str, endpoint: str, *methods: str) -> Rule:
    return Rule(path, endpoint=endpoint, methods=list(methods))


WRITE_ROUTES = (
    _rule("/rest/v1.0/vendors/<int:id>", "vendor", "GET", "PATCH"),
    _rule("/rest/v1.0/vendors/sync", "vendors_sync", "PATCH"),
    _rule("/rest/v1.0/vendors", "vendors_create", "POST"),
    _rule("/rest/v1.0/projects/<int:id>", "project", "GET", "PATCH"),
    _rule("/rest/v1.0/projects/sync", "projects_sync", "PATCH"),
    _rule("/rest/v1.0/projects", "projects_create", "POST"),
    _rule("/rest/v1.1/budget_line_items", "budget_create", "POST"),
    _rule("/rest/v1.1/budget_line_items/<int:id>", "budget_line", "GET", "PATCH"),
    _rule(f"{_V2}/budget_line_items/<int:id>", "budget_delete", "DELETE"),
    _rule(f"{_P}/work_breakdown_structure/wbs_codes", "wbs_create", "POST"),
    _rule(f"{_P11}/direct_costs", "direct_cost_create", "POST"),
    _rule(f"{_P11}/direct_costs/<int:id>", "direct_cost_delete", "DELETE"),
    _rule(f"{_P11}/vendors/<int:id>/actions/add", "member_add", "POST"),
    _rule(f"{_P11}/vendors/<int:id>/actions/remove", "member_remove", "DELETE"),
)
SINGLE = ("vendor", "project", "budget_line")


class Writes(Records):
    """Changes a company's state; every answer is what the API would say."""

    def show(self, endpoint: str, values: Row, project: str) -> Row:
        """One company, project or budget line."""
        if endpoint == "vendor":
            found = self.by_id(self.state["vendors"], values["id"])
            return {k: v for k, v in found.items() if k != "keywords"}
        if endpoint == "project":
            return self.by_id(self.state["projects"], values["id"])
        return self.by_id(self.site(project)["detail_rows"], values["id"])

    def do(self, endpoint: str, body: Row, values: Row) -> Answer:
        """Do one write, and give the status and the body of the answer."""
        doing: dict[str, Callable[[Row, Row], Answer]] = {
            "vendor": lambda b, v: self._update("vendors", "vendor", b, v),
            "project": lambda b, v: self._update("projects", "project", b, v),
            "vendors_create": lambda b, v: (201, self._new_vendor(b["vendor"])),
            "projects_create": lambda b, v: (201, self._new_project(b["project"])),
            "vendors_sync": lambda b, v: self._sync("vendors", b, self._new_vendor),
            "projects_sync": lambda b, v: self._sync("projects", b, self._new_project),
            "budget_create": self._new_budget_line,
            "budget_line": self._update_budget_line,
            "budget_delete": self._delete_budget_line,
            "wbs_create": self._new_wbs_code,
            "direct_cost_create": self._new_direct_cost,
            "direct_cost_delete": self._delete_direct_cost,
            "member_add": self._add_member,
            "member_remove": self._remove_member,
        }
        return doing[endpoint](body, values)

    def _update(self, listed: str, kind: str, body: Row, values: Row) -> Answer:
        row = self.by_id(self.state[listed], values["id"])
        self.prove_origin(listed, body[kind], row)
        row |= {**_kept(body[kind]), "updated_at": timestamp()}
        return 200, {k: v for k, v in row.items() if k != "keywords"}

    def _sync(self, listed: str, body: Row, create: Callable[[Row], Row]) -> Answer:
        """Rows that fail stand in `errors`, in any order; the status is always 200."""
        if len(body["updates"]) > 1000:
            raise Refused(413, {"message": "Too many updates"})
        entities, errors = [], []
        for given in body["updates"]:
            try:
                entities.append(self._sync_one(listed, given, create))
            except Refused as refused:
                errors.append({**given, "errors": refused.body})
        return 200, {"entities": entities, "errors": list(reversed(errors))}

    def _sync_one(self, listed: str, given: Row, create: Callable[[Row], Row]) -> Row:
        rows = self.state[listed]
        if "id" in given:
            found = next((r for r in rows if r["id"] == given["id"]), None)
            if found is None:
                raise Refused(200, {"id": ["Entity with this ID not found"]})
        else:
            origin = given.get("origin_id")
            found = next((r for r in rows if origin and r["origin_id"] == origin), None)
        if found is None:
            return create(given)
        updated: Row = found
        updated |= {**_kept(given), "updated_at": timestamp()}
        return updated

    def _new_vendor(self, given: Row) -> Row:
        if not given.get("name"):
            raise Refused(422, {"errors": {"name": ["can't be blank"]}})
        self.prove_origin("vendors", given, {})
        row: Row = {
            **dict.fromkeys(
                ("abbreviated_name", "address", "city", "zip", "business_phone"), ""
            ),
            **dict.fromkeys(("fax_number", "email_address", "license_number"), ""),
            "state_code": "",
            "country_code": "",
            "is_active": True,
            "origin_id": None,
            "origin_code": None,
            "keywords": [],
            **_kept(given),
            "created_at": timestamp(),
            "updated_at": timestamp(),
            "id": self.new_id(),
        }
        self.state["vendors"].append(row)
        return row

    def _new_project(self, given: Row) -> Row:
        if not given.get("name"):
            raise Refused(422, {"errors": {"name": ["can't be blank"]}})
        self.prove_origin("projects", given, {})
        row: Row = {
            **dict.fromkeys(("project_number", "description", "address", "city"), ""),
            **dict.fromkeys(("state_code", "country_code", "zip", "phone"), ""),
            "start_date": None,
            "completion_date": None,
            "active": True,
            "template": False,
            "is_demo": False,
            "origin_id": None,
            **_kept(given),
            "created_at": timestamp(),
            "updated_at": timestamp(),
            "id": self.new_id(),
        }
        row["estimated_start_date"] = row["start_date"]
        row["estimated_completion_date"] = row["completion_date"]
        self.state["projects"].append(row)
        self.state["sites"][str(row["id"])] = {
            **{name: [] for name in LISTED},
            **{name: {} for name in NESTED},
            **{name: [] for name in ("cost_codes", "segments", "segment_items")},
            **{name: [] for name in ("line_item_types", "detail_rows")},
            "locked": False,
            "view_id": self.new_id(),
            "view": VIEW,
            "columns": list(COLUMNS),
        }
        return row

    def _new_budget_line(self, body: Row, _values: Row) -> Answer:
        site = self.site(str(body["project_id"]))
        self.prove_unlocked(site)
        given = _kept(body["budget_line_item"])
        row = self.budget_row(site, int(given["wbs_code_id"]))
        same = [r for r in site["detail_rows"] if _is_same_code(r, row)]
        if any(r["budgeted"] for r in same):
            problem = {"wbs_code_id": ["has already been taken"]}
            raise Refused(422, {"errors": problem})
        for unbudgeted in same:
            site["detail_rows"].remove(unbudgeted)
        site["detail_rows"].append(row)
        self._set_budget(row, given)
        return 201, row

    def _update_budget_line(self, body: Row, values: Row) -> Answer:
        site = self.site(str(body["project_id"]))
        row = self.by_id(site["detail_rows"], values["id"])
        self.prove_unlocked(site)
        self._set_budget(row, _kept(body["budget_line_item"]))
        return 200, row

    def _delete_budget_line(self, _body: Row, values: Row) -> Answer:
        site = self.site(str(values["project_id"]))
        row = self.by_id(site["detail_rows"], values["id"])
        self.prove_unlocked(site)
        if not row["deletable"]:
            raise Refused(422, {"errors": ["Budget line item is in use"]})
        site["detail_rows"].remove(row)
        return 204, None

    def _set_budget(self, row: Row, given: Row) -> None:
        """With `automatic` the amount is quantity times unit cost."""
        row |= {k: str(v) for k, v in given.items() if k != "wbs_code_id"}
        if row["calculation_strategy"] == "automatic":
            worked = Decimal(row["quantity"]) * Decimal(row["unit_cost"])
            row["original_budget_amount"] = f"{worked:.2f}"
        amount = f"{Decimal(row['original_budget_amount']):.2f}"
        row["original_budget_amount"] = amount
        row["Original Budget Amount"] = amount

    def _new_wbs_code(self, body: Row, values: Row) -> Answer:
        """A combination that exists is given back, not made twice."""
        site = self.site(str(values["project_id"]))
        wanted = {i["segment_item_id"] for i in body["segment_items"]}
        items = [
            {**item, "segment": {"id": s["id"], "type": s["type"], "name": s["name"]}}
            for s in site["segments"]
            for item in _items_of(site, s)
            if item["id"] in wanted
        ]
        if {item["id"] for item in items} != wanted:
            raise Refused(422, {"errors": ["Segment item not found"]})
        flat = ".".join(item["path_code"] for item in items)
        for row in site["wbs_codes"]:
            if row["flat_code"] == flat:
                return 201, row
        row = {
            "id": self.new_id(),
            "flat_code": flat,
            "flat_name": flat,
            "description": body.get("description"),
            "status": "active",
            "segment_items": items,
        }
        site["wbs_codes"].append(row)
        return 201, row

    def _new_direct_cost(self, body: Row, values: Row) -> Answer:
        site = self.site(str(values["project_id"]))
        given = body["direct_cost"]
        if given["direct_cost_type"] == "invoice" and not given.get("vendor_id"):
            raise Refused(422, {"errors": {"vendor": ["can't be blank"]}})
        self.prove_origin_of(site["direct_costs"], given)
        lines = given.get("line_items", [])
        if len(lines) > 100:
            raise Refused(413, {"message": "Too many line items"})
        number = self.new_id()
        made = [self._cost_line(site, number, n, _kept(x)) for n, x in enumerate(lines)]
        total = sum((Decimal(line["amount"]) for line in made), Decimal(0))
        vendor = given.get("vendor_id")
        named: Row = next((v for v in self.state["vendors"] if v["id"] == vendor), {})
        user = given.get("employee_id")
        person = next((u for u in self.state["users"] if u["id"] == user), None)
        header = {
            "origin_id": None,
            "invoice_number": None,
            "vendor_id": None,
            **{k: v for k, v in _kept(given).items() if k != "line_items"},
            "id": number,
            "vendor": named.get("name"),
            "vendor_name": named.get("name"),
            "employee": person and {"id": person["id"], "name": person["name"]},
            "amount": f"{total:.2f}",
            "grand_total": f"{total:.2f}",
            "deleted_at": None,
            "updated_at": timestamp(),
        }
        site["direct_costs"].append(header)
        site["direct_cost_lines"] += made
        return 201, header

    def _cost_line(self, site: Row, holder: int, place: int, given: Row) -> Row:
        """A line; on a code without budget Procore makes the budget line by itself."""
        wbs = int(given["wbs_code_id"])
        budget = self.budget_row(site, wbs)
        if not any(_is_same_code(row, budget) for row in site["detail_rows"]):
            site["detail_rows"].append({**budget, "id": None, "budgeted": False})
        code = row_of(site["cost_codes"], "id", budget["cost_code_id"])
        kind = row_of(site["line_item_types"], "id", budget["category_id"])
        amount = f"{Decimal(str(given['manual_amount'])):.2f}"
        return {
            "id": self.new_id(),
            "cost_code": {"id": code["id"], "full_code": code["full_code"]},
            "line_item_type": {"id": kind["id"], "code": kind["code"]},
            "wbs_code": {"id": wbs},
            "amount": amount,
            "extended_amount": amount,
            "total_amount": amount,
            "quantity": str(given.get("quantity") or 0),
            "unit_cost": None,
            "uom": given.get("uom"),
            "description": given.get("description"),
            "holder": {"id": holder, "holder_type": "DirectCost::Item"},
            "origin_id": None,
            "position": place + 1,
        }

    def _delete_direct_cost(self, _body: Row, values: Row) -> Answer:
        site = self.site(str(values["project_id"]))
        row = self.by_id(site["direct_costs"], values["id"])
        if row["origin_id"]:
            raise Refused(422, {"errors": ["The record is locked by an integration"]})
        site["direct_costs"].remove(row)
        site["direct_cost_lines"] = [
            line
            for line in site["direct_cost_lines"]
            if line["holder"]["id"] != row["id"]
        ]
        return 204, None

    def _add_member(self, _body: Row, values: Row) -> Answer:
        site = self.site(str(values["project_id"]))
        vendor = self.by_id(self.state["vendors"], values["id"])
        if vendor["id"] not in site["project_vendors"]:
            site["project_vendors"].append(vendor["id"])
        return 201, {"id": vendor["id"], "name": vendor["name"]}

    def _remove_member(self, _body: Row, values: Row) -> Answer:
        site = self.site(str(values["project_id"]))
        if values["id"] not in site["project_vendors"]:
            raise Refused(404, {"errors": "Resource not found"})
        site["project_vendors"].remove(values["id"])
        return 204, None


def _items_of(site: Row, segment: Row) -> list[Row]:
    if segment["type"] == "cost_code":
        return list(site["segment_items"])
    return [
        {"id": k["id"], "code": k["code"], "name": k["name"], "path_code": k["code"]}
        for k in site["line_item_types"]
    ]


def _is_same_code(row: Row, other: Row) -> bool:
    """Whether two rows of a budget are of one cost code and cost type."""
    codes = ("cost_code_id", "category_id")
    return all(row[code] == other[code] for code in codes)


def _kept(given: Row) -> Row:
    """Values as they are stored: a date that is none becomes null, without an error."""
    return {
        name: _stored_date(value) if name in _DATES else value
        for name, value in given.items()
    }


def _stored_date(value: object) -> str | None:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None
