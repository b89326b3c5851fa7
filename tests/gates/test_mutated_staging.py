"""A judgement that is wrong in one place changes the findings of the demo company."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from recon.resources import queries, shipped_text
from recon.rules.head import read_rules
from recon.rules.run import run_rules
from recon.warehouse.build import COST_STEPS
from recon.warehouse.database import Database, open_build
from recon.workspace import Workspace
from tests.company import quiet
from tests.gates.mutants import mutants

WHOLE = os.environ.get("RECON_GATES") == "whole"
STEPS = (*COST_STEPS, "10_use")
JUDGED = re.compile(r"\b(cost\.|link\.|procore\.budget_move)")
RULES = [rule for rule in read_rules(queries()) if JUDGED.search(rule.query)]
# The least share of mutants that the demo company must notice; of the few that a
# reduced run tries, chance alone may leave more unnoticed.
LEAST = 0.6 if WHOLE else 0.4


def statements() -> list[tuple[str, str, str]]:
    """What each statement makes, its kind, and its query."""
    found = []
    for step in STEPS:
        text = shipped_text(f"warehouse/staging/{step}.sql")
        for statement in duckdb.extract_statements(text):
            bare = re.sub(r"--.*", "", statement.query).strip().rstrip(";")
            made = re.match(r"create (table|view) (\S+) as\s+(.*)", bare, re.DOTALL)
            if made is None:
                assert bare.startswith(("insert into", "delete from"))
                continue
            found.append((made[2], made[1], made[3]))
    return found


STATEMENTS = statements()


@pytest.fixture
def db(demo: Workspace, tmp_path: Path) -> Database:
    """A copy of the demo company's build."""
    shutil.copyfile(demo.current_build(), tmp_path / "judged.duckdb")
    return open_build(tmp_path / "judged.duckdb")


def test_most_wrong_judgements_are_noticed(db: Database) -> None:
    expected = _findings(db, "", "")
    listed = [
        (name, mutant) for name, _, query in STATEMENTS for mutant in mutants(query)
    ]
    chosen = listed if WHOLE else listed[::90]

    unnoticed = [
        f"{name}: {mutant.what}"
        for name, mutant in chosen
        if _findings(db, name, mutant.query) == expected
    ]

    for what in unnoticed:
        print(f"UNNOTICED {what}")
    share = 1 - len(unnoticed) / len(chosen)
    print(f"STAGING {len(chosen) - len(unnoticed)}/{len(chosen)}, {share:.0%}")
    db.close()
    assert share >= LEAST


def _findings(db: Database, changed: str, query: str) -> object:
    """The findings where one statement is another, and the tie-out's balance."""
    db.execute("begin transaction")
    try:
        for name, kind, _ in reversed(STATEMENTS):
            db.execute(f"drop {kind} {name}")
        for name, kind, own in STATEMENTS:
            db.execute(f"create {kind} {name} as {query if name == changed else own}")
        verdicts, rows = run_rules(db, RULES, quiet)
        balance = db.execute("from cost.out_of_balance").fetchall()
        tied = db.execute("select * from cost.tie_out order by all").fetchall()
        return [v.verdict for v in verdicts], rows, balance, tied
    except duckdb.Error as error:
        return str(error)
    finally:
        db.execute("rollback")
