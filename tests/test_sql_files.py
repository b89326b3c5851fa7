"""Every statement of the product keeps the ceilings and the format of the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recon.resources import queries
from tests.format_sql import files, formatted

STAGING = [path for path in files() if path.parent.name == "staging"]


@pytest.mark.parametrize(
    "path", [*files(), *sorted(queries().rglob("*.sql"))], ids=lambda path: path.stem
)
def test_a_file_of_sql_is_short_narrow_and_says_what_it_is_for(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 400
    assert [line for line in lines if len(line) > 100] == []
    assert lines[0].startswith("-- ")


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_a_file_of_sql_is_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert formatted(text) == text, "make fix formats it"


@pytest.mark.parametrize("path", STAGING, ids=lambda path: path.stem)
def test_every_step_of_staging_is_run(path: Path) -> None:
    modules = ("build.py", "mapping_tables.py")
    texts = [(path.parent.parent / m).read_text(encoding="utf-8") for m in modules]

    assert len(re.findall(rf"[\"/]{path.stem}[.\"]", "".join(texts))) == 1


CREATED = """\
-- What is created.
create table stage.known as
select code, 'a;b' as text
  from maestro.record where code is not null; create macro tidy(x) as   upper(x);
"""


def test_the_query_of_what_is_created_is_formatted_and_the_rest_is_kept() -> None:
    assert formatted(CREATED) == (
        "-- What is created.\n"
        "create table stage.known as\n"
        "select code, 'a;b' as text from maestro.record where code is not null;\n\n"
        "create macro tidy(x) as   upper(x);\n"
    )


def test_formatting_twice_is_formatting_once() -> None:
    once = formatted(CREATED)

    assert formatted(once) == once
