"""What a cell changes in a seeded record: a field, or more where a word says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from recon.demo.company import Row
from recon.demo.costs import coded
from recon.demo.discrepancies.seeding import SeededRecord, Seeding
from recon.demo.discrepancies.tables import pairs

# Fields that a record is made without, with a value of their type.
_TYPED: dict[str, object] = {"tax_code_id": 0}


def change(seeding: Seeding, record: SeededRecord, side: str, cell: str) -> None:
    """Change a record on one side, as `name=value` pairs say.

    A name may lead into a row that hangs on the record (`line.quantity`) or into what
    a field holds (`items.0.new_materials`). All values are read before any is set.
    """
    asked = []
    for name, text in pairs(cell).items():
        row, last = _row_at(record, side, name)
        like = None if last in WORDS else row.get(last, _TYPED.get(last))
        asked.append((row, last, seeding.value_of(text, like)))
    for row, last, value in asked:
        if last in WORDS:
            WORDS[last](seeding, record, row, value)
        else:
            row[last] = value


def _row_at(record: SeededRecord, side: str, name: str) -> tuple[Row, str]:
    first, *path = name.split(".")
    if first in record.rows and path:
        row: Any = record.rows[first]
    else:
        row, path = record.rows[side], [first, *path]
    for step in path[:-1]:
        row = row[int(step)] if step.isdecimal() else row.setdefault(step, {})
    return row, path[-1]


def _absent(seeding: Seeding, record: SeededRecord, row: Row, _: str) -> None:
    """The side does not have the record: maestro* not its lines either."""
    company = seeding.company
    if row is record.rows.get("maestro"):
        for rows in company.maestro.values():
            _take_out(rows, record.added)
        return
    company.sites.pop(row["id"], None)
    site = company.sites.get(seeding.procore_project.get("id", 0), {})
    for held in (company.vendors, company.projects, *site.values()):
        for listed in held.values() if isinstance(held, dict) else [held]:
            if isinstance(listed, list):
                _take_out(listed, [row])


def _take_out(rows: list[Row], out: Iterable[Row]) -> None:
    gone = {id(row) for row in out}
    rows[:] = [row for row in rows if id(row) not in gone]


def _every_amount(_: Seeding, record: SeededRecord, row: Row, amount: str) -> None:
    """A document of one line has another amount, in its head and in the line."""
    if "direct_cost_type" in row:
        row |= {"amount": amount, "grand_total": amount}
        record.rows["line"] |= _amounts(amount)
        return
    line = record.rows["line"] if "grand_total" in row else row
    line |= _amounts(amount) | {"unit_cost": f"{Decimal(amount):.4f}"}
    if line is not row:
        _total(_, record, row, amount)


def _amounts(amount: str) -> Row:
    return {"amount": amount, "extended_amount": amount, "total_amount": amount}


def _total(_: Seeding, __: SeededRecord, row: Row, amount: str) -> None:
    """A contract has another total, its revised amount with it."""
    row["grand_total"] = amount
    if "revised_contract" in row:
        changes = Decimal(row["approved_change_orders"])
        row["revised_contract"] = f"{Decimal(amount) + changes:.2f}"


def _party(seeding: Seeding, _: SeededRecord, row: Row, code: str) -> None:
    """A document names another company."""
    linked = [v for v in seeding.company.vendors if v["origin_id"] == code]
    coded_so = [v for v in seeding.company.vendors if v["abbreviated_name"] == code]
    vendor = (linked + coded_so)[0]
    if "vendor_id" in row:
        row |= {"vendor_id": vendor["id"], "vendor": vendor["name"]}
    else:
        named = "name" if "name" in row["vendor"] else "company"
        row["vendor"] = {"id": vendor["id"], named: vendor["name"]}


def _employee(seeding: Seeding, _: SeededRecord, row: Row, code: str) -> None:
    """Hours name another employee."""
    user = next(u for u in seeding.company.users if u["employee_id"] == code)
    row["employee"] = {"id": user["id"], "name": user["name"]}


def _code(seeding: Seeding, _: SeededRecord, row: Row, code: str) -> None:
    """A line stands on another activity and group."""
    row |= coded(seeding.site, *code.split())


def _in_capitals(_: Seeding, __: SeededRecord, row: Row, name: str) -> None:
    """A field is written in capitals."""
    row[name] = row[name].upper()


def _kept_as(seeding: Seeding, record: SeededRecord, row: Row, entity: str) -> None:
    """maestro* keeps the record in another list."""
    for rows in seeding.company.maestro.values():
        _take_out(rows, [row])
    seeding.company.maestro[entity].append(row)


def _like(seeding: Seeding, _: SeededRecord, row: Row, label: str) -> None:
    """The record is in all fields as another one."""
    row |= seeding.records[label].rows["maestro"]


def _unreadable(seeding: Seeding, _: SeededRecord, row: Row, listed: str) -> None:
    """The account may not read a list of the project."""
    seeding.company.unreadable.append(f"{row['id']}/{listed}")


def _hidden(seeding: Seeding, _: SeededRecord, row: Row, listed: str) -> None:
    """Procore counts a row more in a list than it gives."""
    seeding.company.hidden_rows[f"{row['id']}/{listed}"] = 1


def _one_less(seeding: Seeding, _: SeededRecord, row: Row, listed: str) -> None:
    """The last row of a list of the project is gone."""
    seeding.company.site_of(row)[listed].pop()


WORDS: dict[str, Callable[[Seeding, SeededRecord, Row, str], None]] = {
    "absent": _absent,
    "every_amount": _every_amount,
    "total": _total,
    "party_as": _party,
    "employee_as": _employee,
    "coded_as": _code,
    "in_capitals": _in_capitals,
    "kept_as": _kept_as,
    "like": _like,
    "unreadable": _unreadable,
    "hidden_row_of": _hidden,
    "one_less_of": _one_less,
}
