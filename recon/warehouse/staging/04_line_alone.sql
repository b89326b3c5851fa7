-- Lines of linked documents that have no line of their own on the other side: those that
-- are several there, and those that stand alone; and what makes a code's amount another.

-- One line that is several on the other side, whose sum is the same.
create table link.line_split as
with
    part as (
        select
            s.system,
            s.code_key,
            s.line,
            arg_min(o.line, o.tie) as first_part,
            count(*) as parts,
            string_agg(
                coalesce(o.line_number, '?'), ', ' order by o.place
            ) as part_numbers
        from link.contract_line_split s
        join
            stage.contract_line o
            on o.system <> s.system
            and o.code_key = s.code_key
            and o.line = s.part_line
        group by all
    )

select
    c.entity,
    c.project_code,
    c.code,
    c.activity_code,
    c.group_code,
    p.system as single_system,
    -- A line is known by its id in Procore.
    case p.system when 'maestro' then p.first_part else p.line end as line_id,
    coalesce(l.line_number, '?') as line_number,
    l.amount,
    p.parts,
    p.part_numbers,
    concat('split|', p.system, '|', p.code_key, '|', p.line) as split_source
from part p
join stage.line_code c using (code_key)
join
    stage.contract_line l
    on l.system = p.system
    and l.code_key = p.code_key
    and l.line = p.line;

-- Lines with an amount that stand on one side alone.
create table link.lone_line as
with
    known as (
        select system, code_key, line
        from stage.closed_line
        union
        select system, code_key, line
        from link.contract_line_split
        union
        select
            case system when 'maestro' then 'procore' else 'maestro' end,
            code_key,
            part_line
        from link.contract_line_split
    )

select
    c.entity,
    c.project_code,
    c.code,
    c.activity_code,
    c.group_code,
    c.code_source,
    c.is_equal as is_code_equal,
    l.system,
    case l.system when 'procore' then l.line else l.tie end as line,
    coalesce(l.line_number, '?') as line_number,
    l.description,
    l.amount,
    coalesce(m.source, p.source) as source
from stage.contract_line l
join stage.line_code c using (code_key)
anti join known k using (system, code_key, line)
left join maestro.contract_line m on l.system = 'maestro' and m.source = l.line
left join
    procore.contract_line p
    on l.system = 'procore'
    and p.entity = c.entity
    and p.contract_id = c.procore_id
    and p.line_id = l.line
where l.amount <> 0;

-- What makes the amount of a code another: lines of one side alone, or one line among
-- several, by its quantity or price or without them.
create table link.code_change as
with
    lone as (
        select
            entity,
            code_source,
            count(*) filter (where system = 'maestro') as maestro_lines,
            count(*) filter (where system = 'procore') as procore_lines,
            sum(amount) as lone_amount
        from link.lone_line
        group by all
    ),

    changed as (
        select
            c.entity,
            c.code_source,
            count(*) as lines,
            any_value(l.maestro_amount) as maestro_line,
            any_value(l.procore_amount) as procore_line,
            any_value(l.line_number) as line_number,
            bool_and(
                l.is_explained
                and (
                    l.maestro_quantity <> l.procore_quantity
                    or l.maestro_unit_price <> l.procore_unit_price
                )
            ) as is_priced,
            any_value(l.maestro_quantity) as maestro_quantity,
            any_value(l.procore_quantity) as procore_quantity,
            any_value(l.maestro_unit_price) as maestro_unit_price,
            any_value(l.procore_unit_price) as procore_unit_price
        from link.contract_line l
        join stage.line_code c using (code_key)
        where l.maestro_amount <> l.procore_amount
        group by c.entity, c.code_source
    ),

    paired as (
        select code_key, count(*) as pairs from link.contract_line_pair group by all
    )

select
    c.entity,
    c.code_source,
    case
        when changed.lines is null and lone.maestro_lines = 0
        then 'added'
        when changed.lines is null and lone.procore_lines = 0
        then 'removed'
        when lone.entity is null and changed.lines = 1 and changed.is_priced
        then 'priced'
        when lone.entity is null and changed.lines = 1 and paired.pairs > 1
        then 'one_line'
    end as what,
    coalesce(lone.maestro_lines, 0) + coalesce(lone.procore_lines, 0) as lines,
    coalesce(lone.lone_amount, 0.00) as lone_amount,
    changed.line_number,
    changed.maestro_line,
    changed.procore_line,
    changed.maestro_quantity,
    changed.procore_quantity,
    changed.maestro_unit_price,
    changed.procore_unit_price
from stage.line_code c
left join lone on lone.entity = c.entity and lone.code_source = c.code_source
left join changed on changed.entity = c.entity and changed.code_source = c.code_source
left join paired using (code_key)
where not c.is_equal;
