"""The sandbox filters, sorts and shows its lists as the API description says."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.test import Client, TestResponse

from recon.demo.build import CLIENT_ID, CLIENT_SECRET, build_demo, sandbox_state
from recon.demo.company import COMPANY_ID
from recon.sandbox.app import Sandbox

KNOWN = {
    "grant_type": "client_credentials",
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
}
COMPANY = {"company_id": str(COMPANY_ID)}
# What there is of a project, and where.
LISTS = {
    "cost_codes": "/rest/v1.0/cost_codes",
    "line_item_types": "/rest/v1.0/line_item_types",
    "budget_views": "/rest/v1.0/budget_views",
    "budget": "/rest/v1.0/projects/{p}/budget",
    "budget_detail_columns": "/rest/v1.0/budget_views/{view}/budget_detail_columns",
    "detail_rows": "/rest/v1.0/budget_views/{view}/detail_rows",
    "patterns": "/rest/v1.0/projects/{p}/work_breakdown_structure/patterns",
    "segments": "/rest/v1.0/projects/{p}/work_breakdown_structure/segments",
    "segment_items": "/rest/v1.0/projects/{p}/work_breakdown_structure/segments"
    "/{segment}/segment_items",
    "wbs_codes": "/rest/v1.0/projects/{p}/work_breakdown_structure/wbs_codes",
    "project_vendors": "/rest/v1.1/projects/{p}/vendors",
    "purchase_order_contracts": "/rest/v1.0/purchase_order_contracts",
    "work_order_contracts": "/rest/v1.0/work_order_contracts",
    "contract_lines": "/rest/v1.0/purchase_order_contracts/{order}/line_items",
    "prime_contracts": "/rest/v1.0/prime_contracts",
    "prime_lines": "/rest/v1.0/prime_contracts/{prime}/line_items",
    "change_order_packages": "/rest/v1.0/change_order_packages",
    "package_detail": "/rest/v1.0/change_order_packages/{package}",
    "potential_change_orders": "/rest/v1.0/potential_change_orders",
    "potential_lines": "/rest/v1.0/potential_change_orders/{potential}/line_items",
    "commitment_change_orders": "/rest/v1.0/projects/{p}/commitment_change_orders",
    "prime_change_orders": "/rest/v1.0/projects/{p}/prime_change_orders",
    "change_order_lines": "/rest/v2.0/companies/{c}/projects/{p}"
    "/commitment_change_orders/{change}/line_items",
    "requisitions": "/rest/v1.1/requisitions",
    "direct_costs": "/rest/v1.1/projects/{p}/direct_costs",
    "direct_cost_lines": "/rest/v1.0/projects/{p}/direct_costs/line_items",
    "budget_modifications": "/rest/v1.0/projects/{p}/budget_modifications",
    "budget_change_lines": "/rest/v2.0/companies/{c}/projects/{p}/budget_changes"
    "/adjustment_line_items",
    "budget_line": "/rest/v1.1/budget_line_items/{line}",
    "project": "/rest/v1.0/projects/{p}",
}


def crowded(state: dict[str, Any]) -> dict[str, Any]:
    """The first project, with a document of every kind."""
    [project] = [p for p in state["projects"] if p["project_number"] == "24-001"]
    sites = state["sites"]
    site = sites[str(project["id"])]
    for listed, nested in (
        ("change_order_packages", None),
        ("potential_change_orders", "potential_lines"),
    ):
        if not site[listed]:
            other = next(s for s in sites.values() if s[listed])
            site[listed] = other[listed][:1]
            if nested:
                site[nested].update(other[nested])
    return {
        "p": project["id"],
        "c": COMPANY_ID,
        "view": site["view_id"],
        "segment": site["segments"][0]["id"],
        "order": site["purchase_order_contracts"][0]["id"],
        "prime": site["prime_contracts"][0]["id"],
        "package": site["change_order_packages"][0]["id"],
        "potential": site["potential_change_orders"][0]["id"],
        "change": site["commitment_change_orders"][0]["id"],
        "line": site["detail_rows"][0]["id"],
    }


@pytest.fixture(scope="module")
def state() -> dict[str, Any]:
    return sandbox_state(build_demo(1).company)


@pytest.fixture(scope="module")
def places(state: dict[str, Any]) -> dict[str, Any]:
    return crowded(state)


@pytest.fixture(scope="module")
def client(state: dict[str, Any], places: dict[str, Any]) -> Client:
    return Client(Sandbox(state))


def get(client: Client, path: str, query: Any = ()) -> TestResponse:
    """One answer; `query` is a mapping, or pairs where a name comes again."""
    token = client.post("/oauth/token", data=KNOWN).get_json()["access_token"]
    headers = {
        "Authorization": f"Bearer {token}",
        "Procore-Company-Id": str(COMPANY_ID),
    }
    pairs = list(query.items() if isinstance(query, dict) else query)
    text = "&".join(f"{name}={value}" for name, value in pairs)
    return client.get(f"{path}?{text}", headers=headers)


def rows_of(client: Client, path: str, query: Any = ()) -> list[Any]:
    """The rows of a list's first page."""
    response = get(client, path, query)
    assert response.status_code == 200, response.get_data()
    content = response.get_json()
    return list(content["data"] if isinstance(content, dict) else content)


def ids(rows: list[Any]) -> list[int]:
    return [row["id"] for row in rows]


WITH_ID_FILTER = (
    *("project_vendors", "cost_codes", "purchase_order_contracts"),
    *("work_order_contracts", "contract_lines", "prime_contracts", "prime_lines"),
    *("change_order_packages", "potential_change_orders", "potential_lines"),
    *("commitment_change_orders", "prime_change_orders", "direct_costs"),
    *("direct_cost_lines", "requisitions"),
)


@pytest.mark.parametrize("listed", WITH_ID_FILTER)
def test_every_list_of_a_project_is_filtered_by_id(
    client: Client, places: dict[str, Any], listed: str
) -> None:
    path = LISTS[listed].format(**places)
    project = {"project_id": places["p"]}
    every = ids(rows_of(client, path, project))

    one = rows_of(client, path, {**project, "filters[id]": every[-1]})

    assert ids(one) == [every[-1]]
    assert rows_of(client, path, {**project, "filters[id]": 7}) == []


@pytest.mark.parametrize(
    "form",
    [
        [("filters[id]", "{0},{1}")],
        [("filters[id][]", "{0}"), ("filters[id][]", "{1}")],
        [("filters[id]", "{0}"), ("filters[id]", "{1}")],
        [("filters%5Bid%5D%5B%5D", "{0}"), ("filters%5Bid%5D%5B%5D", "{1}")],
    ],
)
def test_several_ids_are_asked_for_in_each_way(
    client: Client, form: list[tuple[str, str]]
) -> None:
    every = ids(rows_of(client, "/rest/v1.0/vendors", COMPANY))
    query = [*COMPANY.items(), *((name, v.format(*every)) for name, v in form)]

    found = rows_of(client, "/rest/v1.0/vendors", query)

    assert ids(found) == every[:2]


def test_the_filter_stays_on_every_page(client: Client) -> None:
    every = ids(rows_of(client, "/rest/v1.0/vendors", COMPANY))[:3]
    query = [
        *COMPANY.items(),
        *(("filters[id][]", str(number)) for number in every),
        ("per_page", "1"),
    ]

    first = get(client, "/rest/v1.0/vendors", query)
    following = first.headers["Link"].split('; rel="next"')[0].rpartition("<")[2]
    second = get(client, *_split(following.rstrip(">")))

    assert first.headers["Total"] == second.headers["Total"] == "3"
    assert ids(second.get_json()) == [every[1]]


def _split(url: str) -> tuple[str, list[tuple[str, str]]]:
    parts = urlsplit(url)
    return parts.path, parse_qsl(parts.query)


def test_a_list_is_filtered_by_status(client: Client, places: dict[str, Any]) -> None:
    project = {"project_id": places["p"]}
    path = LISTS["purchase_order_contracts"]

    approved = rows_of(client, path, {**project, "filters[status]": "Approved"})
    both = rows_of(client, path, {**project, "filters[status]": "Approved,Draft"})
    none = rows_of(client, path, {**project, "filters[status]": "Closed"})

    assert {row["status"] for row in approved} == {"Approved"}
    assert len(both) >= len(approved) > 0
    assert none == []


def test_direct_costs_have_no_filter_by_status(
    client: Client, places: dict[str, Any]
) -> None:
    path = LISTS["direct_costs"].format(**places)

    assert rows_of(client, path, {"filters[status]": "draft"}) == rows_of(client, path)


def test_a_list_is_filtered_by_origin_id() -> None:
    state = sandbox_state(build_demo(1).company)
    state["vendors"][3]["origin_id"] = "S 1004"
    state["projects"][2]["origin_id"] = "24-003"
    client = Client(Sandbox(state))

    vendors = rows_of(
        client, "/rest/v1.0/vendors", {**COMPANY, "filters[origin_id]": "S%201004"}
    )
    projects = rows_of(
        client,
        "/rest/v1.1/projects",
        {**COMPANY, "filters[origin_id]": "24-003", "view": "extended"},
    )

    assert ids(vendors) == [state["vendors"][3]["id"]]
    assert ids(projects) == [state["projects"][2]["id"]]


def test_a_list_is_sorted_both_ways(client: Client) -> None:
    up = rows_of(client, "/rest/v1.0/vendors", {**COMPANY, "sort": "name"})
    down = rows_of(client, "/rest/v1.0/vendors", {**COMPANY, "sort": "-name"})

    names = [row["name"].casefold() for row in up]
    assert names == sorted(names)
    assert [r["name"].casefold() for r in down] == sorted(names, reverse=True)


def test_a_list_is_sorted_by_several_fields(
    client: Client, places: dict[str, Any]
) -> None:
    path = LISTS["direct_costs"].format(**places)

    rows = rows_of(client, path, {"sort": "vendor_id,-id"})

    found = [(row["vendor_id"], -row["id"]) for row in rows if row["vendor_id"]]
    assert found == sorted(found)
    assert [row["vendor_id"] for row in rows if not row["vendor_id"]] == [None] * (
        len(rows) - len(found)
    )


def test_amounts_are_sorted_by_size(client: Client, places: dict[str, Any]) -> None:
    path = LISTS["detail_rows"].format(**places)

    rows = rows_of(
        client, path, {"project_id": places["p"], "sort": "-original_budget_amount"}
    )

    amounts = [float(row["original_budget_amount"]) for row in rows]
    assert amounts == sorted(amounts, reverse=True)


@pytest.mark.parametrize("kind", ["purchase_order_contracts", "work_order_contracts"])
def test_orders_are_compact_unless_extended_is_asked_for(
    client: Client, places: dict[str, Any], kind: str
) -> None:
    project = {"project_id": places["p"]}

    [usual, compact, extended] = [
        rows_of(client, LISTS[kind], {**project, **view})[0]
        for view in ({}, {"view": "compact"}, {"view": "extended"})
    ]

    assert usual == compact
    assert set(compact) < set(extended)
    assert "description" not in compact
    assert "retainage_percent" not in compact
    assert {"description", "retainage_percent"} <= set(extended)


def test_projects_have_four_views(client: Client) -> None:
    path = "/rest/v1.1/projects"

    [usual, normal, compact, extended, numbers] = [
        rows_of(client, path, {**COMPANY, **view})[0]
        for view in (
            {},
            {"view": "normal"},
            {"view": "compact"},
            {"view": "extended"},
            {"view": "ids"},
        )
    ]

    assert usual == normal
    assert set(compact) == {"id", "name"}
    assert set(compact) < set(normal) < set(extended)
    assert numbers == extended["id"]


def test_companies_are_extended_unless_less_is_asked_for(client: Client) -> None:
    path = "/rest/v1.0/vendors"

    [usual, compact, extended] = [
        rows_of(client, path, {**COMPANY, **view})[0]
        for view in ({}, {"view": "compact"}, {"view": "extended"})
    ]

    assert usual == extended
    assert set(compact) == {"id", "name"}


def test_a_project_s_companies_come_as_numbers(
    client: Client, places: dict[str, Any]
) -> None:
    path = LISTS["project_vendors"].format(**places)

    numbers = rows_of(client, path, {"view": "ids_only"})

    assert numbers == ids(rows_of(client, path, {"view": "extended"}))


def test_requisitions_show_their_items_where_asked(
    client: Client, places: dict[str, Any]
) -> None:
    project = {"project_id": places["p"]}

    [usual, items, extended] = [
        rows_of(client, LISTS["requisitions"], {**project, **view})[0]
        for view in ({}, {"view": "items"}, {"view": "extended"})
    ]

    assert "items" not in usual
    assert usual["summary"]
    assert items["items"] == extended["items"] != []


def test_packages_show_their_lines_one_by_one(
    client: Client, places: dict[str, Any]
) -> None:
    project = {"project_id": places["p"]}

    [package] = rows_of(client, LISTS["change_order_packages"], project)
    detail = get(client, LISTS["package_detail"].format(**places), project).get_json()

    assert "line_items" not in package
    assert detail["line_items"] != []


@pytest.mark.parametrize(
    ("listed", "view"),
    [
        ("purchase_order_contracts", "normal"),
        ("requisitions", "compact"),
        ("project_vendors", "compact"),
        ("cost_codes", "extended"),
    ],
)
def test_a_view_that_the_list_lacks_is_refused(
    client: Client, places: dict[str, Any], listed: str, view: str
) -> None:
    path = LISTS[listed].format(**places)

    response = get(client, path, {"project_id": places["p"], "view": view})

    assert response.status_code == 422
    assert "view" in response.get_json()["errors"]


def test_the_newer_lists_show_ten_rows_where_nothing_is_asked_for(
    client: Client, places: dict[str, Any]
) -> None:
    path = LISTS["change_order_lines"].format(**places)

    assert get(client, path).headers["Per-Page"] == "10"
    assert get(client, path, {"per_page": 500}).headers["Per-Page"] == "100"


def test_a_token_tells_of_itself(client: Client) -> None:
    token = client.post("/oauth/token", data=KNOWN).get_json()["access_token"]

    info = client.get(
        "/oauth/token/info", headers={"Authorization": f"Bearer {token}"}
    ).get_json()

    assert 5300 < info["expires_in_seconds"] <= 5400
    assert info["application"] == {"uid": CLIENT_ID}
    assert isinstance(info["created_at"], int)
    assert isinstance(info["resource_owner_id"], int)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer nothing"}])
def test_an_unknown_token_tells_nothing(client: Client, header: dict[str, str]) -> None:
    response = client.get("/oauth/token/info", headers=header)

    assert response.status_code == 401
    assert response.get_json()["error"] == "invalid_token"


@pytest.mark.parametrize("listed", sorted(LISTS))
def test_every_list_of_one_project_can_be_closed(
    state: dict[str, Any], places: dict[str, Any], listed: str
) -> None:
    path = LISTS[listed].format(**places)
    project = {"project_id": places["p"]}
    closed = {**state, "unreadable": [f"{places['p']}/{listed}"]}

    open_, shut = (
        get(Client(Sandbox(s)), path, project)
        for s in ({**state, "unreadable": []}, closed)
    )

    assert (open_.status_code, shut.status_code) == (200, 403)
    assert "errors" in shut.get_json()


def test_closing_one_project_leaves_another_open(
    state: dict[str, Any], places: dict[str, Any]
) -> None:
    [other] = [p["id"] for p in state["projects"] if p["project_number"] == "24-002"]
    client = Client(Sandbox({**state, "unreadable": [f"{places['p']}/*"]}))

    shut = get(client, LISTS["cost_codes"], {"project_id": places["p"]})
    open_ = get(client, LISTS["cost_codes"], {"project_id": other})

    assert (shut.status_code, open_.status_code) == (403, 200)


def test_the_lines_of_one_kind_of_order_can_be_closed_by_their_path(
    state: dict[str, Any], places: dict[str, Any]
) -> None:
    entry = f"{places['p']}/*/purchase_order_contracts/*/line_items"
    client = Client(Sandbox({**state, "unreadable": [entry]}))
    project = {"project_id": places["p"]}
    site = state["sites"][str(places["p"])]
    other = site["work_order_contracts"][0]["id"]

    orders = get(client, LISTS["contract_lines"].format(**places), project)
    others = get(client, f"/rest/v1.0/work_order_contracts/{other}/line_items", project)

    assert (orders.status_code, others.status_code) == (403, 200)


def test_a_company_s_list_can_be_closed(state: dict[str, Any]) -> None:
    client = Client(Sandbox({**state, "unreadable": ["/vendors"]}))

    assert get(client, "/rest/v1.0/vendors", COMPANY).status_code == 403
    assert get(client, "/rest/v1.1/projects", COMPANY).status_code == 200


def asked_without_company(address: str) -> int:
    """The status of a request that names no company."""
    body = json.dumps(KNOWN).encode()
    login = urllib.request.Request(
        f"{address}/oauth/token", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(login) as answer:
        token = json.load(answer)["access_token"]
    request = urllib.request.Request(
        f"{address}/rest/v1.0/vendors", headers={"Authorization": f"Bearer {token}"}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize(
    ("switches", "status"), [([], 400), (["--lenient-company-header"], 200)]
)
def test_a_switch_answers_clients_that_send_no_company(
    switches: list[str], status: int
) -> None:
    command = [sys.executable, "-m", "recon", "sandbox", *switches]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip().removeprefix("BASE_URL=")

        assert asked_without_company(address) == status
    finally:
        server.terminate()
        server.wait()
        assert server.stdout is not None
        server.stdout.close()
