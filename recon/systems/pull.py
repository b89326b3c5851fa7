"""One pull: the maestro* exports and Procore's lists, into one immutable folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import httpx

from recon.errors import ProcoreError
from recon.systems.maestro import pull_maestro
from recon.systems.procore import ProcoreClient
from recon.systems.procore_pull import Progress, pull_procore
from recon.workspace import Workspace
from recon.workspace.pulls import Pull, new_pull

CLIENT_ID = "RECON_PROCORE_CLIENT_ID"
CLIENT_SECRET = "RECON_PROCORE_CLIENT_SECRET"  # noqa: S105 - a variable's name


def client_of(
    workspace: Workspace,
    *,
    client_id: str | None = None,
    client_secret: str | None = None,
    transport: httpx.BaseTransport | None = None,
) -> ProcoreClient:
    """A client for the workspace's Procore company; secrets from the environment.

    Raises ProcoreError where the environment has no client id or secret.
    """
    known = client_id or os.environ.get(CLIENT_ID, "")
    secret = client_secret or os.environ.get(CLIENT_SECRET, "")
    if not known or not secret:
        raise ProcoreError(
            what="No Procore client id and secret are set",
            where=f"environment variables {CLIENT_ID} and {CLIENT_SECRET}",
            next_step="Set both to those of your app, then run `recon pull` again",
        )
    return ProcoreClient.of(workspace.config.procore, known, secret, transport)


def pull_both(workspace: Workspace, client: ProcoreClient, progress: Progress) -> Pull:
    """Pull both systems and seal the pull. A pull that fails leaves no manifest.

    Raises ExportError, ProcoreError; nothing of an earlier pull is touched.
    """
    pull = new_pull(workspace.pulls)
    with tempfile.TemporaryDirectory(prefix="recon-") as work:
        progress("maestro* exports", 0, 1)
        pull_maestro(workspace.exports, workspace.config.maestro, pull, Path(work))
        progress("maestro* exports", 1, 1)
    pull_procore(client, pull, workspace.config, progress)
    pull.seal()
    return pull
