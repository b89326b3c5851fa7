"""HTML from the templates beside this module; values are escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "template"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(name: str, **values: Any) -> str:
    """A template filled in: values are escaped, except those with `__html__`."""
    return _TEMPLATES.get_template(f"{name}.html.j2").render(values)
