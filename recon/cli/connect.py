"""The commands that connect to both systems: init, pull, doctor, login, secret."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from recon.cli.options import Folder
from recon.cli.output import print_head
from recon.cli.progress import ProgressLines
from recon.errors import ReconError, WorkspaceError
from recon.plurals import counted
from recon.workspace import Workspace, folder_of, open_workspace

if TYPE_CHECKING:
    from recon.systems.doctor import Diagnostic
    from recon.workspace.pulls import Pull

# The hosts of Procore's environments: where to sign in, and where to ask.
HOSTS = {
    "production": ("https://api.procore.com", "https://login.procore.com"),
    "monthly": (
        "https://api-monthly.procore.com",
        "https://login-sandbox-monthly.procore.com",
    ),
    "developer": ("https://sandbox.procore.com", "https://login-sandbox.procore.com"),
}
_SOURCES = ("files", "sql", "gateway")
_MARKS = {"OK": "OK     ", "warning": "WARNING", "error": "ERROR  "}


def init(
    workspace: Folder = ".",
    name: Annotated[str, typer.Option(help="The company's name.")] = "",
    company_id: Annotated[int, typer.Option(help="Its id in Procore.")] = 0,
    environment: Annotated[
        str, typer.Option(help="production, monthly or developer.")
    ] = "",
    source: Annotated[str, typer.Option(help="files, sql or gateway.")] = "",
) -> None:
    """Ask four questions and write a commented recon.toml."""
    from recon.workspace.kept import forget_head
    from recon.workspace.template import commented_toml

    path = folder_of(workspace)
    target = path / "recon.toml"
    if target.exists():
        raise WorkspaceError(
            what="This folder is a workspace already",
            where=str(target),
            next_step="Edit its recon.toml, or name another folder with --workspace",
        )
    name = name or _asked("The company's name", "My company")
    company_id = company_id or _number(_asked("Its id in Procore, 0 if unknown", "0"))
    environment = _one_of(
        environment or _asked(f"Procore is ({', '.join(HOSTS)})", "production"),
        tuple(HOSTS),
        "--environment",
    )
    source = _one_of(
        source or _asked(f"maestro* comes from ({', '.join(_SOURCES)})", "files"),
        _SOURCES,
        "--source",
    )
    base_url, login_url = HOSTS[environment]
    (path / "exports").mkdir(parents=True, exist_ok=True)
    text = commented_toml(
        name=name,
        company_id=company_id,
        base_url=base_url,
        login_url=login_url,
        environment=environment,
        source=source,
    )
    target.write_text(text, encoding="utf-8")
    if not (path / "trail.jsonl").exists():
        forget_head(path)
    print(f"Wrote {target}")
    print("Next: set RECON_PROCORE_CLIENT_ID and RECON_PROCORE_CLIENT_SECRET, or keep")
    print("them with `recon secret`; put the maestro* exports into exports/; then")
    print("`recon doctor` says what is still missing.")


def _asked(question: str, default: str) -> str:
    """Ask the person at the terminal; without a terminal take the default."""
    if not sys.stdin.isatty():
        return default
    return str(typer.prompt(question, default=default))


def _number(text: str) -> int:
    if not text.strip().isdecimal():
        raise WorkspaceError(
            what=f"{text!r} is not a company id",
            where="recon init",
            next_step="Use the digits after /companies/ in Procore's address line",
        )
    return int(text)


def _one_of(given: str, valid: tuple[str, ...], where: str) -> str:
    if given not in valid:
        raise WorkspaceError(
            what=f"{given!r} is not one of: {', '.join(valid)}",
            where=where,
            next_step="Run `recon init` again with one of them",
        )
    return given


def pull(
    workspace: Folder = ".",
    full: Annotated[
        bool, typer.Option("--full", help="Read every list whole, as for month-end.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Do not continue an interrupted pull.")
    ] = False,
) -> None:
    """Read both systems into a new pull folder. Writes to neither."""
    from recon.systems.pull import client_of, pull_both

    opened = open_workspace(workspace)
    with closing(client_of(opened)) as client:
        for line in _estimate(opened):
            print(line, file=sys.stderr)
        with ProgressLines() as progress:
            client.watch(progress.waiting)
            done = pull_both(opened, client, progress, is_full=full, is_fresh=fresh)
    print_head(opened)
    for line in describe_pull(done):
        print(line)


def _estimate(workspace: Workspace) -> Iterator[str]:
    """What the pull will cost, judged by the last one, at the rate of recon.toml."""
    from recon.systems.procore.changes import previous_pull

    former = previous_pull(workspace.pulls, workspace.config.procore)
    calls = former.pull.about["procore"].get("calls", 0) if former else 0
    if calls:
        rate = workspace.config.procore.calls_per_hour
        minutes = calls * 60 / rate
        yield f"About {calls} calls, as the last pull took: {minutes:.0f} minutes of"
        yield f"Procore's limit of {rate} an hour"
    else:
        yield "The first pull: about 25 calls a project, and one a contract"


def describe_pull(pull: Pull) -> Iterator[str]:
    """What came of a pull: its lists and calls, what was read by changes, the gaps."""
    about = pull.about["procore"]
    gaps = [entry for entry in pull.entries if not entry.is_complete]
    lists = counted(len(pull.entries), "list")
    yield f"Pull {pull.id}: {lists}, {len(gaps)} not read whole"
    waited = about["seconds_waited"]
    yield counted(about["calls"], "call") + (f", {waited} s waited" if waited else "")
    by_change = [entry for entry in pull.entries if entry.since is not None]
    if by_change:
        since = by_change[0].since
        lists = counted(len(by_change), "list")
        yield f"{lists} read by the changes since {since}; the row counts agree."
        yield "A change that does not update a record's modification date is not seen:"
        yield "--full reads everything"
    anomalies = Counter(anomaly["what"] for anomaly in about["anomalies"])
    for what, count in anomalies.most_common(5):
        yield f"  during the pull, {counted(count, 'time')}: {what}"
    for entry in gaps[:10]:
        place = f" of project {entry.project_id}" if entry.project_id else ""
        yield f"  {entry.system} {entry.entity}{place}: {entry.reason}"
    if len(gaps) > 10:
        yield f"  and {len(gaps) - 10} more; the report lists them all"


def doctor(
    workspace: Folder = ".",
    projects: Annotated[
        int, typer.Option(min=0, help="Check the tools of that many projects.")
    ] = 3,
) -> None:
    """Check all that recon needs; say what is wrong and what to do. Exit 1: errors."""
    verdicts: Counter[str] = Counter()
    for diagnostic in _diagnostics(open_workspace(workspace), projects):
        verdicts[diagnostic.verdict] += 1
        print(
            f"{_MARKS[diagnostic.verdict]}  {diagnostic.subject}: {diagnostic.seen}",
            flush=True,
        )
        if diagnostic.next_step:
            print(f"         Next: {diagnostic.next_step}.")
    fine, warnings, errors = (verdicts[name] for name in _MARKS)
    print(f"{fine} OK, {counted(warnings, 'warning')}, {counted(errors, 'error')}")
    sys.exit(1 if verdicts["error"] else 0)


def _diagnostics(workspace: Workspace, projects: int) -> Iterator[Diagnostic]:
    from recon.systems import doctor
    from recon.systems.pull import client_of

    yield from doctor.diagnose_machine(workspace.folder)
    yield from doctor.diagnose_secrets(workspace)
    try:
        client = client_of(workspace)
    except ReconError:
        pass  # the secrets have a diagnostic of their own
    else:
        with closing(client):
            yield from doctor.diagnose_procore(workspace, client, projects=projects)
    yield from doctor.diagnose_maestro(workspace)
    yield from doctor.diagnose_pulls(workspace)
    yield from _diagnose_build(workspace)


def _diagnose_build(workspace: Workspace) -> Iterator[Diagnostic]:
    """Whether the way cost codes are put together fits, by the last check."""
    from recon.rules.check import read_outcome
    from recon.systems.doctor import Diagnostic
    from recon.workspace.trail import verify

    if workspace.pointer.is_file():
        hint = read_outcome(workspace.current_build())["run"].get("cost_code_hint")
        mode = workspace.config.setting("cost_code_mode")
        if hint:
            step = "Try it: set cost_code_mode, and run `recon check`"
            yield Diagnostic("Cost codes", "warning", hint, step)
        else:
            yield Diagnostic("Cost codes", "OK", f"{mode} fits the last check")
    verdict = verify(workspace.trail)
    seen = verdict.problem or f"{verdict}"
    yield Diagnostic("Trail", "error" if verdict.problem else "OK", seen)


def login(workspace: Folder = ".") -> None:
    """Sign in to Procore as a person, once; the keyring keeps the tokens."""
    from recon.systems.pull import client_of

    opened = open_workspace(workspace)
    if opened.config.procore.sign_in != "person":
        raise WorkspaceError(
            what="This workspace signs in as a service account and needs no login",
            where="recon.toml, [procore] sign_in",
            next_step='Set sign_in = "person" to sign in as a person',
        )
    with closing(client_of(opened)) as client:
        print("Open this page, allow the app, and copy the code it shows:")
        print(f"  {client.login.page()}", flush=True)
        client.login.allow(str(typer.prompt("Code")).strip())
    print("Signed in; the keyring keeps the tokens. Next: recon doctor")


def secret(
    name: Annotated[str, typer.Argument(help="Such as RECON_PROCORE_CLIENT_SECRET.")],
) -> None:
    """Keep a secret in this machine's keyring; it is asked for, and not shown."""
    from recon.systems.secrets import NAMES, keep

    _one_of(name, NAMES, "recon secret")
    keep(name, str(typer.prompt(name, hide_input=True)).strip())
    print(f"The keyring keeps {name}")
