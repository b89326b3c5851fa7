"""Match cost lines one to one, each pass on fewer agreeing attributes than the last.

A line is paired at most once, so that equal keys never multiply rows; among equal lines
the order of their content decides. What agreed is kept as the pair's basis.
"""

from __future__ import annotations

from dataclasses import dataclass

from recon.warehouse.database import Database, literal

_CODE = ("project_key", "activity_key", "group_key")
_SAME = (*_CODE, "amount", "channel")


@dataclass(frozen=True)
class Pass:
    """One pass: the attributes that must agree, and which lines take part.

    Attributes in `blank` agree where both are empty too; all others must be known.
    A `single` pass pairs only lines that no other open line shares the key with.
    """

    basis: str
    on: tuple[str, ...]
    blank: tuple[str, ...] = ()
    maestro: str = "true"
    procore: str = "true"
    single: bool = False


_NAMELESS = "party_key is null and invoice_key is null"
PASSES = (
    Pass("identifier, code, amount", ("project_key", "origin_key", *_SAME)),
    Pass(
        "code, amount, party, invoice, date",
        (*_SAME, "cost_on"),
        ("party_key", "invoice_key", "commitment_key"),
    ),
    Pass(
        "code, amount, party, invoice",
        _SAME,
        ("party_key", "invoice_key", "commitment_key"),
    ),
    Pass("code, amount, invoice, date", (*_SAME, "invoice_key", "cost_on")),
    Pass("code, amount, party, date", (*_SAME, "party_key", "cost_on")),
    Pass("code, amount, date", (*_SAME, "cost_on"), procore=_NAMELESS),
    Pass("code, amount", _SAME, maestro="invoice_key is null", procore=_NAMELESS),
)
DRIFTED = (
    Pass("identifier", ("project_key", "origin_key"), single=True),
    Pass(
        "party, invoice, code",
        (*_CODE, "channel", "party_key", "invoice_key"),
        single=True,
    ),
    Pass(
        "party, invoice, amount",
        ("project_key", "channel", "party_key", "invoice_key", "amount"),
    ),
    Pass(
        "party, invoice",
        ("project_key", "channel", "party_key", "invoice_key"),
        single=True,
    ),
    Pass(
        "code, party, date",
        (*_CODE, "channel", "cost_on"),
        ("party_key",),
        maestro="invoice_key is null",
        procore="invoice_key is null",
        single=True,
    ),
    Pass(
        "amount, party, date",
        ("project_key", "channel", "amount", "cost_on"),
        ("party_key",),
        maestro="invoice_key is null",
        procore="invoice_key is null",
        single=True,
    ),
    Pass(
        "code, amount, invoice, another place",
        (*_CODE, "amount", "invoice_key"),
        ("party_key",),
    ),
)
_OPEN = """
create schema cost;
create table cost.pair (
    maestro_line bigint, procore_line bigint, basis varchar, group_id varchar
);
create temp table open_maestro as
select line_id, project_key, activity_key, group_key, amount, party_key, invoice_key,
    transaction_on as cost_on, code_norm(transaction_number) as origin_key,
    case when is_routed then 'invoice' else 'direct_cost' end as channel,
    case when is_routed then commitment_key end as commitment_key, is_labour,
    is_transferred and is_sent_type as is_due, transaction_type
from maestro.project_cost
where is_linked and not is_billing;
create temp table open_procore as
select line_id, project_key, activity_key, group_key, amount, party_key, invoice_key,
    cost_on, code_norm(origin_id) as origin_key, kind as channel, commitment_key,
    document_id, true as is_due
from procore.cost_line
where is_linked and not is_deleted and procore_type is distinct from
    'subcontractor_invoice';
"""
# Lines that only together make one line of the other side: of one document, of an
# employee's week, of a week's labour burden; and the lines of one direct cost.
_PARTY_WEEK = "party_key || '|' || cast(week as varchar)"
_GROUPS = (
    ("one document", "maestro", "origin_key", "true"),
    ("one invoice", "maestro", "party_key || '|' || invoice_key", "true"),
    (
        "one employee and week",
        "maestro",
        _PARTY_WEEK,
        "is_labour",
    ),
    ("one week's labour", "maestro", "cast(week as varchar)", "is_labour"),
    ("one direct cost", "procore", "document_id", "true"),
)


def match_costs(db: Database) -> None:
    """Fill cost.pair from maestro.project_cost and procore.cost_line."""
    db.execute(_OPEN)
    for matching in PASSES:
        _pair(db, matching)
    for basis, many, key, which in _GROUPS:
        _pair_group(db, basis, many, key, which)
    for matching in DRIFTED:
        _pair(db, matching)
    db.execute("drop table open_maestro; drop table open_procore")


def _pair(db: Database, matching: Pass) -> None:
    columns = [*matching.on, *matching.blank]
    keys = ", ".join(columns)
    known = " and ".join(f"{column} is not null" for column in matching.on)
    blank = [f"m.{c} is not distinct from p.{c}" for c in matching.blank]
    same = " and ".join([*(f"m.{c} = p.{c}" for c in matching.on), *blank])
    sides = (("m", "maestro", matching.maestro), ("p", "procore", matching.procore))
    listed = ", ".join(
        f"{short} as (select line_id, {keys}, row_number() over (partition by {keys}"
        " order by is_due desc, cost_on, invoice_key, party_key, line_id) as place,"
        f" count(*) over (partition by {keys}) as equals"
        f" from open_{side} where {known} and {where})"
        for short, side, where in sides
    )
    single = "and m.equals = 1 and p.equals = 1" if matching.single else ""
    db.execute(
        f"""
        insert into cost.pair
        with {listed}
        select m.line_id, p.line_id, '{matching.basis}', null
        from m join p on {same} and m.place = p.place {single}
        """
    )
    _close(db)


def _pair_group(db: Database, basis: str, many: str, key: str, which: str) -> None:
    one = "procore" if many == "maestro" else "maestro"
    lines = "o.line_id, m.line_id" if many == "procore" else "m.line_id, o.line_id"
    db.execute(
        f"""
        insert into cost.pair
        with
            line as (
                select *, date_trunc('week', cost_on) as week from open_{many}
                where {which}
            ),
            member as (
                select line_id, project_key, activity_key, group_key, channel, amount,
                    cost_on, {key} as group_key_text
                from line where {key} is not null
            ),
            whole as (
                select project_key, activity_key, group_key, channel, group_key_text,
                    sum(amount) as amount, min(line_id) as first_line,
                    min(cost_on) as first_on, count(*) as lines
                from member
                group by project_key, activity_key, group_key, channel, group_key_text
                having count(*) > 1
            ),
            ranked_whole as (
                select *, row_number() over (
                    partition by project_key, activity_key, group_key, channel, amount
                    order by first_on, first_line
                ) as place
                from whole
            ),
            single as (
                select line_id, project_key, activity_key, group_key, channel, amount,
                    row_number() over (
                        partition by project_key, activity_key, group_key, channel,
                            amount
                        order by cost_on, line_id
                    ) as place
                from open_{one}
            ),
            found as (
                select w.*, s.line_id as one_line
                from ranked_whole w
                join single s
                    using (project_key, activity_key, group_key, channel, amount, place)
            )
        select {lines}, {literal(basis)},
            concat('{many[0].upper()}', o.first_line, '-', o.lines)
        from (select *, one_line as line_id from found) o
        join member m
            using (project_key, activity_key, group_key, channel, group_key_text)
        """
    )
    _close(db)


def _close(db: Database) -> None:
    """Take the paired lines out of the open ones."""
    for side in ("maestro", "procore"):
        db.execute(
            f"""
            delete from open_{side} where line_id in (
                select {side}_line from cost.pair
            )
            """
        )
