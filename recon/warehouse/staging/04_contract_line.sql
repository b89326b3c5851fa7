-- The lines of linked documents: both systems' in one shape, and which of them are one.

-- A unit without letter case, accents and signs: m², M2 and m2 are one.
create macro unit_letters(x) as
    coalesce(nullif(translate(letters(x), '²³', '23'), ''), lower(clean(seen(x))));

-- The spellings of a unit, each with the first of its kind.
create table mapping.unit as
with
    kind as (
        select
            string_split(unnest(string_split(value, ';')), ',') as spellings,
            name = 'lump_sum_units' as is_lump_sum
        from mapping.setting
        where name in ('unit_spellings', 'lump_sum_units')
    ),

    spelling as (
        select
            unit_letters(unnest(spellings)) as spelling,
            unit_letters(spellings[1]) as unit,
            is_lump_sum
        from kind
    )

select spelling, min(unit) as unit, bool_or(is_lump_sum) as is_lump_sum
from spelling
where spelling is not null
group by spelling;

-- Figures of maestro* and Procore have not the same decimals: what is equal at those of
-- the side that has fewer, two at least, is equal. Nothing equals nothing alone.
create macro decimals(x) as length(rtrim(split_part(cast(x as varchar), '.', 2), '0'));

create macro is_near(a, b) as
    a = b
    or (
        a <> 0
        and b <> 0
        and abs(a - b)
        <= case
            greatest(2, least(decimals(a), decimals(b)))
            when 2
            then 0.005
            when 3
            then 0.0005
            when 4
            then 0.00005
            when 5
            then 0.000005
            else 0
        end
    );

-- Quantity times price, to the cent.
create macro times(quantity, price) as
    cast(cast(quantity as decimal(38, 6)) * price as decimal(38, 2));

create table stage.contract_line as
with
    -- Lines in another currency are not compared.
    document as (
        select k.entity, k.procore_id, k.maestro_source
        from link.contract k
        join procore.contract c using (entity, procore_id)
        where not c.is_other_currency
    ),

    listed as (
        select
            'maestro' as system,
            d.entity,
            d.procore_id,
            l.source as line,
            l.line_code as tie,
            coalesce(l.activity_key, '') as activity_key,
            l.group_key,
            l.line_number,
            l.description,
            l.quantity,
            l.unit,
            coalesce(l.unit_price, 0) as unit_price,
            l.amount
        from maestro.contract_line l
        join document d on d.maestro_source = l.contract_source
        union all
        select
            'procore',
            d.entity,
            d.procore_id,
            l.line_id,
            lpad(l.line_id, 20, '0'),
            coalesce(l.activity_key, ''),
            coalesce(l.group_key, ''),
            l.line_number,
            plain(l.description),
            l.quantity,
            l.unit,
            coalesce(l.unit_price, 0),
            l.amount
        from procore.contract_line l
        join document d on d.procore_id = l.contract_id and d.entity = l.entity
    ),

    read_line as (
        select
            l.*,
            concat_ws('|', entity, procore_id, activity_key, group_key) as code_key,
            coalesce(
                nullif(regexp_extract(line_number, '^0*([0-9]+)$', 1), ''),
                code_norm(line_number)
            ) as number_key,
            coalesce(u.unit, unit_letters(l.unit)) as unit_key,
            coalesce(u.is_lump_sum, unit_letters(l.unit) is null) as is_lump_unit,
            compared('text', description) as text_key
        from listed l
        left join mapping.unit u on u.spelling = unit_letters(l.unit)
    )

select
    *,
    -- A lump sum is written as nothing but its amount, or as once its amount.
    case
        when not is_lump_unit
        then null
        when quantity = 0 and unit_price = 0
        then 'amount alone'
        when quantity = 1 and unit_price = amount
        then 'once'
        when
            setting('lump_sums') = 'any'
            and quantity in (0, 1)
            and unit_price in (0, amount)
        then 'partly'
    end as lump_sum,
    (quantity = 0 and unit_price = 0)
    or abs(times(quantity, unit_price) - amount) <= 0.01 as is_multiplied,
    concat_ws(
        chr(31),
        amount,
        quantity,
        unit_price,
        coalesce(unit_key, ''),
        coalesce(text_key, '')
    ) as content,
    row_number() over (
        partition by system, code_key
        order by
            try_cast(number_key as hugeint),
            number_key,
            amount,
            text_key,
            quantity,
            unit_price,
            unit_key,
            tie
    ) as place,
    row_number() over (
        partition by system, entity, procore_id
        order by
            try_cast(number_key as hugeint), number_key, activity_key, group_key, tie
    ) as position
from read_line;

-- Where no number stands on both sides of a document, its lines are numbered in two
-- ways, and only their order is alike.
create table stage.numbered_line as
with
    shared as (
        select distinct m.entity, m.procore_id
        from stage.contract_line m
        join
            stage.contract_line p
            on p.entity = m.entity
            and p.procore_id = m.procore_id
            and p.number_key = m.number_key
        where m.system = 'maestro' and p.system = 'procore'
    ),

    -- A billing schedule goes by position, where both sides have as many lines of a
    -- code.
    by_position as (
        select code_key
        from stage.contract_line
        where entity = 'prime_contract'
        group by code_key
        having
            count(*) filter (where system = 'maestro')
            = count(*) filter (where system = 'procore')
    )

select
    l.*,
    coalesce(
        case
            when s.entity is not null then number_key else cast(l.position as varchar)
        end,
        ''
    ) as position_key,
    b.code_key is not null as is_by_position
from stage.contract_line l
left join shared s on s.entity = l.entity and s.procore_id = l.procore_id
left join by_position b on b.code_key = l.code_key;

create table link.contract_line_pair (
    code_key varchar, maestro_line varchar, procore_line varchar
);

create view stage.closed_line as
select 'maestro' as system, code_key, maestro_line as line
from link.contract_line_pair
union all
select 'procore', code_key, procore_line
from link.contract_line_pair;

create view stage.open_line as
select l.*
from stage.numbered_line l
anti join stage.closed_line c using (system, code_key, line);

-- Lines that are equal in everything are one: at the same position, then anywhere.
insert into link.contract_line_pair
with
    numbered as (
        select
            *,
            row_number() over (
                partition by system, code_key, content, position_key order by place
            ) as copy
        from stage.numbered_line
    )

select m.code_key, m.line, p.line
from numbered m
join numbered p using (code_key, content, position_key, copy)
where m.system = 'maestro' and p.system = 'procore';

insert into link.contract_line_pair
with
    numbered as (
        select
            *,
            row_number() over (
                partition by system, code_key, content order by place
            ) as copy
        from stage.open_line
        where not is_by_position
    )

select m.code_key, m.line, p.line
from numbered m
join numbered p using (code_key, content, copy)
where m.system = 'maestro' and p.system = 'procore';

-- One line on one side is several on the other: lines of its code that follow each
-- other, all of its sign, none of which has its own amount on the other side.
create table stage.open_amount as
select
    *,
    row_number() over (partition by system, code_key order by place) as step,
    sum(amount) over (partition by system, code_key order by place) as running,
    sum(cast(amount < 0 as integer)) over (
        partition by system, code_key order by place
    ) as negatives
from stage.open_line l
where
    amount <> 0
    and not exists (
        select 1
        from stage.open_line o
        where o.code_key = l.code_key and o.system <> l.system and o.amount = l.amount
    );

create table link.contract_line_split as
with
    run as (
        select
            a.system,
            a.code_key,
            a.step as first_step,
            b.step as last_step,
            b.running - a.running + a.amount as amount
        from stage.open_amount a
        join
            stage.open_amount b
            on b.system = a.system
            and b.code_key = a.code_key
            and b.step between a.step + 1 and a.step + 49
        where
            b.negatives - a.negatives + cast(a.amount < 0 as integer)
            in (0, b.step - a.step + 1)
    ),

    split as (
        select s.system, s.code_key, s.line, r.first_step, r.last_step
        from stage.open_amount s
        join
            run r
            on r.code_key = s.code_key
            and r.system <> s.system
            and r.amount = s.amount
        qualify count(*) over (partition by s.system, s.code_key, s.line) = 1
    ),

    part as (
        select
            s.system,
            s.code_key,
            s.line,
            o.line as part_line,
            count(*) over (partition by o.system, o.code_key, o.line) as splits
        from split s
        join
            stage.open_amount o
            on o.code_key = s.code_key
            and o.system <> s.system
            and o.step between s.first_step and s.last_step
    )

select system, code_key, line, part_line
from part
qualify max(splits) over (partition by system, code_key, line) = 1;

-- What is still open is paired by likeness: what agrees of two lines of one code.
create table stage.line_candidate as
with
    split_line as (
        select system, code_key, line
        from link.contract_line_split
        union
        select
            case system when 'maestro' then 'procore' else 'maestro' end,
            code_key,
            part_line
        from link.contract_line_split
    ),

    unsplit as (
        select l.*
        from stage.open_line l
        anti join split_line s using (system, code_key, line)
    ),

    likeness as (
        select
            m.code_key,
            m.line as maestro_line,
            p.line as procore_line,
            m.place as maestro_place,
            p.place as procore_place,
            abs(m.amount - p.amount) as gap,
            case
                when m.is_by_position and m.position_key = p.position_key
                then 100
                else 0
            end
            + case when m.amount = p.amount and m.amount <> 0 then 4 else 0 end
            + case when m.text_key = p.text_key then 4 else 0 end
            + case when m.position_key = p.position_key then 3 else 0 end
            + case
                when m.unit_price <> 0 and is_near(m.unit_price, p.unit_price)
                then 2
                else 0
            end
            + case
                when m.quantity <> 0 and is_near(m.quantity, p.quantity) then 2 else 0
            end
            + case when m.unit_key = p.unit_key then 1 else 0 end as agreement
        from unsplit m
        join unsplit p using (code_key)
        where m.system = 'maestro' and p.system = 'procore'
    )

select *
from likeness
where agreement > 0 or abs(maestro_place - procore_place) <= 20;
