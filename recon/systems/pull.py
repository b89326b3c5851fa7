"""One pull: the maestro* exports and Procore's lists, into one immutable folder."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from recon.errors import ProcoreError
from recon.systems.maestro.exports import pull_maestro
from recon.systems.procore.changes import PreviousPull, previous_pull, read_changes
from recon.systems.procore.client import ProcoreClient
from recon.systems.procore.lists import ListReader
from recon.systems.procore.pull import Progress, pull_procore
from recon.systems.rate_limiter import Clock
from recon.systems.secrets import CLIENT_ID, CLIENT_SECRET, secret
from recon.workspace import Workspace
from recon.workspace.journal import begin_pull
from recon.workspace.lock import alone
from recon.workspace.pointer import prove_trail
from recon.workspace.pulls import JOURNAL, Pull, finish_sealed
from recon.workspace.trail import pulls_in, record


def client_of(
    workspace: Workspace,
    *,
    client_id: str | None = None,
    client_secret: str | None = None,
    transport: httpx.BaseTransport | None = None,
    clock: Clock | None = None,
) -> ProcoreClient:
    """A client for the workspace's Procore company.

    Secrets come from the environment or the keyring. Raises ProcoreError where neither
    has a client id and secret.
    """
    known = client_id or secret(CLIENT_ID)
    password = client_secret or secret(CLIENT_SECRET)
    if not known or not password:
        raise ProcoreError(
            what="No Procore client id and secret are set",
            where=f"{CLIENT_ID} and {CLIENT_SECRET}, in the environment or the keyring",
            next_step="Set both to those of your app, or keep them with "
            "`recon secret`, then run `recon pull` again",
        )
    side = workspace.config.procore
    return ProcoreClient.of(side, known, password, transport, clock)


def pull_both(
    workspace: Workspace,
    client: ProcoreClient,
    progress: Progress = lambda _step, _done, _total: None,
    *,
    is_fresh: bool = False,
    is_full: bool = False,
    gateway: dict[str, Any] | None = None,
) -> Pull:
    """Pull both systems, seal the pull, and record it. One that fails has no manifest.

    One that was stopped goes on where it stopped, unless `is_fresh`: what it has on
    disk is not asked for again. After the first pull, long lists are read by what
    changed, unless the pull `is_full`. `gateway` gives a test's transport and clock to
    the maestro* gateway. Nothing of an earlier pull is touched.

    Raises ExportError, ProcoreError, TrailError where the trail lost entries.
    """
    with alone(workspace.folder / "pull.lock", "pulling into this workspace"):
        prove_trail(workspace)
        finish_sealed(workspace.pulls, pulls_in(workspace.trail))
        hours = 0 if is_fresh else workspace.config.procore.resume_hours
        pull, journal = begin_pull(workspace.pulls, _head(workspace), hours)
        with tempfile.TemporaryDirectory(prefix="recon-") as work:
            progress("maestro* exports", 0, 1)
            pull_maestro(workspace, pull, journal, Path(work), **(gateway or {}))
            progress("maestro* exports", 1, 1)
        previous = previous_pull(workspace.pulls, workspace.config.procore)
        lists = ListReader(client, pull, journal)
        if previous is not None and not is_full:
            lists.by_change = partial(_by_change, previous)
        pull_procore(lists, workspace.config, progress)
        _report_counts(pull, lists, previous)
        _remove_unlisted_files(pull)
        pull.seal(
            lambda manifest: record(
                workspace.trail, "pull", {"pull": pull.id, "manifest": manifest}
            )
        )
    return pull


def _by_change(
    previous: PreviousPull,
    lists: ListReader,
    entity: str,
    project: str | None,
    *asked: Any,
) -> Any:
    return read_changes(lists, previous, entity, project, *asked)


def _report_counts(
    pull: Pull, lists: ListReader, previous: PreviousPull | None
) -> None:
    """Add what was read to the pull, what it cost, and what answers had before."""
    meter = lists.client.rate_limiter
    pull.entries += lists.entries
    pull.about["procore"] |= {
        "calls": meter.calls,
        "seconds_waited": round(meter.waited),
    }
    if previous is not None:
        before = previous.pull.about.get("procore", {}).get("fields")
        if before:
            pull.about["procore"]["fields_before"] = before
        pull.about["maestro"]["facts_before"] = _most(
            previous.pull.about.get("maestro", {})
        )


def _most(about: dict[str, Any]) -> dict[str, dict[str, int]]:
    """The most rows that any pull so far had: a doubt stays until they are back."""
    most: dict[str, dict[str, int]] = {}
    for known in (about.get("facts_before", {}), about.get("facts", {})):
        for entity, counts in known.items():
            own = most.setdefault(entity, {})
            for measure, count in counts.items():
                own[measure] = max(own.get(measure, 0), count)
    return most


def _head(workspace: Workspace) -> dict[str, Any]:
    """What must be the same for a stopped pull to go on."""
    asked = {"base_url", "company_id", "per_page"}
    return {"format": 1, **workspace.config.procore.model_dump(include=asked)}


def _remove_unlisted_files(pull: Pull) -> None:
    """Take out pages of a reading that was done again: no entry names them."""
    named = {file.path for entry in pull.entries for file in entry.files} | {JOURNAL}
    for folder, _, names in os.walk(pull.folder):
        inside = Path(folder).relative_to(pull.folder)
        for name in names:
            if (inside / name).as_posix() not in named:
                Path(folder, name).unlink()
