"""The client reads every page the API gives, and never hangs or follows strangers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import httpx
import pytest

from recon.errors import NotReadable, ProcoreError
from recon.systems.procore import ProcoreClient

Answer = tuple[int, Any, dict[str, str]]
BASE = "https://api.example.test"


def client_for(answer: Callable[[httpx.Request], Answer]) -> ProcoreClient:
    """A client whose server is a function."""

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(
                200, json={"access_token": "t", "token_type": "bearer"}
            )
        status, body, headers = answer(request)
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(status, content=content, headers=headers)

    return ProcoreClient(
        base_url=BASE,
        login_url="https://login.example.test",
        company_id=9,
        client_id="id",
        client_secret="secret",
        per_page=2,
        transport=httpx.MockTransport(handle),
    )


def ids(client: ProcoreClient) -> list[int]:
    return [row["id"] for page in client.pages("/list") for row in page.rows]


def rows(*numbers: int) -> list[dict[str, int]]:
    return [{"id": number} for number in numbers]


def by_page(pages: dict[str, Answer]) -> Callable[[httpx.Request], Answer]:
    return lambda request: pages.get(request.url.params.get("page", "1"), (200, [], {}))


def linked(number: int) -> dict[str, str]:
    url = f"{BASE}/list?per_page=2&page={number}"
    return {"link": f'<{BASE}/list?page=9>; rel="last", <{url}>; rel="next"'}


def test_follows_next_in_any_order_of_the_link_header() -> None:
    client = client_for(
        by_page({"1": (200, rows(1, 2), linked(2)), "2": (200, rows(3), {"Link": ""})})
    )
    assert ids(client) == [1, 2, 3]


def test_without_link_a_short_page_is_the_last() -> None:
    client = client_for(by_page({"1": (200, rows(1, 2), {}), "2": (200, rows(3), {})}))
    assert ids(client) == [1, 2, 3]


def test_without_link_an_empty_page_is_the_last() -> None:
    client = client_for(by_page({"1": (200, rows(1, 2), {}), "2": (200, [], {})}))
    assert ids(client) == [1, 2]


def test_a_server_that_ignores_page_is_read_once() -> None:
    client = client_for(lambda _: (200, rows(1, 2), {}))
    assert ids(client) == [1, 2]


def test_a_server_that_repeats_rows_without_id_is_read_once() -> None:
    client = client_for(lambda _: (200, [{"id": None}, {"id": None}], {}))
    assert len(list(client.pages("/list"))) == 1


def test_a_next_page_without_encryption_is_refused() -> None:
    link = {"Link": '<http://api.example.test/list?page=2>; rel="next"'}
    client = client_for(lambda _: (200, rows(1, 2), link))
    with pytest.raises(ProcoreError, match="another host"):
        ids(client)


def test_states_the_total() -> None:
    client = client_for(lambda _: (200, rows(1), {"total": "7"}))
    assert [page.total for page in client.pages("/list")] == [7]


def test_reads_an_envelope_as_a_list() -> None:
    client = client_for(lambda _: (200, {"data": rows(1)}, {}))
    assert ids(client) == [1]


def test_sends_token_company_and_page_size() -> None:
    seen: list[httpx.Request] = []
    client = client_for(lambda request: seen.append(request) or (200, [], {}))  # type: ignore[func-returns-value]
    ids(client)
    assert seen[0].headers["Authorization"] == "Bearer t"
    assert seen[0].headers["Procore-Company-Id"] == "9"
    assert seen[0].url.params["per_page"] == "2"


def test_a_next_page_on_another_host_is_refused() -> None:
    link = {"Link": '<https://elsewhere.test/list?page=2>; rel="next"'}
    client = client_for(lambda _: (200, rows(1, 2), link))
    with pytest.raises(ProcoreError, match="another host"):
        ids(client)


def test_a_redirect_is_refused() -> None:
    client = client_for(lambda _: (302, {}, {"Location": "https://elsewhere.test/"}))
    with pytest.raises(ProcoreError, match="another address"):
        ids(client)


@pytest.mark.parametrize("status", [403, 404])
def test_no_rights_and_absent_are_not_readable(status: int) -> None:
    client = client_for(lambda _: (status, {"message": "no rights"}, {}))
    with pytest.raises(NotReadable, match=rf"status {status}\): no rights"):
        ids(client)


@pytest.mark.parametrize("status", [400, 406, 408, 429, 500, 502, 503, 504])
def test_other_failures_are_errors_with_a_next_step(status: int) -> None:
    client = client_for(lambda _: (status, {"errors": {"page": ["bad"]}}, {}))
    with pytest.raises(ProcoreError) as caught:
        ids(client)
    assert not isinstance(caught.value, NotReadable)
    assert "bad" in caught.value.what
    assert caught.value.next_step


def test_an_expired_token_is_renewed_once() -> None:
    answers: Iterable[Answer] = iter([(401, {}, {}), (200, rows(1), {})])
    client = client_for(lambda _: next(iter(answers)))
    assert ids(client) == [1]


def test_a_token_refused_twice_is_an_error() -> None:
    client = client_for(lambda _: (401, {"message": "expired"}, {}))
    with pytest.raises(ProcoreError, match="does not accept the token"):
        ids(client)


def test_a_body_that_is_no_json_is_an_error() -> None:
    client = client_for(lambda _: (200, b"<html>", {}))
    with pytest.raises(ProcoreError, match="not JSON"):
        ids(client)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (httpx.ReadTimeout("slow"), "did not answer in time"),
        (httpx.ConnectError("refused"), "cannot be reached"),
    ],
)
def test_silence_and_absence_are_errors(failure: Exception, words: str) -> None:
    def fail(_: httpx.Request) -> Answer:
        raise failure

    with pytest.raises(ProcoreError, match=words):
        ids(client_for(fail))
