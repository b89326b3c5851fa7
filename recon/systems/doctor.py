"""Diagnostics: whether everything that recon needs is there and can be read.

Each says OK, warning or error, what was found, and what to do. Nothing is stored.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from recon.errors import ApplyRefused, NotReadable, ReconError
from recon.mapping import EXPORTED, Entity
from recon.mapping.lists import PROCORE_LISTS, by_key
from recon.plurals import counted
from recon.systems.maestro.files import find_exports, ready_export
from recon.systems.maestro.manifest import MANIFEST, read_stated
from recon.systems.maestro.sql import connected
from recon.systems.procore.client import ProcoreClient
from recon.systems.procore.declared import addressed
from recon.systems.procore.pull import code_of, is_in_scope
from recon.systems.procore.write import prove_pairing
from recon.systems.secrets import CLIENT_ID, CLIENT_SECRET, NAMES, secret
from recon.workspace import Workspace
from recon.workspace.pulls import read_manifest

_LEAST_FREE = 2 * 1024**3
_OLD_DAYS = 7
_PACKAGES = ("duckdb", "httpx", "pandas", "papermill")


@dataclass(frozen=True)
class Diagnostic:
    """One subject: `OK`, `warning` or `error`, what was found, what to do."""

    subject: str
    verdict: str
    seen: str
    next_step: str = ""


def _failure(subject: str, error: ReconError) -> Diagnostic:
    found = f"{error.what} ({error.where})"
    return Diagnostic(subject, "error", found, error.next_step)


def diagnose_machine(folder: Path) -> Iterator[Diagnostic]:
    """The versions, and the room on the disk."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    installed = [f"{name} {metadata.version(name)}" for name in _PACKAGES]
    yield Diagnostic("Versions", "OK", f"Python {version}, {', '.join(installed)}")
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GB free"
    if free < _LEAST_FREE:
        step = "Free some space: a pull and its check may take several GB"
        yield Diagnostic("Disk", "warning", found, step)
    else:
        yield Diagnostic("Disk", "OK", found)


def diagnose_secrets(workspace: Workspace) -> Iterator[Diagnostic]:
    """Which secrets are set, never their values; and whether both sides match."""
    have = [name for name in NAMES if secret(name)]
    missing = [name for name in (CLIENT_ID, CLIENT_SECRET) if name not in have]
    if missing:
        step = f"Set {' and '.join(missing)}, or keep them with `recon secret`"
        yield Diagnostic("Secrets", "error", f"not set: {', '.join(missing)}", step)
    else:
        yield Diagnostic("Secrets", "OK", f"set: {', '.join(have)}")
    try:
        prove_pairing(workspace.config)
        kind = workspace.config.procore.environment
        yield Diagnostic("Pairing", "OK", f"both sides are {kind!r}")
    except ApplyRefused as error:
        yield Diagnostic("Pairing", "error", error.what, error.next_step)


def diagnose_procore(
    workspace: Workspace, client: ProcoreClient, *, projects: int
) -> Iterator[Diagnostic]:
    """The login, the company, and what the account may read in that many projects."""
    side = workspace.config.procore
    try:
        _, path, query = addressed(by_key()["procore_company"], client, None)
        rows = client.one(path, {**query, "per_page": 100}).rows
    except ReconError as error:
        yield Diagnostic(
            "Procore", "error", f"{error.what} ({error.where})", error.next_step
        )
        return
    names = {str(row.get("id")): str(row.get("name")) for row in rows}
    own = names.get(str(side.company_id))
    if own is None:
        listed = ", ".join(f"{number} ({name})" for number, name in names.items())
        step = "Correct [procore] company_id, or connect the app to the company"
        seen = f"company {side.company_id} is not visible; visible: {listed or 'none'}"
        yield Diagnostic("Procore", "error", seen, step)
        return
    yield Diagnostic("Procore", "OK", f"{own} ({side.company_id}) at {side.base_url}")
    try:
        yield from _diagnose_projects(workspace, client, projects)
    except ReconError as error:
        yield _failure("Projects", error)


def _diagnose_projects(
    workspace: Workspace, client: ProcoreClient, most: int
) -> Iterator[Diagnostic]:
    _, path, query = addressed(by_key()["project"], client, None)
    listed = [row for page in client.pages(path, query) for row in page.rows]
    in_scope = [
        row
        for row in listed
        if not row.get("template")
        and not row.get("is_demo")
        and is_in_scope(code_of(row), workspace.config)
    ]
    found = f"{len(listed)} visible, {len(in_scope)} in [scope]"
    if not in_scope:
        step = "Check [scope] in recon.toml, and the account's permitted projects"
        yield Diagnostic("Projects", "error", found, step)
        return
    yield Diagnostic("Projects", "OK", found)
    for row in in_scope[:most]:
        yield from _diagnose_project(workspace, client, row)
    if len(in_scope) > most:
        seen = f"{most} of {len(in_scope)} projects were tried"
        yield Diagnostic("Tools", "OK", seen + "; --projects N checks more")


def _diagnose_project(
    workspace: Workspace, client: ProcoreClient, row: dict[str, Any]
) -> Iterator[Diagnostic]:
    number, code = str(row["id"]), code_of(row) or str(row["id"])
    closed = []
    shown = [declared for declared in PROCORE_LISTS if declared.shows_tool]
    for declared in shown:
        _, path, query = addressed(declared, client, number)
        try:
            client.one(path, {**query, "per_page": 1})
        except NotReadable as error:
            closed.append(f"{declared.tool} ({error.what.partition(':')[0]})")
    if closed:
        step = "Give the account read access to these tools, or leave the project out"
        yield Diagnostic(
            f"Tools of {code}", "warning", f"closed: {', '.join(closed)}", step
        )
    else:
        yield Diagnostic(f"Tools of {code}", "OK", f"all {len(shown)} can be read")
    if not any(name.startswith("budget") for name in closed):
        yield _diagnose_budget(workspace, client, number, code)


def _diagnose_budget(
    workspace: Workspace, client: ProcoreClient, number: str, code: str
) -> Diagnostic:
    view = workspace.config.setting("budget_view")
    column = workspace.config.setting("approved_cos_column")
    subject = f"Budget of {code}"
    _, path, query = addressed(by_key()["budget_view"], client, number)
    views = client.one(path, query).rows
    named = next((row for row in views if row.get("name") == view), None)
    if named is None:
        seen = ", ".join(sorted(str(row.get("name")) for row in views)) or "none"
        step = "Name one of them as budget_view in recon.toml [settings]"
        return Diagnostic(subject, "warning", f"no view {view!r}; views: {seen}", step)
    of_view = by_key()["budget_column"]
    _, path, query = addressed(of_view, client, number, parent=str(named["id"]))
    names = sorted(str(row.get("name")) for row in client.one(path, query).rows)
    if column not in names:
        step = "Name one of them as approved_cos_column in recon.toml [settings]"
        found = f"{view!r} has no column {column!r}; columns: {', '.join(names)}"
        return Diagnostic(subject, "warning", found, step)
    return Diagnostic(subject, "OK", f"view {view!r} with column {column!r}")


def diagnose_maestro(workspace: Workspace) -> Iterator[Diagnostic]:
    """Where maestro* is read from, how old it is, and whether it fits its profile."""
    side = workspace.config.maestro
    diagnostics: dict[str, Callable[[Workspace], Iterator[Diagnostic]]] = {
        "files": _diagnose_exports,
        "sql": _diagnose_database,
        "gateway": _diagnose_gateway,
    }
    try:
        yield from diagnostics[side.source](workspace)
    except ReconError as error:
        yield _failure("maestro*", error)


def _diagnose_exports(workspace: Workspace) -> Iterator[Diagnostic]:
    side = workspace.config.maestro
    stated = read_stated(workspace.exports / MANIFEST)
    found = find_exports(workspace.exports, side, stated)
    if not found:
        step = "Put one file an entity there, such as fournisseurs.csv"
        yield Diagnostic("maestro*", "error", f"no export in {workspace.exports}", step)
        return
    with tempfile.TemporaryDirectory(prefix="recon-") as work:
        for entity in EXPORTED:
            path = found[entity.name].path if entity.name in found else None
            subject = f"Export of {entity.title.lower()}"
            if path is None:
                step = f"Export it as {entity.files[0]}.csv; without it, this list "
                yield Diagnostic(subject, "warning", "none", step + "is not compared")
                continue
            try:
                own = side.of(entity.name, stated.get(entity.name))
                yield _diagnose_export(entity, path, own, Path(work))
            except ReconError as error:
                yield _failure(subject, error)


def _diagnose_export(entity: Entity, path: Path, side: Any, work: Path) -> Diagnostic:
    export = ready_export(entity, path, side, work)
    rows = export.counted
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    days = (datetime.now(UTC) - modified).days
    lacking = [
        f.maestro for f in entity.fields if f.maestro and f.name not in export.fields
    ]
    age = f"{counted(days, 'day')} old"
    seen = f"{path.name}: {counted(rows, 'row')}, {export.encoding}, {age}"
    if lacking:
        seen += f"; no column for {', '.join(str(name) for name in lacking)}"
    subject = f"Export of {entity.title.lower()}"
    if days > _OLD_DAYS:
        return Diagnostic(subject, "warning", seen, "Export it again from maestro*")
    return Diagnostic(subject, "OK", seen)


def _diagnose_database(workspace: Workspace) -> Iterator[Diagnostic]:
    with connected() as connection:
        kind = connection.engine.dialect.name
        count = len(workspace.config.maestro.queries)
        yield Diagnostic(
            "maestro*", "OK", f"a {kind} database answers; {count} queries"
        )


def _diagnose_gateway(workspace: Workspace) -> Iterator[Diagnostic]:
    from recon.systems.maestro.gateway import probe

    yield Diagnostic("maestro*", "OK", probe(workspace.config.maestro))


def diagnose_pulls(workspace: Workspace) -> Iterator[Diagnostic]:
    """The last finished pull: its age, and what it could not read."""
    found = sorted(workspace.pulls.glob("*/manifest.json"))
    if not found:
        yield Diagnostic("Pulls", "warning", "none yet", "Run `recon pull`")
        return
    pull = read_manifest(found[-1].parent)
    gaps = [entry for entry in pull.entries if not entry.is_complete]
    seen = f"{len(found)}, the newest {pull.id}, {len(gaps)} lists of it incomplete"
    yield Diagnostic("Pulls", "OK", seen)
