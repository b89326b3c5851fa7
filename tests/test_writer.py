"""A write is sent once; what came back is told as done, refused, unsent or in doubt."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from recon.systems.procore.write import ProcoreWriter

Answering = Callable[[httpx.Request], httpx.Response]


def writer(answer: Answering, sent: list[httpx.Request]) -> ProcoreWriter:
    """A writer whose every write gets one answer."""

    def transport(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "t"})
        sent.append(request)
        return answer(request)

    return ProcoreWriter(
        base_url="https://api.test",
        login_url="https://login.test",
        company_id=7,
        client_id="i",
        client_secret="s",
        transport=httpx.MockTransport(transport),
    )


@pytest.mark.parametrize(
    ("status", "body", "outcome", "said"),
    [
        (200, '{"id": 5}', "done", ""),
        (201, '{"id": 5}', "done", ""),
        (204, "", "done", ""),
        (
            200,
            '{"entities": [], "errors": [{"errors": {"id": ["no"]}}]}',
            "refused",
            "",
        ),
        (200, '{"id": ', "doubtful", "not whole JSON"),
        (400, '{"message": "param is missing"}', "refused", "param is missing"),
        (403, '{"errors": "no permission"}', "refused", "no permission"),
        (404, '{"errors": "not found"}', "refused", "not found"),
        (405, "{}", "refused", ""),
        (409, '{"message": "conflict"}', "doubtful", "conflict"),
        (413, '{"message": "too many"}', "refused", "too many"),
        (422, '{"errors": ["Budget is locked"]}', "refused", "Budget is locked"),
        (429, "{}", "doubtful", ""),
        (500, "{}", "doubtful", ""),
        (502, "<html>", "doubtful", ""),
        (503, "{}", "doubtful", ""),
        (504, "{}", "doubtful", ""),
    ],
)
def test_each_answer_is_told_for_what_it_is(
    status: int, body: str, outcome: str, said: str
) -> None:
    sent: list[httpx.Request] = []
    client = writer(lambda _: httpx.Response(status, text=body), sent)

    answer = client.send("PATCH", "/x/{company}", {}, {"a": {"number": "1.10"}})

    assert answer.outcome == outcome
    assert said in answer.message
    assert len(sent) == 1
    assert sent[0].url.path == "/x/7"
    assert sent[0].content == b'{"a": 1.10}'
    assert sent[0].headers["Procore-Company-Id"] == "7"


def test_a_token_that_ran_out_is_renewed_and_the_write_sent_again_once() -> None:
    sent: list[httpx.Request] = []
    client = writer(lambda _: httpx.Response(401 if len(sent) == 1 else 200), sent)

    assert client.send("POST", "/x", {}, {}).outcome == "done"
    assert len(sent) == 2


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (httpx.ConnectError("no route"), "unsent"),
        (httpx.ConnectTimeout("slow"), "unsent"),
        (httpx.ReadTimeout("slow"), "doubtful"),
        (httpx.RemoteProtocolError("closed"), "doubtful"),
        (httpx.ReadError("reset"), "doubtful"),
    ],
)
def test_no_answer_is_doubt_and_no_connection_is_none(
    error: Exception, outcome: str
) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    sent: list[httpx.Request] = []
    assert writer(fail, sent).send("POST", "/x", {}, {}).outcome == outcome
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7", "X-Rate-Limit-Reset": "1100"}, 7),
        ({"X-Rate-Limit-Reset": "1100"}, 100),
        ({"X-Rate-Limit-Reset": "999"}, 1),
        ({"X-Rate-Limit-Reset": "99999999"}, 3600),
        ({}, 1),
    ],
)
def test_a_limit_is_waited_for_as_stated(
    headers: dict[str, str], seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recon.systems.procore.write.time.time", lambda: 1000.0)
    client = writer(lambda _: httpx.Response(429, headers=headers), [])

    assert client.send("POST", "/x", {}, {}).wait == seconds
