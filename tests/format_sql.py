"""Formats the SQL of the product that sqlfmt leaves alone.

sqlfmt formats queries, and leaves statements that create a table or insert into one
as it finds them. Here the query in each of them is handed to it. Statements without a
query, and macros, stay as they are written.

    python -m tests.format_sql            writes the files again
    python -m tests.format_sql --check    names those that are not formatted
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlfmt.api import Mode, format_string

PACKAGE = Path(__file__).parent.parent / "recon"
_MODE = Mode()
# A comment, a quoted text or name, the end of a statement, or any other character.
_TOKEN = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\"[^\"]*\"|;|.", re.DOTALL)
_LEADING = re.compile(r"(?:\s*--[^\n]*\n|\s)*")
_HEAD = re.compile(
    r"(?:create (?:or replace )?(?:temp )?(?:table|view) \S+ as"
    r"|insert into \S+(?: \([^)]*\))?(?: by name)?)\s+(?=with\b|select\b)"
)
_QUERY = re.compile(r"with\b|select\b")


def files() -> list[Path]:
    """The statements of the product, by their place."""
    return sorted(p for p in PACKAGE.rglob("*.sql") if "_shipped" not in p.parts)


def formatted(text: str) -> str:
    """The text of a file with every query in it formatted."""
    return "\n".join(_statement(one) for one in _statements(text))


def _statements(text: str) -> Iterator[str]:
    """Each statement with the comments before it, its semicolon and no more."""
    taken: list[str] = []
    for token in _TOKEN.findall(text):
        taken.append(token)
        if token == ";":
            yield "".join(taken)
            taken = []
    if "".join(taken).strip():
        yield "".join(taken)


def _statement(text: str) -> str:
    match = _LEADING.match(text)
    start = match.end() if match else 0
    comments, body = text[:start], text[start:].strip()
    above = "\n".join(line.strip() for line in comments.strip().splitlines())
    made = _HEAD.match(body)
    head, query = "", body
    if made:
        head, query = body[: made.end()].rstrip() + "\n", body[made.end() :]
    if _QUERY.match(query):
        query = format_string(query.rstrip(";").rstrip() + "\n", _MODE).rstrip() + ";"
    return f"{above}\n" * bool(above) + f"{head}{query}\n"


def main() -> int:
    """Format every file, or with --check say which are not formatted."""
    is_check = "--check" in sys.argv
    stale = 0
    for path in files():
        was = path.read_text(encoding="utf-8")
        now = formatted(was)
        if now != was:
            stale += 1
            print(path)
            if not is_check:
                path.write_text(now, encoding="utf-8", newline="\n")
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
