"""Each list of Procore is declared once, and what is declared is what is read."""

from __future__ import annotations

import re
from pathlib import Path

import recon
from recon.mapping import ENTITIES, EXPORTED
from recon.mapping.lists import (
    PROCORE_LISTS,
    columns_of,
    entity_of,
    lists_of,
    staged_as,
    tables,
    top_names,
)
from recon.warehouse.database import Database
from recon.workspace import Workspace
from recon.workspace.pulls import latest_pull, read_manifest

PACKAGE = Path(recon.__file__).parent


def test_no_address_of_procore_stands_outside_the_mapping() -> None:
    found = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*")
        if path.suffix in (".py", ".sql", ".toml") and "_shipped" not in path.parts
        if "/rest/v" in path.read_text(encoding="utf-8")
    }

    # The sandbox stands for Procore: it has its own addresses.
    assert found == {"mapping", "sandbox"}


def test_every_name_the_mapping_gives_is_read_in_its_lists() -> None:
    for entity in ENTITIES:
        for field in entity.fields:
            for listed in lists_of(entity, field):
                read = {column.name for column in columns_of(listed)}
                assert set(top_names(field)) <= read, f"{entity.name}.{field.name}"


def test_what_a_list_says_of_a_field_is_said_of_a_field_of_the_mapping() -> None:
    for declared in PROCORE_LISTS:
        of = {f.of for f in declared.fields if f.of}
        fed = {
            field.name
            for column in (columns_of(declared.staged_as) if of else ())
            for _, field in column.fields
        }
        assert of <= fed, declared.name


def test_lists_of_one_table_are_read_alike() -> None:
    for declared in PROCORE_LISTS:
        if declared.fields:
            assert declared.fields == tables()[declared.staged_as].fields


def test_a_recorded_name_leads_to_its_list_whatever_was_filled_in() -> None:
    assert staged_as("commitment_line/work_order/4711") == "commitment_line"
    assert staged_as("company_inactive") == "company"
    assert entity_of("potential_line/prime/12/13") == "change_order_line"
    assert entity_of("company_tag/NOT/MAESTRO") == "company"
    assert entity_of("a list of another version") == "a list of another version"


def test_every_list_of_a_pull_is_declared(demo: Workspace) -> None:
    pulled = read_manifest(latest_pull(demo.pulls))
    keys = {declared.key for declared in PROCORE_LISTS}
    recorded = {entry.entity for entry in pulled.entries if entry.system == "procore"}

    unknown = {r for r in recorded if not _keys(r) & keys}

    assert unknown == set()
    assert set(tables()) == {staged_as(r) for r in recorded} - {"procore_company"}


def test_what_rules_rely_on_leads_to_what_it_passes_through(db: Database) -> None:
    rows = db.execute(
        "select needs from pull.input_needs where input = 'procore.modified_budget'"
    ).fetchall()

    assert {"procore.original_budget", "procore.activity", "procore.project"} <= {
        row[0] for row in rows
    }


def _keys(recorded: str) -> set[str]:
    parts = re.split("/", recorded)
    return {parts[0], "/".join(parts[:2])}


def test_the_rows_and_amounts_of_every_declared_export_are_counted(
    db: Database,
) -> None:
    counted = db.execute("from pull.loaded order by all").fetchall()

    assert counted == sorted(
        (entity.name, measure, value)
        for entity in EXPORTED
        for measure, value in (("amount", "0.00"), ("rows", "0"))
    )
