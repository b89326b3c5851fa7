"""A fix as a value: what is changed, from what to what, how, and why. Data only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from recon.mapping import STEP_OF

Kind = Literal["write", "import", "link", "instruction"]
Row = dict[str, Any]

# The order in which fixes depend on each other.
STEPS = (
    "Groups and activities",
    "Suppliers and customers",
    "Projects",
    "Budgets",
    "Billing contracts",
    "Orders and subcontracts",
    "Change orders",
    "Costs",
)


@dataclass(frozen=True)
class Write:
    """One call to Procore, what must stand there before it, and what after it.

    `read` is the path and query that show the target; of the rows read, those count
    that have every value of `where`. `before` holds fields of that row, or None where
    no such row may exist; `after` holds the fields as they must be read back. A value
    `{"made_by": ID}` is the id of the record that another fix of the plan creates.
    """

    method: str
    path: str
    query: Row
    body: Row | None
    read_path: str
    read_query: Row
    where: Row
    before: Row | None
    after: Row | None
    # The maestro* record that a created one is linked to: entity and code.
    links: tuple[str, str] | None = None
    # The cost code and cost type of a budget line that is to be made.
    codes: Row | None = None
    # What another call would take back, or None where nothing can.
    undo: Row | None = None


@dataclass(frozen=True)
class Line:
    """One box of a screen to fill in: its label, the value, and a remark."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Fix:
    """One change that the mapping calls for.

    `kind`: `write` goes to Procore, `import` is a row of a maestro* import workbook,
    `link` a recorded decision, `instruction` a person's work. `before` and `after` are
    as a reader sees them, `amount` is the money the change moves, in CAD, without
    sign. `lines` are the boxes to fill in, or the columns of the import row.
    """

    id: str
    kind: Kind
    step: int
    system: str
    entity: str
    project: str | None
    key: str
    field: str | None
    before: str | None
    after: str | None
    amount: str
    rules: tuple[str, ...]
    findings: tuple[str, ...]
    why: str
    screen: str
    action: str
    lines: tuple[Line, ...] = ()
    write: Write | None = None
    risks: tuple[str, ...] = ()
    undo: str = ""
    needs: tuple[str, ...] = ()

    @property
    def change(self) -> str:
        """From what to what, in words."""
        before, after = (
            "nothing" if value in (None, "") else value
            for value in (self.before, self.after)
        )
        return f"{before} -> {after}"

    @property
    def calls(self) -> int:
        """How many calls it takes: two readings and the write."""
        return 3 if self.write is not None else 0


def step_of(entity: str) -> int:
    """The place of an entity in the order of dependence."""
    return STEP_OF.get(entity, len(STEPS) - 1)


def fix_id(*parts: str | None) -> str:
    """The permanent id of a fix: of the system, record and field that it changes."""
    text = "\x1f".join(part or "" for part in parts)
    return "X" + hashlib.sha256(text.encode()).hexdigest()[:16]


def as_row(fix: Fix) -> Row:
    """A fix as JSON holds it."""
    write = None if fix.write is None else dict(vars(fix.write))
    return {**vars(fix), "lines": [dict(vars(x)) for x in fix.lines], "write": write}


def canonical(content: object) -> str:
    """One text for one content: keys in order, no blanks, letters as they are."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def number(text: str) -> Row:
    """A decimal as it goes into a request: a JSON number of these very digits."""
    return {"number": text}
