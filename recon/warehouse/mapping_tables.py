"""Load the mapping into DuckDB, so that one query can ask of every entity."""

from __future__ import annotations

from recon.mapping import (
    COUNTRIES,
    ENTITIES,
    EVIDENCE,
    EXPORTED,
    GROUP_TYPES,
    PROVINCES,
    SETTINGS,
    TRANSACTION_TYPES,
    Field,
)
from recon.mapping.document_status import PROCORE_STATUSES
from recon.mapping.lists import PROCORE_LISTS, RESOLVERS
from recon.mapping.taxes import HARMONIZED, TAX_RATES, read_tax_rates
from recon.resources import shipped_text
from recon.warehouse.database import Database, insert_rows
from recon.workspace.config import Config


def load_mapping(db: Database, config: Config) -> None:
    """Make the tables of the schema `mapping`; settings take recon.toml's values."""
    db.execute(shipped_text("warehouse/staging/00_mapping.sql"))
    insert_rows(
        db,
        "mapping.entity",
        (
            (
                e.name,
                e.title,
                e.exchange,
                e.maestro_screen,
                e.procore_screen,
                ", ".join(e.key),
                e.direction,
                e.updates,
                e.who_wins,
                "; ".join(e.to_procore_needs),
                "; ".join(e.to_maestro_needs),
                " ".join(e.exclusion_tags),
                e.source,
                e.note,
            )
            for e in ENTITIES
        ),
    )
    insert_rows(
        db,
        "mapping.field",
        (
            (
                e.name,
                f.name,
                f.maestro,
                f.procore or f.derived,
                f.procore_label,
                f.kind,
                e.direction,
                f.maestro_length,
                f.procore_length,
                f.when_longer,
                f.over_length,
                f.compare,
                f.drift,
                f.is_required,
                f.note,
                *evidence(f),
                False,
                f.is_private,
                True,
            )
            for e in ENTITIES
            for f in e.fields
        ),
    )
    _load_lists(db)
    _load_settings(db, config)
    _load_taxes(db, config)
    _load_references(db)


def _load_lists(db: Database) -> None:
    """The lists of both systems: what each is about, and what rules rely on."""
    exports = [
        ("maestro", e.name, e.name, e.maestro_input or f"maestro.{e.name}", None)
        for e in EXPORTED
    ]
    lists = [
        ("procore", d.key, d.entity, d.input, list(d.documents) or None)
        for d in PROCORE_LISTS
    ]
    insert_rows(db, "mapping.list", [*exports, *lists])
    needs = {
        *(
            (row[3], n)
            for row, e in zip(exports, EXPORTED, strict=True)
            for n in e.passes_through
        ),
        *((d.input, n) for d in PROCORE_LISTS for n in d.passes_through),
        *((resolver, n) for resolver, through in RESOLVERS.items() for n in through),
    }
    insert_rows(db, "mapping.input_needs", sorted(needs))


def _load_settings(db: Database, config: Config) -> None:
    insert_rows(
        db,
        "mapping.setting",
        (
            (s.name, config.setting(s.name), s.default, s.evidence, s.note)
            for s in SETTINGS
        ),
    )
    zone = "Times of Procore are read in the company's zone."
    insert_rows(
        db,
        "mapping.setting",
        [("time_zone", config.company.time_zone, "America/Toronto", "company", zone)],
    )
    chosen = dict(p.split(":", 1) for p in config.setting("procore_types").split())
    insert_rows(
        db,
        "mapping.transaction_type",
        [(c, label, chosen[c]) for c, label, _ in TRANSACTION_TYPES if c in chosen],
    )


def _load_taxes(db: Database, config: Config) -> None:
    rates = (*TAX_RATES, *read_tax_rates(config.setting("tax_rates")))
    insert_rows(
        db,
        "mapping.tax_rate",
        (
            (place, r.name, r.province, r.rate, r.first, r.last, r.name != HARMONIZED)
            for place, r in enumerate(rates, start=1)
        ),
    )


def _load_references(db: Database) -> None:
    insert_rows(
        db,
        "mapping.region",
        (
            (kind, label.lower(), code)
            for kind, regions in (("province", PROVINCES), ("country", COUNTRIES))
            for code, labels in regions
            for label in (code, *labels)
        ),
    )
    insert_rows(
        db,
        "mapping.group_type",
        ((label.lower(), kind) for kind, labels, _ in GROUP_TYPES for label in labels),
    )
    insert_rows(
        db,
        "mapping.group_base_type",
        ((kind, base) for kind, _, bases in GROUP_TYPES for base in bases),
    )
    insert_rows(
        db,
        "mapping.procore_document_status",
        (
            (status, group)
            for group, statuses in PROCORE_STATUSES
            for status in statuses
        ),
    )


def evidence(field: Field) -> tuple[str, str, str]:
    """The evidence of the maestro* name, the Procore name and the rest, in words."""
    maestro, procore, rest = field.marks.split("/")
    return EVIDENCE[maestro], EVIDENCE[procore], EVIDENCE[rest]
