"""Forecast of a plan: its changes applied to a copy of the rows, all rules run again.

Two steps: what recon writes and links itself, then with the import workbooks too.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from recon.fixes.fix import Fix, Row, Write
from recon.fixes.policy import entity_of
from recon.mapping import QUANTITIES
from recon.rules.check import check_apart
from recon.warehouse.build import Overlay
from recon.warehouse.overlay import Change, Changes
from recon.workspace import Workspace

_NEW_ID = 9_000_000_000_000_000_000
_BUDGET = "/budget_line_items"
_ZERO = Decimal(0)


def forecast_plan(
    workspace: Workspace, fixes: Iterable[Fix], overlay: Overlay, now: Row
) -> Row:
    """Which findings vanish, appear and stay if the fixes are applied, and the money.

    `now` is the outcome of the current check. Amounts are sums of the differences
    without sign, in CAD.
    """
    listed = list(fixes)
    written = [f for f in listed if f.kind in ("write", "link")]
    imported = [f for f in listed if f.kind != "instruction"]
    return {
        "written": _left(workspace, written, overlay, now),
        "written_and_imported": _left(workspace, imported, overlay, now)
        if any(f.kind == "import" for f in listed)
        else None,
    }


def _left(workspace: Workspace, fixes: list[Fix], overlay: Overlay, now: Row) -> Row:
    links = (*overlay.links, *_links(fixes))
    # A new budget line has no approved change orders yet.
    empty = {workspace.config.setting("approved_cos_column"): "0.00"}
    changes = Changes(tuple(_with_defaults(fixes, empty)))
    changed = replace(overlay, links=links, changes=changes)
    with tempfile.TemporaryDirectory(prefix="recon-") as work:
        then = check_apart(workspace, changed, Path(work) / "forecast.duckdb")
    before = {f["id"]: f for f in now["findings"]}
    after = {f["id"]: f for f in then["findings"]}
    return {
        "vanish": sorted(before.keys() - after.keys()),
        "appear": [_described(after[i]) for i in sorted(after.keys() - before.keys())],
        "change": [
            _described(after[i])
            for i in sorted(before.keys() & after.keys())
            if before[i]["facts_hash"] != after[i]["facts_hash"]
        ],
        "stay": len(before.keys() & after.keys()),
        "difference_before": _money(before.values()),
        "difference_after": _money(after.values()),
    }


def _described(finding: Row) -> Row:
    names = ("id", "rule", "entity", "project", "key", "field", "message")
    return {name: finding[name] for name in (*names, "facts_hash", "difference")}


def _money(findings: Iterable[Row]) -> str:
    """Differences in money alone: a quantity is no money."""
    amounts = (
        abs(Decimal(f["difference"]))
        for f in findings
        if f["difference"] and f["field"] not in QUANTITIES
    )
    return f"{sum(amounts, _ZERO):.2f}"


def _links(fixes: list[Fix]) -> Iterator[tuple[str, str, str, str, str]]:
    for place, fix in enumerate(fixes):
        if fix.kind == "link":
            code, number = (line.value for line in fix.lines[:2])
            yield fix.entity, code, number, "the plan", ""
        elif fix.write is not None and fix.write.links is not None:
            yield (*fix.write.links, _id(place), "the plan", "")


def _with_defaults(fixes: list[Fix], empty: Row) -> Iterator[Change]:
    for change in _changes(fixes):
        is_new = change.list == "budget_line" and change.key is None
        yield replace(change, defaults=empty) if is_new else change


def _changes(fixes: list[Fix]) -> Iterator[Change]:
    for place, fix in enumerate(fixes):
        if fix.kind == "import":
            yield _import(fix)
        elif fix.write is not None:
            yield from _write(fix.write, place)


def _id(place: int) -> str:
    """The id of a record that does not exist yet."""
    return str(_NEW_ID + place)


def _write(write: Write, place: int) -> list[Change]:
    path = write.path
    if _BUDGET in path:
        return _budget(write, place)
    if "/actions/add" in path:
        parts = path.split("/")
        row = {"id": int(parts[6]), "name": ""}
        return [Change("procore", "project_vendor", row, project_id=parts[4])]
    if path.endswith("/wbs_codes"):
        return []  # the budget line that needs it carries both codes itself
    if path.endswith("/direct_costs"):
        return _cost(write, place)
    listed = "project" if "/projects" in path else "company"
    if write.before is not None:
        return [Change("procore", listed, dict(write.after or {}), path.split("/")[-1])]
    made = {"id": int(_id(place)), **(write.after or {})}
    if "updates" in (write.body or {}):
        made["origin_id"] = (write.body or {})["updates"][0].get("origin_id")
    flag = "active" if listed == "project" else "is_active"
    return [Change("procore", listed, {flag: True, **made})]


def _budget(write: Write, place: int) -> list[Change]:
    values = dict(write.after or {})
    if write.before is not None:
        return [Change("procore", "budget_line", values, write.path.split("/")[-1])]
    body = write.body or {}
    codes = write.codes or {}
    row = {"id": int(_id(place)), "budget_row_id": _id(place), "budgeted": True}
    line = {**row, **codes, **values}
    project = str(body["project_id"])
    return [Change("procore", "budget_line", line, None, project, same=codes)]


def _cost(write: Write, place: int) -> list[Change]:
    project = write.path.split("/")[4]
    cost = (write.body or {})["direct_cost"]
    [line] = cost["line_items"]
    amount = line["manual_amount"]["number"]
    header = {k: v for k, v in cost.items() if k != "line_items"}
    person = {"employee": {"id": cost["employee_id"]}} if "employee_id" in cost else {}
    header |= {"id": int(_id(place)), "amount": amount, **person}
    made: Row = {
        "id": int(_id(place)) + 500_000,
        "holder": {"id": int(_id(place))},
        "amount": amount,
        "quantity": line["quantity"]["number"],
        "uom": line["uom"],
        "description": line["description"],
        "wbs_code": {"id": line["wbs_code_id"]},
    }
    codes = write.codes or {}
    # On a code without budget Procore makes a line at zero by itself.
    spare: Row = {"id": None, "budgeted": False, "original_budget_amount": "0.00"}
    return [
        Change("procore", "direct_cost", header, None, project),
        Change("procore", "direct_cost_line", made, None, project),
        Change(
            "procore",
            "budget_line",
            {**spare, **codes},
            None,
            project,
            same=codes,
            is_spare=True,
        ),
    ]


def _import(fix: Fix) -> Change:
    """An import row as the export would show it afterwards."""
    values: dict[str, Any] = {line.label: line.value for line in fix.lines}
    if fix.entity in ("activity", "modified_budget"):
        codes = {
            "project_code": values.pop("Project"),
            "activity_code": values.pop("Activity"),
        }
        if fix.entity == "activity":
            row = {"description": values["Name"]}
            return Change("maestro", "activity", row, codes)
        codes["group_code"] = values.pop("Group")
        row = {"amount": values["Modification"]}
        return Change("maestro", "modified_budget", row, codes)
    declared = entity_of(fix.entity)
    names = {f.maestro: f.name for f in declared.fields} if declared else {}
    row = {names[label]: value for label, value in values.items() if label != "Code"}
    if fix.field is None:
        row["status"] = "A"
    return Change("maestro", fix.entity, row, {"code": values["Code"]})
