"""Facts that planning looks up beside the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from recon.fixes.brake import Carried

Row = dict[str, Any]


@dataclass(frozen=True)
class RuleWords:
    """What the head of a rule says of its fixes, and of a person's work."""

    title: str
    source: str
    screen: str
    action: str
    action_retired: str | None


@dataclass(frozen=True)
class Facts:
    """What planning looks up, by the finding's id; amounts are decimals, in CAD."""

    rules: dict[str, RuleWords] = field(default_factory=dict)
    drift: dict[str, Row] = field(default_factory=dict)
    budget: dict[str, Row] = field(default_factory=dict)
    segments: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    parties: dict[str, Row] = field(default_factory=dict)
    projects: dict[str, Row] = field(default_factory=dict)
    companies: dict[str, list[Row]] = field(default_factory=dict)
    links: dict[str, list[Row]] = field(default_factory=dict)
    nameless: dict[str, Row] = field(default_factory=dict)
    members: dict[str, Row] = field(default_factory=dict)
    activities: dict[str, Row] = field(default_factory=dict)
    modifications: dict[str, Row] = field(default_factory=dict)
    costs: dict[str, Row] = field(default_factory=dict)
    documents: dict[str, Row] = field(default_factory=dict)
    lines: dict[str, list[Row]] = field(default_factory=dict)
    carried: dict[tuple[str, str], Carried] = field(default_factory=dict)
