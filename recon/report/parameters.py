"""The parameters of month_end as papermill gives them: values, or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from recon.errors import ReportError

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_SAID = {"true": True, "false": False}


def period_of(given: object, pull: str) -> str:
    """The month to report: the one given, or that of the pull.

    Raises ReportError for anything but a month.
    """
    if given == "":
        return f"{pull[:4]}-{pull[4:6]}"
    if not isinstance(given, str) or not _MONTH.fullmatch(given):
        raise ReportError(
            what=f"Invalid period: {given!r}",
            where="the parameter period",
            next_step="Give a month as year and month: 2026-10",
        )
    return given


def projects_of(given: object, known: Iterable[str]) -> tuple[str, ...]:
    """The project codes that are meant: a list, or text with commas between them.

    Raises ReportError for a code that the pull does not have.
    """
    listed: Sequence[object] = ()
    if isinstance(given, str):
        listed = [code.strip() for code in given.split(",") if code.strip()]
    elif isinstance(given, list | tuple):
        listed = given
    elif given is not None:
        listed = [given]
    codes, selected = set(known), []
    for code in listed:
        if not isinstance(code, str) or code.strip().upper() not in codes:
            raise ReportError(
                what=f"No project has the code {code}",
                where="the parameter projects",
                next_step="Use codes of the pull, as text, such as "
                + ", ".join(sorted(codes)[:2]),
            )
        selected.append(code)
    return tuple(selected)


def names_are_shown(given: object) -> bool:
    """Whether employees are shown by name. Raises ReportError for others."""
    value = _SAID.get(given.strip().lower()) if isinstance(given, str) else given
    if not isinstance(value, bool):
        raise ReportError(
            what=f"Invalid with_names: {given!r}",
            where="the parameter with_names",
            next_step="Give True to show employees' names, False to mask them",
        )
    return value
