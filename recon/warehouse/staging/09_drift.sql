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
