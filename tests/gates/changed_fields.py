"""Draws of one changed field made into changes of a clean company's records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from recon.mapping import ENTITIES
from recon.warehouse.database import Database
from recon.warehouse.overlay import Change

Row = dict[str, Any]
# Lists whose records belong to no project; a draw of them alone takes a record of its own.
COMPANY_WIDE = ("supplier", "customer", "employee", "company", "user", "cost_group")
OWN_RECORDS = ("supplier", "customer", "employee")
CODES = ("code", "project_code", "abbreviated_name", "project_number")
# Of every project: they do not tell one draw from another.
SHARED = (
    "activity_code",
    "group_code",
    "project_id",
    "transaction_on",
    "accounting_on",
)
KEYS = {entity.name: entity.key for entity in ENTITIES}
TAXES = Decimal("1.14975")
NEVER_REPEATED = 7_000_000_000_000


@dataclass(frozen=True)
class Draw:
    """One field that changes, the rules that then speak, and what must stand before."""

    field: str
    place: str
    value: str
    rules: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def entity(self) -> str:
        return self.field.partition(".")[0]

    @property
    def is_of_project(self) -> bool:
        """Whether it takes a project of its own, or a company-wide record."""
        places = [self.place, *(re.split("[ =]", step)[0] for step in self.given)]
        lists = {place.split(".")[1].split("#")[0] for place in places}
        return self.entity not in OWN_RECORDS or not lists <= set(COMPANY_WIDE)


def read_draws(text: str) -> list[Draw]:
    """The draws of a table: field, changed in, row, value, rules, given."""
    draws = []
    for line in text.strip().splitlines()[1:]:
        named, where, row, value, rules, *given = re.split(r"\s{2,}", line.strip())
        entity, _, name = named.partition(".")
        place = where if where != "maestro" else f"maestro.{entity}.{name}"
        system, listed, path = place.split(".", 2)
        place = f"{system}.{listed}#{row}.{path}"
        setting = tuple("; ".join(given).split("; ")) if given else ()
        draws.append(Draw(named, place, value, tuple(rules.split(", ")), setting))
    return draws


@dataclass
class Touch:
    """What one draw does to the company, and the codes by which it is recognised."""

    draw: Draw
    before: list[Change]
    after: list[Change]
    codes: set[str]


@dataclass
class Place:
    """The project, or the company-wide record, in which one draw is made."""

    records: dict[str, dict[str, dict[str, list[Row]]]]
    code: str
    number: int
    is_project: bool
    codes: set[str] = field(default_factory=set)
    copies: dict[str, tuple[Row, Row]] = field(default_factory=dict)
    last_copy: Any = None

    def read(self, place: str) -> tuple[str, str, str, Row]:
        """System, list, path and record of a place."""
        system, rest = place.split(".", 1)
        listed_and_row, _, path = rest.partition(".")
        listed, _, row = listed_and_row.partition("#")
        return system, listed, path, self.record(system, listed, row or "1")

    def record(self, system: str, listed: str, row: str) -> Row:
        homes = self.records[system][listed]
        if listed in COMPANY_WIDE and "" in homes:
            if not self.is_project:
                own = [r for r in homes[""] if code_of(r) == self.code]
                if own:
                    return own[0]
            return homes[""][int(row) - 1]
        if self.code not in homes:
            [site] = self.records[system]["project"][self.code]
            return {"project_id": site["id"]}
        mine = homes[self.code]
        if row == "used":
            line = self.records["maestro"]["budget_line"][self.code][0]
            used = {line["activity_code"], line["group_code"]}
            names = ("activity_code", "full_code", "code")
            return next(r for r in mine if used & {r.get(name) for name in names})
        return mine[int(row) - 1]

    def fresh(self, word: str, old: Any) -> Any:
        """A code that no other record has, or an amount."""
        made: Any = f"{'QW'[word.startswith('new2')]}{self.number:03}"
        made += word.removeprefix("new2").removeprefix("new")
        if isinstance(old, Decimal):
            made = Decimal(f"8{self.number:05}.17")
        self.codes.add(str(made))
        return made

    def spare(self, path: str) -> str:
        """The code, or the id in Procore, of a project that no draw takes."""
        code = max(self.records["maestro"]["project"])
        [site] = self.records["procore"]["project"][code]
        return str(site["id"]) if path == "project_id" else code

    def value(self, word: str, record: Row, path: str, others: list[Row]) -> Any:
        """What a drawn value stands for."""
        old = at(record, path)
        if word.startswith("new"):
            return self.fresh(word, old)
        if word.startswith("@") and len(word) > 1:
            _, _, other_path, source = self.read(word[1:])
            return at(source, other_path)
        if re.fullmatch(r"[A-Z]\*\d+", word):
            made = word[0] * int(word[2:])
            self.codes |= {made} if path in CODES else set()
            return made
        words: dict[str, Callable[[], Any]] = {
            "-": lambda: None,
            "true": lambda: True,
            "false": lambda: False,
            "copy": lambda: self.last_copy,
            "spare": lambda: self.spare(path),
            "unseen": lambda: f"{old}\u200b",
            "taxed": lambda: round(old * TAXES, 2),
            "double": lambda: old * 2,
            "later": lambda: old + timedelta(400),
            "other": lambda: next(
                r[path] for r in others if r.get(path) not in (old, None)
            ),
        }
        return words[word]() if word in words else word


def at(record: Row, path: str) -> Any:
    """The value at a path of a record."""
    value: Any = record
    for part in path.split("."):
        if isinstance(value, list):
            value = value[int(part)] if part.isdigit() else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def laid_over(record: Row, values: dict[str, Any]) -> Row:
    """The fields of a record that values at paths change, each field whole."""
    whole = deepcopy(record)
    for path, value in values.items():
        inner: Any = whole
        *parts, last = path.split(".")
        for part in parts:
            if isinstance(inner, list):
                inner = inner[int(part)]
            else:
                if not isinstance(inner.get(part), dict | list):
                    inner[part] = {}
                inner = inner[part]
        inner[last] = value
    return {name: whole[name] for name in {path.split(".")[0] for path in values}}


def code_of(record: Row) -> str:
    names = ("code", "employee_code", "abbreviated_name", "employee_id")
    return next((str(record[name]) for name in names if record.get(name)), "")


def touches(db: Database, draws: list[Draw]) -> list[Touch]:
    """What each draw does, in a project or to a record of its own."""
    records = {
        system: {listed: by_project(db, system, listed) for listed in lists}
        for system, lists in listed_in(draws).items()
    }
    projects = iter(sorted(records["maestro"]["project"]))
    own = {
        entity: iter([code_of(r) for r in records["maestro"][entity][""]])
        for entity in OWN_RECORDS
    }
    made = []
    for number, draw in enumerate(draws, start=1):
        code = next(projects if draw.is_of_project else own[draw.entity])
        made.append(touch(Place(records, code, number, draw.is_of_project), draw))
    return made


def touch(place: Place, draw: Draw) -> Touch:
    """The changes of one draw."""
    place.codes.add(place.code)
    given = [set_up(place, step) for step in draw.given]
    system, listed, path, record = place.read(draw.place)
    copied = record
    if f"{system}.{listed}" in place.copies:
        record, copied = place.copies[f"{system}.{listed}"]
    homes = place.records[system][listed]
    others = [row for rows in homes.values() for row in rows]
    new: Any = (
        at(copied, path)
        if draw.value == "copied"
        else place.value(draw.value, record, path, others)
    )
    if draw.value in ("copied", "other", "spare") and path not in SHARED:
        place.codes.add(str(new))
    if path == "project_id":
        # A record of Procore is in the project it is listed under: its copy moves there.
        *rest, copy = given
        return Touch(draw, given, [*rest, replace(copy, project_id=new)], place.codes)
    change = changed(system, listed, record, {path: new})
    return Touch(draw, given, [*given, change], place.codes)


def set_up(place: Place, step: str) -> Change:
    """One step of what stands before: a value laid over a record, or a copy of one."""
    if not step.startswith("+"):
        where, _, word = step.partition("=")
        system, listed, path, record = place.read(where)
        value = place.value(word, record, path, [])
        return changed(system, listed, record, {path: value})
    where, *settings = step[1:].split(" ")
    system, listed, _, record = place.read(where)
    words = dict(setting.split("=", 1) for setting in settings)
    values = {path: place.value(w, record, path, []) for path, w in words.items()}
    copy = {**record, **laid_over(record, values)}
    if system == "procore":
        copy["id"] = NEVER_REPEATED + 100 * place.number + len(place.copies)
        place.last_copy = copy["id"]
    place.copies[f"{system}.{listed}"] = (copy, record)
    if system == "procore":
        home = copy["project_id"]
        values = {k: v for k, v in copy.items() if k != "project_id"}
        return Change(system, listed, values, None, str(home) if home else None)
    plain = {k: v for k, v in copy.items() if k not in ("source", "file", "row")}
    return Change(system, listed, plain, {k: copy[k] for k in key_of(listed, copy)})


def key_of(listed: str, record: Row) -> list[str]:
    return [k for k in KEYS[listed] if k in record]


def changed(system: str, listed: str, record: Row, values: dict[str, Any]) -> Change:
    """Values laid over one record."""
    key = (
        {k: record[k] for k in key_of(listed, record)}
        if system == "maestro"
        else str(record["id"])
    )
    return Change(system, listed, laid_over(record, values), key)


def listed_in(draws: list[Draw]) -> dict[str, set[str]]:
    """The lists that draws read, by system."""
    lists: dict[str, set[str]] = {
        "maestro": {"project", "budget_line", *OWN_RECORDS},
        "procore": {"project"},
    }
    for draw in draws:
        text = " ".join((draw.place, draw.value, *draw.given))
        for system, listed in re.findall(r"\b(maestro|procore)\.(\w+)", text):
            lists[system].add(listed)
    return lists


def by_project(db: Database, system: str, listed: str) -> dict[str, list[Row]]:
    """The records of a list by their project, those of no project by an empty code."""
    rows = received(db, system, listed)
    homes: dict[Any, str] = {}
    if system == "procore":
        homes = {p["id"]: p["project_number"] for p in received(db, system, "project")}
    elif listed in ("commitment_line", "change_order", "change_order_line"):
        orders = received(db, system, "purchase_order") + received(
            db, system, "subcontract"
        )
        homes = {order["number"]: order["project_code"] for order in orders}
    found: dict[str, list[Row]] = {}
    for row in rows:
        home = row.get("project_code") or row.get("project_number")
        for name in ("project_id", "contract_number", "number"):
            home = home or homes.get(row.get(name))
        found.setdefault(home or "", []).append(row)
    return found


def received(db: Database, system: str, listed: str) -> list[Row]:
    """The records of a list: typed where maestro*'s, as received where Procore's."""
    if system == "procore":
        table = f"raw_procore.{listed}"
        rows = db.execute(f'select project_id, json from {table} order by file, "row"')
        return [
            {**json.loads(text), "project_id": project and int(project)}
            for project, text in rows.fetchall()
        ]
    cursor = db.execute(f'select * from stage.{listed} order by file, "row"')
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
