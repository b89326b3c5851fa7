"""Pull folders: files as received, and the manifest that describes them."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, with_config
from pydantic_core import to_json

from recon.errors import PullError
from recon.workspace.invalid import first_problem

System = Literal["maestro", "procore"]

JOURNAL = "journal.jsonl"
# What ends the name of a file that is being written.
PART = ".part"
_KNOWN_ALONE = ConfigDict(extra="forbid")


@with_config(_KNOWN_ALONE)
@dataclass(frozen=True)
class PulledFile:
    """One file as received; `path` is relative to the folder of its pull.

    `pull` names that pull where it is an earlier one, which this one carries forward.
    """

    path: str
    rows: int | None
    size: int
    sha256: str
    pull: str | None = None


@with_config(_KNOWN_ALONE)
@dataclass(frozen=True)
class PulledList:
    """One list of one system, for the company or for one Procore project.

    `total` is what the system said it holds; `is_complete` is false, with a reason,
    where something could not be read. `since` is the time from which on changes were
    read, None where the list was read whole. Times are UTC.
    """

    system: System
    entity: str
    project_id: str | None
    request: str
    started: str
    ended: str
    rows: int | None
    total: int | None
    is_complete: bool
    reason: str | None
    files: tuple[PulledFile, ...] = ()
    since: str | None = None


class _Manifest(BaseModel):
    """The file of a pull; what else it holds says what the pull is about."""

    model_config = ConfigDict(extra="allow")

    started: str
    entries: tuple[PulledList, ...]


@dataclass
class Pull:
    """A pull being written, then read: a folder and its manifest."""

    folder: Path
    started: str
    entries: list[PulledList] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The pull's name: the UTC time it started at."""
        return self.folder.name

    def place(self, file: PulledFile) -> Path:
        """The path of a file: in this pull, or in the pull that it is carried from."""
        folder = self.folder if file.pull is None else self.folder.parent / file.pull
        return folder / file.path

    def write(self, path: str, body: bytes, rows: int | None) -> PulledFile:
        """Put one body on disk as received, whole or not at all."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + PART)
        part.write_bytes(body)
        part.replace(target)
        digest = hashlib.sha256(body).hexdigest()
        return PulledFile(path=path, rows=rows, size=len(body), sha256=digest)

    def copy(self, path: str, source: Path) -> PulledFile:
        """Copy one file into the pull, however large, as received."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return self.noted(path, None)

    def noted(self, path: str, rows: int | None) -> PulledFile:
        """A file that is in the pull already."""
        target = self.folder / path
        size = target.stat().st_size
        return PulledFile(path=path, rows=rows, size=size, sha256=sha256_of(target))

    def seal(self, record: Callable[[str], object] = lambda _sha256: None) -> None:
        """Write the manifest: from here on the pull is whole and does not change.

        `record` is given the manifest's hash before it takes its name, so that no
        sealed pull is unrecorded, whenever the process ends.
        """
        manifest = {
            "format": 1,
            "id": self.id,
            "started": self.started,
            "ended": now(),
            **self.about,
            "entries": self.entries,
        }
        part = self.folder / f"manifest.json{PART}"
        body = to_json(manifest, indent=1) + b"\n"
        with part.open("wb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        record(hashlib.sha256(body).hexdigest())
        part.replace(self.folder / "manifest.json")
        (self.folder / JOURNAL).unlink(missing_ok=True)


def finish_sealed(pulls: Path, recorded: Mapping[str, str]) -> None:
    """Finish what a stop left of a pull that was recorded: its manifest has no name.

    `recorded` has the hash of each pull's manifest, by the pull's id.
    """
    for part in pulls.glob(f"*/manifest.json{PART}"):
        folder = part.parent
        if sha256_of(part) == recorded.get(folder.name):
            part.replace(folder / "manifest.json")
            (folder / JOURNAL).unlink(missing_ok=True)


def new_pull(pulls: Path) -> Pull:
    """Make an empty pull folder named for the present time."""
    started = now()
    name = started.replace("-", "").replace(":", "")
    folder = pulls / name
    count = 1
    while folder.exists():
        count += 1
        folder = pulls / f"{name}-{count}"
    folder.mkdir(parents=True)
    return Pull(folder=folder, started=started)


def read_pull(folder: Path) -> Pull:
    """Read a pull and prove its files are those that were pulled.

    Raises PullError for a pull without a manifest, a file that is missing, and one
    whose bytes changed.
    """
    pull = read_manifest(folder)
    for file in (file for entry in pull.entries for file in entry.files):
        _prove(pull, file)
    return pull


def read_manifest(folder: Path) -> Pull:
    """Read what a pull says of itself. Raises PullError for one not finished.

    Raises it too for a manifest that is invalid.
    """
    manifest_path = folder / "manifest.json"
    if not manifest_path.is_file():
        raise PullError(
            what="This pull was not finished: it has no manifest",
            where=str(folder),
            next_step="Run `recon pull` again; it goes on where it stopped",
        )
    try:
        raw = _Manifest.model_validate_json(manifest_path.read_bytes(), strict=True)
    except ValidationError as error:
        raise PullError(
            what=f"The manifest of this pull is invalid: {first_problem(error)}",
            where=str(manifest_path),
            next_step="Pulls are never edited; run `recon pull` for a fresh one",
        ) from None
    about = {"started": raw.started, **(raw.model_extra or {})}
    return Pull(folder, raw.started, list(raw.entries), about)


def latest_pull(pulls: Path) -> Path:
    """The newest finished pull. Raises PullError where there is none."""
    if pulls.is_dir():
        finished = [path.parent for path in pulls.glob("*/manifest.json")]
        if finished:
            return max(finished, key=lambda folder: folder.name)
    raise PullError(
        what="There is no pull to check yet",
        where=str(pulls),
        next_step="Run `recon pull` first",
    )


def now() -> str:
    """The present time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _prove(pull: Pull, file: PulledFile) -> None:
    path = pull.place(file)
    if not path.is_file():
        problem = "is missing"
    elif sha256_of(path) != file.sha256:
        problem = "is not what was pulled: its bytes changed"
    else:
        return
    raise PullError(
        what=f"{file.path} {problem}",
        where=f"pull {file.pull or pull.id}",
        next_step="Pulls are never edited; run `recon pull` for a fresh one",
    )


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
