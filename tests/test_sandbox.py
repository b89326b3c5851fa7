"""The sandbox answers as the API does: tokens, pages, refusals, ids and numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from recon.demo.build import CLIENT_ID, CLIENT_SECRET, build_demo, sandbox_state
from recon.demo.company import COMPANY_ID
from recon.sandbox.app import Sandbox

GRANT = {"grant_type": "client_credentials"}
KNOWN = {**GRANT, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


@pytest.fixture(scope="module")
def state() -> dict[str, Any]:
    return sandbox_state(build_demo(1).company)


@pytest.fixture(scope="module")
def client(state: dict[str, Any]) -> Client:
    return Client(Sandbox(state))


def get(client: Client, path: str, **query: str) -> TestResponse:
    token = client.post("/oauth/token", data=KNOWN).get_json()["access_token"]
    headers = {
        "Authorization": f"Bearer {token}",
        "Procore-Company-Id": str(COMPANY_ID),
    }
    return client.get(path, query_string=query, headers=headers)


@pytest.mark.parametrize(
    "request_of",
    [
        {"data": KNOWN},
        {"json": KNOWN},
        {"data": KNOWN, "content_type": "multipart/form-data"},
        {"data": GRANT, "auth": (CLIENT_ID, CLIENT_SECRET)},
    ],
    ids=["form", "json", "multipart", "basic"],
)
def test_a_token_is_given_in_each_way_of_asking(
    client: Client, request_of: dict[str, Any]
) -> None:
    body = client.post("/oauth/token", **request_of).get_json()
    assert body["token_type"].lower() == "bearer"
    assert body["expires_in"] == 5400


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({**KNOWN, "client_secret": "x"}, 401, "invalid_client"),
        ({**KNOWN, "grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_a_wrong_request_for_a_token_is_refused(
    client: Client, body: dict[str, str], status: int, error: str
) -> None:
    response = client.post("/oauth/token", data=body)
    assert response.status_code == status
    assert response.get_json()["error"] == error


def test_the_token_and_the_company_header_are_needed(client: Client) -> None:
    assert client.get("/rest/v1.0/companies").status_code == 401
    given = client.post("/oauth/token", data=KNOWN).get_json()["access_token"]
    token = {"Authorization": f"Bearer {given}"}
    response = client.get("/rest/v1.0/companies", headers=token)
    assert response.status_code == 400
    assert response.get_json()["message"].startswith(
        "Missing Procore-Company-Id header!"
    )


def test_another_company_is_refused(client: Client) -> None:
    response = get(client, "/rest/v1.0/vendors", company_id="1")
    assert response.status_code == 403


def test_pages_carry_absolute_links_and_totals(client: Client) -> None:
    response = get(
        client,
        "/rest/v1.0/vendors",
        company_id=str(COMPANY_ID),
        per_page="10",
        page="2",
    )
    link = response.headers["Link"]
    total = int(response.headers["Total"])
    assert "http://localhost/rest/v1.0/vendors?" in link
    for relation in ("first", "prev", "next", "last"):
        assert f'; rel="{relation}"' in link
    assert response.headers["Per-Page"] == "10"
    assert len(response.get_json()) == 10 < total
    assert int(response.headers["X-Rate-Limit-Remaining"]) < 3600


def test_the_last_page_has_no_next_and_past_it_is_empty(client: Client) -> None:
    company = str(COMPANY_ID)
    last = get(client, "/rest/v1.0/vendors", company_id=company, per_page="2000")
    past = get(client, "/rest/v1.0/vendors", company_id=company, page="99")
    assert 'rel="next"' not in last.headers["Link"]
    assert (past.status_code, past.get_json()) == (200, [])


@pytest.mark.parametrize(
    ("path", "query", "status", "key"),
    [
        ("/rest/v1.0/nothing", {}, 404, "errors"),
        ("/rest/v1.0/cost_codes", {}, 400, "message"),
        ("/rest/v1.0/cost_codes", {"project_id": "7"}, 404, "message"),
        ("/rest/v1.1/projects", {"filters[by_status]": "Some"}, 422, "errors"),
        ("/rest/v1.0/vendors", {"view": "huge"}, 422, "errors"),
    ],
)
def test_refusals_have_the_api_s_shapes(
    client: Client, path: str, query: dict[str, str], status: int, key: str
) -> None:
    response = get(client, path, **query)
    assert response.status_code == status
    assert key in response.get_json()


def test_defaults_hide_what_the_api_hides(client: Client) -> None:
    company = str(COMPANY_ID)
    active = get(client, "/rest/v1.1/projects", company_id=company, per_page="300")
    every = get(
        client,
        "/rest/v1.1/projects",
        company_id=company,
        per_page="300",
        view="extended",
        **{"filters[by_status]": "All"},
    )
    assert len(active.get_json()) < len(every.get_json())
    assert "description" not in active.get_json()[0]
    assert "description" in every.get_json()[0]


def test_tags_are_searched_and_never_shown(client: Client) -> None:
    company = str(COMPANY_ID)
    found = get(
        client,
        "/rest/v1.0/vendors",
        company_id=company,
        **{"filters[search]": "pasmaestro"},
    ).get_json()
    assert {row["abbreviated_name"] for row in found} == {"S1114", "C2642", ""}
    assert all("keywords" not in row for row in found)


def test_unbudgeted_rows_show_on_demand_only(
    client: Client, state: dict[str, Any]
) -> None:
    [project] = [p for p in state["projects"] if p["project_number"] == "24-202"]
    site = state["sites"][str(project["id"])]
    path = f"/rest/v1.0/budget_views/{site['view_id']}/detail_rows"
    usual = get(client, path, project_id=str(project["id"])).get_json()
    every = get(
        client, path, project_id=str(project["id"]), budget_row_type="all"
    ).get_json()
    assert len(every) == len(usual) + 1


def test_ids_are_larger_than_thirty_two_bits(client: Client) -> None:
    [company] = get(client, "/rest/v1.0/companies").get_json()
    assert company["id"] > 2**48


def test_a_marked_text_is_sent_as_a_number_digit_for_digit(
    state: dict[str, Any],
) -> None:
    changed = json.loads(json.dumps(state))
    changed["vendors"][0]["notes"] = "@number:1234567890123456.78"
    response = get(Client(Sandbox(changed)), "/rest/v1.0/vendors")
    assert b'"notes": 1234567890123456.78' in response.data
