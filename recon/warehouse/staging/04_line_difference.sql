-- What differs in the paired lines of linked documents, field by field.

-- Each code of a linked document, and whether the other side has as much on it.
create table stage.line_code as
select
    concat_ws('|', entity, procore_id, activity_key, group_key) as code_key,
    entity,
    project_code,
    code,
    procore_id,
    activity_code,
    group_code,
    code_source,
    maestro_amount = procore_amount as is_equal,
    case
        entity
        when 'change_order'
        then 'change_order_line'
        when 'prime_contract'
        then 'prime_contract_line'
        when 'prime_change_order'
        then 'prime_change_order'
        else 'commitment_line'
    end as listed_as
from link.contract_code;

-- Line numbers of a document say something where each line has its other one, unless no
-- number is alike and the order is: then each side numbers in its own way.
create table stage.numbered_document as
with
    pair as (
        select
            m.entity,
            m.procore_id,
            m.number_key is not distinct from p.number_key as is_alike,
            m.position = p.position as is_in_order
        from link.contract_line_pair k
        join
            stage.contract_line m
            on m.system = 'maestro'
            and m.code_key = k.code_key
            and m.line = k.maestro_line
        join
            stage.contract_line p
            on p.system = 'procore'
            and p.code_key = k.code_key
            and p.line = k.procore_line
    ),

    paired as (
        select
            entity,
            procore_id,
            count(*) as pairs,
            bool_or(is_alike) as is_alike,
            bool_and(is_in_order) as is_in_order
        from pair
        group by all
    ),

    line as (
        select
            entity,
            procore_id,
            count(*) filter (where system = 'maestro') as maestro_lines,
            count(*) filter (where system = 'procore') as procore_lines
        from stage.contract_line
        group by all
    )

select entity, procore_id
from paired
join line using (entity, procore_id)
where
    pairs = maestro_lines
    and pairs = procore_lines
    and (is_alike or not is_in_order or pairs = 1)
    and is_one_of(entity, setting('compared_line_numbers'));

create table link.contract_line as
select
    c.entity,
    c.project_code,
    c.code,
    c.procore_id,
    c.activity_code,
    c.group_code,
    c.code_key,
    c.is_equal as is_code_equal,
    c.listed_as,
    d.accounting_method,
    n.entity is not null as is_numbered,
    m.line as maestro_source,
    p.line as line_id,
    l.source as procore_source,
    coalesce(p.line_number, m.line_number, '?') as line_number,
    m.line_number as maestro_number,
    p.line_number as procore_number,
    m.number_key as maestro_number_key,
    p.number_key as procore_number_key,
    m.description as maestro_description,
    p.description as procore_description,
    m.text_key as maestro_text,
    p.text_key as procore_text,
    m.quantity as maestro_quantity,
    p.quantity as procore_quantity,
    m.unit as maestro_unit,
    p.unit as procore_unit,
    m.unit_key as maestro_unit_key,
    p.unit_key as procore_unit_key,
    m.unit_price as maestro_unit_price,
    p.unit_price as procore_unit_price,
    m.amount as maestro_amount,
    p.amount as procore_amount,
    m.lump_sum is not null and p.lump_sum is not null as is_lump_sum,
    coalesce(
        m.lump_sum <> p.lump_sum or m.lump_sum = 'partly', false
    ) as is_written_otherwise,
    -- Quantity times price is the amount on both sides, or nothing: what makes the
    -- amount
    -- another is its quantity or its price.
    m.amount <> p.amount and m.is_multiplied and p.is_multiplied as is_explained
from link.contract_line_pair k
join stage.line_code c using (code_key)
join
    stage.contract_line m
    on m.system = 'maestro'
    and m.code_key = k.code_key
    and m.line = k.maestro_line
join
    stage.contract_line p
    on p.system = 'procore'
    and p.code_key = k.code_key
    and p.line = k.procore_line
join
    procore.contract_line l
    on l.entity = c.entity
    and l.contract_id = c.procore_id
    and l.line_id = p.line
join procore.contract d on d.entity = c.entity and d.procore_id = c.procore_id
left join
    stage.numbered_document n on n.entity = c.entity and n.procore_id = c.procore_id;

create table link.line_difference as
select
    l.entity,
    l.project_code,
    l.code,
    l.activity_code,
    l.group_code,
    l.line_id,
    l.line_number,
    l.accounting_method,
    l.is_lump_sum,
    f.field,
    f.maestro_value,
    f.procore_value,
    f.difference,
    l.maestro_source,
    l.procore_source
from link.contract_line l
cross join
    lateral(
        select
            'amount' as field,
            cast(l.maestro_amount as varchar) as maestro_value,
            cast(l.procore_amount as varchar) as procore_value,
            cast(l.procore_amount - l.maestro_amount as varchar) as difference,
            l.is_code_equal and l.maestro_amount <> l.procore_amount as is_different
        union all
        -- A quantity that the method of a billing contract has no place for is reported
        -- of Procore's line alone.
        select
            'quantity',
            cast(l.maestro_quantity as varchar),
            cast(l.procore_quantity as varchar),
            cast(l.procore_quantity - l.maestro_quantity as varchar),
            not l.is_written_otherwise
            and not l.is_explained
            and not is_near(l.maestro_quantity, l.procore_quantity)
            and not (
                l.entity = 'prime_contract'
                and case
                    l.accounting_method
                    when 'unit'
                    then l.procore_quantity = 0 and l.procore_amount <> 0
                    when 'amount'
                    then l.procore_quantity <> 0
                    else false
                end
            )
        union all
        select
            'unit',
            l.maestro_unit,
            l.procore_unit,
            null,
            not l.is_written_otherwise
            and l.maestro_unit_key is distinct from l.procore_unit_key
        union all
        select
            'unit_price',
            cast(l.maestro_unit_price as varchar),
            cast(l.procore_unit_price as varchar),
            cast(l.procore_unit_price - l.maestro_unit_price as varchar),
            not l.is_written_otherwise
            and not l.is_explained
            and not is_near(l.maestro_unit_price, l.procore_unit_price)
        union all
        -- A description that maestro* has cut short is no difference.
        select
            'description',
            l.maestro_description,
            l.procore_description,
            null,
            l.maestro_text is distinct from l.procore_text
            and not coalesce(
                length(l.maestro_text) >= 30
                and starts_with(l.procore_text, l.maestro_text),
                false
            )
        union all
        select
            'line_number',
            l.maestro_number,
            l.procore_number,
            null,
            l.is_numbered
            and l.procore_number_key is not null
            and l.maestro_number_key is distinct from l.procore_number_key
    ) f
-- A column that the export does not have, or that Procore no longer sends, is not
-- compared.
join
    mapping.field a
    on a.entity = l.listed_as
    and a.field = f.field
    and a.is_exported
    and a.is_answered
where f.is_different
union all
-- The amount of a billing change order is no column: it is quantity times price.
select
    entity,
    project_code,
    code,
    activity_code,
    group_code,
    line_id,
    line_number,
    accounting_method,
    is_lump_sum,
    'amount',
    cast(maestro_amount as varchar),
    cast(procore_amount as varchar),
    cast(procore_amount - maestro_amount as varchar),
    maestro_source,
    procore_source
from link.contract_line
where
    listed_as = 'prime_change_order'
    and is_code_equal
    and maestro_amount <> procore_amount;
