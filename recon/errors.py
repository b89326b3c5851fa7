"""The tree of errors: each says what happened, where, and what to do next.

    ReconError
    ├── WorkspaceError     no workspace, a bad recon.toml, a file where a folder goes
    ├── ExportError        a maestro* export that cannot be read as its profile says
    ├── ProcoreError       Procore refused, could not be reached, or answered in error
    │   └── NotReadable    a project or tool closed to this account; the pull goes on
    ├── PullError          no pull to check, or one whose files are not what was pulled
    ├── BuildError         a build that is not the file a check recorded
    ├── RuleError          a rule file whose head or query cannot be used
    ├── ReportError        a notebook that did not run to its end
    ├── PlanError          a plan that is not there, was edited, or is of an older pull
    ├── ApprovalError      an approval that the rules of recon.toml refuse
    ├── ApplyRefused       environments, credentials or approval forbid to write
    ├── TrailError         an audit trail that fails its check
    ├── Busy               another process does the same in this workspace
    ├── FileRefused        a file or folder that may not be read or written
    └── DiskFull           the disk holds no more

Bad data is never an exception: it is a finding or a reject.
"""

from __future__ import annotations

import errno

DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class ReconError(Exception):
    """Stops the run. `what` happened, `where`, and the `next_step` for a person."""

    def __init__(self, what: str, where: str, next_step: str) -> None:
        """Take one sentence of each part, without a final full stop."""
        super().__init__(f"{what} ({where}). {next_step}.")
        self.what = what
        self.where = where
        self.next_step = next_step


class WorkspaceError(ReconError):
    """The workspace or its recon.toml cannot be used."""


class ExportError(ReconError):
    """A maestro* export cannot be read as its profile says."""


class ProcoreError(ReconError):
    """Procore refused, could not be reached, or answered what cannot be used."""


class NotReadable(ProcoreError):
    """One project or tool is closed to this account: recorded, the pull goes on."""


class PullError(ReconError):
    """There is no pull to check, or its files changed since they were pulled."""


class BuildError(ReconError):
    """The build of a check is not the file that the audit trail records."""


class RuleError(ReconError):
    """A rule file whose head or query cannot be used."""


class ReportError(ReconError):
    """A notebook that did not run to its end."""


class PlanError(ReconError):
    """A plan that is not there, was edited, or was made from an older pull."""


class ApprovalError(ReconError):
    """An approval that the rules of recon.toml refuse."""


class ApplyRefused(ReconError):
    """Nothing may be written: environments, credentials or approval do not allow it."""


class TrailError(ReconError):
    """The audit trail fails its check, or another process holds it."""


class Busy(ReconError):
    """Another process does the same in this workspace."""


class DiskFull(ReconError):
    """The disk, or the quota on it, holds no more."""


class FileRefused(ReconError):
    """A file or folder that may not be read or written."""


def describe_file_error(error: OSError) -> ReconError:
    """Say in words what the operating system says of a file."""
    where = str(error.filename or "while reading or writing")
    if error.errno in DISK_FULL:
        return DiskFull(
            what="The disk is full",
            where=where,
            next_step="Free some space and run the command again; nothing was lost",
        )
    return FileRefused(
        what=f"The file cannot be used: {error.strerror}",
        where=where,
        next_step="Close the program that has it open, or check its rights, then run "
        "the command again",
    )
