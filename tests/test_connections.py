"""Setting up: secrets, signing in, looking at what is missing, rehearsing faults."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import keyring
import pytest
from keyring.backend import KeyringBackend

from recon.cli.demo_company import make_demo
from recon.demo.build import CLIENT_ID, CLIENT_SECRET
from recon.errors import ProcoreError, WorkspaceError
from recon.sandbox.app import Sandbox
from recon.sandbox.faults import KINDS, Fault, Faults, read_script
from recon.systems.doctor import (
    Diagnostic,
    diagnose_machine,
    diagnose_maestro,
    diagnose_procore,
    diagnose_pulls,
    diagnose_secrets,
)
from recon.systems.procore.login import Login
from recon.workspace import Workspace, open_workspace
from tests.clock import QuickClock
from tests.company import SandboxTransport, demo_client, demo_state
from tests.test_commands import recon, said


class Drawer(KeyringBackend):
    """A keyring that forgets at the end of the test; every change is kept in `kept`."""

    priority = 1

    def __init__(self) -> None:
        self.kept: list[tuple[str, str]] = []

    def get_password(self, service: str, username: str) -> str | None:
        return next((v for n, v in reversed(self.kept) if n == username), None)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept.append((username, password))


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Any:
    own, before = Drawer(), keyring.get_keyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company as it is made, before its first pull."""
    folder = tmp_path_factory.mktemp("made")
    make_demo(folder, 1)
    return folder


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return open_workspace(tmp_path)


def login_of(sandbox: Sandbox, clock: QuickClock, *, is_person: bool) -> Login:
    sandbox.now = clock.now
    return Login(
        login_url="http://127.0.0.1:8765",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        clock=clock,
        transport=SandboxTransport(sandbox),
        is_person=is_person,
    )


def test_a_token_is_renewed_before_it_ends(small: Workspace) -> None:
    clock = QuickClock()
    login = login_of(Sandbox(demo_state(small.folder)), clock, is_person=False)
    first = login.token()
    clock.sleep(5000)
    assert login.token() == first
    clock.sleep(350)
    assert login.token() != first


def test_a_refused_token_is_renewed_once_for_all_who_had_it(small: Workspace) -> None:
    clock = QuickClock()
    login = login_of(Sandbox(demo_state(small.folder)), clock, is_person=False)
    first = login.token()
    login.renew(first)
    second = login.token()
    login.renew(first)
    assert login.token() == second != first


def test_a_person_signs_in_once_and_each_refresh_token_serves_once(
    small: Workspace, drawer: Drawer
) -> None:
    clock = QuickClock()
    sandbox = Sandbox(demo_state(small.folder))
    login = login_of(sandbox, clock, is_person=True)
    with pytest.raises(ProcoreError, match="This app has not been authorised"):
        login.token()
    assert "response_type=code" in login.page()
    login.allow(sandbox.tokens.allow())
    tokens = [login.token()]
    for _ in range(3):
        clock.sleep(5400)
        tokens.append(login.token())
    assert len(set(tokens)) == 4
    pairs = [json.loads(value) for _, value in drawer.kept]
    assert [pair["access_token"] for pair in pairs] == tokens
    assert len({pair["refresh_token"] for pair in pairs}) == 4
    again = login_of(sandbox, clock, is_person=True)
    assert again.token() == tokens[-1]


def test_another_run_that_renewed_first_is_followed(
    small: Workspace, drawer: Drawer
) -> None:
    clock = QuickClock()
    sandbox = Sandbox(demo_state(small.folder))
    first = login_of(sandbox, clock, is_person=True)
    second = login_of(sandbox, clock, is_person=True)
    first.allow(sandbox.tokens.allow())
    assert first.token() == second.token()
    clock.sleep(5400)
    assert first.token() == second.token()
    assert len(drawer.kept) == 2


def test_a_used_code_says_to_sign_in_again(small: Workspace, drawer: Drawer) -> None:
    sandbox = Sandbox(demo_state(small.folder))
    login = login_of(sandbox, QuickClock(), is_person=True)
    code = sandbox.tokens.allow()
    login.allow(code)
    with pytest.raises(ProcoreError, match="used or is invalid") as caught:
        login.allow(code)
    assert "recon login" in caught.value.next_step


def test_tokens_that_end_in_the_middle_of_a_pull_are_renewed(small: Workspace) -> None:
    sandbox = Sandbox(demo_state(small.folder))
    clock = QuickClock()
    sandbox.now, sandbox.tokens.lasts = clock.now, 100
    client = demo_client(small, sandbox, clock=clock)
    for _ in range(5):
        assert client.one("/rest/v1.0/companies").rows
        clock.sleep(90)


def test_a_login_that_is_busy_is_asked_again(small: Workspace) -> None:
    sandbox = Sandbox(demo_state(small.folder))
    sandbox.faults = Faults([Fault("login_busy", times=2, on="login")])
    client = demo_client(small, sandbox)
    assert client.one("/rest/v1.0/companies").rows
    assert len(sandbox.faults.met) == 2


def test_secrets_come_from_the_environment_then_the_keyring(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recon.systems.secrets import secret

    assert secret("RECON_MAESTRO_TOKEN") == ""
    drawer.kept.append(("RECON_MAESTRO_TOKEN", "kept"))
    assert secret("RECON_MAESTRO_TOKEN") == "kept"
    monkeypatch.setenv("RECON_MAESTRO_TOKEN", "set")
    assert secret("RECON_MAESTRO_TOKEN") == "set"


def test_without_a_keyring_the_next_step_names_the_variable() -> None:
    from keyring.backends.fail import Keyring

    from recon.systems.secrets import keep

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]
    try:
        with pytest.raises(ProcoreError, match="cannot store secrets") as caught:
            keep("RECON_MAESTRO_TOKEN", "x")
    finally:
        keyring.set_keyring(before)
    assert "RECON_MAESTRO_TOKEN" in caught.value.next_step


def diagnostics(found: Any) -> dict[str, Diagnostic]:
    return {diagnostic.subject: diagnostic for diagnostic in found}


def test_the_doctor_finds_the_demo_company_well(small: Workspace) -> None:
    sandbox = Sandbox(demo_state(small.folder))
    found = diagnostics(
        diagnose_procore(small, demo_client(small, sandbox), projects=2)
    )
    assert {diagnostic.verdict for diagnostic in found.values()} == {"OK"}
    visible = len(sandbox.state["projects"])
    assert found["Projects"].seen == f"{visible} visible, {visible - 5} in [scope]"
    exports = diagnostics(diagnose_maestro(small))
    assert {diagnostic.verdict for diagnostic in exports.values()} == {"OK"}
    lines = (small.exports / "fournisseurs.csv").read_bytes().splitlines()
    suppliers = f"{len(lines) - 1} rows, windows-1252, 0 days old"
    assert suppliers in exports["Export of suppliers"].seen
    assert {diagnostic.verdict for diagnostic in diagnose_machine(small.folder)} <= {
        "OK",
        "warning",
    }
    assert diagnostics(diagnose_pulls(small))["Pulls"].verdict == "OK"


def test_the_doctor_names_a_closed_tool_and_a_budget_view_that_is_not_there(
    small: Workspace,
) -> None:
    text = (small.folder / "recon.toml").read_text(encoding="utf-8")
    text += 'budget_view = "Ours"\n'
    (small.folder / "recon.toml").write_text(text, encoding="utf-8")
    workspace = open_workspace(small.folder)
    sandbox = Sandbox(demo_state(small.folder))
    sandbox.faults = Faults([Fault("not_permitted", times=0, path="*/direct_costs")])
    client = demo_client(workspace, sandbox)
    found = diagnostics(diagnose_procore(workspace, client, projects=1))
    assert found["Tools of 24-001"].verdict == "warning"
    assert (
        "direct costs (Not readable for this account" in found["Tools of 24-001"].seen
    )
    assert "no view 'Ours'; views: Procore Standard" in found["Budget of 24-001"].seen
    assert "budget_view in recon.toml" in found["Budget of 24-001"].next_step


def test_the_doctor_names_a_list_of_projects_it_may_not_read(small: Workspace) -> None:
    sandbox = Sandbox(demo_state(small.folder))
    sandbox.faults = Faults([Fault("not_permitted", times=0, path="*/projects")])
    found = diagnostics(
        diagnose_procore(small, demo_client(small, sandbox), projects=1)
    )
    assert found["Projects"].verdict == "error"
    assert "status 403" in found["Projects"].seen
    assert found["Projects"].next_step


def test_the_doctor_names_a_company_that_is_not_visible(small: Workspace) -> None:
    sandbox = Sandbox({**demo_state(small.folder), "company_id": 7})
    [diagnostic] = diagnose_procore(small, demo_client(small, sandbox), projects=1)
    assert diagnostic.verdict == "error"
    assert "visible: 7 (" in diagnostic.seen


def test_the_doctor_names_what_is_old_missing_or_does_not_fit(small: Workspace) -> None:
    exports = small.exports
    (exports / "employes.csv").unlink()
    (exports / "budget.csv").write_text("Projet;Montant\n", encoding="utf-8")
    os.utime(exports / "groupes.csv", (0, 1_700_000_000))
    found = diagnostics(diagnose_maestro(small))
    assert found["Export of employees"].verdict == "warning"
    assert found["Export of original budget"].verdict == "error"
    assert "is missing" in found["Export of original budget"].seen
    assert found["Export of groups and cost types"].next_step.startswith(
        "Export it again"
    )


def test_the_doctor_never_shows_a_secret(
    small: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECON_PROCORE_CLIENT_ID", "abc")
    monkeypatch.setenv("RECON_PROCORE_CLIENT_SECRET", "hunter2")
    found = diagnostics(diagnose_secrets(small))
    assert found["Secrets"].verdict == "OK"
    assert "hunter2" not in str(found)


def test_the_command_doctor_says_what_to_do(tmp_path: Path) -> None:
    recon("init", "--workspace", str(tmp_path))
    run = recon("doctor", "--workspace", str(tmp_path))
    text = run.stdout.decode()
    assert run.returncode == 1
    assert "ERROR    Secrets: not set: RECON_PROCORE_CLIENT_ID" in text
    assert "Next: Put one file an entity there" in text
    assert "Traceback" not in said(run)


def test_init_takes_its_answers_as_options(tmp_path: Path) -> None:
    run = recon(
        *("init", "--workspace", str(tmp_path), "--name", "Béton Roy"),
        *("--company-id", "42", "--environment", "developer", "--source", "sql"),
    )
    assert run.returncode == 0
    config = open_workspace(tmp_path).config
    assert config.company.name == "Béton Roy"
    assert config.procore.company_id == 42
    assert config.procore.base_url == "https://sandbox.procore.com"
    assert config.procore.login_url == "https://login-sandbox.procore.com"
    assert config.maestro.source == "sql"
    assert config.maestro.environment == config.procore.environment == "developer"


def test_init_refuses_an_environment_it_does_not_know(tmp_path: Path) -> None:
    run = recon("init", "--workspace", str(tmp_path), "--environment", "test")
    assert run.returncode == 2
    assert "is not one of: production, monthly, developer" in said(run)


def test_login_is_for_persons(small: Workspace) -> None:
    run = recon("login", "--workspace", str(small.folder))
    assert 'Set sign_in = "person"' in said(run)


def test_a_script_of_faults_is_played_as_written(tmp_path: Path) -> None:
    path = tmp_path / "faults.toml"
    path.write_text(
        '[[fault]]\nkind = "503"\nat = 3\ntimes = 2\n'
        '[[fault]]\nkind = "not_permitted"\npath = "*/vendors"\ntimes = 0\n',
        encoding="utf-8",
    )
    script = read_script(path)
    assert [(f.kind, f.at, f.times, f.path) for f in script] == [
        ("503", 3, 2, "*"),
        ("not_permitted", 1, 0, "*/vendors"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('[[fault]]\nkind = "504_maybe"\n', "fault 1: kind is one of"),
        ('[[fault]]\nkind = "503"\nwhen = 3\n', "fault 1: .*when"),
        ("[[fault\n", "TOML|Expected"),
    ],
)
def test_a_script_that_cannot_be_played_says_why(
    tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "faults.toml"
    path.write_text(content, encoding="utf-8")
    run = recon("sandbox", "--script", str(path))
    assert run.returncode == 2
    assert "The script of faults cannot be used" in said(run)
    with pytest.raises(ValueError, match=words):
        read_script(path)


def test_limits_that_are_none_are_refused() -> None:
    from recon.cli.demo import _limits

    assert (_limits("3600/25").hour, _limits("3600/25").spike) == (3600, 25)
    with pytest.raises(WorkspaceError, match="not a pair of limits"):
        _limits("fast")


@pytest.mark.parametrize("kind", KINDS["read"])
def test_each_fault_can_be_rehearsed_over_a_real_connection(
    kind: str, demo: Workspace
) -> None:
    from recon.sandbox.serve import served
    from recon.systems.pull import client_of

    sandbox = Sandbox(demo_state(demo.folder))
    sandbox.faults = Faults([Fault(kind, field="name", seconds=0.01)])
    with served(sandbox) as address:
        side = demo.config.procore.model_copy(
            update={"base_url": address, "login_url": address, "per_page": 20}
        )
        client = client_of(
            Workspace(demo.folder, demo.config.model_copy(update={"procore": side})),
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            clock=QuickClock(),
        )
        query = {"company_id": str(client.company_id), "view": "extended"}
        with closing(client):
            if kind in ("not_permitted", "not_found", "redirected"):
                with pytest.raises(ProcoreError):
                    list(client.pages("/rest/v1.0/vendors", query))
            else:
                assert list(client.pages("/rest/v1.0/vendors", query))
    assert [name for name, _ in sandbox.faults.met] == [kind]


def test_a_pull_that_a_person_started_over_is_left_as_it_lies(small: Workspace) -> None:
    from recon.workspace.journal import begin_pull

    first, journal = begin_pull(small.pulls, {"format": 1}, 24)
    journal.keep("a|1", "procore/a/1-0001.json", b"[]", 0, url="u")
    again, _ = begin_pull(small.pulls, {"format": 1}, 24)
    other, _ = begin_pull(small.pulls, {"format": 2}, 24)
    fresh, _ = begin_pull(small.pulls, {"format": 2}, 0)
    assert again.folder == first.folder
    assert len({first.folder, other.folder, fresh.folder}) == 3
    assert (first.folder / "procore/a/1-0001.json").is_file()


def test_a_journal_line_cut_short_counts_for_nothing(small: Workspace) -> None:
    from recon.workspace.journal import Journal, begin_pull

    pull, journal = begin_pull(small.pulls, {"format": 1}, 24)
    journal.keep("a|1", "procore/a/1-0001.json", b"[1]", 1, url="u")
    with (pull.folder / "journal.jsonl").open("ab") as stream:
        stream.write(b'{"key": "a|2", "pa')
    again = Journal(pull.folder)
    assert again.find("a|1") is not None
    assert again.find("a|2") is None
    again.keep("a|2", "procore/a/1-0002.json", b"[2]", 1, url="u")
    assert Journal(pull.folder).find("a|2") is not None


def test_a_kept_page_whose_bytes_changed_is_asked_for_again(small: Workspace) -> None:
    from recon.workspace.journal import Journal, begin_pull

    pull, journal = begin_pull(small.pulls, {"format": 1}, 24)
    journal.keep("a|1", "procore/a/1-0001.json", b"[1]", 1, url="u")
    (pull.folder / "procore/a/1-0001.json").write_bytes(b"[2]")
    assert Journal(pull.folder).find("a|1") is None


def test_two_pulls_at_once_are_refused(small: Workspace) -> None:
    from filelock import FileLock

    from recon.errors import Busy
    from tests.company import pull_demo

    with (
        FileLock(small.folder / "pull.lock"),
        pytest.raises(Busy, match="Another process is pulling"),
    ):
        pull_demo(small, Sandbox(demo_state(small.folder)))


def test_a_login_that_redirects_is_refused() -> None:
    def moved(_: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "https://elsewhere.example"})

    login = Login(
        "http://127.0.0.1:1", "a", "b", QuickClock(), httpx.MockTransport(moved)
    )
    with pytest.raises(ProcoreError, match="another address"):
        login.token()
