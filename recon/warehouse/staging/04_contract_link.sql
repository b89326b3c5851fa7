-- Contracts and change orders of both sides: paired, judged and compared by code.

-- Documents are paired by what the bridge leaves: the external number, the change
-- order's number, the project of the billing contract. A number that stands twice
-- pairs nothing.
create table link.contract as
with
    commitment as (
        select m.entity, m.source, p.procore_id, p.source as procore_source
        from maestro.contract m
        join
            procore.contract p
            on p.entity = m.entity
            and p.project_key = m.project_key
            and p.number_key = m.external_key
        where m.entity in ('purchase_order', 'subcontract')
        qualify
            count(*) over (partition by m.source) = 1
            and count(*) over (partition by p.procore_id) = 1
    ),

    prime_contract as (
        select m.entity, m.source, p.procore_id, p.source as procore_source
        from
            (
                select *
                from maestro.contract
                where entity = 'prime_contract'
                qualify count(*) over (partition by project_key) = 1
            ) m
        join
            (
                select *
                from procore.contract
                where entity = 'prime_contract'
                qualify
                    row_number() over (
                        partition by project_key
                        order by
                            is_approved desc, number_key, cast(procore_id as hugeint)
                    )
                    = 1
            ) p using (project_key)
    ),

    -- Among change orders of one number, those in force count: the others are earlier
    -- revisions.
    change_order_candidate as (
        select entity, source, procore_id, procore_source
        from link.change_order_candidate
        qualify min(rank) over (partition by source) = rank
    ),

    change_order as (
        select *
        from change_order_candidate
        qualify
            count(*) over (partition by source) = 1
            and count(*) over (partition by entity, procore_id) = 1
    )

select entity, source as maestro_source, procore_id, procore_source
from
    (
        select *
        from commitment
        union all
        select *
        from prime_contract
        union all
        select *
        from change_order
        union all
        select entity, source, procore_id, procore_source
        from link.changed_change_order
        where field = 'number' and has_lines
    );

-- What became of each document of Procore.
create table procore.contract_state as
select
    c.*,
    case
        when l.procore_id is not null
        then 'linked'
        when not c.is_linked
        then 'project not linked'
        when not c.is_approved
        then 'not approved'
        when p.entity = 'purchase_order'
        then 'on a purchase order'
        when
            c.entity in ('purchase_order', 'subcontract')
            and exists (
                select 1
                from maestro.contract m
                where m.project_key = c.project_key and m.external_key = c.number_key
            )
        then 'number in use'
        when c.entity = 'prime_contract' and f.procore_id is not null
        then 'number in use'
        when
            c.entity = 'prime_contract'
            and c.project_key in (
                select project_key from maestro.contract where entity = 'prime_contract'
            )
        then 'second contract'
        when
            c.entity = 'prime_contract'
            and row_number() over (
                partition by c.project_key, c.entity, c.is_approved
                order by c.number_key, cast(c.procore_id as hugeint)
            )
            > 1
        then 'second contract'
        when x.procore_id is not null
        then 'under another number or contract'
        when u.procore_id is not null
        then 'without External No.'
        when c.entity in ('change_order', 'prime_change_order') and h.procore_id is null
        then 'waits for its contract'
        when n.procore_id is not null
        then 'number in use'
        else 'due'
    end as state,
    coalesce(p.number, '') as contract_number
from procore.contract c
left join link.contract l on l.procore_id = c.procore_id and l.entity = c.entity
left join
    procore.contract p
    on p.procore_id = c.contract_id
    and p.procore_project_id = c.procore_project_id
    and case
        c.entity
        when 'change_order'
        then p.entity in ('purchase_order', 'subcontract')
        when 'prime_change_order'
        then p.entity = 'prime_contract'
    end
left join
    link.contract_of_number h on h.procore_id = c.contract_id and h.entity = p.entity
left join
    link.contract_of_number f
    on f.entity = 'prime_contract'
    and f.procore_id = c.procore_id
left join
    (select distinct entity, procore_id from link.change_order_candidate) n
    on n.entity = c.entity
    and n.procore_id = c.procore_id
left join
    link.changed_change_order x on x.entity = c.entity and x.procore_id = c.procore_id
left join link.unnumbered_order u on u.entity = c.entity and u.procore_id = c.procore_id
qualify row_number() over (partition by c.entity, c.procore_id order by p.entity) = 1;

-- The amounts of linked documents, by activity and group.
create table link.contract_code as
with
    -- Amounts in another currency are not compared.
    compared as (
        select k.*
        from link.contract k
        join procore.contract c using (entity, procore_id)
        where not c.is_other_currency
    ),

    maestro as (
        select
            k.entity,
            k.procore_id,
            l.activity_key,
            l.group_key,
            min(l.activity_code) as activity_code,
            min(l.group_code) as group_code,
            sum(l.amount) as amount
        from maestro.contract_line l
        join compared k on k.maestro_source = l.contract_source
        group by all
    ),

    procore as (
        select
            k.entity,
            k.procore_id,
            l.activity_key,
            coalesce(l.group_key, '') as group_key,
            min(l.activity_code) as activity_code,
            min(l.group_code) as group_code,
            sum(l.amount) as amount
        from procore.contract_line l
        join compared k on k.procore_id = l.contract_id and k.entity = l.entity
        group by all
    ),

    code as (
        select
            entity,
            procore_id,
            coalesce(activity_key, '') as activity_key,
            group_key,
            activity_code,
            group_code,
            amount as maestro_amount,
            null as procore_amount
        from maestro
        union all
        select
            entity,
            procore_id,
            coalesce(activity_key, ''),
            group_key,
            activity_code,
            group_code,
            null,
            amount
        from procore
    )

select
    c.entity,
    m.project_code,
    m.project_key,
    m.code,
    c.procore_id,
    c.activity_key,
    c.group_key,
    coalesce(min(c.activity_code), '') as activity_code,
    coalesce(min(c.group_code), '') as group_code,
    coalesce(sum(c.maestro_amount), 0.00::decimal(18, 2)) as maestro_amount,
    coalesce(sum(c.procore_amount), 0.00::decimal(18, 2)) as procore_amount,
    concat(
        'contract|', c.procore_id, '|', c.activity_key, '|', c.group_key
    ) as code_source
from code c
join link.contract l on l.entity = c.entity and l.procore_id = c.procore_id
join maestro.contract m on m.source = l.maestro_source and m.entity = l.entity
group by all;

insert into link.pair
select
    c.entity,
    concat(m.project_key, '|', upper(m.code)),
    c.procore_id,
    'number',
    c.maestro_source,
    c.procore_source
from link.contract c
join maestro.contract m on m.source = c.maestro_source;
