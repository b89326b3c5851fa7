"""Make findings readable: invisible characters are replaced by their code points."""

from __future__ import annotations

from typing import Any

from recon.mapping.characters import look_equal, visible, visible_code

_VALUES = ("maestro_value", "procore_value")


def make_readable(finding: dict[str, Any]) -> dict[str, Any]:
    """A copy of a finding with its key, values and message made readable.

    Takes at least project, key (as a dict), both values and the message. In codes, and
    where both values look equal, look-alikes are shown too. Facts and ids stay.
    """
    values = {name: finding[name] for name in _VALUES}
    alike = None not in values.values() and look_equal(*map(str, values.values()))
    show = visible_code if alike else visible
    pairs = {str(v): show(str(v)) for v in values.values() if v is not None}
    codes = [*finding["key"].values(), finding["project"]]
    pairs |= {code: visible_code(code) for code in codes if code}
    message = finding["message"]
    for raw in sorted(pairs, key=len, reverse=True):
        if pairs[raw] != raw and raw.strip():
            message = message.replace(raw, pairs[raw])
    return {
        **finding,
        "key": {k: v and visible_code(v) for k, v in finding["key"].items()},
        "project": finding["project"] and visible_code(finding["project"]),
        **{name: None if v is None else show(v) for name, v in values.items()},
        "message": visible(message),
    }
