"""A file drop, a database and a gateway give the same findings."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from recon.cli.demo_company import make_demo
from recon.decisions.propose import check_workspace
from recon.errors import ExportError
from recon.mapping import EXPORTED
from recon.rules.check import read_outcome
from recon.sandbox.app import Sandbox
from recon.sandbox.gateway import Gateway
from recon.systems.maestro.export import Export
from recon.systems.maestro.exports import export_of
from recon.workspace import Workspace, open_workspace
from recon.workspace.pulls import latest_pull, read_pull
from tests.clock import QuickClock
from tests.company import demo_state, pull_demo, quiet

Tables = dict[str, tuple[list[str], list[list[str]]]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo company with its exports as files, checked."""
    folder = tmp_path_factory.mktemp("files")
    make_demo(folder, 1)
    workspace = open_workspace(folder)
    pull_demo(workspace, Sandbox(demo_state(folder)))
    check_workspace(workspace, quiet)
    return workspace


@pytest.fixture(scope="module")
def tables(files: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The rows of each export as a database holds them: plain numbers and days."""
    work = tmp_path_factory.mktemp("tables")
    pull = read_pull(latest_pull(files.pulls))
    found: Tables = {}
    for entity in EXPORTED:
        export = export_of(entity, pull, files.config.maestro, work)
        if export is not None:
            found[entity.name] = plain(export)
    return found


def plain(export: Export) -> tuple[list[str], list[list[str]]]:
    """An export's mapped columns, its amounts written with a point."""
    kinds = {field.name: field.kind for field in export.entity.fields}
    names = [name for name in export.fields if name]
    places = [
        n + 2 * export.is_numbered for n, name in enumerate(export.fields) if name
    ]
    with export.path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=export.delimiter))[1:]
    listed = []
    for row in rows:
        cells = [row[place] if place < len(row) else "" for place in places]
        listed.append(
            [
                cell.replace("\u00a0", "").replace(",", ".")
                if kinds[name] in ("money", "quantity")
                else cell
                for name, cell in zip(names, cells, strict=True)
            ]
        )
    return names, listed


def as_source(files: Workspace, folder: Path, source: str, more: str = "") -> Workspace:
    """The same workspace, its maestro* read from elsewhere."""
    shutil.copytree(files.folder, folder, dirs_exist_ok=True)
    shutil.rmtree(folder / "exports")
    for path in (folder / "pulls").iterdir():
        if path.name > "20261000":
            shutil.rmtree(path)
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('source = "files"', f'source = "{source}"', 1)
    path.write_text(text + more, encoding="utf-8")
    return open_workspace(folder)


def facts(workspace: Workspace) -> list[Any]:
    """What is found of the two systems, whatever the files it was found in."""
    outcome = read_outcome(workspace.current_build())
    # A damaged row and stated totals are a file's own; a database has neither.
    of_files = ("row_rejected", "control_total_differs", "export_looks_filtered")
    told = []
    for finding in outcome["findings"]:
        if finding["rule"] not in of_files:
            plain = {n: v for n, v in finding.items() if not n.startswith("source")}
            plain.pop("id")  # of a record without a code, the file is its name
            text = json.dumps(plain, sort_keys=True)
            told.append(re.sub(r"maestro/(\w+?)(-\d{4})?\.\w+#", r"\1#", text))
    return sorted(told)


def queries(tables: Tables) -> str:
    lines = [
        f"{name} = 'select {', '.join(columns)} from {name}'"
        for name, (columns, _) in tables.items()
    ]
    return "\n[maestro.queries]\n" + "\n".join(lines) + "\n"


def fill(connection: Any, tables: Tables, mark: str) -> None:
    for name, (columns, rows) in tables.items():
        listed = ", ".join(f"{column} text" for column in columns)
        connection.execute(f"create table {name} ({listed})")
        marks = ", ".join([mark] * len(columns))
        cursor = connection.cursor()
        cursor.executemany(f"insert into {name} values ({marks})", rows)
    connection.commit()


def test_a_sqlite_database_gives_the_findings_of_the_files(
    files: Workspace, tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "books.sqlite"
    with sqlite3.connect(base) as connection:
        fill(connection, tables, "?")
    monkeypatch.setenv("RECON_MAESTRO_URL", f"sqlite:///{base}")
    workspace = as_source(files, tmp_path / "sql", "sql", queries(tables))
    pull = pull_demo(workspace, Sandbox(demo_state(files.folder)))
    check_workspace(workspace, quiet)
    assert facts(workspace) == facts(files)
    [entry] = [
        e for e in pull.entries if (e.system, e.entity) == ("maestro", "supplier")
    ]
    assert entry.rows == entry.total == len(tables["supplier"][1])
    assert entry.request.startswith("sql: select")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test, on a socket of its own."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin"), Path("/usr/local/bin")]
    tools = next((path for path in found if (path / "initdb").is_file()), None)
    if tools is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("no PostgreSQL on this machine")
    # A socket's path may have a hundred characters at most.
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(home, "postgres")
    data = home / "data"
    run: dict[str, Any] = {"check": True, "capture_output": True, "cwd": home}
    subprocess.run(
        [*user, tools / "initdb", "-D", data, "-U", "books", "-A", "trust"], **run
    )
    server = subprocess.Popen(
        [*user, tools / "postgres", "-D", data, "-k", home, "-c", "listen_addresses="],
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"host={home} user=books dbname=postgres"
    try:
        wait_for(data)
        yield address
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


def wait_for(data: Path) -> None:
    """Wait until the server says in its own file that it is ready."""
    status = data / "postmaster.pid"
    for _ in range(200):
        if status.is_file() and "ready" in status.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    pytest.fail("PostgreSQL did not start")


def test_a_postgresql_database_gives_the_findings_of_the_files(
    files: Workspace,
    tables: Tables,
    postgres: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import psycopg

    home = postgres.split()[0].removeprefix("host=")
    url = f"postgresql+psycopg://books@/postgres?host={home}"
    with psycopg.connect(postgres) as connection:
        fill(connection, tables, "%s")
        connection.execute("create sequence counter")
    monkeypatch.setenv("RECON_MAESTRO_URL", url)
    workspace = as_source(files, tmp_path / "sql", "sql", queries(tables))
    pull_demo(workspace, Sandbox(demo_state(files.folder)))
    check_workspace(workspace, quiet)
    assert facts(workspace) == facts(files)
    counting = queries({"supplier": (["nextval('counter')"], [])})
    counting = counting.replace("'", '"').replace('("counter")', "('counter')")
    hostile = as_source(files, tmp_path / "hostile", "sql", counting)
    with pytest.raises(ExportError, match="read-only transaction"):
        pull_demo(hostile, Sandbox(demo_state(files.folder)))


@pytest.mark.parametrize(
    "query",
    ["delete from supplier", "select 1; drop table supplier", "", "update x set y = 1"],
)
def test_what_is_no_single_select_is_refused(
    files: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setenv("RECON_MAESTRO_URL", "sqlite://")
    more = f'\n[maestro.queries]\nsupplier = "{query}"\n'
    workspace = as_source(files, tmp_path / "sql", "sql", more)
    with pytest.raises(ExportError, match="not one SELECT"):
        pull_demo(workspace, Sandbox(demo_state(files.folder)))


def test_a_database_that_refuses_is_said_without_its_password(
    files: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECON_MAESTRO_URL", "mysql+absent://u:hunter2@127.0.0.1:9/x")
    more = '\n[maestro.queries]\nsupplier = "select 1"\n'
    workspace = as_source(files, tmp_path / "sql", "sql", more)
    with pytest.raises(ExportError, match="refused") as caught:
        pull_demo(workspace, Sandbox(demo_state(files.folder)))
    assert "hunter2" not in str(caught.value)


def through(gateway: Gateway) -> dict[str, Any]:
    return {
        "gateway": {
            "transport": httpx.WSGITransport(app=gateway),
            "clock": QuickClock(),
        }
    }


@pytest.fixture
def gateway(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    monkeypatch.setenv("RECON_MAESTRO_TOKEN", "demo-token")
    rows = {
        name: [dict(zip(columns, row, strict=True)) for row in listed]
        for name, (columns, listed) in tables.items()
    }
    return Gateway(rows, per_page=50)


ADDRESS = 'gateway_url = "http://127.0.0.1:8766"\n'


def at_gateway(files: Workspace, folder: Path) -> Workspace:
    workspace = as_source(files, folder, "gateway")
    path = folder / "recon.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[maestro]\n", f"[maestro]\n{ADDRESS}", 1), encoding="utf-8"
    )
    return open_workspace(workspace.folder)


def test_a_gateway_gives_the_findings_of_the_files(
    files: Workspace, gateway: Gateway, tmp_path: Path
) -> None:
    workspace = at_gateway(files, tmp_path / "gateway")
    gateway.statuses = [503, 200, 502, 502, 429]
    pull = pull_demo(workspace, Sandbox(demo_state(files.folder)), **through(gateway))
    check_workspace(workspace, quiet)
    assert facts(workspace) == facts(files)
    [entry] = [
        e for e in pull.entries if (e.system, e.entity) == ("maestro", "supplier")
    ]
    assert len(entry.files) > 1
    assert entry.rows == entry.total == len(gateway.tables["supplier"])


def test_a_gateway_that_states_more_than_it_gives_is_not_whole(
    files: Workspace, gateway: Gateway, tmp_path: Path
) -> None:
    workspace = at_gateway(files, tmp_path / "gateway")
    gateway.hidden["supplier"] = 2
    pull = pull_demo(workspace, Sandbox(demo_state(files.folder)), **through(gateway))
    [entry] = [
        e for e in pull.entries if (e.system, e.entity) == ("maestro", "supplier")
    ]
    assert not entry.is_complete
    assert str(entry.reason).endswith("received")


def test_a_gateway_that_states_another_amount_is_doubted(
    files: Workspace, gateway: Gateway, tmp_path: Path
) -> None:
    workspace = at_gateway(files, tmp_path / "gateway")
    gateway.amounts["budget_line"] = "1.00"
    pull_demo(workspace, Sandbox(demo_state(files.folder)), **through(gateway))
    check_workspace(workspace, quiet)
    found = read_outcome(workspace.current_build())["findings"]
    assert any(
        f["rule"] == "control_total_differs" and f["entity"] == "budget_line"
        for f in found
    )


def test_a_wrong_token_and_a_broken_contract_are_said(
    files: Workspace, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = at_gateway(files, tmp_path / "gateway")
    gateway.broken = "activity"
    with pytest.raises(ExportError, match="does not follow its contract"):
        pull_demo(workspace, Sandbox(demo_state(files.folder)), **through(gateway))
    monkeypatch.setenv("RECON_MAESTRO_TOKEN", "wrong")
    with pytest.raises(ExportError, match="status 401"):
        pull_demo(
            workspace,
            Sandbox(demo_state(files.folder)),
            is_fresh=True,
            **through(gateway),
        )


def test_a_manifest_beside_the_files_says_how_each_is_written(
    files: Workspace, tmp_path: Path
) -> None:
    shutil.copytree(files.folder, tmp_path, dirs_exist_ok=True)
    exports = tmp_path / "exports"
    text = (exports / "fournisseurs.csv").read_text(encoding="windows-1252")
    (exports / "fournisseurs.csv").unlink()
    (exports / "liste 12.txt").write_text(
        text.replace(";", "\t"), encoding="cp850", errors="replace"
    )
    (exports / "manifest.toml").write_text(
        '[supplier]\nfile = "liste 12.txt"\nencoding = "cp850"\ndelimiter = "\\t"\n'
        "rows = 1\nexported = 2026-10-31T18:00:00\n",
        encoding="utf-8",
    )
    workspace = open_workspace(tmp_path)
    pull_demo(workspace, Sandbox(demo_state(files.folder)))
    check_workspace(workspace, quiet)
    found = read_outcome(workspace.current_build())["findings"]
    assert any(
        f["rule"] == "control_total_differs" and f["entity"] == "supplier"
        for f in found
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[supplier]\nencoding = 'latin-9'\n", "supplier.encoding"),
        ("[fournisseur]\nrows = 1\n", "'fournisseur' is not one of"),
        ("[supplier\n", "not valid TOML"),
        ("[supplier]\ncolour = 'red'\n", "supplier.colour"),
    ],
)
def test_a_manifest_that_is_wrong_names_its_key(
    files: Workspace, tmp_path: Path, content: str, words: str
) -> None:
    shutil.copytree(files.folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "exports" / "manifest.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match=words):
        pull_demo(open_workspace(tmp_path), Sandbox(demo_state(files.folder)))
