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
        having sum(amount) = 0 and count(distinct transaction_type) = 2
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
