"""The commands: words in, words out; every error says what, where and what next."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recon.resources import queries
from recon.workspace import Workspace

HEAVY = ("pandas", "httpx", "papermill", "ipywidgets", "nbconvert", "jupyter_client")


def recon(
    *words: str,
    folder: Path | None = None,
    largest_file: int | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a person would."""

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    known = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("RECON_") or name == "RECON_STATE"
    }
    return subprocess.run(
        [sys.executable, "-m", "recon", *words],
        cwd=folder,
        env={**known, **environment},
        preexec_fn=limit,
        capture_output=True,
        check=False,
    )


def said(run: subprocess.CompletedProcess[bytes]) -> str:
    return run.stderr.decode()


@pytest.mark.parametrize("code", ["import recon", "import recon.cli"])
def test_light_imports_stay_light(code: str) -> None:
    script = f"{code}; import sys; print([m for m in {HEAVY} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nsys.argv = ['recon', '--help']\nfrom recon.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n"
        f"    sys.stderr.write(repr([m for m in {HEAVY} if m in sys.modules]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert run.stderr == "[]"


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "init",
        "pull",
        "check",
        "explain",
        "report",
        "rules",
        "sandbox",
        "doctor",
        "login",
        "secret",
    ],
)
def test_each_help_fits_a_screen_and_ends_with_an_example(command: str) -> None:
    text = recon(command, "--help").stdout.decode().rstrip()
    assert len(text.splitlines()) <= 24
    assert text.splitlines()[-1].strip().startswith("Example: recon")


def test_a_mistyped_command_is_refused() -> None:
    assert recon("chek").returncode == 2


def test_check_prints_one_object(demo: Workspace) -> None:
    run = recon("check", "--json", "--workspace", str(demo.folder))
    outcome = json.loads(run.stdout)
    assert run.returncode == 1
    assert set(outcome) == {"run", "rules", "findings", "doubts"}
    assert set(outcome["rules"][0]) == {
        "rule",
        "verdict",
        "reason",
        "not_run_for",
        "findings",
    }
    [finding] = [
        f
        for f in outcome["findings"]
        if f["rule"] == "original_budget_differs"
        and f["key"]["activity_code"] == "03-300"
    ]
    assert finding["difference"] == "-6500.00"
    assert finding["sources"]["procore"][0]["amount"] == "118500.00"
    assert set(finding["sources"]["maestro"][0]) >= {"pull", "at", "row", "amount"}


def test_output_survives_a_legacy_console(demo: Workspace) -> None:
    run = recon(
        "check", "--json", "--workspace", str(demo.folder), PYTHONIOENCODING="cp850"
    )
    names = json.dumps(json.loads(run.stdout.decode("cp850")), ensure_ascii=False)
    assert "Réfection" in names or "Béton" in names
    shown = recon("check", "--workspace", str(demo.folder), PYTHONIOENCODING="cp850")
    assert b"findings" in shown.stdout
    [told] = shown.stderr.splitlines()
    assert told.startswith(b"Trail: ")


def test_explain_shows_the_records_of_both_sides(demo: Workspace) -> None:
    outcome = json.loads(
        recon("check", "--json", "--workspace", str(demo.folder)).stdout
    )
    [finding] = [
        f
        for f in outcome["findings"]
        if f["rule"] == "original_budget_differs"
        and f["key"]["activity_code"] == "03-300"
    ]
    run = recon("explain", finding["id"][:10], "--workspace", str(demo.folder))
    text = run.stdout.decode()
    assert "maestro*    125000.00" in text
    assert "difference  -6500.00" in text
    assert "Budget: 125\u00a0000,00" in text
    assert "original_budget_amount: 118500.00" in text
    assert "Who wins: maestro*." in text


def test_explain_of_an_unknown_finding_says_where_ids_are(demo: Workspace) -> None:
    run = recon("explain", "Fnothing", "--workspace", str(demo.folder))
    assert run.returncode == 2
    assert "Use an id from `recon check --json`" in said(run)


def test_rules_are_listed_for_people_and_programs(tmp_path: Path) -> None:
    listed = json.loads(recon("rules", "--json", folder=tmp_path).stdout)
    lines = recon("rules", folder=tmp_path).stdout.decode().splitlines()
    files = [path.read_text("utf-8") for path in queries().rglob("*.sql")]
    written = [text for text in files if text.startswith("-- rule:")]
    assert len(listed) == len(lines) == len(written)
    assert set(listed[0]) == {
        "rule",
        "severity",
        "entity",
        "exchange",
        "title",
        "hash",
        "prose_hash",
    }


def test_init_writes_a_workspace_once(tmp_path: Path) -> None:
    first = recon("init", "--workspace", str(tmp_path / "new"))
    second = recon("init", "--workspace", str(tmp_path / "new"))
    assert first.returncode == 0
    assert (tmp_path / "new" / "exports").is_dir()
    assert second.returncode == 2
    assert "is a workspace already" in said(second)


def test_what_init_writes_is_understood(tmp_path: Path) -> None:
    recon("init", "--workspace", str(tmp_path))
    run = recon("check", "--workspace", str(tmp_path))
    assert "There is no pull to check yet" in said(run)


def test_a_workspace_path_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    run = recon("check", "--workspace", str(tmp_path / "file"))
    assert run.returncode == 2
    assert said(run).splitlines() == [
        "Error: The workspace is a file; a folder is needed.",
        f"Where: {tmp_path / 'file'}",
        "Next:  Name a folder with --workspace.",
    ]


def test_a_folder_without_recon_toml(tmp_path: Path) -> None:
    run = recon("check", "--workspace", str(tmp_path))
    assert "This folder is not a workspace: it has no recon.toml" in said(run)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[procore]\ncompany = 1\n", "procore.company: Extra inputs are not permitted"),
        (
            "[settings]\ncost_code_mode = 'x'\n",
            "'x' is not one of: direct, concatenate",
        ),
        ("[settings]\nunknown = 'x'\n", "'unknown' is not one of"),
        ("[settings]\namount_tolerance = '1e'\n", "is not an amount such as 0.05"),
        ("[procore]\nbase_url = 'http://api'\n", "starts with https://"),
        ("[maestro.headers.supliers]\n", "'supliers' is not one of"),
        ("[maestro]\ndate_format = 'DMY'\n", "'DMY' is not one of: auto"),
        ("[company]\ntime_zone = 'Montreal'\n", "'Montreal' is not a time zone"),
        ("[maestro\n", "is not valid TOML"),
    ],
)
def test_a_wrong_recon_toml_names_the_key(
    tmp_path: Path, toml: str, words: str
) -> None:
    (tmp_path / "recon.toml").write_text(toml)
    run = recon("check", "--workspace", str(tmp_path))
    assert run.returncode == 2
    assert words in said(run)
    assert "Traceback" not in said(run)


def test_pull_without_secrets_says_which_to_set(tmp_path: Path) -> None:
    recon("init", "--workspace", str(tmp_path))
    run = recon("pull", "--workspace", str(tmp_path))
    assert "RECON_PROCORE_CLIENT_ID and RECON_PROCORE_CLIENT_SECRET" in said(run)


def test_an_address_nobody_answers_at_is_said(demo: Workspace, tmp_path: Path) -> None:
    shutil.copytree(demo.folder / "exports", tmp_path / "exports")
    toml = (demo.folder / "recon.toml").read_text(encoding="utf-8")
    (tmp_path / "recon.toml").write_text(toml.replace(":8765", ":9"), encoding="utf-8")
    run = recon(
        "pull",
        "--workspace",
        str(tmp_path),
        RECON_PROCORE_CLIENT_ID="x",
        RECON_PROCORE_CLIENT_SECRET="y",
    )
    assert run.returncode == 2
    assert "Procore cannot be reached" in said(run)
    assert "y" not in said(run).replace("by", "").split("Where")[1].split()


def _copy_of(demo: Workspace, folder: Path) -> Path:
    shutil.copytree(demo.folder, folder, dirs_exist_ok=True)
    return folder


def test_a_broken_rule_fails_alone(demo: Workspace, tmp_path: Path) -> None:
    folder = _copy_of(demo, tmp_path / "copy")
    head = (
        "-- rule: {}\n-- title: Own\n-- severity: error\n-- entity: project\n"
        "-- exchange: Own\n-- key: code\n-- inputs: maestro.project\n"
        "-- source: us\n-- screen: recon check\n-- action: Look at {{key}}\n"
        "--\n-- Why.\n"
    )
    (folder / "rules").mkdir()
    for name, query in (
        ("own_broken", "select nonsense from nowhere"),
        ("own_two", "select 1; select 2"),
        ("own_write", "create table x as select 1"),
        ("own_twice", "select 'a' as code, 'm' as message from range(2)"),
        (
            "own_file",
            "select 'a' as code, content as message from read_text('/etc/hosts')",
        ),
        (
            "own_good",
            "select project_code as code, 'seen' as message from maestro.project",
        ),
    ):
        (folder / "rules" / f"{name}.sql").write_text(head.format(name) + query)

    run = recon("check", "--json", "--workspace", str(folder))

    verdicts = {r["rule"]: r for r in json.loads(run.stdout)["rules"]}
    own = {n: v["verdict"] for n, v in verdicts.items() if n.startswith("own_")}
    assert own.pop("own_good") == "ran"
    assert set(own.values()) == {"failed"}
    assert "nowhere" in verdicts["own_broken"]["reason"]
    assert "stands in several rows" in verdicts["own_twice"]["reason"]
    shipped = {v["verdict"] for n, v in verdicts.items() if not n.startswith("own_")}
    assert shipped == {"ran"}


def test_an_unknown_head_key_stops_with_the_known_ones(
    demo: Workspace, tmp_path: Path
) -> None:
    folder = _copy_of(demo, tmp_path / "copy")
    (folder / "rules").mkdir()
    (folder / "rules" / "own.sql").write_text(
        "-- rule: own\n-- colour: red\n--\nselect 1"
    )
    run = recon("check", "--workspace", str(folder))
    assert run.returncode == 2
    assert "Unknown key in line 2 of the head: -- colour: red" in said(run)
    assert "rule, title, severity" in said(run)


def test_a_full_disk_is_said_and_loses_nothing(demo: Workspace, tmp_path: Path) -> None:
    folder = _copy_of(demo, tmp_path / "copy")
    before = (folder / "current-build.txt").read_text()
    run = recon("check", "--workspace", str(folder), largest_file=400_000)
    assert run.returncode == 2
    assert "Error: The disk is full." in said(run)
    assert "Traceback" not in said(run)
    assert (folder / "current-build.txt").read_text() == before
    assert recon("check", "--workspace", str(folder)).returncode == 1


def test_a_file_that_cannot_be_used_is_said(demo: Workspace, tmp_path: Path) -> None:
    folder = _copy_of(demo, tmp_path / "copy")
    shutil.rmtree(folder / "exports")
    (folder / "exports").mkdir()
    (folder / "exports" / "fournisseurs.csv").mkdir()
    run = recon(
        "pull",
        "--workspace",
        str(folder),
        RECON_PROCORE_CLIENT_ID="x",
        RECON_PROCORE_CLIENT_SECRET="y",
    )
    assert run.returncode == 2
    assert "Error: The file cannot be used: Is a directory." in said(run)
    assert "fournisseurs.csv" in said(run)


def test_a_demo_is_never_made_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "books.xlsx").write_text("mine")
    run = recon("demo", str(tmp_path))
    assert run.returncode == 2
    assert "holds files that are not a demo company" in said(run)
    assert [path.name for path in tmp_path.iterdir()] == ["books.xlsx"]


def test_the_sandbox_serves_and_says_how_to_reach_it(
    demo: Workspace, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "recon", "sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        lines = dict(server.stdout.readline().strip().split("=", 1) for _ in range(4))
        shutil.copytree(demo.folder / "exports", tmp_path / "exports")
        toml = (demo.folder / "recon.toml").read_text(encoding="utf-8")
        (tmp_path / "recon.toml").write_text(
            toml.replace("http://127.0.0.1:8765", lines["BASE_URL"]), encoding="utf-8"
        )
        run = recon(
            "pull",
            "--workspace",
            str(tmp_path),
            RECON_PROCORE_CLIENT_ID=lines["CLIENT_ID"],
            RECON_PROCORE_CLIENT_SECRET=lines["CLIENT_SECRET"],
        )
        server.terminate()
    assert list(lines) == ["BASE_URL", "CLIENT_ID", "CLIENT_SECRET", "COMPANY_ID"]
    assert run.returncode == 0, said(run)
    assert b"2 not read whole" in run.stdout
    assert b"procore budget_line of project" in run.stdout


def test_the_whole_demo_says_where_its_report_is(tmp_path: Path) -> None:
    started = time.time()
    run = recon("demo", folder=tmp_path, PYTHONIOENCODING="cp850")
    text = run.stdout.decode("cp850")
    assert run.returncode == 0, said(run)
    assert len(text.splitlines()) <= 30
    [line] = [line for line in text.splitlines() if line.startswith("Report: ")]
    report = Path(line.removeprefix("Report: "))
    assert report.is_file()
    assert report.stat().st_mtime >= started - 1
