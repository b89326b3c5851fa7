"""Explain one finding in words, down to the records as they were received."""

from __future__ import annotations

import json
import textwrap
from contextlib import closing
from pathlib import Path
from typing import Any

from recon.errors import RuleError
from recon.mapping.characters import visible
from recon.mapping.lists import staged_as
from recon.plurals import counted
from recon.rules.check import findings_of
from recon.warehouse.database import Database, name, open_locked

_MOST = 5
_MASK = "(masked; see --with-names)"
_PERSONAL = (
    "name",
    "first_name",
    "last_name",
    "initials",
    "email_address",
    "business_phone",
    "mobile_phone",
    "address",
    "avatar",
)


def explain(build: Path, finding: str, *, with_names: bool = False) -> str:
    """A finding, its rule's explanation, and both sources. Takes an id or its start.

    Employees' names and hourly rates are masked unless `with_names`.

    Raises RuleError where no finding, or more than one, has such an id.
    """
    with closing(open_locked(build)) as db:
        found = list(findings_of(db, finding))
        if len(found) != 1:
            raise RuleError(
                what=f"{len(found) or 'No'} findings have an id like {finding!r}",
                where=build.name,
                next_step="Use an id from `recon check --json` or from the report",
            )
        return _described(db, found[0], with_names)


def _described(db: Database, finding: dict[str, Any], with_names: bool) -> str:
    rule = db.execute(
        "select title, explanation, source, who_wins, fix"
        " from result.rule where rule = ?",
        [finding["rule"]],
    ).fetchone()
    assert rule is not None
    title, explanation, source, who_wins, fix = rule
    key = ", ".join(f"{k} {v}" for k, v in finding["key"].items())
    lines = [
        f"{finding['id']}  {finding['severity']}  {title} ({finding['rule']})",
        f"{finding['entity']} {key}"
        + (f", project {finding['project']}" if finding["project"] else "")
        + (f", field {finding['field']}" if finding["field"] else ""),
        "",
        finding["message"],
        f"  maestro*    {_shown(finding['maestro_value'])}",
        f"  Procore     {_shown(finding['procore_value'])}",
    ]
    if finding["difference"] is not None:
        lines.append(f"  difference  {finding['difference']}  (Procore minus maestro*)")
    lines += ["", *textwrap.wrap(explanation, 79), f"Source: {source}."]
    if who_wins:
        lines.append(f"Who wins: {who_wins}.")
    if fix:
        lines.append(f"Fix: {fix}.")
    for system, shown in (("maestro", "maestro*"), ("procore", "Procore")):
        lines += _records(db, finding, system, shown, with_names)
    return visible("\n".join(lines))


def _shown(value: str | None) -> str:
    return "nothing" if value is None else value


def _records(
    db: Database, finding: dict[str, Any], system: str, shown: str, with_names: bool
) -> list[str]:
    sources = finding["sources"][system]
    count = finding["source_counts"][system]
    if not sources:
        return []
    lines = ["", f"{shown}: {counted(count, 'record')}"]
    for source in sources[:_MOST]:
        amount = f", amount {source['amount']}" if source["amount"] else ""
        lines.append(
            f"  pull {source['pull']}, {source['at']}, row {source['row']}{amount}"
        )
        lines += [f"    {line}" for line in _raw(db, system, source, with_names)]
    if count > _MOST:
        lines.append(f"  and {count - _MOST} more; `recon check --json` names them")
    return lines


def _raw(
    db: Database, system: str, source: dict[str, Any], with_names: bool
) -> list[str]:
    """The record as received: an export's row by its headers, Procore's by its keys."""
    listed = source["at"].split("/")[1]
    if system == "maestro":
        table = f"raw_maestro.{name(listed.split('.')[0])}"
        sheet = source["at"].partition("!")[2]
        cursor = db.execute(
            f'select * from {table} where "row #" = ?'
            " and coalesce(\"sheet #\", '') = ?",
            [source["row"], sheet],
        )
        labels = [column[0] for column in cursor.description or ()][2:]
        row = cursor.fetchone()
        pairs = zip(labels, row[2:] if row else (), strict=False)
        masked = set() if with_names else _private(db, listed.split(".")[0], source)
        return [
            f"{label}: {_MASK if label in masked else cell}"
            for label, cell in pairs
            if cell
        ]
    listed = staged_as(listed)
    row = db.execute(
        f'select json from raw_procore.{name(listed)} where file = ? and "row" = ?',
        [source["at"], source["row"]],
    ).fetchone()
    record = json.loads(row[0]) if row else {}
    if not with_names:
        record = {k: _masked(listed, k, v) for k, v in record.items()}
    return [f"{k}: {v}" for k, v in record.items() if v not in (None, "", [], {})][:20]


def _private(db: Database, entity: str, source: dict[str, Any]) -> set[str]:
    """The columns of an export's row that are masked.

    The name on a transaction is masked where it is an employee's, and the unit price
    where it is an hourly rate.
    """
    rows = db.execute(
        "select label, field from pull.private_column where entity = ?", [entity]
    ).fetchall()
    if entity == "project_cost":
        purchase = db.execute(
            "select 1 from maestro.project_cost"
            " where \"row\" = ? and procore_type = 'invoice'",
            [source["row"]],
        ).fetchone()
        if purchase is not None:
            return {label for label, field in rows if field == "hourly_rate"}
        return {label for label, _ in rows}
    return {label for label, field in rows if field != "unit_price"}


def _masked(listed: str, key: str, value: Any) -> Any:
    """A value of Procore's record; a person keeps the number only."""
    if listed == "user" and key in _PERSONAL:
        return _MASK
    if key == "employee" and isinstance(value, dict):
        return {"id": value.get("id")}
    return value
