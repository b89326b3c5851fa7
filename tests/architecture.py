"""Writes docs/architecture.md: the import contract as a drawing, and every module.

python -m tests.architecture
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"


def contracts() -> list[dict[str, object]]:
    """The import contracts of pyproject.toml, as `make check` holds them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(settings["tool"]["importlinter"]["contracts"])


def layers() -> list[list[str]]:
    """The packages of each layer, the highest first."""
    [contract] = [c for c in contracts() if c["type"] == "layers"]
    listed = contract["layers"]
    assert isinstance(listed, list)
    return [
        [name.strip().removeprefix("recon.") for name in layer.split("|")]
        for layer in listed
    ]


def page() -> str:
    """The page, from the contract and from the first line of each module."""
    rows = layers()
    lines = [
        "# Architecture",
        "",
        "Generated from the import contract of pyproject.toml and from the first line of",
        "each module: `make docs` writes it again. A module imports only from boxes below",
        "its own; `make check` refuses any other import.",
        "",
        "```mermaid",
        "flowchart TD",
        *_drawing(rows),
        "```",
        "",
        "Beside the layers, the contract says:",
        "",
        *(f"- {c['name']}." for c in contracts() if c["type"] != "layers"),
        "",
        "Queries lie in `queries/`, one question a file; notebooks in `notebooks/` tell what",
        "was found and hold no logic; `tests/gates` holds the long matrices, `tests/bench`",
        "the benchmarks.",
    ]
    for layer in rows:
        for name in layer:
            lines += ["", f"## {name}", "", *_described(name)]
    return "\n".join(lines) + "\n"


def _drawing(rows: list[list[str]]) -> Iterator[str]:
    for number, layer in enumerate(rows):
        yield f'    layer{number}["{"  ·  ".join(layer)}"]'
    for number in range(len(rows) - 1):
        yield f"    layer{number} --> layer{number + 1}"


def _described(name: str) -> Iterator[str]:
    place = ROOT / "recon" / name
    if not place.is_dir():
        yield _first_line(place.with_suffix(".py"))
        return
    yield _first_line(place / "__init__.py")
    yield ""
    for path in sorted(place.rglob("*.py")):
        if path.name != "__init__.py":
            shown = path.relative_to(place).as_posix()
            yield f"- `{shown}`: {_first_line(path)}"


def _first_line(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    line = text.split("\n\n")[0].replace("\n", " ")
    return line.replace("*", "\\*")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
