"""The answer key: what each seeded discrepancy must be reported as, by hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Value = str | Decimal | None


@dataclass
class AnswerKey:
    """The findings the demo company must give: these, and nothing else."""

    expected: list[dict[str, Any]] = field(default_factory=list)

    def expect(
        self,
        rule: str,
        severity: str,
        entity: str,
        key: dict[str, str],
        *,
        project: str | None = None,
        field: str | None = None,
        maestro: Value = None,
        procore: Value = None,
        difference: Value = None,
    ) -> None:
        """Add one finding, in the very words and figures it must be reported with."""
        self.expected.append(
            {
                "rule": rule,
                "severity": severity,
                "entity": entity,
                "project": project,
                "key": key,
                "field": field,
                "maestro_value": _text(maestro),
                "procore_value": _text(procore),
                "difference": _text(difference),
            }
        )


def content_hash(*more: str, **cells: str) -> str:
    """The first digits of the SHA-256 of a row: its filled cells by name, then more."""
    pairs = "\x1f".join(
        f"{name}={cell}" for name, cell in sorted(cells.items()) if cell
    )
    text = "\x1f".join((pairs, *more))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _text(value: Value) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)
