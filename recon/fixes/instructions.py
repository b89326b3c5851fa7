"""What a person does where nothing may be written: system, screen, and deed. Data.

`{m}` and `{p}` are the values of maestro* and Procore, `{key}` names the record.
"""

from __future__ import annotations

from recon.fixes.instructions_money import MONEY
from recon.fixes.instructions_records import RECORDS

INSTRUCTIONS: dict[str, tuple[str, str, str]] = {**RECORDS, **MONEY}

_BY_HAND = (
    "Enter {key} in Procore by hand, or let recon create it: with [fixes] "
    'origin_owner = "recon" it is made once and only once'
)
# Where the bridge is retired, nobody sends these by themselves.
RETIRED: dict[str, str] = {
    "only_in_maestro": _BY_HAND,
    "only_in_procore": "Enter {key} in maestro* by hand",
    "cost_missing_in_procore": _BY_HAND,
    "cost_stranded": _BY_HAND,
    "cost_awaiting_next_run": _BY_HAND,
    "contract_only_in_procore": "Enter it in maestro* with External No.",
}
