"""A rule that is wrong in one place fails a test: the demo's key or its own tests."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import os
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

import tests.drawing
from recon.resources import queries
from recon.rules.head import Rule, read_rules
from recon.rules.run import run_rules
from recon.warehouse.database import Database, open_locked
from recon.workspace import Workspace
from tests.company import quiet
from tests.gates.equivalents import EQUIVALENTS
from tests.gates.mutants import Mutant, mutants

WHOLE = os.environ.get("RECON_GATES") == "whole"
RULES = {rule.name: rule for rule in read_rules(queries())}
# Every mutant of every rule where whole, else one mutant of every third rule.
CHOSEN = sorted(RULES)[:: 1 if WHOLE else 3]


@pytest.mark.parametrize("name", CHOSEN)
def test_every_mutant_is_killed(
    name: str, demo: Workspace, record_property: Any
) -> None:
    rule = RULES[name]
    every = list(mutants(rule.query))
    place = sum(map(ord, name)) % max(len(every), 1)
    chosen = every if WHOLE else every[place : place + 1]
    db = open_locked(demo.current_build())
    expected = _findings(db, rule)

    survivors = [
        mutant.what
        for mutant in chosen
        if _findings(db, _with(rule, mutant)) == expected
        and not _fails_its_tests(rule, mutant)
    ]

    db.close()
    unexplained = set(survivors) - set(EQUIVALENTS.get(name, {}))
    record_property("killed", len(chosen) - len(survivors))
    if WHOLE:
        print(f"MUTANTS {name} {len(chosen) - len(survivors)}/{len(chosen)}")
        for what in survivors:
            print(f"SURVIVOR {name}: {what}")
    assert unexplained == set()


def _with(rule: Rule, mutant: Mutant) -> Rule:
    return dataclasses.replace(rule, query=mutant.query)


def _findings(db: Database, rule: Rule) -> object:
    try:
        verdicts, rows = run_rules(db, [rule], quiet)
    except duckdb.Error as error:
        return str(error)
    return verdicts[0].verdict, rows


def _fails_its_tests(rule: Rule, mutant: Mutant) -> bool:
    """Run the rule's own tests on the mutant, in a process of their own."""
    path = Path(tests.drawing.__file__).parent / "rules" / f"test_{rule.name}.py"
    child = os.fork()
    if child == 0:
        code = 1
        with contextlib.suppress(BaseException):
            tests.drawing.find_rule = lambda name: _with(rule, mutant)
            # Tests that were read before this hold the rule as it is.
            for name in [n for n in sys.modules if n.endswith(path.stem)]:
                del sys.modules[name]
            sys.stdout = sys.stderr = io.StringIO()
            os.close(1)
            os.close(2)
            code = int(pytest.main([str(path), "-x", "-q", "-p", "no:xdist"]))
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0
