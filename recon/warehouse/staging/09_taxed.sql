-- Amounts that differ by a tax. A tax on the whole amount is certain; a tax on some of the
-- lines, or on what is left after the holdback, is likely at most: it must fit to the
-- cent, by a tax of the project's province and day, and rarely fit by chance.

-- Each amount both ways: the one with the tax and the one without.
create table cost.tax_side as
with
    side as (
        select
            *,
            'Procore' as with_tax,
            'maestro*' as without_tax,
            maestro_amount as net,
            procore_amount as gross
        from cost.tax_unit
        union all
        select *, 'maestro*', 'Procore', procore_amount, maestro_amount
        from cost.tax_unit
    ),

    lines as (
        select entity, record, side, max(lines) as lines from cost.tax_line group by all
    )

select
    s.*,
    t.* exclude (taxes),
    t.taxes,
    exists (
        select 1
        from cost.tax_validity v
        where
            v.tax_id = t.tax_id
            and v.province in ('', s.province)
            and coalesce(v.first_on <= s.charged_on, true)
            and case
                when s.charged_on is null
                then v.last_on is null
                else coalesce(v.last_on >= s.charged_on, true)
            end
    ) as is_valid,
    coalesce(n.lines, 1) as net_lines,
    coalesce(g.lines, 1) as gross_lines,
    s.gross - s.net as difference,
    tax_on(s.net, t.first_rate) + tax_on(s.net, t.second_rate) as tax,
    coalesce(
        (
            select sum(tax_on(l.amount, t.first_rate) + tax_on(l.amount, t.second_rate))
            from cost.tax_line l
            where l.entity = s.entity and l.record = s.record and l.side = s.without_tax
        ),
        tax_on(s.net, t.first_rate) + tax_on(s.net, t.second_rate)
    ) as tax_by_line
from side s
left join
    lines n on n.entity = s.entity and n.record = s.record and n.side = s.without_tax
left join lines g on g.entity = s.entity and g.record = s.record and g.side = s.with_tax
cross join cost.tax t
where s.net <> 0;

create table cost.tax_fit as
with
    -- One cent a tax a line, five in all; a tax of a few cents proves nothing.
    whole as (
        select
            *,
            least(abs(difference - tax), abs(difference - tax_by_line)) as off,
            case when difference = tax then 'whole' else 'by_line' end as message_case
        from cost.tax_side
        where
            abs(gross) > abs(net)
            and abs(tax) > 0.05
            and least(abs(difference - tax), abs(difference - tax_by_line))
            <= least(0.05, 0.01 * taxes * greatest(net_lines, gross_lines))
    ),

    -- A small set of lines with no tax on the whole: those of the side without the tax,
    -- or what the lines of the other side are before it.
    open_side as (
        select
            s.*,
            case when s.net_lines > 1 then without_tax else with_tax end as side,
            case when s.net_lines > 1 then net_lines else gross_lines end as of_lines
        from cost.tax_side s
        anti join whole w on w.entity = s.entity and w.record = s.record
        where
            s.is_valid
            and abs(s.gross) > abs(s.net)
            and case when s.net_lines > 1 then net_lines else gross_lines end
            between 2 and 6
    ),

    line_tax as (
        select
            s.entity,
            s.record,
            s.with_tax,
            s.tax_id,
            l.place,
            case
                when s.side = s.without_tax
                then tax_on(l.amount, s.first_rate) + tax_on(l.amount, s.second_rate)
                else
                    l.amount - cast(
                        l.amount / (1 + s.first_rate + s.second_rate) as decimal(18, 2)
                    )
            end as tax
        from open_side s
        join
            cost.tax_line l
            on l.entity = s.entity
            and l.record = s.record
            and l.side = s.side
    ),

    subset as (
        select
            s.entity,
            s.record,
            s.with_tax,
            s.tax_id,
            m.mask,
            count(*) as taxed_lines,
            sum(t.tax) as tax
        from open_side s
        join
            (select unnest(generate_series(1, 62)) as mask) m
            on m.mask < (1 << cast(s.of_lines as integer)) - 1
        join
            line_tax t
            on t.entity = s.entity
            and t.record = s.record
            and t.with_tax = s.with_tax
            and t.tax_id = s.tax_id
            and (m.mask >> cast(t.place - 1 as integer)) & 1 = 1
        group by all
    ),

    tried as (
        select
            entity,
            record,
            with_tax,
            count(distinct tax) as tried,
            max(abs(tax)) as most
        from subset
        group by all
    ),

    some_lines as (
        select
            s.* exclude (side),
            0.00::decimal(18, 2) as off,
            'some_lines' as message_case,
            min(b.taxed_lines) as taxed_lines,
            divide(cast(min(d.most) * 100 as bigint), min(d.tried)) as odds
        from open_side s
        join
            subset b
            on b.entity = s.entity
            and b.record = s.record
            and b.with_tax = s.with_tax
            and b.tax_id = s.tax_id
            and b.tax = s.difference
        join
            tried d
            on d.entity = s.entity
            and d.record = s.record
            and d.with_tax = s.with_tax
        where abs(s.difference) > 0.05
        group by all
    ),

    -- Less the holdback: without a tax, with it on the rest, or with it on the whole.
    held as (
        select
            s.*,
            h.message_case,
            s.difference - case
                h.message_case
                when 'less_holdback'
                then - tax_on(s.net, s.holdback)
                when 'taxed_after_holdback'
                then
                    tax_on(s.net - tax_on(s.net, s.holdback), s.first_rate)
                    + tax_on(s.net - tax_on(s.net, s.holdback), s.second_rate)
                    - tax_on(s.net, s.holdback)
                else s.tax - tax_on(s.net, s.holdback)
            end as rest
        from cost.tax_side s
        cross join
            (
                select
                    unnest(
                        [
                            'less_holdback',
                            'taxed_after_holdback',
                            'taxed_before_holdback'
                        ]
                    ) as message_case
            ) h
        where s.is_valid and s.holdback > 0
    ),

    holdback as (
        select
            * exclude (rest),
            abs(rest) as off,
            -- Of the cents up to 15 %, some 42 are within one of an amount tried.
            divide(cast(abs(net) * 15 as bigint), 42) as odds
        from held
        where abs(rest) <= 0.01 and abs(difference) > 0.05
    )

select *, true as is_certain
from whole
union all by name
select *, false as is_certain
from some_lines
where odds >= 100
union all by name
select *, false as is_certain
from holdback
where odds >= 100;

-- One tax an amount: the certain ones first, then what is charged there and then, then
-- the nearest. What else fits is named after it.
create table link.taxed as
with
    ranked as (
        select
            *,
            case
                when message_case = 'less_holdback' then '' else label
            end as named_tax,
            row_number() over (
                partition by entity, record
                order by
                    is_certain desc,
                    coalesce(tax_code_rate = first_rate + second_rate, false) desc,
                    is_valid desc,
                    off,
                    message_case,
                    taxes,
                    first_rate,
                    second_rate,
                    with_tax
            ) as place
        from cost.tax_fit
    ),

    other as (
        select
            o.entity,
            o.record,
            string_agg(distinct o.named_tax, ', ' order by o.named_tax) as others
        from ranked o
        join ranked b on b.entity = o.entity and b.record = o.record and b.place = 1
        where o.is_certain and o.place > 1 and o.named_tax not in ('', b.named_tax)
        group by all
    )

select
    r.entity,
    r.record,
    r.project_code,
    r.code,
    r.part,
    r.maestro_amount,
    r.procore_amount,
    r.maestro_source,
    r.procore_source,
    r.with_tax,
    r.without_tax,
    concat(
        r.named_tax,
        case when r.message_case = 'by_line' then ', rounded by line' end,
        case
            when r.tax_code_rate = r.first_rate + r.second_rate
            then concat(', as its tax code ', r.tax_code, ' says')
        end,
        case
            when r.is_certain and not r.is_valid
            then concat(', not charged in ', r.province, ' that day')
        end,
        case when o.others is not null then concat(' (', o.others, ' fits too)') end
    ) as tax,
    r.message_case,
    r.is_certain,
    r.odds,
    r.taxed_lines,
    coalesce(r.of_lines, r.net_lines) as of_lines,
    concat(in_percent(r.holdback), ' %') as holdback,
    r.is_valid,
    r.entity <> 'project_cost'
    or not r.is_certain
    or (
        select count(distinct k.name)
        from cost.kept_tax k
        where
            list_contains(r.names, k.name)
            and coalesce(k.project_key = r.project_key, true)
    )
    < len(r.names) as is_recoverable
from ranked r
left join other o on o.entity = r.entity and o.record = r.record
where r.place = 1;

-- One invoice whose lines found no partner, since a tax is on one side alone.
delete from link.taxed
where
    entity = 'project_cost'
    and not is_valid
    and record in (select cast(maestro_line as varchar) from cost.open_invoice);

create table cost.taxed_invoice as
select
    o.*,
    case
        when len(o.maestro_lines) > 1
        then concat('M', o.maestro_line, '-', len(o.maestro_lines))
        else concat('P', o.procore_line, '-', len(o.procore_lines))
    end as group_id
from cost.open_invoice o
join
    link.taxed t
    on t.entity = 'project_cost'
    and t.record = cast(o.maestro_line as varchar);

insert into cost.pair
select
    maestro_line,
    procore_line,
    case when group_id like 'M%' then 'one invoice' else 'one direct cost' end,
    group_id
from
    (
        select group_id, unnest(maestro_lines) as maestro_line, procore_line
        from cost.taxed_invoice
        where group_id like 'M%'
        union all
        select group_id, maestro_line, unnest(procore_lines)
        from cost.taxed_invoice
        where group_id like 'P%'
    );

insert into cost.share
select
    p.maestro_line,
    p.procore_line,
    -- What maestro*'s lines do not say of Procore's one stands with the first of them.
    case
        when p.group_id like 'P%'
        then c.amount
        when p.maestro_line = t.maestro_line
        then m.amount + t.procore_amount - t.maestro_amount
        else m.amount
    end,
    m.period,
    c.period,
    false
from cost.taxed_invoice t
join cost.pair p using (group_id)
join maestro.project_cost m on m.line_id = p.maestro_line
join procore.cost_line c on c.line_id = p.procore_line;

insert into cost.line_drift
select
    maestro_line,
    procore_line,
    'amount',
    cast(maestro_amount as varchar),
    cast(procore_amount as varchar),
    cast(procore_amount - maestro_amount as varchar)
from cost.taxed_invoice;
