"""A question that a person writes is one select; nothing outside its answer happens."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from recon.decisions.propose import check_workspace
from recon.errors import RuleError
from recon.review.explore import Explorer, open_explorer
from recon.rules.check import read_outcome
from recon.rules.head import read_rule
from recon.rules.run import run_rules
from recon.warehouse.database import Database, open_locked, open_spilling
from recon.warehouse.question import ask
from recon.workspace import Workspace
from tests.company import demo_workspace, quiet

# Statements that change, open, set or run something; {folder} and {build} are filled in.
STATEMENTS = """
copy (select 1) to '{build}.wal'
copy (select 1) to '{build}.wal' (format csv, header false)
copy (select 1) to '{build}'
COPY (SELECT 1) TO '{folder}/out.csv'
copy (from cost.pair) to '{folder}/out.parquet' (format parquet)
copy cost.pair to '{folder}/out.json' (format json)
copy cost.pair from '{folder}/recon.toml'
copy from database memory to memory
/* select */ copy (select 1) to '{folder}/out.csv'
-- select{line}copy (select 1) to '{folder}/out.csv'
copy (pivot cost.pair on state using count(*)) to '{folder}/out.csv'
export database '{folder}/out'
import database '{folder}/out'
attach '{folder}/other.duckdb'
attach '{folder}/other.duckdb' as other (read_write)
attach ':memory:' as other
attach if not exists '{build}' as twin
detach other
use memory
create table result.mine as select 1 as a
create temp table mine as select 1 as a
create or replace temp table finding as select 1 as a
create temp table mine as pivot cost.pair on state using count(*)
create view mine as select 1 as a
create temp view mine as select 1 as a
create macro mine(a) as a + 1
create temp macro mine(a) as table select a
create schema mine
create sequence mine
create temp sequence mine
create type mine as enum ('a')
create index mine on cost.pair (state)
create secret mine (type s3, key_id 'a', secret 'b')
create trigger mine after insert on cost.pair select 1
drop table cost.pair
drop schema cost cascade
alter table result.run add column mine varchar
alter table result.run rename to mine
comment on table result.run is 'mine'
insert into result.run values ('pull', 'mine')
insert into result.run pivot cost.pair on state using count(*)
update result.run set value = 'mine'
delete from result.run
truncate result.run
merge into result.run using (select 1) on true when matched then delete
with lost as (delete from result.run returning *) select * from lost
with lost as materialized (delete from result.run returning *) select * from lost
with more as (insert into result.run values ('a', 'b') returning *) from more
with other as (update result.run set value = 'b' returning *) select * from other
select * from (with lost as (delete from result.run returning *) from lost)
select (with lost as (delete from result.run returning *) select count(*) from lost)
with a as (select 1), b as (with c as (delete from result.run returning 1) from c) from b
select 1 union all (with c as (delete from result.run returning 1) from c)
with lost as (delete from result.run returning *) pivot lost on name using count(*)
insert into result.run (with a as (select 'a', 'b') from a)
set memory_limit = '100GB'
set lock_configuration = false
set enable_external_access = true
set disabled_filesystems = ''
set session threads = 1
set global threads = 1
set variable mine = 1
reset memory_limit
reset all
pragma memory_limit = '1GB'
pragma enable_profiling
pragma database_list
pragma table_info('result.run')
pragma version
call duckdb_tables()
call pragma_version()
call checkpoint()
call force_checkpoint()
checkpoint
force checkpoint
vacuum
analyze
begin
begin transaction read only
commit
rollback
prepare mine as select 1
execute mine
execute mine(1)
deallocate mine
load json
load '{folder}/mine.duckdb_extension'
install httpfs
force install httpfs from 'http://127.0.0.1:9/'
update extensions
explain select 1
explain analyze select 1
select 1; select 2
select 1; drop table cost.pair
select 1; copy (select 1) to '{build}.wal'
;copy (select 1) to '{folder}/out.csv';select 1
select 1{line};{line}delete from result.run;
"""

# Selects that reach for a file, the network, the machine, or what is not there.
SELECTS = """
select * from read_csv('{folder}/recon.toml')
select * from read_csv_auto('{folder}/recon.toml')
select * from read_text('{folder}/recon.toml')
select * from read_text('{build}')
select * from read_text('/etc/hostname')
select * from read_blob('{build}')
select * from read_blob('{build}.wal')
select * from read_json('{folder}/sandbox.json')
select * from read_json_auto('{folder}/sandbox.json')
select * from read_json_objects('{folder}/sandbox.json')
select * from read_ndjson('{folder}/trail.jsonl')
select * from read_parquet('{folder}/a.parquet')
select * from read_duckdb('{build}')
select * from parquet_scan('{folder}/a.parquet')
select * from parquet_metadata('{folder}/a.parquet')
select * from parquet_schema('{folder}/a.parquet')
select * from "read_csv"('{folder}/recon.toml')
select * from READ_TEXT ('{folder}/recon.toml')
select * from main.read_text('{folder}/recon.toml')
select * from system.main.read_text('{folder}/recon.toml')
select * from read_text /* here */ ('{folder}/recon.toml')
select (select content from read_text('{folder}/recon.toml'))
select * from result.run, lateral read_text('{folder}/recon.toml')
with a as (from read_text('{folder}/recon.toml')) select * from a
from read_text(['{folder}/recon.toml'])
select * from result.run where value in (select content from read_text('{folder}/recon.toml'))
summarize from read_csv('{folder}/recon.toml')
describe select * from read_csv('{folder}/recon.toml')
pivot read_csv('{folder}/recon.toml') on column0 using count(*)
pivot (from read_text('{folder}/recon.toml')) on filename using count(*)
select * from '{folder}/recon.csv'
from '{folder}/exports/budget.csv'
from "{folder}/exports/budget.csv"
from '{build}'
from '{build}.tmp/a.csv'
summarize '{folder}/exports/budget.csv'
describe '{folder}/exports/budget.csv'
from 'http://127.0.0.1:9/a.csv'
from 's3://bucket/a.parquet'
from read_csv('http://127.0.0.1:9/a.csv')
from glob('{folder}/*')
from glob('/*')
from sniff_csv('{folder}/exports/budget.csv')
from query('select 1')
from query('copy (select 1) to ''{folder}/out.csv''')
from query_table('result.run')
from query_table(['result.run', 'result.rule'])
from json_execute_serialized_sql(json_serialize_sql('select 1'))
from duckdb_secrets()
from which_secret('s3://a', 's3')
from duckdb_settings()
from duckdb_extensions()
from duckdb_databases()
from duckdb_databases
from duckdb_logs
from duckdb_logs()
from duckdb_variables()
from duckdb_temporary_files()
from pragma_database_list
from pragma_database_size()
from pragma_storage_info('result.run')
from pragma_table_info('result.run')
from pragma_version()
from pragma_platform()
from pg_catalog.pg_settings
from checkpoint()
from force_checkpoint()
from enable_logging()
from enable_profiling()
from disable_logging()
from truncate_duckdb_logs()
from arrow_scan(1, 2, 3)
from pandas_scan(1)
from python_map_function(1)
from seq_scan()
from register_external_resource('a')
select getenv('HOME')
select write_log('mine')
select nextval('mine')
select currval('mine')
select setval('mine', 1)
select setseed(0.5)
select sleep_ms(1000)
select pg_sleep(1)
select set_config('threads', '1', false)
select repeat('x', 2000000000)
select repeat('x', 1e9::int)
select lpad('x', 2000000000, 'y')
select range(1000000000)
select generate_series(1, 1000000000)
select list_resize([1], 1000000000)
select load_extension('a')
select pg_read_file('/etc/hostname')
select nothing from nowhere
select * from finding_that_is_not
select 1 +
select $1
select ?
select * from asked
selec 1
nonsense
(select 1
select error('mine')
select cast('a' as integer)
select * from local_frame
"""

# What an analyst asks; each is answered.
HONEST = """
select 1 as a
SELECT 1 AS a;
select 1 as a -- a remark; with a semicolon
/* first */ select 1 as a /* last */ ;
;;select 1 as a;;
select ';' as a, 'copy x to y' as b, "name" from result.run
select * from result.run
from result.run
from result.run select name
table result.run
values (1, 'a'), (2, 'b')
(select 1) union all (select 2)
select 1 except select 2
select 1 intersect select 1
select 'é;' || $$a;b$$ as "é;" ;
with a as (select 1 as x) select * from a
with a as (select 1 as x), b as materialized (select x + 1 as x from a) from b
with recursive n as (select 1 as x union all select x + 1 from n where x < 5) from n
with query as (select 1), summary as (select 2) select * from query, summary
select delete, "insert", update from (select 1 as delete, 2 as "insert", 3 as update)
select state, count(*), sum(amount) from cost.maestro_state group by all order by all
select state, sum(amount) filter (where amount > 0) from cost.maestro_state group by all
select *, row_number() over (partition by state order by amount) from cost.maestro_state
select * from cost.maestro_state qualify row_number() over (order by amount) = 1
select sum(amount) over (order by amount rows 2 preceding) from cost.maestro_state
pivot cost.maestro_state on state using sum(amount)
pivot cost.maestro_state on state using sum(amount) group by reason;
pivot (select state, reason from cost.maestro_state) on state using count(*) -- é
select * from (pivot cost.maestro_state on state using count(*) group by reason)
pivot cost.maestro_state on state in ('agreed') using count(*)
from (select state, amount from cost.maestro_state) pivot (sum(amount) for state in ('a'))
unpivot (select 1 as a, 2 as b) on a, b into name what value amount
describe result.run
describe select 1 as a
summarize result.run
show tables
show all tables
select * from (show all tables) where name = 'run'
select * from (describe result.run)
select table_name from information_schema.tables order by all
select * from duckdb_tables()
select column_name from duckdb_columns() where table_name = 'run'
select current_setting('threads'), current_date is not null, version() is not null
select * from range(3) as n (x)
select * from generate_series(1, 10, 3)
select unnest(range(20240101, 20240106))
select unnest(generate_series(date '2026-01-01', date '2026-06-01', interval 1 month))
select repeat('-', 20), lpad('15', 5, '0'), rpad('a', 3, '.')
select lpad(12345678901::varchar, 14, '0')
select [x * 2 for x in [1, 2, 3]], {{'a': 1}}, map {{'a': 1}}
select list_transform([1, 2], lambda x: x + 1)
select json_object('a', 1), '[1, 2]'::json ->> 0
select * from json_each('{{"a": 1}}')
select histogram(name) from result.run
select regexp_replace('a1b2', '[0-9]', '', 'g'), 'Béton' collate nocase = 'béton'
select case when amount < 0 then 'less' else 'more' end from cost.maestro_state
select * exclude (value) from result.run
select columns('na.*') from result.run
select a.name from result.run a left join result.run b using (name)
select * from result.run where name in (select name from result.run)
select exists (select 1), (select max(name) from result.run)
select distinct on (name) * from result.run
select name from result.run tablesample 50 percent (bernoulli, 7)
select * from result.run limit 0
select date '2026-01-02', timestamp '2026-01-02 03:04:05', interval 1 day, true, 1.5::double
select 'a'::blob, uuid(), 1::hugeint, 12.5::decimal(18, 6), null
select 1 as a, 2 as a
select strip_accents('é'), jaro_winkler_similarity('a', 'b'), md5('a')
"""


def listed(text: str) -> list[str]:
    """One statement a line; `{line}` breaks one."""
    return [line for line in text.strip().splitlines() if line]


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """A workspace of its own, opened to ask questions."""
    workspace = demo_workspace(tmp_path_factory.mktemp("box"), seed=1)
    check_workspace(workspace, quiet)
    opened = open_explorer(workspace.folder)
    yield opened
    opened.close()


def filled(box: Explorer, statement: str) -> str:
    """A statement about this workspace's files."""
    build = box.workspace.current_build()
    return statement.format(folder=box.workspace.folder, build=build, line="\n")


def files_of(folder: Path) -> dict[str, str]:
    """Every file below a folder and the hash of what it holds."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows_of(db: Database) -> dict[str, Any]:
    """Every table of the build and a hash over its rows."""
    tables = db.execute(
        "select schema_name, table_name from duckdb_tables() where not temporary"
        " order by all"
    ).fetchall()
    return {
        f"{s}.{t}": db.execute(
            f'select count(*), sum(hash(x)) from "{s}"."{t}" as x'
        ).fetchone()
        for s, t in tables
    }


def test_there_are_enough_statements_to_mean_something() -> None:
    refused = {*listed(STATEMENTS), *listed(SELECTS)}

    assert len(refused) >= 150
    assert len(set(listed(HONEST))) >= 60


@pytest.mark.parametrize("statement", [*listed(STATEMENTS), *listed(SELECTS)])
def test_what_is_not_a_question_is_refused_in_words(
    box: Explorer, statement: str
) -> None:
    with pytest.raises(RuleError, match="the query") as refused:
        box.sql(filled(box, statement))

    assert refused.value.what
    assert refused.value.next_step


@pytest.mark.parametrize("statement", listed(HONEST))
def test_an_honest_question_is_answered(box: Explorer, statement: str) -> None:
    shown = box.sql(filled(box, statement))

    assert "Your question" in shown.text


def test_nothing_is_left_behind_by_any_of_them(box: Explorer) -> None:
    folder, build = box.workspace.folder, box.workspace.current_build()
    before, rows = files_of(folder), rows_of(box.db)

    for statement in [*listed(STATEMENTS), *listed(SELECTS), *listed(HONEST)]:
        try:
            box.sql(filled(box, statement))
        except RuleError:
            continue

    assert files_of(folder) == before
    assert not Path(f"{build}.wal").exists()
    assert rows_of(box.db) == rows
    assert box.sql("select 42 as answer").text.endswith("42")


@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 1) to '{build}.wal'",
        "copy (select 1) to '{build}.tmp/a.csv'",
        "copy (select 1) to '{folder}/out.csv'",
        "select * from read_blob('{build}')",
        "attach '{folder}/other.duckdb'",
        "set memory_limit = '100GB'",
        "set disabled_filesystems = ''",
        "load json_that_is_not",
        "delete from result.run",
    ],
)
def test_the_connection_itself_refuses_what_the_proof_would_miss(
    box: Explorer, statement: str
) -> None:
    import duckdb

    before = files_of(box.workspace.folder)

    with pytest.raises(duckdb.Error):
        box.db.execute(filled(box, statement))

    assert files_of(box.workspace.folder) == before


def test_a_second_reader_of_the_same_build_is_as_closed(box: Explorer) -> None:
    import duckdb

    build = box.workspace.current_build()
    with closing(open_locked(build)) as second:
        assert second.execute("select count(*) from result.run").fetchone()
        with pytest.raises(duckdb.Error):
            second.execute(f"copy (select 1) to '{build}.wal'")

    assert not Path(f"{build}.wal").exists()


def test_recons_own_rules_may_use_the_disk_where_the_memory_is_short(
    box: Explorer, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(box.workspace.current_build().read_bytes())

    with closing(open_spilling(copy)) as db:
        [(folder,)] = db.execute("select current_setting('temp_directory')").fetchall()

    assert folder


def test_cut_rows_are_stated_with_their_number(box: Explorer) -> None:
    shown = box.sql("select range as n from range(5000)")

    assert "Your question: 1,000 of 5,000 rows are shown" in shown.html
    assert shown.html.count("<tr>") == 1001


def test_a_thousand_rows_are_not_called_cut(box: Explorer) -> None:
    answer = ask(box.db, "select * from range(1000)")

    assert answer.cut == ""
    assert (len(answer.rows), answer.total) == (1000, 1000)


def test_rows_too_many_to_count_in_the_time_are_said_to_be_more(box: Explorer) -> None:
    query = "with recursive n as (select 1 as x union all select x + 1 from n) from n"

    answer = ask(box.db, query, seconds=1)

    assert answer.total is None
    assert answer.cut == "The first 1,000 rows are shown; there are more"


def test_rows_come_in_the_order_that_was_asked_for(box: Explorer) -> None:
    answer = ask(box.db, "select range as n from range(3000) order by n desc")

    assert [row[0] for row in answer.rows] == list(range(2999, 1999, -1))


def test_a_long_text_is_cut_and_said_to_be(box: Explorer) -> None:
    answer = ask(box.db, "select repeat('é', 5000) as a, 'b' as b")

    assert answer.rows == (("é" * 1000 + "…", "b"),)
    assert answer.cut == "1 long value is cut to 1,000 characters"


def test_amounts_and_whole_numbers_stay_exact(box: Explorer) -> None:
    answer = ask(
        box.db,
        "select 1234567890123456.78::decimal(18, 2), 0.123456::decimal(18, 6),"
        " 170141183460469231731687303715884105727::hugeint",
    )

    assert answer.rows == (
        (
            Decimal("1234567890123456.78"),
            Decimal("0.123456"),
            170141183460469231731687303715884105727,
        ),
    )


def test_a_unit_price_is_shown_with_all_its_decimals(box: Explorer) -> None:
    assert "0,123456" in box.sql("select 0.123456::decimal(18, 6) as price").html


@pytest.mark.parametrize(
    "query",
    [
        "select count(*) from range(1000000) a, range(1000000) b",
        "select max(md5(a.range::varchar)) from range(100000000) a, range(1000) b",
        "with recursive n as (select 1 as x union all select x + 1 from n)"
        " select count(*) from n",
        "select count(*) from cost.maestro_state a, cost.maestro_state b,"
        " cost.maestro_state c, cost.maestro_state d, cost.maestro_state e"
        " where a.amount + b.amount + c.amount + d.amount + e.amount = 0.01",
    ],
)
def test_an_endless_question_is_stopped_and_the_next_is_answered(
    box: Explorer, query: str
) -> None:
    began = time.monotonic()

    with pytest.raises(RuleError, match="longer than 1 seconds and was stopped"):
        ask(box.db, query, seconds=1)

    assert time.monotonic() - began < 20
    assert ask(box.db, "select 1").rows == ((1,),)


def test_a_question_beyond_the_memory_is_refused_in_words(
    box: Explorer, tmp_path: Path
) -> None:
    query = (
        "select list(a.range * b.range + 0.5) from range(100000) a, range(1000000) b"
    )

    with pytest.raises(RuleError, match=r"more memory than it may use|longer than"):
        ask(box.db, query, seconds=120)

    assert ask(box.db, "select 1").rows == ((1,),)


def test_no_watcher_outlives_its_question(box: Explorer) -> None:
    before = threading.active_count()

    for _ in range(20):
        ask(box.db, "select 1", seconds=0.5)

    assert threading.active_count() == before


def test_a_python_variable_is_no_table(box: Explorer) -> None:
    import pandas as pd

    local_frame = pd.DataFrame({"a": [1]})

    with pytest.raises(RuleError, match="local_frame"):
        ask(box.db, "select * from local_frame")
    assert len(local_frame) == 1


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x08"])
def test_a_control_character_is_refused(box: Explorer, character: str) -> None:
    with pytest.raises(RuleError, match="control character"):
        ask(box.db, f"select 1{character}")


@pytest.mark.parametrize(
    "query",
    [
        "select " + "(" * 5000 + "1" + ")" * 5000,
        "select * from (" * 900 + "select 1" + ")" * 900,
        "select " + "abs(" * 900 + "1" + ")" * 900,
        "select '" + "a" * 100_000 + "'",
        "",
        "   ",
        "-- nothing",
        "/* nothing */ ;",
    ],
)
def test_what_is_too_deep_too_long_or_empty_is_refused(
    box: Explorer, query: str
) -> None:
    with pytest.raises(RuleError, match="the query"):
        ask(box.db, query)


HEAD = """\
-- rule: {name}
-- title: A rule of the company
-- severity: warning
-- entity: supplier
-- exchange: Suppliers
-- key: supplier_code
-- inputs: maestro.supplier
-- source: the company
-- screen: maestro* > Suppliers
-- action: Look at the supplier
--
"""


def own_rule(folder: Path, name: str, body: str) -> None:
    """Write a company's own rule file."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.sql"
    path.write_text(HEAD.format(name=name) + body + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Any]:
    """A workspace whose own rules do what a rule must not; and its check."""
    workspace = demo_workspace(tmp_path_factory.mktemp("hostile"), seed=1)
    rules, outside = workspace.own_rules, workspace.folder / "out.csv"
    lost = "with lost as (delete from finding returning *)"
    bodies = {
        "own_copies": f"copy (select 1) to '{outside}'",
        "own_reads": f"select content as supplier_code, 'a' as message"
        f" from read_text('{workspace.folder}/recon.toml')",
        "own_file": f"select * from '{workspace.folder}/exports/budget.csv'",
        "own_deletes": f"{lost} select id as supplier_code, 'a' as message from lost",
        "own_two": "select 'a' as supplier_code, 'b' as message; drop table finding",
        "own_sets": "set threads = 1",
        "own_asks_text": "select * from query('select 1')",
        "own_pivots_away": f"{lost} pivot lost on rule using count(*)",
        "own_wrong": "select nothing from nowhere",
        "own_empty": "",
        "own_good": "select 'S1001' as supplier_code, 'Look at it' as message",
        "own_semicolon": "select 'S1002' as supplier_code, 'b' as message -- end\n;",
    }
    for name, body in bodies.items():
        own_rule(rules, name, body)
    check_workspace(workspace, quiet)
    return workspace, read_outcome(workspace.current_build())


def test_a_hostile_own_rule_has_failed_with_a_reason(
    hostile: tuple[Workspace, Any],
) -> None:
    workspace, outcome = hostile
    verdicts = {r["rule"]: r for r in outcome["rules"] if r["rule"].startswith("own_")}

    failed = {name for name, rule in verdicts.items() if rule["verdict"] == "failed"}

    assert failed == set(verdicts) - {"own_good", "own_semicolon"}
    assert all(verdicts[name]["reason"] for name in failed)
    assert "copy" in verdicts["own_copies"]["reason"]
    assert "delete" in verdicts["own_deletes"]["reason"]
    assert not (workspace.folder / "out.csv").exists()


def test_every_other_rule_runs_as_if_they_were_not_there(
    hostile: tuple[Workspace, Any], outcome: dict[str, Any]
) -> None:
    others = [f for f in hostile[1]["findings"] if not f["rule"].startswith("own_")]
    own = [f["key"] for f in hostile[1]["findings"] if f["rule"].startswith("own_")]

    assert [f["id"] for f in others] == [f["id"] for f in outcome["findings"]]
    assert {"supplier_code": "S1001"} in own
    assert {"supplier_code": "S1002"} in own


def test_findings_of_own_rules_stand_among_the_others(
    hostile: tuple[Workspace, Any],
) -> None:
    order = ["error", "warning", "notice"]
    places = [(order.index(f["severity"]), f["rule"]) for f in hostile[1]["findings"]]

    assert places == sorted(places)
    assert [r["rule"] for r in hostile[1]["rules"]] == sorted(
        r["rule"] for r in hostile[1]["rules"]
    )


def test_an_endless_own_rule_has_failed_and_the_next_one_runs(
    box: Explorer, tmp_path: Path
) -> None:
    endless = (
        "with recursive n as (select 1 as x union all select x + 1 from n)"
        " select max(x) as supplier_code, 'a' as message from n"
    )
    own_rule(tmp_path / "rules", "own_endless", endless)
    own_rule(
        tmp_path / "rules", "own_short", "select 'a' as supplier_code, 'b' as message"
    )
    paths = sorted((tmp_path / "rules").glob("*.sql"))

    with closing(open_locked(box.workspace.current_build())) as db:
        verdicts, rows = run_rules(db, map(read_rule, paths), quiet, 1.0)

    assert [v.verdict for v in verdicts] == ["failed", "ran"]
    assert "longer than 1 seconds" in str(verdicts[0].reason)
    assert len(rows) == 1
