"""Build the warehouse: a pull becomes typed tables that rules can ask."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from recon.errors import ExportError
from recon.mapping import ENTITIES, EXPORTED, Entity
from recon.mapping.characters import character_macros
from recon.mapping.lists import entity_of
from recon.resources import shipped_text
from recon.systems.maestro.exports import export_of, side_of
from recon.systems.procore.pull import is_in_scope
from recon.warehouse.cost_match import match_costs
from recon.warehouse.database import (
    Database,
    in_one_transaction,
    insert_rows,
    literal,
    name,
    open_build,
)
from recon.warehouse.drift import leave_out_lost_fields, note_fields
from recon.warehouse.line_match import pair_lines
from recon.warehouse.maestro_stage import stage_export, stage_nothing
from recon.warehouse.mapping_tables import load_mapping
from recon.warehouse.overlay import Changes, change_maestro
from recon.warehouse.procore_stage import stage_procore
from recon.warehouse.procore_values import reject_values
from recon.warehouse.recorded import (
    load_control_totals,
    load_counts,
    load_decisions,
)
from recon.warehouse.row_content import read_row_contents
from recon.workspace import Workspace
from recon.workspace.config import Config, MaestroSide
from recon.workspace.pulls import Pull

# What is judged of cost lines, once they are matched.
COST_STEPS = (
    "09_cost_drift",
    "09_netted",
    "09_tax",
    "09_taxed",
    "09_order_invoice",
    "09_cost_text",
    "09_cost_state",
    "09_tie_out",
    "09_twin",
    "09_invoice",
)

_CONTRACTS = (
    "purchase_order",
    "subcontract",
    "change_order",
    "prime_contract",
    "prime_change_order",
)
# Where each entity's mapped fields stand: the table, its key, and what narrows it.
_MAESTRO_TABLES = {
    "project": ("maestro.project", "project_key", "true"),
    "supplier": ("maestro.party", "code_norm(code)", "entity = 'supplier'"),
    "customer": ("maestro.party", "code_norm(code)", "entity = 'customer'"),
    "activity": ("maestro.activity", "concat(project_key, '|', activity_key)", "true"),
    **{e: ("maestro.contract", "source", f"entity = '{e}'") for e in _CONTRACTS},
}
_PROCORE_TABLES = {
    "project": ("procore.project", "procore_id"),
    "supplier": ("procore.company", "procore_id"),
    "customer": ("procore.company", "procore_id"),
    "activity": ("procore.activity", "cost_code_id"),
    **{e: ("procore.contract", "procore_id", f"entity = '{e}'") for e in _CONTRACTS},
}


@dataclass(frozen=True)
class Overlay:
    """What is laid over a pull: recorded links, and the changes of a forecast.

    A link is an entity, a maestro* code, a Procore id, who decided it and the day.
    """

    links: tuple[tuple[str, str, str, str, str], ...] = ()
    changes: Changes = field(default_factory=Changes)


def build_warehouse(
    workspace: Workspace,
    pull: Pull,
    path: Path,
    *,
    threads: int | None = None,
    overlay: Overlay | None = None,
) -> None:
    """Make a build from a pull: raw, typed, linked and described tables.

    `overlay` are links that people decided, and the changes of a forecast.

    Raises ExportError where an export does not fit its profile; pulls stay as they are.
    """
    with (
        tempfile.TemporaryDirectory(prefix="recon-") as work,
        closing(open_build(path, threads=threads)) as db,
    ):
        _build(db, workspace, pull, Path(work), overlay or Overlay())


def _build(
    db: Database, workspace: Workspace, pull: Pull, work: Path, overlay: Overlay
) -> None:
    config = workspace.config
    with in_one_transaction(db):
        load_mapping(db, config)
        db.execute(character_macros())
        run_steps(db, "01_begin")
        _load_manifest(db, pull)
    for entity in EXPORTED:
        _stage_maestro(db, entity, pull, config.maestro, work)
        change_maestro(db, entity.name, overlay.changes.of("maestro", entity.name))
    with in_one_transaction(db):
        load_control_totals(db, pull)
        load_counts(db, pull)
        load_decisions(db, workspace.links, overlay.links)
        stage_procore(db, pull, work, overlay.changes)
        _type(db, pull, config)


def _type(db: Database, pull: Pull, config: Config) -> None:
    leave_out_lost_fields(db, pull)
    note_fields(db, pull)
    run_steps(db, "02_link", "02_pair", "03_code", "03_budget_code", "03_budget")
    run_steps(db, "03_company", "03_calibration")
    reject_values(db)
    run_steps(db, "03_document_status", "04_party")
    run_steps(db, "04_procore_contract", "04_procore_line")
    run_steps(db, "04_maestro_contract", "04_change_order_link", "04_contract_link")
    run_steps(db, "04_document_gone", "04_contract_line")
    pair_lines(db)
    run_steps(db, "04_line_difference", "04_line_alone", "04_modified_budget")
    run_steps(db, "05_maestro_cost", "05_procore_cost", "05_holdback")
    run_steps(db, "06_record", "06_conservation")
    _make_field_values(db)
    run_steps(db, "06_misread")
    read_row_contents(db)
    run_steps(db, "07_input", "07_holdback_regime")
    _count_loaded(db)
    _load_scope(db, config)
    run_steps(db, "08_document_source", "08_source")
    match_costs(db)
    run_steps(db, *COST_STEPS, "10_use")
    run_steps(db, "11_doubted_row", "11_row_doubt", "11_list_doubt")


def run_steps(db: Database, *steps: str) -> None:
    """Run steps of staging, by the names of their files."""
    for step in steps:
        db.execute(shipped_text(f"warehouse/staging/{step}.sql"))


def _load_manifest(db: Database, pull: Pull) -> None:
    rows = [
        (
            entry.system,
            entry.entity,
            entity_of(entry.entity),
            entry.project_id,
            entry.request,
            entry.started,
            entry.ended,
            entry.rows,
            entry.total,
            entry.is_complete,
            entry.reason,
            entry.since,
        )
        for entry in pull.entries
    ]
    insert_rows(db, "pull.manifest", rows)


def _stage_maestro(
    db: Database, entity: Entity, pull: Pull, side: MaestroSide, work: Path
) -> None:
    for note in pull.about.get("maestro", {}).get("notes", {}).get(entity.name, ()):
        db.execute(
            "insert into pull.file_note values (?, ?, ?, ?, ?)",
            [entity.name, note["kind"], note["text"], note["is_doubt"], note["rows"]],
        )
    try:
        export = export_of(entity, pull, side, work)
        if export is None:
            stage_nothing(db, entity)
            return
        files = (e.files for e in pull.entries if e.entity == entity.name)
        at = next(found for found in files if found)[0].path
        stage_export(db, export, at, side_of(pull, side, entity.name))
    except ExportError as error:
        _leave_unread(db, entity, error)


def _leave_unread(db: Database, entity: Entity, error: ExportError) -> None:
    """A list that does not fit its profile is not read; the others are."""
    stage_nothing(db, entity)
    db.execute(
        "delete from pull.reject where system = 'maestro' and entity = ?", [entity.name]
    )
    db.execute(
        "update pull.manifest set is_complete = false, reason = ?"
        " where system = 'maestro' and list = ?",
        [f"{error.what} ({error.where}). {error.next_step}", entity.name],
    )


def _make_field_values(db: Database) -> None:
    """One row for each mapped field of each record, as shown and as compared."""
    for system, tables in (("maestro", _MAESTRO_TABLES), ("procore", _PROCORE_TABLES)):
        parts = []
        for entity in ENTITIES:
            if entity.name not in tables:
                continue
            table, key, *narrowed = tables[entity.name]
            where = narrowed[0] if narrowed else "true"
            for column in entity.fields:
                if column.compare != "none" or column.maestro_length is not None:
                    parts.append(
                        f"select '{entity.name}' as entity, '{column.name}' as field,"
                        f" {key} as record_key, source,"
                        f" cast({name(column.name)} as varchar) as value,"
                        f" {literal(column.compare)} as kind,"
                        f" {column.kind == 'code'} as is_code"
                        f" from {table} where {where}"
                    )
        db.execute(
            f"""
            create table {system}.field_value as
            with
                listed as materialized ({" union all ".join(parts)}),
                -- A placeholder counts as empty: it is compared with nothing.
                known as (
                    select *, case
                        when is_code then seen(value)
                        when kind not in (
                            'text', 'letters', 'email', 'digits', 'licence'
                        ) or not is_placeholder(value) then value
                    end as compared_value
                    from listed
                    where value is not null
                )
            select
                l.entity, l.field, l.record_key, l.source, l.value,
                coalesce(r.code, compared(l.kind, l.compared_value)) as compare_value
            from known l
            left join (
                select kind, name_key, min(code) as code
                from mapping.region group by all
            ) r on r.kind = l.kind and r.name_key = lower(clean(l.value))
            """
        )


def _count_loaded(db: Database) -> None:
    """Count the rows of each export and sum its amounts, which totals stated prove."""
    parts = []
    for entity in EXPORTED:
        is_summed = any(field.name == "amount" for field in entity.fields)
        amount = "coalesce(sum(amount), 0)" if is_summed else "0.00"
        parts.append(
            f"select '{entity.name}' as entity, unnest(['rows', 'amount']) as measure,"
            f" unnest([cast(count(*) as varchar), cast({amount} as varchar)]) as value"
            f" from stage.{entity.name}"
        )
    db.execute(f"create table pull.loaded as {' union all '.join(parts)}")


def _load_scope(db: Database, config: Config) -> None:
    """Say of each project code whether [scope] takes it in."""
    db.execute("create table pull.scope (project_key varchar, is_in_scope boolean)")
    rows = db.execute(
        """
        select distinct project_key from (
            select project_key from maestro.project
            union all select project_key from procore.project
            union all select project_key from procore.site
            union all select project_key from maestro.original_budget
            union all select project_key from maestro.activity
        ) where project_key is not null order by all
        """
    ).fetchall()
    scoped = [(key, is_in_scope(key, config)) for (key,) in rows]
    insert_rows(db, "pull.scope", scoped)
