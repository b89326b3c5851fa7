"""Whatever Procore's lists suffer, each row lost is named, and nothing written on it."""

from __future__ import annotations

import os
import random

import pytest

from tests.gates.answered_company import AnsweredCompany
from tests.gates.damages_lists import LISTS
from tests.gates.judged_lists import Damage, Verdict, judge
from tests.gates.tally import Tally
from tests.gates.tampered import Listed

IS_WHOLE = os.environ.get("RECON_GATES") == "whole"
DAMAGES = int(os.environ.get("RECON_DAMAGES", 400 if IS_WHOLE else 6))
AT_ONCE = 40
CHUNKS = -(-DAMAGES // AT_ONCE)
BATCH = 3
KINDS = sorted(LISTS)
# The lists of which there are few, and whose rows much rests on, come more often.
_WEIGHTS = {"company": 12, "project": 12, "budget_line": 3, "wbs_code": 3}
_WEIGHTS |= {"requisition": 3, "package_detail": 6, "change_order_package": 6}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> AnsweredCompany:
    return AnsweredCompany(tmp_path_factory.mktemp("lists"))


def drawn(lists: list[Listed], number: int) -> Damage:
    """The damage of a number: its kind by turns, its list and row by chance."""
    name = KINDS[number * 7 % len(KINDS)]
    chance = random.Random(f"{name} {number}")
    weights = [_WEIGHTS.get(one.name, 1) for one in lists]
    while True:
        made = LISTS[name](chance.choices(lists, weights)[0], chance)
        if made is not None:
            return Damage(name, number, made)


def batches(damages: list[Damage]) -> list[list[Damage]]:
    """Damages that are read together: of other projects, the company's lists alone."""
    found: list[list[Damage]] = []
    for damage in damages:
        project = damage.listed.project
        for batch in found if project is not None else ():
            places = {d.listed.project for d in batch}
            if len(batch) < BATCH and not places & {project, None}:
                batch.append(damage)
                break
        else:
            found.append([damage])
    return found


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_damage_of_a_list_is_silent(
    chunk: int, company: AnsweredCompany, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lists = company.lists()
    numbers = range(chunk * AT_ONCE, min(DAMAGES, (chunk + 1) * AT_ONCE))
    verdicts: list[Verdict] = []
    for batch in batches([drawn(lists, number) for number in numbers]):
        verdicts += judge(company, batch)
    tally = Tally(tmp_path_factory, "lists", CHUNKS)
    tally.add([(v.damage.kind, v) for v in verdicts])
    problems = [problem for v in verdicts for problem in v.problems]
    assert not problems, "\n".join(problems[:20])
    tally.prove()
