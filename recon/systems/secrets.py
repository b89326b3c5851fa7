"""Secrets: from the environment, else from the keyring. Never from a file."""

from __future__ import annotations

import os
from typing import Any

from recon.errors import ProcoreError

SERVICE = "recon"
CLIENT_ID = "RECON_PROCORE_CLIENT_ID"
CLIENT_SECRET = "RECON_PROCORE_CLIENT_SECRET"  # noqa: S105 - a variable's name
MAESTRO_URL = "RECON_MAESTRO_URL"
MAESTRO_TOKEN = "RECON_MAESTRO_TOKEN"  # noqa: S105 - a variable's name
NAMES = (
    CLIENT_ID,
    CLIENT_SECRET,
    "RECON_PROCORE_WRITE_CLIENT_ID",
    "RECON_PROCORE_WRITE_CLIENT_SECRET",
    MAESTRO_URL,
    MAESTRO_TOKEN,
)


def secret(name: str) -> str:
    """A secret by the name of its variable; empty where it is not set."""
    return os.environ.get(name, "") or kept(name) or ""


def kept(name: str) -> str | None:
    """What the keyring keeps under a name; None without a keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        found: Any = keyring.get_password(SERVICE, name)
    except KeyringError:
        return None
    return None if found is None else str(found)


def keep(name: str, value: str) -> None:
    """Keep a value in the keyring, in one step. Raises ProcoreError without one."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, name, value)
    except KeyringError as error:
        raise ProcoreError(
            what=f"This machine's keyring cannot store secrets: {error}",
            where="keyring",
            next_step=f"Set {name} in the environment instead, or set up a keyring",
        ) from None
