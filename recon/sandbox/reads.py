"""The sandbox's lists, in the shape in which the API returns each of them."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from werkzeug.wrappers import Request

from recon.demo.bulk import bulk_rows
from recon.demo.sites import NESTED
from recon.sandbox.contracts import Refused, nested, package_detail
from recon.sandbox.query_parameters import check_parameters
from recon.sandbox.writes import SINGLE, Writes

Row = dict[str, Any]
Answer = tuple[object, bool]


class Reads:
    """Answers each list from a company's state; `folder` holds costs by the million."""

    def __init__(self, state: Row, folder: Path | None) -> None:
        """Take the state that writes change in place."""
        self.state = state
        self.folder = folder

    def read(self, endpoint: str, request: Request, values: Row) -> Answer:
        """The rows of a list, and whether it pages."""
        check_parameters(endpoint, request)
        self._prove_readable(endpoint, request, values)
        company_wide: dict[str, Callable[[Request], list[Row]]] = {
            "companies": self._companies,
            "projects": self._projects,
            "vendors": self._vendors,
            "inactive": self._inactive,
            "users": self._users,
        }
        if endpoint in company_wide:
            return company_wide[endpoint](request), True
        if endpoint in SINGLE:
            project = request.args.get("project_id", "")
            return Writes(self.state).show(endpoint, values, project), False
        return self._read_site(endpoint, request, values)

    def _prove_readable(self, endpoint: str, request: Request, values: Row) -> None:
        """Refuse what the state says is closed, by project and endpoint or path.

        An entry is `PROJECT/PATTERN`; the pattern is of an endpoint's name or of the
        whole path, `*` is everything. Without a project it closes a company's list.
        """
        project = project_of(request, values)
        if endpoint == "project":
            project = str(values["id"])
        for closed in self.state["unreadable"]:
            of, _, pattern = closed.partition("/")
            if of == project and any(
                fnmatchcase(name, pattern) for name in (endpoint, request.path)
            ):
                raise Refused(
                    403, {"errors": "You do not have permission to perform this action"}
                )

    def _read_site(self, endpoint: str, request: Request, values: Row) -> Answer:
        project_id = project_of(request, values)
        if not project_id:
            raise Refused(400, {"code": 400, "message": "param is missing: project_id"})
        site = self.state["sites"].get(project_id)
        if site is None:
            raise Refused(404, {"code": 404, "message": "Project not found"})
        if endpoint in ("detail_rows", "budget_detail_columns") and (
            values["view_id"] != site["view_id"]
        ):
            raise Refused(
                404,
                {
                    "message": "Couldn't find the budget view",
                    "exception": "RecordNotFound",
                },
            )
        special: dict[str, Callable[[], Answer]] = {
            "budget_views": lambda: (_views(site, project_id), True),
            "budget_detail_columns": lambda: (_columns(site), False),
            "detail_rows": lambda: (_budgeted(site["detail_rows"], request), True),
            "budget": lambda: ({"locked": site["locked"]}, False),
            "patterns": lambda: (
                {"id": site["view_id"], "segments": site["segments"]},
                False,
            ),
            "segments": lambda: (site["segments"], False),
            "segment_items": lambda: (_items(site, values["segment_id"]), True),
        }
        if endpoint in special:
            return special[endpoint]()
        if endpoint == "project_vendors":
            members = set(site["project_vendors"])
            return [
                _without_tags(v) for v in self.state["vendors"] if v["id"] in members
            ], True
        if endpoint in NESTED:
            return nested(site, endpoint, values), True
        if endpoint == "package_detail":
            return package_detail(site, values), False
        if self.folder is not None and endpoint.startswith("direct_cost"):
            return bulk_rows(site, endpoint, project_id, self.folder), True
        return site[endpoint], True

    def _companies(self, request: Request) -> list[Row]:
        return [
            {
                "id": self.state["company_id"],
                "name": self.state["company_name"],
                "is_active": True,
                "logo_url": "",
                "my_company": True,
            }
        ]

    def _projects(self, request: Request) -> list[Row]:
        status = request.args.get("filters[by_status]", "Active")
        return [
            row
            for row in self.state["projects"]
            if status == "All" or row["active"] == (status == "Active")
        ]

    def _vendors(self, request: Request) -> list[Row]:
        search = request.args.get("filters[search]", "").casefold()
        return [
            _without_tags(row)
            for row in self.state["vendors"]
            if row["is_active"] and (not search or _mentions(row, search))
        ]

    def _users(self, request: Request) -> list[Row]:
        return [row for row in self.state["users"] if row["is_active"]]

    def _inactive(self, request: Request) -> list[Row]:
        return [
            _without_tags(row) for row in self.state["vendors"] if not row["is_active"]
        ]


def project_of(request: Request, values: Row) -> str:
    """The project a request is about, wherever it names it."""
    return str(values.get("project_id") or request.args.get("project_id", ""))


def _without_tags(vendor: Row) -> Row:
    """A vendor as the API shows it: its tags are searchable, never shown."""
    return {key: value for key, value in vendor.items() if key != "keywords"}


def _mentions(vendor: Row, search: str) -> bool:
    texts = (vendor["name"], vendor["origin_code"] or "", *vendor["keywords"])
    return any(search in text.casefold() for text in texts)


def _views(site: Row, project_id: str) -> list[Row]:
    path = f"/rest/v1.0/budget_views/{site['view_id']}"
    return [
        {
            "id": site["view_id"],
            "name": site["view"],
            "role": "budgeting",
            "links": {
                "detail_rows": f"{path}/detail_rows?project_id={project_id}",
                "summary_rows": f"{path}/summary_rows?project_id={project_id}",
            },
        }
    ]


def _columns(site: Row) -> list[Row]:
    return [
        {"id": str(number), "name": name, "type": "currency", "position": number}
        for number, name in enumerate(site["columns"], start=1)
    ]


def _budgeted(rows: list[Row], request: Request) -> list[Row]:
    if request.args.get("budget_row_type", "budgeted") == "all":
        return rows
    return [row for row in rows if row["budgeted"]]


def _items(site: Row, segment_id: int) -> list[Row]:
    segment = next((s for s in site["segments"] if s["id"] == segment_id), None)
    if segment is None:
        raise Refused(
            404, {"message": "Couldn't find Segment", "exception": "RecordNotFound"}
        )
    if segment["type"] == "cost_code":
        return list(site["segment_items"])
    if segment["type"] != "line_item_type":
        return []
    return [
        {
            "id": kind["id"],
            "code": kind["code"],
            "name": kind["name"],
            "parent_id": None,
            "path_code": kind["code"],
            "path_codes": [kind["code"]],
            "status": "active",
        }
        for kind in site["line_item_types"]
    ]
