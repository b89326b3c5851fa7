"""Prepares a text export: finds its encoding, line ends, delimiter and header.

Lines with bytes of another encoding than the rest are reported, not guessed.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from recon.errors import ExportError
from recon.mapping import Entity
from recon.systems.maestro.export import (
    Export,
    Note,
    fields_of,
    is_header,
    match_header,
)
from recon.systems.maestro.records import number_rows, read_records
from recon.workspace.config import MaestroSide

_DELIMITERS = (";", "\t", ",", "|")
_CHUNK = 1 << 20
# How many lines may stand above the column names.
_MOST_TITLES = 30
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_HIGH = re.compile(rb"[\x80-\xff]")
_LOST = "letters were lost when the file was written (U+FFFD)"


def ready_text(entity: Entity, path: Path, side: MaestroSide, work: Path) -> Export:
    """Understand a text export's encoding, delimiter and header, and count its rows.

    Raises ExportError for letters that are not of the encoding, a header that names a
    field twice, and a missing column.
    """
    text, encoding, rejected = _to_utf8(path, side.encoding, work)
    skipped, delimiter, header = _find_header(entity, text, path.name, side)
    fields = match_header(entity, header, side, path.name)
    counted, has_gaps, ends_whole = _count_rows(text, skipped + 1, delimiter)
    notes: list[Note] = []
    if skipped:
        noun = "line stands" if skipped == 1 else "lines stand"
        message = f"{path.name}: {skipped} {noun} above the column names"
        notes.append(Note("title", message, is_doubt=False, rows=skipped))
    if counted and not ends_whole:
        message = f"{path.name}: the last row has no line end; the file may be cut"
        notes.append(Note("cut", message, is_doubt=_other_rows_end(text)))
    lines = tuple(sorted(rejected.items()))
    return Export(
        entity,
        text,
        delimiter,
        header,
        fields,
        encoding,
        counted,
        is_typed=side.source != "files",
        skipped=skipped,
        has_gaps=has_gaps,
        notes=tuple(notes),
        rejected_lines=lines,
    )


def number_text(export: Export, work: Path) -> Export:
    """Number the rows of an export that DuckDB cannot read as it is.

    Rows that are damaged become rejects; the others go to a file of their own. The
    count of rows is that of the rows and rejects, for lines inside a cell are no rows.
    """
    lines = _lines(export.path)[export.skipped + 1 :]
    first = export.skipped + 1
    rejected = {number - first: reason for number, reason in export.rejected_lines}
    width = len(export.header)
    named = [place for place, label in enumerate(export.header, 1) if label.strip()]
    records = (
        replace(record, number=record.number + export.skipped)
        for record in read_records(
            lines, export.delimiter, width, rejected, width - max(named, default=0)
        )
    )
    target = work / f"{export.path.stem}.numbered.csv"
    written, rejects = number_rows(export, records, target)
    return replace(
        export,
        path=target,
        delimiter=";",
        is_numbered=True,
        skipped=0,
        rejects=rejects,
        counted=written + len(rejects),
    )


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def _to_utf8(path: Path, encoding: str, work: Path) -> tuple[Path, str, dict[int, str]]:
    """The text as UTF-8 with plain line ends, its encoding, and its rejected lines."""
    target = work / f"{path.stem}.utf-8.csv"
    if encoding == "auto":
        encoding = _guess(path)
    if encoding == "mixed":
        return target, "utf-8", _write_mixed(path, target)
    problem = _transcode(path, encoding, target)
    if problem is not None:
        at, byte = problem
        bad = f"byte 0x{byte:02x} at position {at}"
        raise ExportError(
            what=f"This file is not valid {encoding} ({bad})",
            where=path.name,
            next_step="Set the encoding of the export in recon.toml [maestro]",
        )
    return target, encoding, _lost_letters(target)


def _guess(path: Path) -> str:
    """The encoding of a text: by its mark, else UTF-8 where all of it is, else Windows.

    `mixed` where some lines are UTF-8 and others are not.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.count(b"\0") > len(head) // 4:
        return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
    has_utf8 = has_other = False
    with path.open("rb") as stream:
        for line in stream:
            if _HIGH.search(line) is None:
                continue
            if _is_utf8(line):
                has_utf8 = True
            else:
                has_other = True
                has_utf8 = has_utf8 or _looks_utf8(line)
            if has_utf8 and has_other:
                return "mixed"
    return "windows-1252" if has_other else "utf-8"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _looks_utf8(line: bytes) -> bool:
    """Whether a line that is not UTF-8 holds letters that are: Ã followed by a mark."""
    return any(
        found[0] == 0xC3 and 0x80 <= found[1] <= 0xBF
        for found in _MULTIBYTE.findall(line)
    )


def _write_mixed(path: Path, target: Path) -> dict[int, str]:
    """Write a text of two encodings; the lines of the rarer one are rejected."""
    raw = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    high = [n for n, line in enumerate(lines) if _HIGH.search(line)]
    utf8 = {n for n in high if _is_utf8(lines[n])}
    other = set(high) - utf8
    rarer = other if len(other) <= len(utf8) else utf8
    names = ("utf-8", "windows-1252")
    named, rest = names[::-1] if rarer is other else names
    written = "\n".join(
        line.decode("utf-8")
        if n in utf8 or n not in other
        else line.decode("windows-1252", errors="replace")
        for n, line in enumerate(lines)
    )
    target.write_text(written, encoding="utf-8", newline="")
    reason = f"written in {named}, the rest of the file in {rest}"
    return dict.fromkeys(rarer, reason)


def _transcode(path: Path, encoding: str, target: Path) -> tuple[int, int] | None:
    """Write the text as UTF-8; give the place and value of a byte that is not text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = io.IncrementalNewlineDecoder(None, translate=True)
    at = 0
    with (
        path.open("rb") as source,
        target.open("w", encoding="utf-8", newline="") as sink,
    ):
        while True:
            chunk = source.read(_CHUNK)
            held = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return at - held + error.start, error.object[error.start]
            if "\0" in text:
                raise ExportError(
                    what="The file holds null characters: it is not text, or it is "
                    "UTF-16 read as another encoding",
                    where=path.name,
                    next_step='Set encoding = "utf-16" in recon.toml [maestro], or '
                    "export the list again, as Excel or as UTF-8 text",
                )
            text = text.removeprefix("\ufeff") if at == 0 else text
            sink.write(lines.decode(text, final=not chunk))
            if not chunk:
                return None
            at += len(chunk)


def _lost_letters(path: Path) -> dict[int, str]:
    """The lines in which an earlier program replaced letters that it did not know."""
    found: dict[int, str] = {}
    with path.open(encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream):
            if "\ufffd" in line:
                found[number] = _LOST
    return found


def _find_header(
    entity: Entity, path: Path, shown: str, side: MaestroSide
) -> tuple[int, str, tuple[str, ...]]:
    """How many lines stand above the column names, the delimiter, and the names."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        first = [line.rstrip("\n") for line in islice(stream, _MOST_TITLES)]
    candidates = list(_candidates(first, side.delimiter))
    if not candidates:
        raise ExportError(
            what="The first lines are empty; column names are needed",
            where=shown,
            next_step="Export the list again from maestro*, with its column names",
        )
    for number, delimiter, cells in candidates:
        if is_header(entity, cells, side):
            return number, delimiter, cells
    # No line has every column: the one that names most of them is shown in the error.
    return max(
        candidates,
        key=lambda c: (
            sum(f is not None for f in fields_of(entity, c[2], side)),
            -c[0],
        ),
    )


def _candidates(
    lines: list[str], imposed: str
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        ordered = sorted(_DELIMITERS, key=line.count, reverse=True)
        for delimiter in ordered if imposed == "auto" else [imposed]:
            cells = next(csv.reader([line], delimiter=delimiter), [])
            yield number, delimiter, tuple(label.strip() for label in cells)


def _count_rows(path: Path, skipped: int, delimiter: str) -> tuple[int, bool, bool]:
    """The lines after the header that are not blank; whether blank ones stand between
    them; whether the last line ends.
    """
    blank = f' \t\u00a0\u202f"{delimiter}\n'
    line, count, last = "\n", 0, skipped - 1
    with path.open(encoding="utf-8", newline="\n") as stream:
        for number, line in enumerate(stream):
            if number >= skipped and line.strip(blank):
                count += 1
                last = number
    return count, last - skipped + 1 > count, line.endswith("\n")


def _other_rows_end(path: Path) -> bool:
    """Whether a missing line end says anything: a file of one line has none to miss."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        return len(list(islice(stream, 3))) > 2
