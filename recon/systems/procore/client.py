"""A synchronous client of the Procore REST API that waits, retries and reports.

It asks no faster than the headers allow, waits as long as it must, asks again where
that can help, and says plainly where it cannot.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NoReturn, Self

import httpx

from recon.errors import NotReadable, ProcoreError
from recon.systems.procore.body import read_rows
from recon.systems.procore.login import Login, LoginBusy
from recon.systems.rate_limiter import Clock, RateLimiter, Waiting, WallClock
from recon.workspace.config import ProcoreSide

Params = Mapping[str, str | int]
Asked = Callable[[str], None]

_ERROR_KEYS = ("errors", "message", "error_description", "error", "reason")
_MOST_PAGES = 100_000
# Answers that another try may better; the others stay as they are.
_PASSING = {408, 409, 425, 429, 500, 502, 503, 504}
_LONGEST_PAUSE = 60.0
# How often to ask a host that has never answered: its address may be wrong.
_FIRST_TRIES = 3


@dataclass(frozen=True)
class Page:
    """One response: its body as received, its rows, and the `Total` it stated.

    `following` is the address of the next page, empty where `Link` names none, and
    None where there was no `Link`. `lacks_total`: the list pages, and states no total.
    `number` is its place in the list, from 1.
    """

    url: str
    body: bytes
    rows: list[Any]
    total: int | None
    following: str | None = None
    lacks_total: bool = False
    number: int = 1


Kept = Callable[[int], Page | None]


class ProcoreClient:
    """Speaks to one Procore company; any number of threads may ask through it.

    Login and API hosts are separate; every call carries `Procore-Company-Id` and a
    time-out. `transport` lets the demo company answer in place of the network, and
    `clock` lets a test decide how time passes.
    """

    def __init__(
        self,
        *,
        base_url: str,
        login_url: str,
        company_id: int,
        client_id: str,
        client_secret: str,
        per_page: int = 100,
        timeout: float = 60,
        parallel: int = 4,
        tries: int = 6,
        is_person: bool = False,
        transport: httpx.BaseTransport | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Make a client; nothing is asked before the first read."""
        self.base_url = base_url
        self.login_url = login_url
        self.company_id = company_id
        self.per_page = per_page
        self.parallel = parallel
        self.tries = tries
        self._is_known = False
        self.rate_limiter = RateLimiter(parallel, clock or WallClock())
        self.login = Login(
            login_url,
            client_id,
            client_secret,
            self.rate_limiter.clock,
            transport,
            timeout,
            is_person,
        )
        self._http = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, 10)),
            follow_redirects=False,
            transport=transport,
        )

    @classmethod
    def of(
        cls,
        side: ProcoreSide,
        client_id: str,
        client_secret: str,
        transport: httpx.BaseTransport | None,
        clock: Clock | None = None,
    ) -> Self:
        """A client for the company that recon.toml names."""
        return cls(
            base_url=side.base_url,
            login_url=side.login_url,
            company_id=side.company_id,
            client_id=client_id,
            client_secret=client_secret,
            per_page=side.per_page,
            timeout=side.timeout_seconds,
            parallel=side.parallel,
            tries=side.tries,
            is_person=side.sign_in == "person",
            transport=transport,
            clock=clock,
        )

    def watch(self, waiting: Waiting) -> None:
        """Report every wait to a function, second by second."""
        self.rate_limiter.waiting = waiting

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def one(
        self, path: str, params: Params | None = None, asked: Asked | None = None
    ) -> Page:
        """Read a page that is one object, or a list that does not page."""
        return self._page(self.base_url + path, dict(params or {}), asked or _nobody)

    def pages(
        self,
        path: str,
        params: Params | None = None,
        *,
        kept: Kept | None = None,
        asked: Asked | None = None,
    ) -> Iterator[Page]:
        """Read a list page by page, following `Link` as the server gives it.

        Each page is asked for with the whole query, whatever the link to it left out.
        Ends where `Link` names no next page and the stated total is reached. Where the
        total says more, and after a full page without `Link`, the next page is asked
        for by its number, until one is empty or repeats its first row. A page that
        `kept` gives by its number, from 1, is not asked for. `asked` hears of
        everything that went wrong on the way.
        """
        url = self.base_url + path
        own: dict[str, str | int] = {**(params or {}), "per_page": self.per_page}
        query, received = own, 0
        seen: set[str] = set()
        for number in range(1, _MOST_PAGES):
            page = kept(number) if kept else None
            if page is None:
                page = self._page(url, query, asked or _nobody)
            mark = _first_id(page.rows) or page.body.decode(errors="replace")
            if mark in seen:
                return
            seen.add(mark)
            if page.rows or number == 1:
                yield replace(page, number=number)
            received += len(page.rows)
            if page.following:
                url, query = self._linked(page, own)
            elif self._may_go_on(page, received):
                query = {**own, "page": number + 1}
            else:
                return

    def _may_go_on(self, page: Page, received: int) -> bool:
        """Whether a page without a link to the next may still have one."""
        if not page.rows:
            return False
        if page.total is not None:
            return received < page.total
        return page.following is None and len(page.rows) >= self.per_page

    def _linked(
        self, page: Page, own: dict[str, str | int]
    ) -> tuple[str, dict[str, str | int]]:
        """The next page as its link names it, with our own query over the link's."""
        link = self._own(page.following or "")
        query = {**dict(link.params), **own}
        return str(link.copy_with(query=None)), query

    def _page(self, url: str, query: dict[str, str | int], asked: Asked) -> Page:
        """Ask until the answer is whole, or until asking again cannot help."""
        message, at = "", url
        tries = self.tries if self._is_known else min(self.tries, _FIRST_TRIES)
        for attempt in range(tries):
            response, problem = self._answer(url, query)
            if response is None:
                message = problem
            elif response.status_code == 200:
                try:
                    return _read(response)
                except ValueError as error:
                    message = f"the answer is {error}"
            elif response.status_code in _PASSING:
                message, at = describe_answer(response), str(response.url)
            else:
                self._refuse(response)
            asked(message)
            if attempt + 1 < tries:
                self._pause(attempt, response)
        if response is None:
            raise ProcoreError(
                what=f"Procore cannot be reached: {message}",
                where=url,
                next_step="Check the network and the addresses in recon.toml, then run "
                "`recon pull` again: it goes on where it stopped",
            )
        raise NotReadable(
            what=f"Not read after {tries} tries: {message}",
            where=at,
            next_step="Run `recon pull` again later",
        )

    def _answer(
        self, url: str, query: dict[str, str | int]
    ) -> tuple[httpx.Response | None, str]:
        """One call, and once more with a new token where the old one has ended."""
        try:
            token = self.login.token()
            response, problem = self._send(url, query, token)
            if response is not None and response.status_code == 401:
                self.login.renew(token)
                response, problem = self._send(url, query, self.login.token())
        except LoginBusy as busy:
            return busy.response, str(busy)
        except httpx.HTTPError as error:
            return None, f"the login: {_of(error)}"
        return response, problem

    def _send(
        self, url: str, query: dict[str, str | int], token: str
    ) -> tuple[httpx.Response | None, str]:
        number, response, problem = self.rate_limiter.enter(), None, ""
        try:
            response = self._http.get(
                url,
                params=query or None,
                headers={
                    "Accept": "application/json",
                    "Authorization": f"Bearer {token}",
                    "Procore-Company-Id": str(self.company_id),
                },
            )
        except httpx.HTTPError as error:
            problem = _of(error)
        finally:
            self.rate_limiter.leave(
                number, None if response is None else response.headers
            )
        self._is_known = self._is_known or response is not None
        return response, problem

    def _pause(self, attempt: int, response: httpx.Response | None) -> None:
        """Wait as the answer says, else longer at each try; never all at once."""
        jitter = random.uniform(0, 1)  # noqa: S311 - to spread calls, nothing secret
        stated = None if response is None else self._stated(response)
        if stated is not None:
            assert response is not None
            if response.status_code in (429, 503):
                self.rate_limiter.close(stated)
            self.rate_limiter.sleep(
                f"Procore answered {response.status_code}", stated + jitter
            )
            return
        longest = min(2.0**attempt, _LONGEST_PAUSE)
        self.rate_limiter.sleep("Procore did not answer", longest * (0.5 + jitter / 2))

    def _stated(self, response: httpx.Response) -> float | None:
        after = response.headers.get("Retry-After", "")
        if after.isdecimal():
            return min(float(after), 3700.0)
        if response.status_code == 429:
            return self.rate_limiter.until_reset(response.headers) or 1.0
        return None

    def _own(self, url: str) -> httpx.URL:
        """Follow a link only where it stays on the API's own host."""
        own = httpx.URL(self.base_url)
        given = own.join(url)
        if (given.scheme, given.netloc) != (own.scheme, own.netloc):
            raise ProcoreError(
                what="A next page points to another host; it was not followed",
                where=given.host,
                next_step="Check base_url in recon.toml against the environment",
            )
        return given

    def _refuse(self, response: httpx.Response) -> NoReturn:
        status, url = response.status_code, str(response.url)
        message = message_of(response)
        if status == 401:
            what, step = "Procore does not accept the token", "Check the app's rights"
        elif 300 <= status < 400:
            what = "Procore answers from another address; it was not followed"
            step = "Check base_url in recon.toml"
        else:
            is_closed = status in (403, 404)
            reason = "Not readable for this account" if is_closed else "Refused"
            raise NotReadable(
                what=f"{reason} (status {status}): {message}",
                where=url,
                next_step="Give the service account read access to this project and "
                "tool, or leave the project out in [scope]",
            )
        raise ProcoreError(what=f"{what}: {message}", where=url, next_step=step)


def _read(response: httpx.Response) -> Page:
    rows = read_rows(response.content)
    stated = response.headers.get("Total", "")
    total = int(stated) if stated.isdecimal() else None
    links = response.links
    following = None if "Link" not in response.headers else ""
    if following is not None and "next" in links:
        following = str(response.url.join(links["next"].get("url", "")))
    lacks_total = total is None and "Per-Page" in response.headers
    url = str(response.url)
    return Page(url, response.content, rows, total, following, lacks_total)


def _nobody(_said: str) -> None:
    """Do nothing: the default when no progress is shown."""


def _of(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return str(error) or type(error).__name__


def _first_id(rows: list[Any]) -> str | None:
    first = rows[0] if rows else None
    if isinstance(first, dict) and first.get("id") is not None:
        return str(first["id"])
    return None


def describe_answer(response: httpx.Response) -> str:
    """An answer in a few words: its status, and what it says."""
    return f"status {response.status_code}: {message_of(response)}"


def message_of(response: httpx.Response) -> str:
    """The error's own words; error bodies are not uniform."""
    try:
        body = response.json()
    except ValueError:
        return response.text.strip()[:200] or "no explanation"
    if isinstance(body, dict):
        for key in _ERROR_KEYS:
            if body.get(key):
                message = body[key]
                return (
                    message if isinstance(message, str) else json.dumps(message)[:200]
                )
    return json.dumps(body)[:200]
