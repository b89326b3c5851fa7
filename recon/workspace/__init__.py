"""The workspace: recon.toml, and where pulls, builds and reports lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recon.errors import PullError, WorkspaceError

if TYPE_CHECKING:
    from recon.workspace.config import Config


@dataclass(frozen=True)
class Workspace:
    """A folder with a recon.toml, and what `recon` keeps beside it."""

    folder: Path
    config: Config

    @property
    def pulls(self) -> Path:
        """The folder of the pulls."""
        return self.folder / "pulls"

    @property
    def exports(self) -> Path:
        """The folder where the maestro* exports arrive."""
        return self.folder / self.config.maestro.exports

    @property
    def reports(self) -> Path:
        """The folder of the reports."""
        return self.folder / "reports"

    @property
    def plans(self) -> Path:
        """The folder of the plans, and of the workbooks made from them."""
        return self.folder / "plans"

    @property
    def own_rules(self) -> Path:
        """The folder of the company's own rules; it need not exist."""
        return self.folder / self.config.rules.folder

    @property
    def links(self) -> Path:
        """links.csv: the links a person decided; it need not exist."""
        return self.folder / "links.csv"

    @property
    def trail(self) -> Path:
        """trail.jsonl: the audit trail, which nothing ever rewrites."""
        return self.folder / "trail.jsonl"

    @property
    def pointer(self) -> Path:
        """The small file that names the newest build."""
        return self.folder / "current-build.txt"

    def new_build(self, run: str) -> Path:
        """The file of a new build; it must not exist yet."""
        return self.folder / f"recon-{run}.duckdb"

    def current_build(self) -> Path:
        """The newest build. Raises PullError where nothing was checked yet."""
        if self.pointer.is_file():
            first = self.pointer.read_text(encoding="utf-8").partition("\n")[0]
            build = self.folder / first.strip()
            if build.is_file():
                return build
        raise PullError(
            what="This workspace has not been checked yet",
            where=str(self.folder),
            next_step="Run `recon check` first",
        )


def open_workspace(folder: str | Path = ".") -> Workspace:
    """Open the workspace in a folder.

    Raises WorkspaceError where the path is a file, has no recon.toml, or recon.toml
    has a key or value that is not known.
    """
    from recon.workspace.config import Config

    path = folder_of(folder)
    return Workspace(folder=path, config=Config.read(path / "recon.toml"))


def folder_of(folder: str | Path) -> Path:
    """The absolute path of a workspace. Raises WorkspaceError where it is a file."""
    path = Path(folder).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise WorkspaceError(
            what="The workspace is a file; a folder is needed",
            where=str(path),
            next_step="Name a folder with --workspace",
        )
    return path
