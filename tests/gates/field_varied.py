"""Clean companies of every size: whole records left out, on both sides at once."""

from __future__ import annotations

from random import Random

from tests.gates.field_company import clean_systems
from tests.gates.field_edits import drop
from tests.gates.field_links import Site
from tests.gates.field_records import Record, Systems
from tests.gates.field_special import SPECIAL

SIDES = ("maestro", "procore")


def varied_systems(seed: int) -> Systems:
    """A clean company of a random size, from none to some twelve projects."""
    rng = Random(f"clean {seed}")
    projects = rng.choice((0, 1, 1, 2, 3, 5, 8, 12))
    systems = clean_systems(1000 + seed, projects, rng.choice((0, 1, 4, 20)))
    for code in systems.projects:
        _thin(systems, code, rng, rng.choice((0.0, 0.1, 0.5, 0.9, 1.0)))
    return systems


def _thin(systems: Systems, code: str, rng: Random, share: float) -> None:
    """Leave out a share of a project's documents, with all that hangs on them."""
    site = Site(systems, "", rng)
    for kind in ("purchase_order", "subcontract"):
        for document in systems.of(code, kind, ""):
            if rng.random() < share:
                _leave_out_document(systems, code, document)
    for entity in ("change_order", "order_invoice"):
        for record in systems.of(code, entity, ""):
            if rng.random() < share:
                _leave_out(systems, code, site, record)
    if rng.random() < share:
        _leave_out_billing(systems, code)
    for record in systems.of(code, "project_cost", ""):
        if record.kind != "transfer" and rng.random() < share:
            _leave_out(systems, code, site, record)


def _leave_out(systems: Systems, code: str, site: Site, record: Record) -> None:
    for side in SIDES:
        SPECIAL["drop"](site, record, side, "record")
    systems.records[code].remove(record)


def _leave_out_document(systems: Systems, code: str, document: Record) -> None:
    for record in list(systems.records[code]):
        above = record.document
        if record is document or above is document or _is_under(above, document):
            for side in SIDES:
                drop(record, side)
            systems.records[code].remove(record)


def _is_under(above: Record | None, document: Record) -> bool:
    return above is not None and above.document is document


def _leave_out_billing(systems: Systems, code: str) -> None:
    [contract] = systems.of(code, "prime_contract", "")
    _leave_out_document(systems, code, contract)
    for record in systems.of(code, "modified_budget", ""):
        drop(record, "maestro")
        record.theirs["Approved COs"] = "0.00"
        systems.records[code].remove(record)
