-- The taxes that a difference may be, and the amounts that may differ by one: pairs of
-- cost lines, lines of one invoice that found no partner, and codes of documents.
create table cost.tax_code as
select
    id as tax_code_id,
    clean(code) as code,
    cast(
        case
            when measure(rate1) < 1 then measure(rate1) else measure(rate1) * 0.01
        end as decimal(9, 6)
    ) as rate
from stage.named_tax_code
where measure(rate1) between 0 and 99;

create table cost.tax as
with
    rate as (
        select
            name,
            rate,
            min(place) as place,
            bool_and(is_with_gst) as is_with_gst,
            concat(
                case when name <> '' then concat(name, ' ') end, in_percent(rate), ' %'
            ) as label
        from mapping.tax_rate
        group by all
    ),

    bare as (
        select *, row_number() over (order by place) as bare_place
        from rate
        where name = ''
    ),

    combined as (
        select
            concat_ws(' and ', g.label, p.label) as label,
            [g.name, p.name] as names,
            g.rate as first_rate,
            p.rate as second_rate,
            2 as taxes
        from rate g
        join rate p on p.is_with_gst and p.name not in ('', 'GST')
        where g.name = 'GST'
        union all
        select concat_ws(' and ', a.label, b.label), ['', ''], a.rate, b.rate, 2
        from bare a
        join bare b on a.bare_place = 1 and b.bare_place = 2
        union all
        select label, [name], rate, 0.000000::decimal(9, 6), 1
        from rate
        union all
        select
            concat('tax code ', min(code), ', ', in_percent(rate), ' %'),
            ['tax code'],
            rate,
            0.000000::decimal(9, 6),
            1
        from cost.tax_code
        where rate > 0
        group by rate
    )

-- A bare rate, or one of a tax code of Procore, that is one of a known tax is that tax.
select row_number() over (order by taxes, first_rate, second_rate, label) as tax_id, *
from combined
qualify
    case
        when names[1] = ''
        then
            count(*) filter (where names[1] not in ('', 'tax code')) over (
                partition by first_rate, second_rate
            )
            = 0
        when names[1] = 'tax code'
        then count(*) over (partition by first_rate + second_rate) = 1
        else true
    end;

-- Where and when each is charged.
create table cost.tax_validity as
select t.tax_id, r.province, r.first_on, r.last_on
from cost.tax t
join mapping.tax_rate r on t.taxes = 1 and r.name = t.names[1] and r.rate = t.first_rate
union all
select
    t.tax_id, p.province, greatest(g.first_on, p.first_on), least(g.last_on, p.last_on)
from cost.tax t
join mapping.tax_rate g on g.name = t.names[1] and g.rate = t.first_rate
join mapping.tax_rate p on p.name = t.names[2] and p.rate = t.second_rate
where t.taxes = 2
union all
select tax_id, '', null, null
from cost.tax
where names[1] = 'tax code';

-- Lines of one invoice and one code that found no partner: one in one system, several
-- in
-- the other.
create table cost.open_invoice as
with
    maestro as (
        select
            project_key,
            activity_key,
            group_key,
            party_key,
            invoice_key,
            case when is_routed then 'invoice' else 'direct_cost' end as kind,
            list(line_id order by line_id) as lines,
            sum(amount) as amount
        from maestro.project_cost
        left join
            (select distinct maestro_line from cost.pair) on maestro_line = line_id
        where
            is_linked
            and not is_billing
            and party_key is not null
            and invoice_key is not null
        group by all
        having count(maestro_line) = 0
    ),

    procore as (
        select
            project_key,
            activity_key,
            group_key,
            party_key,
            invoice_key,
            kind,
            list(line_id order by line_id) as lines,
            sum(amount) as amount
        from procore.cost_line
        left join
            (select distinct procore_line from cost.pair) on procore_line = line_id
        where
            is_linked
            and not is_deleted
            and procore_type is distinct from 'subcontractor_invoice'
            and party_key is not null
            and invoice_key is not null
        group by all
        having
            count(procore_line) = 0
            and count(distinct document_id) = 1
            and not bool_or(is_other_currency)
    )

select
    m.lines[1] as maestro_line,
    p.lines[1] as procore_line,
    m.lines as maestro_lines,
    p.lines as procore_lines,
    concat_ws(
        '|',
        'coded invoice',
        kind,
        project_key,
        activity_key,
        group_key,
        party_key,
        invoice_key
    ) as coded_invoice,
    m.amount as maestro_amount,
    p.amount as procore_amount
from maestro m
join
    procore p using (project_key, activity_key, group_key, party_key, invoice_key, kind)
where
    least(len(m.lines), len(p.lines)) = 1
    and len(m.lines) + len(p.lines) > 2
    and m.amount <> p.amount;

create table cost.tax_unit as
with
    cost_line as (
        select
            maestro_line,
            procore_line,
            cast(maestro_value as decimal(18, 2)) as maestro_amount,
            cast(procore_value as decimal(18, 2)) as procore_amount,
            null as coded_invoice
        from cost.drift
        where field = 'amount'
        union all
        select maestro_line, procore_line, maestro_amount, procore_amount, coded_invoice
        from cost.open_invoice
    ),

    commitment as (
        select number_key, min(holdback_percent) as holdback_percent
        from maestro.contract
        where entity in ('purchase_order', 'subcontract')
        group by all
    ),

    procore_commitment as (
        select project_key, number_key, min(holdback_percent) as holdback_percent
        from procore.contract
        where entity in ('purchase_order', 'subcontract')
        group by all
    ),

    unit as (
        select
            'project_cost' as entity,
            cast(u.maestro_line as varchar) as record,
            m.project_code,
            m.project_key,
            m.transaction as code,
            '' as part,
            u.maestro_amount,
            u.procore_amount,
            coalesce(u.coded_invoice, m.source) as maestro_source,
            coalesce(u.coded_invoice, c.source) as procore_source,
            coalesce(m.transaction_on, m.accounting_on, c.cost_on) as charged_on,
            c.tax_code_id,
            coalesce(o.holdback_percent, h.holdback_percent) as holdback_percent
        from cost_line u
        join maestro.project_cost m on m.line_id = u.maestro_line
        join procore.cost_line c on c.line_id = u.procore_line
        left join commitment o on o.number_key = m.order_key
        left join
            procore_commitment h
            on h.project_key = m.project_key
            and h.number_key = m.commitment_key
        union all
        select
            k.entity,
            k.code_source,
            k.project_code,
            k.project_key,
            k.code,
            concat(k.activity_code, ' ', k.group_code),
            k.maestro_amount,
            k.procore_amount,
            k.code_source,
            k.code_source,
            coalesce(m.contract_on, p.contract_on),
            (
                select max(n.tax_code_id)
                from procore.contract_line n
                where
                    n.entity = k.entity
                    and n.contract_id = k.procore_id
                    and coalesce(n.activity_key, '') = k.activity_key
                    and coalesce(n.group_key, '') = k.group_key
            ),
            null
        from link.contract_code k
        join link.contract l on l.entity = k.entity and l.procore_id = k.procore_id
        join maestro.contract m on m.source = l.maestro_source and m.entity = l.entity
        join procore.contract p on p.procore_id = l.procore_id and p.entity = l.entity
        where k.maestro_amount <> k.procore_amount
    ),

    province as (
        select project_key, min(code) as code
        from
            (
                select project_key, province
                from maestro.project
                union all
                select s.project_key, p.province
                from procore.project p
                join procore.site s on s.procore_project_id = p.procore_id
            )
        join mapping.region on kind = 'province' and name_key = lower(clean(province))
        group by all
    )

select
    u.*,
    coalesce(v.code, setting('tax_province')) as province,
    x.code as tax_code,
    x.rate as tax_code_rate,
    cast(u.holdback_percent * 0.01 as decimal(9, 6)) as holdback
from unit u
left join province v using (project_key)
left join cost.tax_code x using (tax_code_id);

-- The lines that make each amount, where there are several.
create table cost.tax_line as
with
    line as (
        select
            'project_cost' as entity,
            cast(o.maestro_line as varchar) as record,
            'maestro*' as side,
            m.amount,
            m.line_id as place
        from cost.open_invoice o
        join maestro.project_cost m on list_contains(o.maestro_lines, m.line_id)
        union all
        select
            'project_cost',
            cast(o.maestro_line as varchar),
            'Procore',
            c.amount,
            c.line_id
        from cost.open_invoice o
        join procore.cost_line c on list_contains(o.procore_lines, c.line_id)
        union all
        select u.entity, u.record, 'maestro*', l.amount, 0
        from cost.tax_unit u
        join link.contract_code k on k.entity = u.entity and k.code_source = u.record
        join link.contract d on d.entity = k.entity and d.procore_id = k.procore_id
        join
            maestro.contract_line l
            on l.contract_source = d.maestro_source
            and coalesce(l.activity_key, '') = k.activity_key
            and l.group_key = k.group_key
        union all
        select u.entity, u.record, 'Procore', l.amount, 0
        from cost.tax_unit u
        join link.contract_code k on k.entity = u.entity and k.code_source = u.record
        join
            procore.contract_line l
            on l.entity = k.entity
            and l.contract_id = k.procore_id
            and coalesce(l.activity_key, '') = k.activity_key
            and coalesce(l.group_key, '') = k.group_key
    )

select
    entity,
    record,
    side,
    amount,
    row_number() over (
        partition by entity, record, side order by amount, place
    ) as place,
    count(*) over (partition by entity, record, side) as lines
from line
where amount is not null;

-- Taxes that are not recovered and so are cost: of the company, or of one project.
create table cost.kept_tax as
select
    case
        when contains(word, ':') then code_norm(split_part(word, ':', 1))
    end as project_key,
    upper(split_part(word, ':', -1)) as name
from (select unnest(string_split(setting('non_recoverable_taxes'), ' ')) as word)
where word <> '';
