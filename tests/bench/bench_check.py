"""How long the budget rules take, beside one hand-written join of the same lines."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from recon.warehouse.database import open_build
from tests.drawing import find_rule

LINES = 1_000_000
_FILL = """
insert into {system}.original_budget
    (project_code, activity_code, group_code, amount, quantity, line_key, project_key,
     activity_key, group_key, is_linked, is_billing, source)
select 'P' || n // 500, 'A' || n % 500, 'MA', n % 1000 + {change}, 0,
    concat('P', n // 500, '|A', n % 500, '|MA'), 'P' || n // 500, 'A' || n % 500, 'MA',
    true, false, 's#' || n
from range({lines}) t(n)
"""
_JOIN = """
create or replace temp table classified as
select line_key, m.amount as ours, p.amount as theirs,
    case when m.line_key is null then 'procore' when p.line_key is null then 'maestro'
        when m.amount <> p.amount then 'differs' else 'equal' end as state
from maestro.original_budget m full join procore.original_budget p using (line_key)
"""


def test_budget_rules_beside_one_join(empty_build: Path, tmp_path: Path) -> None:
    path = tmp_path / "bench.duckdb"
    shutil.copyfile(empty_build, path)
    db = open_build(path, threads=2)
    for system, change in (("maestro", "0"), ("procore", "(n % 997 = 0)::int")):
        db.execute(_FILL.format(system=system, change=change, lines=LINES))
    started = time.perf_counter()
    db.execute(_JOIN)
    join = time.perf_counter() - started
    for name in (
        "original_budget_differs",
        "original_budget_only_in_maestro",
        "original_budget_only_in_procore",
    ):
        started = time.perf_counter()
        rows = len(db.execute(find_rule(name).query).fetchall())
        took = time.perf_counter() - started
        print(f"\n{name}: {took / join:.1f} times the join, {rows} findings")
    db.close()
