"""How fast a pull is, beside the same bytes read by a bare loop in the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from recon.cli.demo_company import make_demo
from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.systems.pull import client_of, pull_both
from recon.warehouse.build import build_warehouse
from recon.workspace import Workspace, open_workspace
from recon.workspace.pulls import read_pull
from tests.company import quiet

TRANSACTIONS = 100_000
ROUNDS = 3


class Noted(httpx.BaseTransport):
    """The network, with a list of what was asked for."""

    def __init__(self) -> None:
        self.inner = httpx.HTTPTransport()
        self.asked: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            self.asked.append(request)
        return self.inner.handle_request(request)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The demo company with many costs, served by a process of its own."""
    folder = tmp_path_factory.mktemp("pull")
    make_demo(folder, 1, 12, TRANSACTIONS)
    words = [sys.executable, "-m", "recon", "sandbox", "--workspace", str(folder)]
    server = subprocess.Popen(
        [*words, "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    address = server.stdout.readline().strip().removeprefix("BASE_URL=")
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8").replace("http://127.0.0.1:8765", address)
    text = text.replace("[procore]\n", "[procore]\nper_page = 300\n")
    path.write_text(text, encoding="utf-8")
    yield open_workspace(folder)
    server.terminate()
    server.wait()
    server.stdout.close()


def test_rows_per_second(company: Workspace, tmp_path: Path) -> None:
    shares = []
    for number in range(ROUNDS):
        noted = Noted()
        client = client_of(
            company,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            transport=noted,
        )
        begun = time.perf_counter()
        with closing(client):
            pull = pull_both(company, client, quiet, is_full=True)
        on_disk = time.perf_counter() - begun
        build_warehouse(company, read_pull(pull.folder), tmp_path / f"{number}.duckdb")
        typed = time.perf_counter() - begun
        rows = sum(e.rows or 0 for e in pull.entries if e.system == "procore")
        size = sum(f.size for e in pull.entries for f in e.files) / 1e6
        begun = time.perf_counter()
        with httpx.Client() as bare:
            drained = 0
            for request in noted.asked:
                drained += len(bare.get(request.url, headers=request.headers).content)
        loop = time.perf_counter() - begun
        shares.append((loop / on_disk, loop / typed))
        print(
            f"\n{rows:,} rows, {size:.0f} MB, {len(noted.asked)} calls: bare loop"
            f" {loop:.1f} s; pull on disk {on_disk:.1f} s ({loop / on_disk:.0%}),"
            f" {rows / on_disk:,.0f} rows/s; typed {typed:.1f} s ({loop / typed:.0%}),"
            f" {rows / typed:,.0f} rows/s"
        )
    assert all(share > 0 for pair in shares for share in pair)
