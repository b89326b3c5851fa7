"""What recon needs before it can work, looked at one thing after another.

Each look says whether all is well, and where it is not, what to do. Nothing is kept.
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
class Look:
    """One thing looked at: `well`, `doubt` or `wrong`, what was seen, what to do."""

    subject: str
    verdict: str
    seen: str
    next_step: str = ""


def look_at_machine(folder: Path) -> Iterator[Look]:
    """The versions, and the room on the disk."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    installed = [f"{name} {metadata.version(name)}" for name in _PACKAGES]
    yield Look("Versions", "well", f"Python {version}, {', '.join(installed)}")
    free = shutil.disk_usage(folder).free
    said = f"{free / 1024**3:.1f} GB free"
    if free < _LEAST_FREE:
        step = "Make room: a pull and its check may take some GB"
        yield Look("Disk", "doubt", said, step)
    else:
        yield Look("Disk", "well", said)


def look_at_secrets(workspace: Workspace) -> Iterator[Look]:
    """Which secrets are set; never what they are. And whether the two sides pair."""
    have = [name for name in NAMES if secret(name)]
    missing = [name for name in (CLIENT_ID, CLIENT_SECRET) if name not in have]
    if missing:
        step = f"Set {' and '.join(missing)}, or keep them with `recon secret`"
        yield Look("Secrets", "wrong", f"not set: {', '.join(missing)}", step)
    else:
        yield Look("Secrets", "well", f"set: {', '.join(have)}")
    try:
        prove_pairing(workspace.config)
        kind = workspace.config.procore.environment
        yield Look("Pairing", "well", f"both sides are {kind!r}")
    except ApplyRefused as error:
        yield Look("Pairing", "wrong", error.what, error.next_step)


def look_at_procore(
    workspace: Workspace, client: ProcoreClient, *, projects: int
) -> Iterator[Look]:
    """The login, the company, and what the account may read of so many projects."""
    side = workspace.config.procore
    try:
        _, path, query = addressed(by_key()["procore_company"], client, None)
        rows = client.one(path, {**query, "per_page": 100}).rows
    except ReconError as error:
        yield Look("Procore", "wrong", f"{error.what} ({error.where})", error.next_step)
        return
    names = {str(row.get("id")): str(row.get("name")) for row in rows}
    own = names.get(str(side.company_id))
    if own is None:
        listed = ", ".join(f"{number} ({name})" for number, name in names.items())
        step = "Correct [procore] company_id, or connect the app to the company"
        seen = f"company {side.company_id} is not visible; visible: {listed or 'none'}"
        yield Look("Procore", "wrong", seen, step)
        return
    yield Look("Procore", "well", f"{own} ({side.company_id}) at {side.base_url}")
    try:
        yield from _look_at_projects(workspace, client, projects)
    except ReconError as error:
        yield Look(
            "Projects", "wrong", f"{error.what} ({error.where})", error.next_step
        )


def _look_at_projects(
    workspace: Workspace, client: ProcoreClient, most: int
) -> Iterator[Look]:
    _, path, query = addressed(by_key()["project"], client, None)
    listed = [row for page in client.pages(path, query) for row in page.rows]
    wanted = [
        row
        for row in listed
        if not row.get("template")
        and not row.get("is_demo")
        and is_in_scope(code_of(row), workspace.config)
    ]
    said = f"{len(listed)} visible, {len(wanted)} in [scope]"
    if not wanted:
        step = "Check [scope] in recon.toml, and the account's permitted projects"
        yield Look("Projects", "wrong", said, step)
        return
    yield Look("Projects", "well", said)
    for row in wanted[:most]:
        yield from _look_at_project(workspace, client, row)
    if len(wanted) > most:
        seen = f"{most} of {len(wanted)} projects were looked at"
        yield Look("Tools", "well", seen + "; --projects N looks at more")


def _look_at_project(
    workspace: Workspace, client: ProcoreClient, row: dict[str, Any]
) -> Iterator[Look]:
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
        yield Look(f"Tools of {code}", "doubt", f"closed: {', '.join(closed)}", step)
    else:
        yield Look(f"Tools of {code}", "well", f"all {len(shown)} can be read")
    if not any(name.startswith("budget") for name in closed):
        yield _look_at_budget(workspace, client, number, code)


def _look_at_budget(
    workspace: Workspace, client: ProcoreClient, number: str, code: str
) -> Look:
    view = workspace.config.setting("budget_view")
    column = workspace.config.setting("approved_cos_column")
    subject = f"Budget of {code}"
    _, path, query = addressed(by_key()["budget_view"], client, number)
    found = client.one(path, query).rows
    named = next((row for row in found if row.get("name") == view), None)
    if named is None:
        seen = ", ".join(sorted(str(row.get("name")) for row in found)) or "none"
        step = "Name one of them as budget_view in recon.toml [settings]"
        return Look(subject, "doubt", f"no view {view!r}; views: {seen}", step)
    of_view = by_key()["budget_column"]
    _, path, query = addressed(of_view, client, number, parent=str(named["id"]))
    names = sorted(str(row.get("name")) for row in client.one(path, query).rows)
    if column not in names:
        step = "Name one of them as approved_cos_column in recon.toml [settings]"
        said = f"{view!r} has no column {column!r}; columns: {', '.join(names)}"
        return Look(subject, "doubt", said, step)
    return Look(subject, "well", f"view {view!r} with column {column!r}")


def look_at_maestro(workspace: Workspace) -> Iterator[Look]:
    """Where maestro* is read from, how fresh it is, and whether it fits its profile."""
    side = workspace.config.maestro
    looks: dict[str, Callable[[Workspace], Iterator[Look]]] = {
        "files": _look_at_exports,
        "sql": _look_at_database,
        "gateway": _look_at_gateway,
    }
    try:
        yield from looks[side.source](workspace)
    except ReconError as error:
        yield Look(
            "maestro*", "wrong", f"{error.what} ({error.where})", error.next_step
        )


def _look_at_exports(workspace: Workspace) -> Iterator[Look]:
    side = workspace.config.maestro
    stated = read_stated(workspace.exports / MANIFEST)
    found = find_exports(workspace.exports, side, stated)
    if not found:
        step = "Put one file an entity there, such as fournisseurs.csv"
        yield Look("maestro*", "wrong", f"no export in {workspace.exports}", step)
        return
    with tempfile.TemporaryDirectory(prefix="recon-") as work:
        for entity in EXPORTED:
            path = found[entity.name].path if entity.name in found else None
            subject = f"Export of {entity.title.lower()}"
            if path is None:
                step = f"Export it as {entity.files[0]}.csv; without it nothing of it "
                yield Look(subject, "doubt", "none", step + "is compared")
                continue
            try:
                own = side.of(entity.name, stated.get(entity.name))
                yield _look_at_export(entity, path, own, Path(work))
            except ReconError as error:
                said = f"{error.what} ({error.where})"
                yield Look(subject, "wrong", said, error.next_step)


def _look_at_export(entity: Entity, path: Path, side: Any, work: Path) -> Look:
    export = ready_export(entity, path, side, work)
    rows = export.counted
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    days = (datetime.now(UTC) - modified).days
    lacking = [
        f.maestro for f in entity.fields if f.maestro and f.name not in export.fields
    ]
    seen = f"{path.name}: {rows} rows, {export.encoding}, {days} days old"
    if lacking:
        seen += f"; no column for {', '.join(str(name) for name in lacking)}"
    subject = f"Export of {entity.title.lower()}"
    if days > _OLD_DAYS:
        return Look(subject, "doubt", seen, "Export it again from maestro*")
    return Look(subject, "well", seen)


def _look_at_database(workspace: Workspace) -> Iterator[Look]:
    with connected() as connection:
        kind = connection.engine.dialect.name
        count = len(workspace.config.maestro.queries)
        yield Look("maestro*", "well", f"a {kind} database answers; {count} queries")


def _look_at_gateway(workspace: Workspace) -> Iterator[Look]:
    from recon.systems.maestro.gateway import look_at

    yield Look("maestro*", "well", look_at(workspace.config.maestro))


def look_at_pulls(workspace: Workspace) -> Iterator[Look]:
    """The last finished pull: its age, and what it could not read."""
    found = sorted(workspace.pulls.glob("*/manifest.json"))
    if not found:
        yield Look("Pulls", "doubt", "none yet", "Run `recon pull`")
        return
    pull = read_manifest(found[-1].parent)
    gaps = [entry for entry in pull.entries if not entry.is_complete]
    seen = f"{len(found)}, the newest {pull.id}, {len(gaps)} lists of it not whole"
    yield Look("Pulls", "well", seen)
