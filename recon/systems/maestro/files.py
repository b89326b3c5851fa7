"""The files of a folder of exports: which one is read for each list, and the others.

One rule says which: the file that the manifest or recon.toml names, else the first
name in the order of docs/exports.md. Every other file that may hold the same list is
named.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recon.errors import ExportError
from recon.mapping import EXPORTED, Entity
from recon.systems.maestro.export import WORKBOOKS, Export, Note
from recon.systems.maestro.manifest import MANIFEST, Stated
from recon.systems.maestro.text import ready_text
from recon.systems.maestro.workbook import ready_workbook
from recon.workspace.config import MaestroSide

CONTROL_TOTALS = "control_totals"
_ENDINGS = (".csv", ".txt", ".tsv", *WORKBOOKS)
# What people and programs add to the name of a second file of one list.
_ADDED = re.compile(
    r"[ _-]*(\(\d+\)|\d+|(- )?copie?( \(\d+\)| \d+)?|copy|suite|part(ie)?[ _-]?\d+|"
    r"v\d+|old|ancien|new|nouveau|final|bis|\d{4}[-_]?\d{2}([-_]?\d{2})?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ExportFiles:
    """The file that is read for a list, and others that may hold rows of it.

    `is_named`: the manifest or recon.toml says which file it is.
    """

    path: Path
    others: tuple[Path, ...]
    is_named: bool


def ready_export(entity: Entity, path: Path, side: MaestroSide, work: Path) -> Export:
    """Prepare an export: its encoding, columns, rows and rejected rows.

    Work files go into `work`. Raises ExportError for an empty file, letters that are
    not of the encoding, a header that names a field twice, and a missing column.
    """
    if path.stat().st_size == 0:
        raise ExportError(
            what="The export is empty: it has no header either",
            where=path.name,
            next_step="Export the list again from maestro*",
        )
    if path.suffix.lower() in WORKBOOKS:
        return ready_workbook(entity, path, side, work)
    return ready_text(entity, path, side, work)


def find_exports(
    folder: Path, side: MaestroSide, stated: Stated | None = None
) -> dict[str, ExportFiles]:
    """The export file of each entity: as the manifest or recon.toml names it, else by
    its usual name.

    Raises ExportError where a named file is absent.
    """
    found: dict[str, ExportFiles] = {}
    for entity in EXPORTED:
        named = (stated or {}).get(entity.name, {}).get("file")
        named = named or side.files.get(entity.name)
        candidates = list(candidates_of(folder, entity.files))
        if named is not None:
            path = folder / named
            if not path.is_file():
                raise ExportError(
                    what=f"The export of {entity.title.lower()} is not there: {named}",
                    where=str(folder),
                    next_step="Put it there, or correct [maestro.files] in recon.toml, "
                    f"or `file` in {MANIFEST}",
                )
            others = tuple(p for p in candidates if p != path)
            found[entity.name] = ExportFiles(path, others, is_named=True)
        elif candidates:
            found[entity.name] = ExportFiles(
                candidates[0], tuple(candidates[1:]), is_named=False
            )
    return found


def candidates_of(folder: Path, stems: tuple[str, ...]) -> Iterator[Path]:
    """The files of a folder that bear a list's name, or that name with an addition.

    In the order of the names, exact names first, then by ending, then by name.
    """
    if not folder.is_dir():
        return
    usual = [unicodedata.normalize("NFC", stem) for stem in stems]
    ranked = []
    for path in folder.iterdir():
        ending = path.suffix.lower()
        if ending not in _ENDINGS or path.name.startswith("~$"):
            continue
        stem = unicodedata.normalize("NFC", path.stem).casefold().strip()
        for place, name in enumerate(usual):
            rest = stem.removeprefix(name) if stem.startswith(name) else None
            if rest is not None and (not rest or _ADDED.fullmatch(rest)):
                rank = (bool(rest), place, _ENDINGS.index(ending), path.name)
                ranked.append((rank, path))
                break
    yield from (path for _, path in sorted(ranked, key=lambda pair: pair[0]))


def notes_of(found: ExportFiles) -> Iterator[Note]:
    """Each file that may hold rows of a list and is not read; a copy is no doubt."""
    digest = _digest(found.path)
    for path in found.others:
        is_copy = _digest(path) == digest
        words = "is the same file again" if is_copy else "was not read"
        message = f"{path.name} also bears the name of this list and {words}"
        yield Note("file", message, is_doubt=not (is_copy or found.is_named))


def _digest(path: Path) -> str:
    if not path.is_file():
        return path.name
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
