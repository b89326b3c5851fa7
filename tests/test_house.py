"""The house rules hold: sizes, docstrings, public names, generated pages, the lock."""

from __future__ import annotations

import ast
import dataclasses
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

import recon
from recon.errors import RuleError
from recon.mapping import ENTITIES, PROJECT, SUPPLIER
from recon.resources import notebooks, queries
from recon.rules.catalogue import pages
from recon.rules.coverage import coverage
from recon.rules.head import read_rules
from recon.rules.run import run_rules
from recon.rules.words import columns_of
from recon.warehouse.database import Database
from tests import architecture
from tests.company import quiet

# Lists that several tables are made of, or that make a part of one.
LISTS = (
    "purchase_order",
    "subcontract",
    "commitment_line",
    "change_order",
    "change_order_line",
    "prime_contract",
    "prime_contract_line",
    "prime_change_order",
    "direct_cost",
    "order_invoice",
)
PACKAGE = Path(recon.__file__).parent
TOP = Path(__file__).parent.parent
IN_CHECKOUT = (TOP / "pyproject.toml").is_file()
checkout = pytest.mark.skipif(not IN_CHECKOUT, reason="not a checkout")


def modules() -> list[Path]:
    return sorted(
        path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts
    )


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_modules_and_functions_keep_their_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    functions = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert text.count("\n") <= 400
    assert ast.get_docstring(tree)
    assert [
        f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno >= 60
    ] == []


def test_what_a_notebook_may_use_is_listed() -> None:
    assert len(recon.__all__) <= 12
    for name in recon.__all__:
        assert getattr(recon, name) is not None
    used = " ".join(path.read_text(encoding="utf-8") for path in notebooks().glob("*"))
    for name in re.findall(r"from recon import (\w+)", used):
        assert name in recon.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        recon.nonsense  # noqa: B018


def test_every_rule_explains_itself_and_names_its_source() -> None:
    for rule in read_rules(queries()):
        assert len(rule.explanation) > 80, rule.name
        assert rule.title[0].isupper()
        assert rule.source


def test_every_rule_runs_on_the_empty_tables(db: Database) -> None:
    for rule in read_rules(queries()):
        assert db.execute(rule.query).fetchall() == [], rule.name


def test_every_message_of_a_rule_finds_its_columns_and_its_case(db: Database) -> None:
    rules = read_rules(queries())
    verdicts, _ = run_rules(db, rules, quiet)

    assert {v.rule.name: v.reason for v in verdicts if v.verdict != "ran"} == {}
    assert [
        (rule.name, case)
        for rule in rules
        for case in rule.messages
        if case is not None and f"'{case}'" not in rule.query
    ] == []


def test_no_query_of_a_rule_writes_a_sentence() -> None:
    written = {
        rule.name: [words for words in texts(rule.query) if is_sentence(words)]
        for rule in read_rules(queries())
    }
    assert {name: words for name, words in written.items() if words} == {}
    for rule in read_rules(queries()):
        assert "message" not in columns_of(rule.messages.values()), rule.name


def texts(query: str) -> list[str]:
    """The texts that a query puts together, by `concat`, `||` or `format`."""
    tree = sqlglot.parse_one(query, read="duckdb")
    return [
        text.name
        for made in tree.find_all(exp.Concat, exp.ConcatWs, exp.DPipe, exp.Format)
        for text in made.find_all(exp.Literal)
        if text.is_string
    ]


def is_sentence(text: str) -> bool:
    return re.search(r"\w \w", text) is not None


@pytest.mark.parametrize("path", sorted(queries().rglob("*.sql")), ids=lambda p: p.stem)
def test_prose_of_a_query_is_whole_and_narrow(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.strip().startswith("--")]
    prose = comments[comments.index("--") + 1 :]

    assert [line for line in comments if len(line) > 76] == []
    assert [line for line, after in pairwise(prose) if takes_more(line, after)] == []


def takes_more(line: str, after: str) -> bool:
    """The line of prose has room for the first word of the one after it."""
    words = after.removeprefix("--").split()
    is_prose = line.startswith("-- ") and after.startswith("-- ")
    return is_prose and len(line) + 1 + len(words[0]) <= 76


def test_every_rule_has_tests_of_its_own() -> None:
    folder = Path(__file__).parent / "rules"
    tested = {path.stem.removeprefix("test_") for path in folder.glob("test_*.py")}
    assert tested == {rule.name for rule in read_rules(queries())}


def test_no_module_names_a_rule() -> None:
    names = {rule.name for rule in read_rules(queries())}
    for path in modules():
        if "demo" not in path.parts:
            words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
            assert not words & names, path


def test_inputs_of_rules_are_tables(db: Database) -> None:
    known = {
        f"{schema}.{table}"
        for schema, table in db.execute(
            "select table_schema, table_name from information_schema.tables"
        ).fetchall()
    }
    known |= {"maestro.supplier", "maestro.customer", "procore.activity_status"}
    known |= {f"{system}.{name}" for system in ("maestro", "procore") for name in LISTS}
    for rule in read_rules(queries()):
        for _, tables in rule.inputs:
            assert set(tables) <= known, rule.name


def test_the_length_table_of_the_reference_is_the_mapping_s() -> None:
    def limits(entity: object) -> dict[str, int]:
        fields = entity.fields  # type: ignore[attr-defined]
        return {f.name: f.maestro_length for f in fields if f.maestro_length}

    assert limits(PROJECT) == {
        "project_code": 10,
        "name": 100,
        "address": 40,
        "city": 60,
    }
    assert limits(SUPPLIER) == {
        "code": 10,
        "name": 60,
        "address": 100,
        "city": 60,
        "province": 30,
        "rbq_number": 10,
    }


def test_what_no_rule_looks_at_is_known() -> None:
    looking = coverage(read_rules(queries()))
    nobody = {f"{e}.{f}" for (e, f), names in looking.items() if not names}
    assert nobody == {
        "cost_group.name",
        "cost_group.name_english",
        "project_cost.hourly_rate",
        # maestro*'s own numbers of lines: nothing is matched by them.
        "commitment_line.line_number",
        "prime_change_order.line_number",
        # Owner invoices are not read.
        "prime_contract.holdback_retained",
        # Not compared.
        "employee.name",
        "employee.email",
        "project_cost.party_name",
    }


def test_looking_at_what_the_mapping_does_not_have_is_refused() -> None:
    [rule] = [r for r in read_rules(queries()) if r.name == "field_differs"]
    wrong = dataclasses.replace(rule, looks_at=("supplier.colour",))
    with pytest.raises(RuleError, match=r"The mapping has no supplier\.colour"):
        coverage([wrong])


def test_every_fact_of_the_mapping_says_where_it_comes_from() -> None:
    for entity in ENTITIES:
        assert entity.source
        for field in entity.fields:
            marks = field.marks.split("/")
            assert len(marks) == 3
            assert set(marks) <= {"S", "D", "I+", "I", "U", "-"}


@checkout
def test_generated_pages_are_fresh() -> None:
    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, (
            f"make docs: {path.name} is stale"
        )
    assert architecture.PAGE.read_text(encoding="utf-8") == architecture.page()


@checkout
def test_the_version_stands_in_the_changelog() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    version = project["project"]["version"]
    assert version == recon.__version__
    assert f"## {version}" in (TOP / "CHANGELOG.md").read_text(encoding="utf-8")


@checkout
def test_no_index_address_stands_in_the_repository() -> None:
    lock = (TOP / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index-url" not in lock
    assert lock.count("--hash=sha256:") > 500


@checkout
def test_the_readme_is_short_and_its_commands_exist() -> None:
    text = (TOP / "README.md").read_text(encoding="utf-8")
    tasks = (TOP / "Makefile").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 150
    for task in re.findall(r"(?:^    |`)make (\w+)", text, re.MULTILINE):
        assert re.search(rf"^{task}:", tasks, re.MULTILINE), task
    for path in re.findall(r"\]\(([\w./-]+)\)", text):
        assert (TOP / path).exists(), path
