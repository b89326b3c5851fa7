-- Every cost line ends in one state with one reason, and the states add up to the totals
-- of both systems, per project, activity, group and period.
create table cost.share as
select
    p.maestro_line, p.procore_line,
    -- Where many lines of maestro* make one of Procore, they say how much of it is whose.
    case when p.group_id like 'M%' then m.amount else c.amount end as procore_amount,
    m.period, c.period as procore_period
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
    p.maestro_line, p.procore_line, f.field, f.maestro_value, f.procore_value, f.difference
from unequal p
join maestro.project_cost m on m.line_id = p.maestro_line
join procore.cost_line c on c.line_id = p.procore_line
cross join lateral (
    select 'amount' as field, cast(m.amount as varchar) as maestro_value, cast(c.amount as varchar) as procore_value,
        cast(c.amount - m.amount as varchar) as difference,
        m.amount <> c.amount and c.is_other_currency is not true as is_different
    union all
    select 'activity_code', m.activity_code, c.activity_code, null, m.activity_key is distinct from c.activity_key
    union all
    select 'group_code', m.group_code, c.group_code, null, m.group_key is distinct from c.group_key
    union all
    select 'party_code', m.party_code, c.party_code, null,
        m.procore_type = 'invoice' and m.party_key is distinct from c.party_key and c.vendor_id is not null
    union all
    select 'invoice_number', m.invoice_number, c.invoice_number, null,
        m.procore_type = 'invoice' and m.invoice_key is distinct from c.invoice_key
    union all
    select 'transaction_on', cast(m.transaction_on as varchar), cast(c.cost_on as varchar), null,
        m.transaction_on is distinct from c.cost_on
    union all
    select 'quantity', cast(m.quantity as varchar), cast(c.quantity as varchar),
        cast(c.quantity - m.quantity as varchar), c.kind = 'direct_cost' and m.quantity <> c.quantity
    union all
    select 'status', m.status, c.status, null, not m.is_transferred or not c.is_approved
    union all
    select 'place', 'on its commitment', 'as a direct cost', null, m.is_routed and c.kind = 'direct_cost'
    union all
    select 'place', 'as a direct cost', 'on a commitment', null,
        not m.is_routed and m.is_order_known and c.kind = 'invoice'
) f
where f.is_different;

-- Amounts that differ by a tax: each rate alone, the first two together, each rounded
-- apart, a cent of doubt for each.
create table link.taxed as
with
    unequal as (
        select 'project_cost' as entity, cast(d.maestro_line as varchar) as record, m.project_code, m.transaction as code,
            '' as part, m.amount as maestro_amount, c.amount as procore_amount, m.source as maestro_source,
            c.source as procore_source
        from cost.drift d
        join maestro.project_cost m on m.line_id = d.maestro_line
        join procore.cost_line c on c.line_id = d.procore_line
        where d.field = 'amount'
        union all
        select entity, code_source, project_code, code, concat(activity_code, ' ', group_code), maestro_amount,
            procore_amount, code_source, code_source
        from link.contract_code
        where maestro_amount <> procore_amount
    ),

    ranked_rate as (
        select rate, row_number() over () as place
        from (select cast(unnest(string_split(setting('tax_rates'), ' ')) as decimal(9, 6)) as rate)
    ),

    tax as (
        select rate as first_rate, 0.000000::decimal(9, 6) as second_rate, 0.01::decimal(18, 2) as doubt,
            concat(in_percent(rate), ' %') as tax
        from ranked_rate
        union all
        select a.rate, b.rate, 0.02,
            concat(in_percent(a.rate), ' % and ', in_percent(b.rate), ' %')
        from ranked_rate a join ranked_rate b on a.place = 1 and b.place = 2
    ),

    side as (
        select *, 'Procore' as with_tax, maestro_amount as net, procore_amount as gross from unequal
        union all
        select *, 'maestro*', procore_amount, maestro_amount from unequal
    )

select s.* exclude (net, gross), t.tax
from side s
join tax t
    on abs(
        s.gross - s.net - cast(cast(s.net as decimal(38, 2)) * t.first_rate as decimal(18, 2))
        - cast(cast(s.net as decimal(38, 2)) * t.second_rate as decimal(18, 2))
    ) <= t.doubt
where s.net <> 0 and abs(s.gross) > abs(s.net)
qualify row_number() over (partition by s.entity, s.record order by t.doubt, t.first_rate, s.with_tax) = 1;

-- An accrual and its reversal: one document, one code, a sum of zero.
create table cost.netted as
select c.line_id
from maestro.project_cost c
join (
    select project_key, code_norm(transaction_number) as document_key, activity_key, group_key
    from maestro.project_cost
    where transaction_type in ('?', '@') and line_id not in (select maestro_line from cost.pair)
    group by all
    having sum(amount) = 0 and count(distinct transaction_type) = 2
) d
    on d.project_key = c.project_key and d.document_key = code_norm(c.transaction_number)
    and d.activity_key is not distinct from c.activity_key and d.group_key is not distinct from c.group_key
where
    c.transaction_type in ('?', '@') and c.is_linked and not c.is_billing
    and c.line_id not in (select maestro_line from cost.pair);

create table cost.maestro_judged as
with
    project as (
        select project_key, min(synchronize_from_on) as from_on, min(last_transaction_on) as last_on
        from maestro.project
        group by all
    ),

    supplier as (
        select distinct m.code_key as party_key
        from link.maestro_code m join link.pair l on l.entity = 'supplier' and l.maestro_source = m.source
    ),

    activity as (
        select distinct project_key, activity_key from procore.activity where not is_deleted
    ),

    cost_type as (select distinct project_key, group_key from procore.cost_group),

    paired as (
        select maestro_line as line_id, min(basis) as basis, min(group_id) as group_id, min(procore_line) as procore_line,
            bool_or(kind = 'invoice') as is_on_commitment
        from cost.pair join procore.cost_line on line_id = procore_line
        group by all
    ),

    drifted as (select distinct maestro_line as line_id from cost.drift),

    -- Only a line without a partner needs a reason.
    reasoned as (
        select
            c.line_id, n.line_id is not null as is_netted,
            case
                when not c.is_linked then 'project not linked'
                when c.is_billing then 'revenue group'
            end as excluded_because,
            case
                when not c.is_transferred then 'not transferred'
                when not c.is_sent_type then 'type not eligible'
                when c.procore_type = 'invoice' and s.party_key is null then 'supplier unlinked'
                when a.activity_key is null then 'activity missing'
                when g.group_key is null then 'group missing'
                when c.is_routed then 'not on the commitment'
                when not c.is_order_known then 'order not exported'
                when c.accounting_on < j.from_on
                    or (setting('window_boundary') = 'exclusive' and c.accounting_on = j.from_on)
                    then 'before the start date'
                when c.accounting_on > j.last_on
                    or (setting('window_boundary') = 'inclusive' and c.accounting_on = j.last_on)
                    then 'awaiting the next run'
                when x.code_key is not null then 'a rejected row may be it'
                when c.accounting_on <= j.last_on and (c.entered_on is null or c.entered_on > j.last_on)
                    then 'stranded'
                when c.procore_type = 'payroll' and e.employee_key is null then 'employee unlinked'
                else 'unexplained'
            end as missing_because
        from maestro.project_cost c
        anti join cost.pair p on p.maestro_line = c.line_id
        left join cost.netted n using (line_id)
        left join project j using (project_key)
        left join supplier s using (party_key)
        left join activity a using (project_key, activity_key)
        left join cost_type g using (project_key, group_key)
        left join (select distinct employee_key from procore.user where is_active) e
            on e.employee_key = c.party_key
        left join (
            select distinct code_key from pull.reject
            where system = 'procore' and entity in ('project_cost', 'order_invoice')
        ) x on x.code_key = concat(c.project_key, '|', c.activity_key, '|', c.group_key)
    )

select
    c.line_id, p.basis, p.group_id, p.procore_line,
    case
        when p.line_id is not null and p.is_on_commitment and d.line_id is null then 'routed to the commitment'
        when p.line_id is not null and d.line_id is not null then 'matched with drift'
        when p.line_id is not null then 'matched'
        when r.excluded_because is not null then 'excluded'
        when r.is_netted then 'netted'
        else 'missing in Procore'
    end as state,
    case
        when p.line_id is not null then p.basis
        when r.excluded_because is not null then r.excluded_because
        when r.is_netted then 'accrual and its reversal'
        else r.missing_because
    end as reason
from maestro.project_cost c
left join paired p using (line_id)
left join drifted d using (line_id)
left join reasoned r using (line_id);

-- The judgement stands apart from the line: copying a million wide rows costs more than
-- the matching.
create view cost.maestro_state as
select c.*, j.* exclude (line_id)
from cost.maestro_judged j
join maestro.project_cost c using (line_id);

create table cost.procore_judged as
with
    paired as (
        select procore_line as line_id, min(basis) as basis, min(group_id) as group_id, min(maestro_line) as maestro_line
        from cost.pair group by all
    ),

    drifted as (select distinct procore_line as line_id from cost.drift),

    open_line as (
        select * from procore.cost_line where line_id not in (select procore_line from cost.pair)
    ),

    -- Matched lines that a line left over could repeat.
    known as (
        select c.*
        from procore.cost_line c
        join paired p using (line_id)
        semi join open_line o on o.project_key = c.project_key and o.amount = c.amount
    ),

    -- A line left over that repeats a matched one.
    same_line as (
        select distinct project_key, activity_key, group_key, amount, party_key, invoice_key, kind, cost_on
        from known
    ),

    same_invoice as (
        select project_key, amount, party_key, invoice_key, bool_or(kind = 'invoice') as is_on_commitment
        from known where invoice_key is not null group by all
    ),

    left_over as (
        select
            c.line_id,
            case
                when i.is_on_commitment and c.kind = 'direct_cost' then 'also on the commitment'
                when s.project_key is not null then 'sent twice'
                when i.invoice_key is not null then 'same invoice entered again'
            end as repeated
        from open_line c
        left join same_line s
            on s.project_key = c.project_key and s.activity_key is not distinct from c.activity_key
            and s.group_key is not distinct from c.group_key and s.amount = c.amount and s.kind = c.kind
            and s.party_key is not distinct from c.party_key and s.invoice_key is not distinct from c.invoice_key
            and s.cost_on is not distinct from c.cost_on
        left join same_invoice i
            on i.project_key = c.project_key and i.amount = c.amount and i.invoice_key = c.invoice_key
            and i.party_key is not distinct from c.party_key
    )

select
    c.line_id, p.basis, p.group_id, p.maestro_line,
    case
        when p.line_id is not null and c.kind = 'invoice' and d.line_id is null then 'routed to the commitment'
        when p.line_id is not null and d.line_id is not null then 'matched with drift'
        when p.line_id is not null then 'matched'
        when not c.is_linked or c.is_deleted or c.procore_type is not distinct from 'subcontractor_invoice'
            or not c.is_approved
            then 'excluded'
        when o.repeated is not null then 'duplicated'
        else 'only in Procore'
    end as state,
    case
        when p.line_id is not null then p.basis
        when not c.is_linked then 'project not linked'
        when c.is_deleted then 'deleted'
        when c.procore_type is not distinct from 'subcontractor_invoice' then 'counted on its commitment'
        when not c.is_approved then 'not approved'
        when o.repeated is not null then o.repeated
        when x.code_key is not null then 'a rejected row may be its source'
        else 'unexplained'
    end as reason
from procore.cost_line c
left join paired p using (line_id)
left join drifted d using (line_id)
left join left_over o using (line_id)
left join (
    select distinct code_key from pull.reject where system = 'maestro' and entity = 'project_cost'
) x on x.code_key = concat(c.project_key, '|', c.activity_key, '|', c.group_key);

create view cost.procore_state as
select c.*, j.* exclude (line_id)
from cost.procore_judged j
join procore.cost_line c using (line_id);

-- The tie-out: both totals are summed from the lines alone, the states from the match.
create table cost.tie_out as
with
    counted as (
        select project_key, activity_key, group_key, period, amount as maestro_total, 0 as procore_total, null as state,
            0 as ours, 0 as theirs, 0 as moved
        from maestro.project_cost
        union all
        select project_key, activity_key, group_key, period, 0, amount, null, 0, 0, 0
        from procore.cost_line
        where not is_deleted
        union all
        select project_key, activity_key, group_key, period, 0, 0, state, amount, 0, 0
        from cost.maestro_state
        union all
        select project_key, activity_key, group_key, period, 0, 0, state, 0, amount, 0
        from cost.procore_state
        where maestro_line is null and not is_deleted
        union all
        -- A pair counts in maestro*'s period on both sides.
        select c.project_key, c.activity_key, c.group_key, s.period, 0, 0, c.state, 0, s.procore_amount,
            case when s.period <> s.procore_period then - s.procore_amount else 0 end
        from cost.share s
        join cost.procore_state c on c.line_id = s.procore_line
        union all
        -- What its own date puts into another period.
        select c.project_key, c.activity_key, c.group_key, s.procore_period, 0, 0, null, 0, 0, s.procore_amount
        from cost.share s
        join cost.procore_state c on c.line_id = s.procore_line
        where s.period <> s.procore_period
    )

select
    t.project_key, coalesce(t.activity_key, '') as activity_key, coalesce(t.group_key, '') as group_key, t.period,
    cast(sum(t.maestro_total) as decimal(18, 2)) as maestro_total,
    cast(coalesce(sum(t.ours) filter (where t.state = 'matched'), 0) as decimal(18, 2)) as matched,
    cast(coalesce(sum(t.ours) filter (where t.state = 'matched with drift'), 0) as decimal(18, 2)) as drifted,
    cast(coalesce(sum(t.ours) filter (where t.state = 'routed to the commitment'), 0) as decimal(18, 2)) as routed,
    cast(coalesce(sum(t.ours) filter (where t.state = 'missing in Procore'), 0) as decimal(18, 2)) as missing,
    cast(coalesce(sum(t.ours) filter (where t.state = 'netted'), 0) as decimal(18, 2)) as netted,
    cast(coalesce(sum(t.ours) filter (where t.state = 'excluded'), 0) as decimal(18, 2)) as excluded,
    cast(coalesce(sum(t.theirs) filter (where t.state = 'matched'), 0) as decimal(18, 2)) as procore_matched,
    cast(coalesce(sum(t.theirs) filter (where t.state = 'matched with drift'), 0) as decimal(18, 2)) as procore_drifted,
    cast(coalesce(sum(t.theirs) filter (where t.state = 'routed to the commitment'), 0) as decimal(18, 2))
        as procore_routed,
    cast(coalesce(sum(t.theirs) filter (where t.state = 'only in Procore'), 0) as decimal(18, 2)) as only_in_procore,
    cast(coalesce(sum(t.theirs) filter (where t.state = 'duplicated'), 0) as decimal(18, 2)) as duplicated,
    cast(coalesce(sum(t.theirs) filter (where t.state = 'excluded'), 0) as decimal(18, 2)) as procore_excluded,
    cast(sum(t.moved) as decimal(18, 2)) as date_in_another_period,
    cast(sum(t.procore_total) as decimal(18, 2)) as procore_total
from counted t
group by all;

-- The way from maestro*'s total to Procore's; balance is 0.00 where nothing is lost.
create view cost.bridge as
select
    project_key, activity_key, group_key, period, maestro_total, - missing as missing, - netted as netted,
    - excluded as excluded, procore_matched + procore_drifted + procore_routed - matched - drifted - routed as changed,
    only_in_procore, duplicated, procore_excluded, date_in_another_period, procore_total,
    procore_total - date_in_another_period - procore_excluded - duplicated - only_in_procore
    - (procore_matched + procore_drifted + procore_routed)
    + (maestro_total - missing - netted - excluded - matched - drifted - routed) as balance
from cost.tie_out;

create view cost.out_of_balance as
select *
from cost.tie_out
where
    maestro_total <> matched + drifted + routed + missing + netted + excluded
    or procore_total
    <> procore_matched + procore_drifted + procore_routed + only_in_procore + duplicated + procore_excluded
        + date_in_another_period;

-- Two suppliers of one licence, one name without its legal form, or one phone.
create table link.twin_supplier as
with
    supplier as (
        select
            code, code_norm(code) as code_key, name, source, digits(no_placeholder(rbq_number)) as licence,
            digits(no_placeholder(phone)) as phone,
            regexp_replace(
                strip_accents(lower(regexp_replace(no_placeholder(name), '[^\p{L}\p{N}]', ' ', 'g'))),
                '\s+|\b(inc|ltee|ltd|enr|senc|s e n c|limitee|corp|cie)\b', '', 'g'
            ) as name_key
        from maestro.party
        where entity = 'supplier' and code is not null
    ),

    likeness as (
        select code_key, source, 'licence' as agree_in, licence as value, 1 as place from supplier
        where length(licence) = 10
        union all
        select code_key, source, 'name', name_key, 2 from supplier where length(name_key) > 3
        union all
        select code_key, source, 'phone', phone, 3 from supplier where length(phone) >= 10
    )

select
    s.code, s.code_key, t.code as other_code, t.code_key as other_code_key, s.name, t.name as other_name, a.agree_in,
    s.source
from likeness a
join likeness b on b.agree_in = a.agree_in and b.value = a.value and b.code_key > a.code_key
join supplier s on s.source = a.source
join supplier t on t.source = b.source
qualify
    row_number() over (
        partition by s.code_key, t.code_key order by a.place, s.code, t.code, s.name, t.name, s.source, t.source
    ) = 1;

-- Invoices of one supplier and amount whose numbers differ by a slip of the hand.
create table cost.near_invoice as
with
    invoice as (
        select party_key, invoice_key, transaction_number, min(party_code) as party_code,
            min(invoice_number) as invoice_number, min(transaction) as transaction, min(project_code) as project_code,
            min(source) as source, min(transaction_on) as invoice_on, sum(amount) as amount
        from maestro.project_cost
        where invoice_key is not null and party_key is not null and procore_type = 'invoice'
        group by party_key, invoice_key, transaction_number
        having sum(amount) <> 0
    )

select
    a.project_code, a.transaction, b.transaction as other_transaction, a.party_code, a.invoice_number,
    b.invoice_number as other_invoice_number, a.amount, abs(date_diff('day', a.invoice_on, b.invoice_on)) as days, a.source
from invoice a
join invoice b
    on b.party_key = a.party_key and b.amount = a.amount and b.transaction > a.transaction
    and b.invoice_key <> a.invoice_key
where
    abs(date_diff('day', a.invoice_on, b.invoice_on)) <= cast(setting('near_invoice_days') as integer)
    and (levenshtein(a.invoice_key, b.invoice_key) = 1 and length(a.invoice_key) > 3
        and length(regexp_replace(a.invoice_key, '[0-9]', '', 'g'))
            <> length(regexp_replace(b.invoice_key, '[0-9]', '', 'g'))
        or damerau_levenshtein(a.invoice_key, b.invoice_key) = 1 and levenshtein(a.invoice_key, b.invoice_key) = 2
        or digits(a.invoice_key) = digits(b.invoice_key) and digits(a.invoice_key) <> '')
qualify row_number() over (partition by a.project_code, a.transaction, b.transaction order by a.party_key, a.source) = 1;
