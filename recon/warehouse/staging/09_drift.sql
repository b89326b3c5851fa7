-- What differs in a pair of cost lines, and which lines cancel each other.
create table cost.share as
select
    p.maestro_line,
    p.procore_line,
    -- Where many lines of maestro* make one of Procore, they say
    -- how much of it is whose.
    case when p.group_id like 'M%' then m.amount else c.amount end as procore_amount,
    m.period,
    c.period as procore_period,
    c.period = period_of(c.billed_to)
    and is_billed_before(
        c.commitment_kind, c.billed_to, m.accounting_on
    ) as is_billed_before
from cost.pair p
join maestro.project_cost m on m.line_id = p.maestro_line
join procore.cost_line c on c.line_id = p.procore_line;

-- Which fields of a pair differ; those of a group are compared by their sum alone.
create table cost.drift as
with
    -- Most pairs agree in everything: they are left out before fields are listed.
    unequal as (
        select p.maestro_line, p.procore_line
        from cost.pair p
        join maestro.project_cost m on m.line_id = p.maestro_line
        join procore.cost_line c on c.line_id = p.procore_line
        where
            p.group_id is null
            and (
                m.amount <> c.amount
                or m.activity_key is distinct from c.activity_key
                or m.group_key is distinct from c.group_key
                or m.party_key is distinct from c.party_key
                or m.invoice_key is distinct from c.invoice_key
                or m.transaction_on is distinct from c.cost_on
                or m.quantity <> c.quantity
                or not m.is_transferred
                or not c.is_approved
                or m.is_routed <> (c.kind = 'invoice')
            )
    )

select
    p.maestro_line,
    p.procore_line,
    f.field,
    f.maestro_value,
    f.procore_value,
    f.difference
from unequal p
join maestro.project_cost m on m.line_id = p.maestro_line
join procore.cost_line c on c.line_id = p.procore_line
cross join
    lateral(
        select
            'amount' as field,
            cast(m.amount as varchar) as maestro_value,
            cast(c.amount as varchar) as procore_value,
            cast(c.amount - m.amount as varchar) as difference,
            m.amount <> c.amount and c.is_other_currency is not true as is_different
        union all
        select
            'activity_code',
            m.activity_code,
            c.activity_code,
            null,
            m.activity_key is distinct from c.activity_key
        union all
        select
            'group_code',
            m.group_code,
            c.group_code,
            null,
            m.group_key is distinct from c.group_key
        union all
        select
            'party_code',
            m.party_code,
            c.party_code,
            null,
            m.procore_type = 'invoice'
            and m.party_key is distinct from c.party_key
            and c.vendor_id is not null
        union all
        select
            'invoice_number',
            m.invoice_number,
            c.invoice_number,
            null,
            m.procore_type = 'invoice' and m.invoice_key is distinct from c.invoice_key
        union all
        select
            'transaction_on',
            cast(m.transaction_on as varchar),
            cast(c.cost_on as varchar),
            null,
            m.transaction_on is distinct from c.cost_on
            and not (
                c.cost_on is not distinct from c.billed_to
                and is_billed_before(c.commitment_kind, c.billed_to, m.transaction_on)
            )
        union all
        select
            'quantity',
            cast(m.quantity as varchar),
            cast(c.quantity as varchar),
            cast(c.quantity - m.quantity as varchar),
            c.kind = 'direct_cost' and m.quantity <> c.quantity
        union all
        select
            'status',
            m.status,
            c.status,
            null,
            not m.is_transferred or not c.is_approved
        union all
        select
            'place',
            'on its commitment',
            'as a direct cost',
            null,
            m.is_routed and c.kind = 'direct_cost'
        union all
        select
            'place',
            'as a direct cost',
            'on a commitment',
            null,
            not m.is_routed and m.is_order_known and c.kind = 'invoice'
    ) f
where f.is_different;

-- Differences of cost lines that are a tax, and lines that cancel each other.
-- Amounts that differ by a tax: each rate alone, the first two together, each rounded
-- apart, a cent of doubt for each.
create table link.taxed as
with
    unequal as (
        select
            'project_cost' as entity,
            cast(d.maestro_line as varchar) as record,
            m.project_code,
            m.transaction as code,
            '' as part,
            m.amount as maestro_amount,
            c.amount as procore_amount,
            m.source as maestro_source,
            c.source as procore_source
        from cost.drift d
        join maestro.project_cost m on m.line_id = d.maestro_line
        join procore.cost_line c on c.line_id = d.procore_line
        where d.field = 'amount'
        union all
        select
            entity,
            code_source,
            project_code,
            code,
            concat(activity_code, ' ', group_code),
            maestro_amount,
            procore_amount,
            code_source,
            code_source
        from link.contract_code
        where maestro_amount <> procore_amount
    ),

    ranked_rate as (
        select rate, row_number() over () as place
        from
            (
                select
                    cast(
                        unnest(string_split(setting('tax_rates'), ' ')) as decimal(9, 6)
                    ) as rate
            )
    ),

    tax as (
        select
            rate as first_rate,
            0.000000::decimal(9, 6) as second_rate,
            0.01::decimal(18, 2) as doubt,
            concat(in_percent(rate), ' %') as tax
        from ranked_rate
        union all
        select
            a.rate,
            b.rate,
            0.02,
            concat(in_percent(a.rate), ' % and ', in_percent(b.rate), ' %')
        from ranked_rate a
        join ranked_rate b on a.place = 1 and b.place = 2
    ),

    side as (
        select *, 'Procore' as with_tax, maestro_amount as net, procore_amount as gross
        from unequal
        union all
        select *, 'maestro*', procore_amount, maestro_amount
        from unequal
    )

select s.* exclude (net, gross), t.tax
from side s
join
    tax t
    on abs(
        s.gross
        - s.net
        - cast(cast(s.net as decimal(38, 2)) * t.first_rate as decimal(18, 2))
        - cast(cast(s.net as decimal(38, 2)) * t.second_rate as decimal(18, 2))
    )
    <= t.doubt
where s.net <> 0 and abs(s.gross) > abs(s.net)
qualify
    row_number() over (
        partition by s.entity, s.record order by t.doubt, t.first_rate, s.with_tax
    )
    = 1;

-- An accrual and its reversal: one document, one code, a sum of zero.
create table cost.netted as
select c.line_id
from maestro.project_cost c
join
    (
        select
            project_key,
            code_norm(transaction_number) as document_key,
            activity_key,
            group_key
        from maestro.project_cost
        where
            transaction_type in ('?', '@')
            and line_id not in (select maestro_line from cost.pair)
        group by all
        -- Of rows that carry one transaction, the first counts or the last.
        having
            0 in (
                sum(amount) filter (copy is null or copy = 1),
                sum(amount) filter (copy is null or copy = copies)
            )
            and count(distinct transaction_type) = 2
    ) d
    on d.project_key = c.project_key
    and d.document_key = code_norm(c.transaction_number)
    and d.activity_key is not distinct from c.activity_key
    and d.group_key is not distinct from c.group_key
where
    c.transaction_type in ('?', '@')
    and c.is_linked
    and not c.is_billing
    and c.line_id not in (select maestro_line from cost.pair);
