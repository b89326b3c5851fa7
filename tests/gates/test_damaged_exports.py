"""Whatever an export suffers, each row lost is named, and nothing is written on it."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.gates import damages_layout, damages_workbook
from tests.gates.damaged_company import Company
from tests.gates.damages import TEXT
from tests.gates.exported import Column, typed
from tests.gates.judged import Damage, Verdict, judge
from tests.gates.tally import Tally

IS_WHOLE = os.environ.get("RECON_GATES") == "whole"
DAMAGES = int(os.environ.get("RECON_DAMAGES", 1200 if IS_WHOLE else 6))
AT_ONCE = 50
CHUNKS = -(-DAMAGES // AT_ONCE)
BATCH = 4
# How many others are made before one of these lists is damaged.
_WEIGHTS = {"budget_line": 6, "project_cost": 4, "supplier": 4, "activity": 3}
_WEIGHTS |= {"customer": 2, "project": 2, "modified_budget": 2}
# Who counts the rows: a control total, an earlier pull, or nobody.
COMPANIES = {
    "stated": {"has_totals": True, "has_former": True},
    "pulled before": {"has_totals": False, "has_former": True},
    "first pull": {"has_totals": False, "has_former": False},
}
# Each module enters its kinds as it is read.
_ENTERED = (damages_layout, damages_workbook)
KINDS = sorted(TEXT)


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Company]:
    """The companies that were made so far, in this process."""
    return {}


def company_of(
    name: str, made: dict[str, Company], factory: pytest.TempPathFactory
) -> Company:
    if name not in made:
        folder: Path = factory.mktemp(name.replace(" ", "-"))
        made[name] = Company(folder, is_whole=IS_WHOLE, **COMPANIES[name])
    return made[name]


def drawn(company: Company, number: int) -> Damage:
    """The damage of a number: its kind by turns, its list and place by chance."""
    # Nineteen is prime to the number of kinds: neighbours are of other kinds.
    name = KINDS[number * 19 % len(KINDS)]
    chance = random.Random(f"{name} {number}")
    entities = list(company.tables)
    weights = [_WEIGHTS.get(entity, 1) for entity in entities]
    while True:
        entity = chance.choices(entities, weights)[0]
        made = TEXT[name](company.tables[entity], chance)
        if made is not None:
            return Damage(name, entity, number, made)


def batches(damages: list[Damage]) -> list[list[Damage]]:
    """Damages that are read together: of other lists, projects alone."""
    found: list[list[Damage]] = []
    for damage in damages:
        is_alone = damage.entity == "project"
        for batch in found if not is_alone else ():
            lists = {d.entity for d in batch}
            if len(batch) < BATCH and not lists & {damage.entity, "project"}:
                batch.append(damage)
                break
        else:
            found.append([damage])
    return found


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_damage_of_an_export_is_silent(
    chunk: int,
    companies: dict[str, Company],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    name = ("pulled before", "stated", "pulled before", "stated", "first pull")[
        chunk % 5
    ]
    company = company_of(name, companies, tmp_path_factory)
    numbers = range(chunk * AT_ONCE, min(DAMAGES, (chunk + 1) * AT_ONCE))
    verdicts: list[Verdict] = []
    for batch in batches([drawn(company, number) for number in numbers]):
        verdicts += judge(company, batch)
    tally = Tally(tmp_path_factory, "exports", CHUNKS)
    tally.add([(v.damage.kind, v) for v in verdicts])
    problems = [f"{name}: {p}" for v in verdicts for p in v.problems]
    assert not problems, "\n".join(problems[:20])
    tally.prove()


def test_the_undamaged_company_holds_every_row_of_its_files(
    companies: dict[str, Company], tmp_path_factory: pytest.TempPathFactory
) -> None:
    company = company_of("pulled before", companies, tmp_path_factory)
    missing = defaultdict(list)
    for entity, table in company.tables.items():
        names = company.undamaged.names[entity]
        for number, row in enumerate(table.rows):
            held = company.undamaged.numbered[entity].get(number + 2)
            by_hand = {
                c.name: _typed(c, t) for c, t in zip(table.columns, row, strict=True)
            }
            loaded = dict(zip(names, held, strict=True)) if held else {}
            if any(loaded.get(n) != v for n, v in by_hand.items()):
                missing[entity].append(number + 2)
    rejected = {
        entity: sorted(row for _, row in rows)
        for entity, rows in company.undamaged.rejects.items()
    }
    assert dict(missing) == rejected


def _typed(column: Column, text: str) -> Any:
    try:
        return typed(column, text)
    except (KeyError, ValueError):
        return text
