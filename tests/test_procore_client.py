"""The client reads every page the API gives, and never hangs or follows strangers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpx
import pytest

from recon.errors import NotReadable, ProcoreError
from recon.systems.procore.client import ProcoreClient
from tests.clock import QuickClock

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
        clock=QuickClock(),
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


OWN = {"company_id": "9", "project_id": "5", "view": "extended", "filters[id]": "1,2"}


def whole_query(
    links: dict[str, dict[str, str]], total: str
) -> list[httpx.QueryParams]:
    """Ask for a list of five rows in pages of two; give the query of every call."""
    asked: list[httpx.QueryParams] = []

    def answer(request: httpx.Request) -> Answer:
        number = int(request.url.params.get("page", "1"))
        asked.append(request.url.params)
        found = rows(*range(1, 6))[number * 2 - 2 : number * 2]
        headers = links.get(str(number), {})
        return 200, found, {**headers, **({"Total": total} if total else {})}

    client = client_for(answer)
    found = [row["id"] for page in client.pages("/list", OWN) for row in page.rows]
    assert found == [1, 2, 3, 4, 5]
    return asked


def next_link(query: str) -> dict[str, str]:
    return {"Link": f'<{BASE}/list?{query}>; rel="next"'}


@pytest.mark.parametrize(
    "links",
    [
        {"1": next_link("page=2"), "2": next_link("page=3")},
        {"1": next_link("page=2&per_page=50&view=compact"), "2": next_link("page=3")},
        {"1": next_link("page=2"), "2": {"Link": ""}},
        {"1": {"Link": f'<{BASE}/list?page=1>; rel="first"'}},
        {"1": {"Link": "</list?page=2>; rel=next"}},
        {},
    ],
)
def test_the_whole_query_goes_with_every_page(links: dict[str, dict[str, str]]) -> None:
    asked = whole_query(links, total="5")
    assert len(asked) == 3
    assert [dict(query) | {"page": ""} for query in asked] == [
        {**OWN, "per_page": "2", "page": ""}
    ] * 3


def test_a_list_that_never_gives_what_it_states_ends() -> None:
    client = client_for(by_page({"1": (200, rows(1, 2), {"Total": "9", "Link": ""})}))
    assert ids(client) == [1, 2]


def test_a_number_is_kept_to_the_digit_and_nonsense_is_not_read() -> None:
    body = b'[{"id": 1, "amount": 0.285, "big": ' + b"9" * 5000 + b"}]"
    [page] = client_for(lambda _: (200, body, {})).pages("/list")
    assert page.rows == [{"id": 1, "amount": "0.285", "big": "9" * 5000}]
    with pytest.raises(NotReadable, match="not whole JSON"):
        ids(client_for(lambda _: (200, b'[{"id": NaN}]', {})))
    with pytest.raises(NotReadable, match="not whole JSON"):
        ids(client_for(lambda _: (200, b"[" * 100_000, {})))


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


@pytest.mark.parametrize("status", [400, 406, 408, 409, 413, 422, 429, 500, 503])
def test_a_list_that_stays_refused_is_told_in_its_own_words(status: int) -> None:
    client = client_for(lambda _: (status, {"errors": {"page": ["bad"]}}, {}))
    with pytest.raises(NotReadable, match=rf"status {status}\)?: .*bad") as caught:
        ids(client)
    assert caught.value.next_step


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again(status: int) -> None:
    answers: Iterator[Any] = iter(
        [(status, {}, {}), (status, {}, {}), (200, rows(1), {})]
    )
    assert ids(client_for(lambda _: next(answers))) == [1]


@pytest.mark.parametrize(
    ("status", "headers", "least"),
    [
        (503, {"Retry-After": "7"}, 7),
        (429, {"Retry-After": "9"}, 9),
        (429, {"X-Rate-Limit-Reset": str(1_800_000_000 + 300)}, 299),
        (429, {"X-Rate-Limit-Reset": "1"}, 1),
        (429, {}, 1),
    ],
)
def test_waits_as_long_as_the_answer_says(
    status: int, headers: dict[str, str], least: float
) -> None:
    answers = iter([(status, {}, headers), (200, rows(1), {})])
    client = client_for(lambda _: next(answers))
    told: list[str] = []
    client.watch(lambda why, _seconds: told.append(why))
    assert ids(client) == [1]
    clock = client.rate_limiter.clock
    assert isinstance(clock, QuickClock)
    assert least <= sum(clock.waits) <= least + 3
    assert f"Procore answered {status}" in told


def test_a_server_with_another_clock_is_believed_in_its_own_time() -> None:
    there = "Fri, 01 Jan 2027 00:00:00 GMT"
    reset = 1_798_761_600 + 40
    headers = {"Date": there, "X-Rate-Limit-Reset": str(reset)}
    answers = iter([(429, {}, headers), (200, rows(1), {})])
    client = client_for(lambda _: next(answers))
    assert ids(client) == [1]
    clock = client.rate_limiter.clock
    assert isinstance(clock, QuickClock)
    assert 40 <= sum(clock.waits) <= 43


def test_a_body_cut_short_is_asked_for_again() -> None:
    answers = iter([(200, b'[{"id": 1}, {"i', {}), (200, rows(1, 2), {"Link": ""})])
    heard: list[str] = []
    client = client_for(lambda _: next(answers))
    pages = list(client.pages("/list", asked=heard.append))
    assert [row["id"] for page in pages for row in page.rows] == [1, 2]
    assert heard == ["the answer is not whole JSON"]


def test_an_expired_token_is_renewed_once() -> None:
    answers: Iterable[Answer] = iter([(401, {}, {}), (200, rows(1), {})])
    client = client_for(lambda _: next(iter(answers)))
    assert ids(client) == [1]


def test_a_token_refused_twice_is_an_error() -> None:
    client = client_for(lambda _: (401, {"message": "expired"}, {}))
    with pytest.raises(ProcoreError, match="does not accept the token"):
        ids(client)


def test_a_body_that_stays_no_json_is_not_read() -> None:
    client = client_for(lambda _: (200, b"<html>", {}))
    with pytest.raises(NotReadable, match="not whole JSON"):
        ids(client)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (httpx.ReadTimeout("slow"), "no answer in time"),
        (httpx.ConnectError("refused"), "cannot be reached"),
    ],
)
def test_silence_and_absence_are_errors(failure: Exception, words: str) -> None:
    def fail(_: httpx.Request) -> Answer:
        raise failure

    with pytest.raises(ProcoreError, match=words):
        ids(client_for(fail))
