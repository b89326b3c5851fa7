-- What differs in a pair of cost lines.
create table cost.share as
with
    paired as (
        select
            p.*,
            m.amount,
            m.period,
            c.amount as procore_amount,
            c.period as procore_period,
            c.period = period_of(c.billed_to)
            and is_billed_before(
                c.commitment_kind, c.billed_to, m.accounting_on
            ) as is_billed_before
        from cost.pair p
        join maestro.project_cost m on m.line_id = p.maestro_line
        join procore.cost_line c on c.line_id = p.procore_line
    )

select
    maestro_line, procore_line, procore_amount, period, procore_period, is_billed_before
from paired
where group_id is null or group_id not like 'M%'
union all
-- Where many lines of maestro* make one of Procore, they say how much of it is whose;
-- what their sum leaves is the first one's.
select
    maestro_line,
    procore_line,
    amount + case
        when maestro_line = min(maestro_line) over one_group
        then procore_amount - sum(amount) over one_group
        else 0
    end,
    period,
    procore_period,
    is_billed_before
from paired
where group_id like 'M%'
window one_group as (partition by group_id);

-- Whether costs carry a unit price at all, on either side: where most do, one without
-- it differs.
create table cost.price_kept as
select
    count(*) filter (where m.unit_price is not null) * 2 > count(*) as by_maestro,
    count(*) filter (where c.unit_price is not null) * 2 > count(*) as by_procore
from cost.pair p
join maestro.project_cost m on m.line_id = p.maestro_line
join procore.cost_line c on c.line_id = p.procore_line
where p.group_id is null and c.kind = 'direct_cost';

-- Which fields of a line differ from those of its partner.
create table cost.line_drift as
with
    -- Most pairs agree in everything: they are left out before fields are listed.
    unequal as (
        select p.maestro_line, p.procore_line
        from cost.pair p
        join maestro.project_cost m on m.line_id = p.maestro_line
        join procore.cost_line c on c.line_id = p.procore_line
        cross join cost.price_kept k
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
                or is_other_price(
                    m.unit_price, c.unit_price, k.by_maestro, k.by_procore
                )
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
cross join cost.price_kept k
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
            m.party_key is distinct from c.party_key
            and case
                m.procore_type
                when 'invoice'
                then c.vendor_id is not null
                when 'expense'
                then c.party_key is not null and c.kind = 'direct_cost'
            end
        union all
        -- Hours name their employee, where he is a user.
        select
            'employee',
            m.party_code,
            c.party_code,
            null,
            m.procore_type = 'payroll'
            and c.party_key is not null
            and m.party_key is distinct from c.party_key
        union all
        -- Only an invoice is sent with its number.
        select
            'invoice_number',
            m.invoice_number,
            c.invoice_number,
            null,
            m.invoice_key is distinct from c.invoice_key
            and (m.procore_type = 'invoice' or c.invoice_key is not null)
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
            'unit_price',
            cast(m.unit_price as varchar),
            cast(c.unit_price as varchar),
            cast(c.unit_price - m.unit_price as varchar),
            c.kind = 'direct_cost'
            and is_other_price(m.unit_price, c.unit_price, k.by_maestro, k.by_procore)
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

-- What differs between lines of one system and the one line of the other that they make
-- together. A field that several of them have alike is said once, of the first.
create table cost.group_drift as
with
    member as (
        select
            group_id,
            maestro_line,
            procore_line,
            starts_with(group_id, 'M') as is_sum_of_maestro
        from cost.pair
        where group_id is not null
    ),

    summed as (
        select
            b.group_id,
            min(b.maestro_line) as maestro_line,
            min(b.procore_line) as procore_line,
            cast(sum(m.amount) as decimal(18, 2)) as amount,
            cast(sum(m.quantity) as decimal(18, 6)) as quantity,
            case
                when min(m.unit_price) = max(m.unit_price) then min(m.unit_price)
            end as unit_price,
            -- Hours of several documents came together because they are of one week.
            bool_and(m.is_labour)
            and count(distinct code_norm(m.transaction_number)) > 1 as is_week,
            min(m.status) as status,
            min(m.transaction_on) as first_on,
            max(m.transaction_on) as last_on
        from member b
        join maestro.project_cost m on m.line_id = b.maestro_line
        where b.is_sum_of_maestro
        group by b.group_id
    ),

    -- Figures and days of the sum, beside those of the one line.
    of_sum as (
        select s.maestro_line, s.procore_line, f.*
        from summed s
        join procore.cost_line c on c.line_id = s.procore_line
        cross join
            lateral(
                select
                    'amount' as field,
                    cast(s.amount as varchar) as maestro_value,
                    cast(c.amount as varchar) as procore_value,
                    cast(c.amount - s.amount as varchar) as difference,
                    s.amount <> c.amount
                    and c.is_other_currency is not true as is_different
                union all
                -- A week may come over as one lump, whatever its hours.
                select
                    'quantity',
                    cast(s.quantity as varchar),
                    cast(c.quantity as varchar),
                    cast(c.quantity - s.quantity as varchar),
                    c.kind = 'direct_cost' and c.quantity not in (s.quantity, 0, 1)
                union all
                select
                    'unit_price',
                    cast(s.unit_price as varchar),
                    cast(c.unit_price as varchar),
                    cast(c.unit_price - s.unit_price as varchar),
                    c.kind = 'direct_cost'
                    and c.quantity = s.quantity
                    and not is_same_price(s.unit_price, c.unit_price)
                union all
                select
                    'unit_price',
                    cast(s.amount as varchar),
                    cast(c.unit_price as varchar),
                    cast(c.unit_price - s.amount as varchar),
                    c.kind = 'direct_cost'
                    and c.quantity = 1
                    and s.quantity <> 1
                    and c.amount = s.amount
                    and not is_same_price(c.unit_price, s.amount)
                union all
                select
                    'transaction_on',
                    cast(s.last_on as varchar),
                    cast(c.cost_on as varchar),
                    null,
                    not s.is_week
                    and (c.cost_on between s.first_on and s.last_on) is not true
                union all
                select 'status', s.status, c.status, null, not c.is_approved
            ) f
        where f.is_different
    ),

    -- What each of the several says for itself; of those that say the same, the first.
    of_member as (
        select b.maestro_line, b.procore_line, b.group_id, f.*
        from member b
        join maestro.project_cost m on m.line_id = b.maestro_line
        join procore.cost_line c on c.line_id = b.procore_line
        left join summed s using (group_id)
        cross join
            lateral(
                select
                    'activity_code' as field,
                    m.activity_code as maestro_value,
                    c.activity_code as procore_value,
                    m.activity_key is distinct from c.activity_key as is_different
                union all
                select
                    'group_code',
                    m.group_code,
                    c.group_code,
                    m.group_key is distinct from c.group_key
                union all
                select
                    'party_code',
                    m.party_code,
                    c.party_code,
                    m.procore_type = 'invoice'
                    and c.vendor_id is not null
                    and m.party_key is distinct from c.party_key
                union all
                select
                    'employee',
                    m.party_code,
                    c.party_code,
                    m.procore_type = 'payroll'
                    and c.party_key is not null
                    and m.party_key is distinct from c.party_key
                union all
                select
                    'invoice_number',
                    m.invoice_number,
                    c.invoice_number,
                    m.invoice_key is distinct from c.invoice_key
                    and (m.procore_type = 'invoice' or c.invoice_key is not null)
                union all
                select
                    'transaction_on',
                    cast(m.transaction_on as varchar),
                    cast(c.cost_on as varchar),
                    case
                        when not b.is_sum_of_maestro
                        then m.transaction_on is distinct from c.cost_on
                        else
                            s.is_week
                            and date_trunc('week', m.transaction_on)
                            is distinct from date_trunc('week', c.cost_on)
                    end
                union all
                select
                    'status',
                    m.status,
                    c.status,
                    not m.is_transferred
                    or (not b.is_sum_of_maestro and not c.is_approved)
            ) f
        where f.is_different
        qualify
            row_number() over (
                partition by
                    b.group_id,
                    f.field,
                    case
                        when f.field = 'transaction_on' and s.is_week
                        then cast(date_trunc('week', m.transaction_on) as varchar)
                        else f.maestro_value
                    end,
                    f.procore_value
                order by b.maestro_line, b.procore_line
            )
            = 1
    )

select maestro_line, procore_line, field, maestro_value, procore_value, difference
from of_sum
union all
select maestro_line, procore_line, field, maestro_value, procore_value, null
from of_member;

create view cost.drift as
select *
from cost.line_drift
union all
select *
from cost.group_drift;
