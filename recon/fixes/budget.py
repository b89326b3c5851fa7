"""Original budgets: Procore is overwritten with maestro*'s lines. Pure.

maestro* is the master of the original budget (Data Mapping, Original Budget). A locked
budget is never unlocked by recon.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from recon.fixes.facts import Facts
from recon.fixes.fix import Fix, Row, Write, fix_id, number, step_of
from recon.fixes.policy import Policy
from recon.mapping.lists import by_key
from recon.mapping.procore_writes import BUDGET_LINE, BUDGET_LINES, REMOVED_BUDGET_LINE

_SCREEN = "Procore > Project Tools > Budget"
_WHY = (
    "maestro* is the master of the original budget: on a difference Procore's value is "
    "replaced (Data Mapping, Original Budget)"
)
_ZERO = Decimal(0)


def plan_budget(findings: Iterable[Row], facts: Facts, policy: Policy) -> list[Fix]:
    """One fix a budget line, whatever number of findings speak of it.

    Takes findings whose fix is `procore.original_budget`. Amounts in CAD, to the cent.
    Nothing is written where the mapping or recon.toml lets another side win.
    """
    if policy.owner_of("budget_line", "amount") != "maestro":
        return []
    lines: dict[tuple[str, str, str], list[Row]] = {}
    for finding in findings:
        if finding["id"] in facts.budget:
            key = finding["key"]
            place = (finding["project"], key["activity_code"], key["group_code"])
            lines.setdefault(place, []).append(finding)
    return [
        fix
        for place, found in sorted(lines.items())
        for fix in _fixes_of_line(place, found, facts)
    ]


def _fixes_of_line(
    place: tuple[str, str, str], found: list[Row], facts: Facts
) -> Iterator[Fix]:
    project, activity, group = place
    line = facts.budget[found[0]["id"]]
    record = {} if line["json"] is None else _loaded(line["json"])
    amount, quantity = line["amount"] or _ZERO, line["quantity"]
    if quantity is None and line["amount"] is not None:
        # The export has no quantities: those of Procore stay as they are.
        quantity = Decimal(str(record.get("quantity") or 0))
    quantity = quantity or _ZERO
    before = Decimal(str(record.get("original_budget_amount") or 0))
    common: dict[str, Any] = {
        "step": step_of("budget_line"),
        "system": "procore",
        "entity": "budget_line",
        "project": project,
        "key": f"{activity} {group}",
        "field": "original_budget",
        "before": _shown(before, record.get("quantity")) if record else None,
        "after": _shown(amount, quantity),
        "amount": f"{abs(amount - before):.2f}",
        "rules": tuple(sorted({f["rule"] for f in found})),
        "findings": tuple(sorted(f["id"] for f in found)),
        "why": _WHY,
        "screen": _SCREEN,
        "risks": ("Changes the budget that site and office work with.",),
    }
    identity = fix_id("procore", "budget_line", project, f"{activity} {group}")
    obstacle = _obstacle(line, record)
    if obstacle:
        action = f"Set {activity} {group} to {_shown(amount, quantity)}: {obstacle}"
        undo = "A person's work is undone by a person."
        yield Fix(
            id=identity, kind="instruction", action=action, **{**common, "undo": undo}
        )
    elif record:
        yield Fix(
            id=identity,
            kind="write",
            action=f"Overwrite the original budget of {activity} {group}",
            write=_update(line, record, amount, quantity),
            undo="The inverse plan sets the former amount and quantity again.",
            **common,
        )
    else:
        yield from _creation(identity, line, place, facts, common)


def _obstacle(line: Row, record: Row) -> str | None:
    if line["is_locked"]:
        return (
            "the budget is locked; unlock it in Procore first, recon never does, and "
            "lock it again afterwards"
        )
    if line["rows"] > 1:
        return (
            "the line stands more than once in Procore; say which row changes, or "
            "bring them together where they are one"
        )
    if not record and (line["cost_code_id"] is None or line["cost_type_id"] is None):
        return "the project has no such cost code or cost type yet; create it first"
    if not record and not line["amount"]:
        return "nothing to do, lines without an amount are not shown in Procore"
    if not record and line["view_id"] is None:
        return "the project has no budget view that recon can read back"
    return None


def _update(line: Row, record: Row, amount: Decimal, quantity: Decimal) -> Write:
    path = BUDGET_LINE.format(id=record["id"])
    project = int(line["procore_project_id"])
    before = {
        "original_budget_amount": _plain(record.get("original_budget_amount")),
        "quantity": _plain(record.get("quantity")),
    }
    after = {"original_budget_amount": f"{amount:.2f}", "quantity": f"{quantity:f}"}
    strategy = record.get("calculation_strategy") or "manual"
    return Write(
        method="PATCH",
        path=path,
        query={},
        body=_body(project, record["wbs_code_id"], after, "manual"),
        read_path=path,
        read_query={"project_id": project},
        where={"id": record["id"]},
        before=before,
        after=after,
        undo={
            "method": "PATCH",
            "path": path,
            "body": _body(project, record["wbs_code_id"], before, strategy),
        },
    )


def _creation(
    identity: str,
    line: Row,
    place: tuple[str, str, str],
    facts: Facts,
    common: dict[str, Any],
) -> Iterator[Fix]:
    _, activity, group = place
    site = int(line["procore_project_id"])
    code: object = line["wbs_code_id"]
    needs: tuple[str, ...] = ()
    if code is None:
        made = _budget_code(line, place, facts, common)
        if made is None:
            action = f"Add the budget code {activity}.{group}, then the line"
            undo = "A budget code stays; set the line to 0.00."
            yield Fix(
                id=identity,
                kind="instruction",
                action=action,
                **{**common, "undo": undo},
            )
            return
        yield made
        code, needs = {"made_by": made.id}, (made.id,)
    else:
        code = int(str(code))
    after = {
        "original_budget_amount": f"{line['amount'] or _ZERO:.2f}",
        "quantity": f"{line['quantity'] or _ZERO:f}",
    }
    yield Fix(
        id=identity,
        kind="write",
        action=f"Create the budget line {activity} {group}",
        write=Write(
            method="POST",
            path=BUDGET_LINES,
            query={},
            body=_body(site, code, after, "manual"),
            read_path=by_key()["budget_line"].path.format(parent=line["view_id"]),
            read_query={"project_id": site, "budget_row_type": "all"},
            where={"wbs_code_id": code, "budgeted": True},
            before=None,
            after=after,
            codes={
                "cost_code_id": int(line["cost_code_id"]),
                "category_id": int(line["cost_type_id"]),
            },
            undo={
                "method": "DELETE",
                "path": REMOVED_BUDGET_LINE.replace("{project}", str(site)),
                "body": None,
            },
        ),
        undo="The inverse plan deletes the line, as long as Procore lets it.",
        needs=needs,
        **common,
    )


def _budget_code(
    line: Row, place: tuple[str, str, str], facts: Facts, common: dict[str, Any]
) -> Fix | None:
    """The budget code that the line needs, made of one item of each segment."""
    project, activity, group = place
    site = line["procore_project_id"]
    items = [
        facts.segments.get((site, "cost_code", activity.upper())),
        facts.segments.get((site, "line_item_type", group.upper())),
    ]
    if items[0] is None or items[1] is None:
        return None
    path = by_key()["wbs_code"].path.format(project=site)
    wanted = [
        {"segment_id": int(segment), "segment_item_id": int(item)}
        for segment, item in (items[0], items[1])
    ]
    return Fix(
        **{
            **common,
            "id": fix_id("procore", "budget_code", project, f"{activity} {group}"),
            "kind": "write",
            "entity": "activity",
            "step": step_of("activity"),
            "key": f"{activity}.{group}",
            "field": "budget_code",
            "before": None,
            "after": f"{activity}.{group}",
            "amount": "0.00",
            "action": f"Create the budget code {activity}.{group}",
            "screen": "Procore > Project > Admin > Work Breakdown Structure",
            "why": "A budget line needs the budget code of its activity and group",
            "risks": ("A budget code cannot be deleted once it is used.",),
            "undo": "None: a budget code stays; it does no harm.",
        },
        write=Write(
            method="POST",
            path=path,
            query={},
            body={"segment_items": wanted, "description": None},
            read_path=path,
            read_query={},
            where={"segment_items.id": sorted(w["segment_item_id"] for w in wanted)},
            before=None,
            after={},
        ),
    )


def _body(project: int, code: object, values: Row, strategy: str) -> Row:
    return {
        "project_id": project,
        "budget_line_item": {
            "wbs_code_id": code,
            "original_budget_amount": number(values["original_budget_amount"]),
            "quantity": number(values["quantity"]),
            "calculation_strategy": strategy,
        },
    }


def _loaded(text: str) -> Row:
    return dict(json.loads(text, parse_float=Decimal))


def _plain(value: object) -> str:
    return f"{Decimal(str(value or 0)):f}"


def _shown(amount: Decimal, quantity: object) -> str:
    units = Decimal(str(quantity or 0))
    return f"{amount:.2f} CAD" + (f", quantity {units.normalize():f}" if units else "")
