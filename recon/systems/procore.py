"""A thin synchronous client of the Procore REST API. It reads, and never hangs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Self

import httpx

from recon.errors import NotReadable, ProcoreError
from recon.workspace.config import ProcoreSide

Params = Mapping[str, str | int]

_LINK = re.compile(r'<([^>]*)>\s*;[^,<]*?\brel="?([^",;]+)"?')
_ERROR_KEYS = ("errors", "message", "error_description", "error", "reason")
_MOST_PAGES = 100_000


@dataclass(frozen=True)
class Page:
    """One response: its body as received, its rows, and the `Total` it stated."""

    url: str
    body: bytes
    rows: list[Any]
    total: int | None


class ProcoreClient:
    """Speaks to one Procore company with a client-credentials token.

    Login and API hosts are separate; every call carries `Procore-Company-Id` and a
    time-out. `transport` lets the demo company answer in place of the network.
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
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Make a client; nothing is asked before the first read."""
        self.base_url = base_url
        self.login_url = login_url
        self.company_id = company_id
        self.per_page = per_page
        self._client_id = client_id
        self._client_secret = client_secret
        self._token = ""
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
            transport=transport,
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def one(self, path: str, params: Params | None = None) -> Page:
        """Read a page that is one object, or a list that does not page."""
        return self._page(self.base_url + path, dict(params or {}))

    def pages(self, path: str, params: Params | None = None) -> Iterator[Page]:
        """Read a list page by page, following `Link` as the server gives it.

        Ends where there is no next page, where a page without `Link` is short or
        empty, and where a server that ignores `page` repeats its first row.
        """
        url = self.base_url + path
        query: dict[str, str | int] = {**(params or {}), "per_page": self.per_page}
        seen: set[str] = set()
        for number in range(1, _MOST_PAGES):
            page, link = self._page_and_link(url, query)
            mark = _first_id(page.rows) or page.body.decode(errors="replace")
            if mark in seen:
                return
            seen.add(mark)
            yield page
            if link is not None:
                following = link.get("next")
                if following is None:
                    return
                url, query = self._own(following), {}
            elif len(page.rows) < self.per_page:
                return
            else:
                query = {**query, "page": number + 1}

    def _page(self, url: str, query: dict[str, str | int]) -> Page:
        return self._page_and_link(url, query)[0]

    def _page_and_link(
        self, url: str, query: dict[str, str | int]
    ) -> tuple[Page, dict[str, str] | None]:
        response = self._get(url, query)
        try:
            content = json.loads(response.content)
        except ValueError:
            raise ProcoreError(
                what="Procore answered something that is not JSON",
                where=str(response.url),
                next_step="Run the pull again; if it stays, check base_url",
            ) from None
        if isinstance(content, dict) and isinstance(content.get("data"), list):
            content = content["data"]
        rows = content if isinstance(content, list) else [content]
        stated = response.headers.get("Total", "")
        total = int(stated) if stated.isdecimal() else None
        header = response.headers.get("Link")
        link = None if header is None else {r: u for u, r in _LINK.findall(header)}
        return Page(str(response.url), response.content, rows, total), link

    def _get(self, url: str, query: dict[str, str | int]) -> httpx.Response:
        if not self._token:
            self._log_in()
        response = self._send("GET", url, params=query or None)
        if response.status_code == 401:
            self._log_in()
            response = self._send("GET", url, params=query or None)
        if response.status_code != 200:
            self._refuse(response)
        return response

    def _log_in(self) -> None:
        response = self._send(
            "POST",
            self.login_url + "/oauth/token",
            data={
                "grant_type": "client_credentials",
                "client_id": self._client_id,
                "client_secret": self._client_secret,
            },
        )
        if response.status_code != 200:
            raise ProcoreError(
                what=f"Procore refused the client id and secret: {said_of(response)}",
                where=f"{self.login_url}/oauth/token, status {response.status_code}",
                next_step="Check RECON_PROCORE_CLIENT_ID and "
                "RECON_PROCORE_CLIENT_SECRET against the app's page, and that "
                "login_url is of the same environment",
            )
        try:
            token = response.json()["access_token"]
        except (ValueError, KeyError, TypeError):
            raise ProcoreError(
                what="The login answered without an access token",
                where=f"{self.login_url}/oauth/token",
                next_step="Check login_url in recon.toml",
            ) from None
        self._token = str(token)

    def _send(
        self,
        method: str,
        url: str,
        *,
        params: dict[str, str | int] | None = None,
        data: dict[str, str] | None = None,
    ) -> httpx.Response:
        headers = {"Accept": "application/json"}
        if data is None:
            headers["Authorization"] = f"Bearer {self._token}"
            headers["Procore-Company-Id"] = str(self.company_id)
        try:
            return self._http.request(
                method, url, params=params, data=data, headers=headers
            )
        except httpx.TimeoutException:
            raise ProcoreError(
                what="Procore did not answer in time",
                where=url,
                next_step="Run the pull again, or raise [procore] timeout_seconds",
            ) from None
        except httpx.HTTPError as error:
            raise ProcoreError(
                what=f"Procore cannot be reached: {error}",
                where=url,
                next_step="Check the network and the addresses in recon.toml",
            ) from None

    def _own(self, url: str) -> str:
        """Follow a link only where it stays on the API's own host."""
        given, own = httpx.URL(url), httpx.URL(self.base_url)
        if (given.scheme, given.netloc) != (own.scheme, own.netloc):
            raise ProcoreError(
                what="A next page points to another host; it was not followed",
                where=httpx.URL(url).host,
                next_step="Check base_url in recon.toml against the environment",
            )
        return url

    def _refuse(self, response: httpx.Response) -> NoReturn:
        status, url, said = response.status_code, str(response.url), said_of(response)
        if status in (403, 404):
            raise NotReadable(
                what=f"Not readable for this account (status {status}): {said}",
                where=url,
                next_step="Give the service account read access to this project and "
                "tool, or leave the project out in [scope]",
            )
        words = {
            401: ("Procore does not accept the token", "Check the app's installation"),
            429: (
                "Procore's call limit is reached",
                "Run the pull again after "
                + response.headers.get("X-Rate-Limit-Reset", "its reset"),
            ),
        }
        if 300 <= status < 400:
            what, step = (
                "Procore answers from another address; it was not followed",
                "Check base_url in recon.toml",
            )
        else:
            what, step = words.get(
                status, (f"Procore answered {status}", "Run the pull again")
            )
        raise ProcoreError(what=f"{what}: {said}", where=url, next_step=step)


def _first_id(rows: list[Any]) -> str | None:
    first = rows[0] if rows else None
    if isinstance(first, dict) and first.get("id") is not None:
        return str(first["id"])
    return None


def said_of(response: httpx.Response) -> str:
    """The error's own words; error bodies are not uniform."""
    try:
        body = response.json()
    except ValueError:
        return response.text.strip()[:200] or "no explanation"
    if isinstance(body, dict):
        for key in _ERROR_KEYS:
            if body.get(key):
                said = body[key]
                return said if isinstance(said, str) else json.dumps(said)[:200]
    return json.dumps(body)[:200]
