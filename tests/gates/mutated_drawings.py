"""Records that the demo company does not have, drawn for the gate of the mapping.

The demo's office exports in French; here every list has the English columns, one row
each. And values of just as many characters as maestro* takes, and of one more.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from recon.errors import ExportError
from recon.mapping import EXPORTED
from recon.mapping.characters import character_macros
from recon.resources import shipped_text
from recon.systems import doctor
from recon.warehouse import build
from recon.warehouse.database import Database, open_build
from recon.warehouse.maestro_stage import stage_nothing
from recon.warehouse.mapping_tables import load_mapping
from recon.workspace.config import Config, MaestroSide
from tests.drawing import fill, run_rule
from tests.exports import stage

EXPORTS = {
    "project": """
        Number                                  A-1
        Description                             Text 2
        Detailed Description                    Text 3
        Address                                 Text 4
        City                                    Text 5
        Province                                Text 6
        Country/Region                          Text 7
        Postal Code                             Text 8
        Phone                                   Text 9
        Start Date                              2026-10-02
        Closing Date                            2026-10-03
        Status                                  A
        Synchronize this project with Procore   Y
        Prefix                                  A-14
        Customer                                A-15
        Synchronization Start Date              2026-10-08
        Last Transaction Date                   2026-10-09
        Procore ID                              A-18
    """,
    "activity": """
        Project                                 A-1
        Activity                                A-2
        Description                             Text 3
        Active                                  Y
    """,
    "cost_group": """
        Code                                    A-1
        French Description                      Text 2
        English Description                     Text 3
        Type                                    Material
    """,
    "budget_line": """
        Project                                 A-1
        Activity                                A-2
        Group                                   A-3
        Budget                                  14,25
        Budget Quantity                         5,5
    """,
    "modified_budget": """
        Project                                 A-1
        Activity                                A-2
        Group                                   A-3
        Modification                            14,25
        Modification Quantity                   5,5
    """,
    "supplier": """
        Code                                    A-1
        Name                                    Text 2
        Address                                 Text 3
        City                                    Text 4
        Province                                Text 5
        Country                                 Text 6
        Postal Code                             Text 7
        Phone                                   Text 8
        Fax                                     Text 9
        Email                                   Text 10
        RBQ Number                              Text 11
        Status                                  A
        Synchronize                             Y
        Procore ID                              A-14
    """,
    "customer": """
        Code                                    A-1
        Name                                    Text 2
        Address                                 Text 3
        City                                    Text 4
        Province                                Text 5
        Country                                 Text 6
        Postal Code                             Text 7
        Phone                                   Text 8
        Fax                                     Text 9
        Email                                   Text 10
        RBQ Number                              Text 11
        Status                                  A
        Synchronize                             Y
        Procore ID                              A-14
    """,
    "project_cost": """
        Project                                 A-1
        Transaction No.                         A-2
        Line                                    A-3
        Type                                    1
        Empl./Suppl.                            A-5
        Name (Empl./Suppl.)                     Text 6
        Invoice No.                             A-7
        Order No.                               A-8
        Date                                    2026-10-01
        Accounting Date                         2026-10-02
        Entry Date                              2026-10-03
        Status                                  A
        Activity                                A-13
        Group                                   A-14
        Description                             Text 15
        Quantity                                16,5
        Unit                                    Text 17
        Unit Price                              18,5
        Amount                                  119,25
        Hourly Rate                             20,5
    """,
    "purchase_order": """
        Number                                  A-1
        Project                                 A-2
        External No.                            A-3
        Supplier Code                           A-4
        Status                                  A
        Order Date                              2026-10-07
        Delivery                                2026-10-08
        Memo                                    Text 8
        Holdback %                              9,5
        Revised Amount                          110,25
    """,
    "subcontract": """
        Number                                  A-1
        Project                                 A-2
        External No.                            A-3
        Supplier Code                           A-4
        Status                                  A
        Contract Date                           2026-10-07
        Delivery Date                           2026-10-08
        Details                                 Text 8
        Memo                                    Text 9
        Holdback %                              10,5
        Revised Amount                          111,25
    """,
    "commitment_line": """
        Number                                  A-1
        Line                                    A-2
        Activity                                A-3
        Group                                   A-4
        Description                             Text 5
        Quantity                                6,5
        Unit                                    Text 7
        Unit Price                              8,5
        Amount                                  19,25
    """,
    "change_order": """
        Contract No.                            A-1
        Change Order                            A-2
        Date                                    2026-10-04
        Supplier                                A-4
        Status                                  A
        Transfer: Invoicing                     Y
        Transfer: Orders                        Y
        Transfer: Budget Modifications          Y
    """,
    "change_order_line": """
        Contract No.                            A-1
        Change Order                            A-2
        No.                                     A-3
        Activity                                A-4
        Group                                   A-5
        Description                             Text 6
        Quantity                                7,5
        Unit                                    Text 8
        Unit Price                              9,5
        Amount                                  110,25
    """,
    "prime_change_order": """
        Project                                 A-1
        Change Order                            A-2
        No.                                     A-3
        Status                                  A
        Description                             Text 5
        Activity                                A-6
        Quantity                                7,5
        Unit                                    Text 8
        Unit Price                              9,5
    """,
    "prime_contract": """
        Project                                 A-1
        Description                             Text 2
        Customer Code                           A-3
        Start Date                              2026-10-05
        Delivery Date                           2026-10-06
        Holdback %                              6,5
        Amount                                  17,25
        Progress                                Text 8
        Status                                  A
    """,
    "prime_contract_line": """
        Project                                 A-1
        Line                                    A-2
        Activity                                A-3
        Description                             Text 4
        Quantity                                5,5
        Unit                                    Text 6
        Unit Price                              7,5
        Amount                                  18,25
    """,
    "employee": """
        Employee No.                            A-1
        Name                                    Text 2
        Email                                   Text 3
        Status                                  A
    """,
}
LONGEST = """
    entity          field             characters
    project         project_code      10
    project         name              100
    project         address           40
    project         city              60
    supplier        code              10
    supplier        name              60
    supplier        address           100
    supplier        city              60
    supplier        province          30
    supplier        rbq_number        10
    customer        code              10
    customer        name              60
    customer        address           100
    customer        city              60
    customer        province          30
    customer        rbq_number        10
    purchase_order  external_number   40
    subcontract     external_number   40
"""

COMPARED = """
    project            name description address city province country postal_code
    project            phone start_on closing_on
    activity           description
    supplier           name address city province country postal_code phone fax
    supplier           email rbq_number
    customer           name address city province country postal_code phone fax
    customer           email rbq_number
    purchase_order     party_code contract_on delivery_on text
    subcontract        party_code contract_on delivery_on text
    change_order       contract_on party_code
    prime_change_order text
    prime_contract     text party_code contract_on delivery_on accounting_method
"""


# The macros by which days are judged stand at the head of the next step.
_LINKS = Path(build.__file__).parent / "staging" / "02_link.sql"
_DAYS = _LINKS.read_text(encoding="utf-8").partition("create macro is_other")[0]


def make_begun(path: Path) -> None:
    """A build as it is before anything is staged."""
    with closing(open_build(path)) as db:
        load_mapping(db, Config())
        db.execute(character_macros())
        build.run_steps(db, "01_begin")


def begun(path: Path, at: Path, config: Config) -> Database:
    """A build as it is before anything is staged, with the mapping loaded afresh."""
    shutil.copyfile(at / "begun.duckdb", path)
    db = open_build(path)
    db.execute("drop schema mapping cascade")
    for macro in re.findall(
        r"create macro (\w+)", shipped_text("warehouse/staging/00_mapping.sql")
    ):
        db.execute(f"drop macro {macro}")
    load_mapping(db, config)
    db.execute(_DAYS)
    return db


def _cells(name: str) -> list[list[str]]:
    lines = EXPORTS[name].strip().splitlines()
    return [re.split(r"\s{2,}", line.strip()) for line in lines]


def _text(cells: list[list[str]]) -> str:
    return "\n".join(";".join(row) for row in zip(*cells, strict=True)) + "\n"


def typed(db: Database, name: str) -> Iterator[Any]:
    """The row of a drawn export, as it is typed."""
    [entity] = [entity for entity in EXPORTED if entity.name == name]
    stage_nothing(db, entity)
    try:
        yield from stage(db, name, _text(_cells(name)))
    except ExportError as error:
        yield error.what


def refused(folder: Path, name: str) -> Iterator[Any]:
    """What is said of a drawn export without one of its columns, each in turn."""
    [entity] = [entity for entity in EXPORTED if entity.name == name]
    cells = _cells(name)
    for place in range(len(cells)):
        path = folder / f"{name}.csv"
        path.write_text(_text(cells[:place] + cells[place + 1 :]), encoding="utf-8")
        try:
            yield doctor._diagnose_export(entity, path, MaestroSide(), folder).seen
        except ExportError as error:
            yield error.what


def too_long(db: Database) -> Any:
    """What is found of values as long as they may be, and one character longer."""
    for number, line in enumerate(LONGEST.strip().splitlines()[1:], start=1):
        entity, field, characters = line.split()
        for more in (0, 1):
            key, value = f"{number}{more}", "X" * (int(characters) + more)
            fill(
                db,
                "procore.record",
                f"""
                entity    procore_id  code
                {entity}  {key}       R{key}
                """,
            )
            fill(
                db,
                "procore.field_value",
                f"""
                entity    field    record_key  value
                {entity}  {field}  {key}       {value}
                """,
            )
    return run_rule(db, "value_over_length")


def different(db: Database) -> Any:
    """What is found of linked records that differ in every compared field."""
    db.execute("update mapping.field set is_exported = true")
    tables = {"project": "project", "activity": "activity"}
    tables |= {"supplier": "party", "customer": "party"}
    lines = [line.split() for line in COMPARED.strip().splitlines()]
    for entity in dict.fromkeys(line[0] for line in lines):
        of_code = "project_code" if entity == "project" else "code"
        of_code = "activity_code" if entity == "activity" else of_code
        kind = "" if entity in ("project", "activity") else f"entity={entity}"
        _insert(
            db,
            f"maestro.{tables.get(entity, 'contract')}",
            **dict([kind.split("=")] if kind else []),
            **{of_code: "C1", "source": f"{entity}#1"},
        )
        pair = {"entity": entity, "code_key": "C1", "procore_id": "77"}
        sources = {"maestro_source": f"{entity}#1", "procore_source": f"{entity}#2"}
        _insert(db, "link.pair", **pair, **sources)
    for entity, *fields in lines:
        for field in fields:
            of = {"entity": entity, "field": field}
            one = {"value": "one", "compare_value": "one"}
            other = {"value": "other", "compare_value": "other"}
            key = {"source": f"{entity}#1"}
            _insert(db, "maestro.field_value", **of, **key, **one)
            _insert(db, "procore.field_value", **of, record_key="77", **other)
    return run_rule(db, "field_differs")


def _insert(db: Database, table: str, **row: str) -> None:
    marks = ", ".join("?" for _ in row)
    db.execute(
        f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values())
    )
