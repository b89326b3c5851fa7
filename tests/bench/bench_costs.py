"""A million transactions against a million direct costs, beside one join of them."""

from __future__ import annotations

import resource
import shutil
import time
from pathlib import Path

from recon.resources import queries
from recon.rules.head import read_rules
from recon.warehouse.build import COST_STEPS, run_steps
from recon.warehouse.cost_match import match_costs
from recon.warehouse.database import Database, open_build

LINES = 1_000_000
_LINE = """
    'P' || n // 2000 as project_key, 'P' || n // 2000 as project_code,
    'A' || n % 40 as activity_key, 'A' || n % 40 as activity_code, 'MA' as group_key,
    'MA' as group_code, cast((n * 7919) % 900000 as decimal(18, 2)) / 100 + {more}
        as amount,
    case when n % 3 = 0 then 'S' || n % 500 end as party_key,
    case when n % 3 = 0 then 'F' || n end as invoice_key,
    date '2026-01-01' + cast(n % 90 as integer) as dated
"""
_MAESTRO = f"""
insert into maestro.project_cost
    (line_id, transaction, transaction_number, project_key, project_code, activity_key,
     activity_code, group_key, group_code, amount, party_key, invoice_key,
     transaction_on, accounting_on, period, transaction_type, procore_type,
     is_transferred, is_sent_type, is_routed, is_labour, is_billing, is_linked, quantity,
     source)
select n, 'T' || n, 'T' || n, * exclude (n, dated), dated, dated,
    substr(cast(dated as varchar), 1, 7), '1', 'invoice', true, true, false, false,
    false, true, 1, 's#' || n
from (select n, {_LINE.format(more="0")} from range({LINES}) t(n))
"""
_PROCORE = f"""
insert into procore.cost_line
    (line_id, record_id, document_id, project_key, project_code, activity_key,
     activity_code, group_key, group_code, amount, party_key, invoice_key, cost_on,
     period, kind, procore_type, status, is_approved, is_deleted, is_linked, quantity,
     vendor_id, source)
select n, n, n, * exclude (n, dated), dated, substr(cast(dated as varchar), 1, 7),
    'direct_cost', 'invoice', 'approved', true, false, true, 1, 'v', 'p#' || n
from (
    select n, {_LINE.format(more="if(n % 997 = 0, 1, 0)")}
    from range({LINES}) t(n) where n % 1009 <> 0
)
"""
_JOIN = """
create or replace temp table classified as
select m.line_id as ours, p.line_id as theirs,
    case when m.line_id is null then 'procore' when p.line_id is null then 'maestro'
        else 'equal' end as state
from maestro.project_cost m
full join procore.cost_line p
    on p.project_key = m.project_key and p.activity_key = m.activity_key
    and p.group_key = m.group_key and p.amount = m.amount and p.cost_on = m.transaction_on
    and p.party_key is not distinct from m.party_key
    and p.invoice_key is not distinct from m.invoice_key
"""


def timed(what: str, join: float, started: float) -> None:
    """Print how long a step took, as a multiple of the join."""
    took = time.perf_counter() - started
    print(f"\n{what}: {took:.1f} s, {took / join:.1f} times the join", end="")


def test_cost_matching_beside_one_join(empty_build: Path, tmp_path: Path) -> None:
    path = tmp_path / "bench.duckdb"
    shutil.copyfile(empty_build, path)
    db = open_build(path, threads=2)
    db.execute("drop schema cost cascade; drop table link.taxed")
    db.execute("drop table link.twin_supplier")
    for statement in (_MAESTRO, _PROCORE):
        db.execute(statement)
    started = time.perf_counter()
    db.execute(_JOIN)
    join = time.perf_counter() - started
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"\none join: {join:.1f} s, peak {before // 1024} MB", end="")
    check = time.perf_counter()
    _steps(db, join)
    timed("whole check", join, check)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"\npeak {peak // 1024} MB, {peak / before:.1f} times that of the join")
    left = db.execute("select count(*) from cost.out_of_balance").fetchall()
    db.close()
    assert left == [(0,)]


def _steps(db: Database, join: float) -> None:
    started = time.perf_counter()
    match_costs(db)
    timed("matching", join, started)
    started = time.perf_counter()
    run_steps(db, *COST_STEPS)
    timed("states and tie-out", join, started)
    started = time.perf_counter()
    rows = 0
    for rule in read_rules(queries()):
        if rule.path.parent.name == "costs":
            rows += len(db.execute(rule.query).fetchall())
    timed(f"rules of costs, {rows} findings", join, started)
