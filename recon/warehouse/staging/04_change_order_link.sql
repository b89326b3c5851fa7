-- Which change orders of the two sides belong together, whether or not their contracts
-- are paired.
-- The contracts of Procore that maestro* has, by number or project. A number that stands
-- twice pairs no contract, and its change orders are compared all the same.
create table link.contract_of_number as
select distinct
    m.entity, m.project_key, m.number_key as contract_key, p.procore_id, p.number_key
from maestro.contract m
join
    procore.contract p
    on p.entity = m.entity
    and p.project_key = m.project_key
    and p.number_key = m.external_key
where m.entity in ('purchase_order', 'subcontract')
union all
select entity, project_key, project_key, procore_id, number_key
from procore.contract
where
    entity = 'prime_contract'
    and project_key
    in (select project_key from maestro.contract where entity = 'prime_contract')
qualify
    row_number() over (
        partition by project_key
        order by is_approved desc, number_key, cast(procore_id as hugeint)
    )
    = 1;

-- Change orders of both sides that have one number on one contract.
create table link.change_order_candidate as
with
    candidate as (
        select
            m.entity, m.source, p.procore_id, p.source as procore_source, p.status_group
        from maestro.contract m
        join
            link.contract_of_number c
            on c.contract_key = m.contract_key
            and c.entity in ('purchase_order', 'subcontract')
        join
            procore.contract p
            on p.entity = m.entity
            and p.contract_id = c.procore_id
            and p.number_key = m.number_key
        where m.entity = 'change_order'
        union all
        select m.entity, m.source, p.procore_id, p.source, p.status_group
        from maestro.contract m
        join
            procore.contract p
            on p.entity = m.entity
            and p.project_key = m.project_key
            and p.number_key = m.number_key
        where m.entity = 'prime_change_order'
    )

select
    entity,
    source,
    procore_id,
    procore_source,
    case when status_group in ('approved', 'closed') then 1 else 2 end as rank
from candidate;

-- The change orders of both sides that have no partner of their number, by their amount.
create table link.open_change_order as
select
    'maestro' as system,
    m.entity,
    m.source,
    null as procore_id,
    m.project_key,
    m.contract_key,
    m.number_key,
    m.contract_key
    in (select contract_key from link.contract_of_number) as is_contract_known,
    sum(l.amount) as amount
from maestro.contract m
left join
    maestro.contract_line l on l.contract_source = m.source and l.entity = m.entity
where
    m.entity in ('change_order', 'prime_change_order')
    and m.number_key is not null
    and m.source not in (select source from link.change_order_candidate)
group by all
union all
select
    'procore',
    p.entity,
    p.source,
    p.procore_id,
    p.project_key,
    c.contract_key,
    p.number_key,
    c.contract_key is not null,
    sum(l.amount)
from procore.contract p
join procore.contract_line l on l.contract_id = p.procore_id and l.entity = p.entity
left join
    (
        select procore_id, min(contract_key) as contract_key
        from link.contract_of_number
        group by all
    ) c
    on c.procore_id = p.contract_id
where
    p.entity in ('change_order', 'prime_change_order')
    and p.source not in (select procore_source from link.change_order_candidate)
group by all;

-- A change order under another number, or on another contract: the amount is equal, or
-- not known since its lines have the former number, and no third one could be meant.
-- Where neither contract has its partner, that is the finding.
create table link.changed_change_order as
with
    candidate as (
        select
            m.entity,
            m.source,
            p.procore_id,
            p.source as procore_source,
            p.amount,
            m.amount is not null as has_lines,
            case
                when m.contract_key = p.contract_key
                then 'number'
                else 'contract_number'
            end as field
        from link.open_change_order m
        join
            link.open_change_order p
            on p.system = 'procore'
            and p.entity = m.entity
            and (m.amount is null or p.amount = m.amount)
            and (
                (p.project_key = m.project_key and p.contract_key = m.contract_key)
                or (
                    m.entity = 'change_order'
                    and p.number_key = m.number_key
                    and coalesce(m.project_key, p.project_key) = p.project_key
                )
            )
            and (m.is_contract_known or p.is_contract_known)
        where m.system = 'maestro' and p.amount <> 0
    )

select *
from candidate
qualify
    count(*) over (partition by source) = 1
    and count(*) over (partition by entity, procore_id) = 1;

-- Orders and subcontracts of maestro* without External No. that are an approved one of
-- Procore by kind, project, party and amount, where no third one could be meant.
create table link.unnumbered_order as
with
    maestro as (
        select m.entity, m.source, m.project_key, m.party_key, sum(l.amount) as amount
        from maestro.contract m
        join
            maestro.contract_line l
            on l.contract_source = m.source
            and l.entity = m.entity
        where
            m.entity in ('purchase_order', 'subcontract')
            and m.external_key is null
            and m.party_key is not null
        group by all
    ),

    procore as (
        select
            p.entity,
            p.procore_id,
            p.source,
            p.project_key,
            p.party_key,
            sum(l.amount) as amount
        from procore.contract p
        join
            procore.contract_line l
            on l.contract_id = p.procore_id
            and l.entity = p.entity
        where
            p.entity in ('purchase_order', 'subcontract')
            and p.is_approved
            and p.number_key is not null
            and p.procore_id not in (select procore_id from link.contract_of_number)
        group by all
    )

select m.entity, m.source, p.procore_id, p.source as procore_source, m.amount
from maestro m
join procore p using (entity, project_key, party_key, amount)
where m.amount <> 0
qualify
    count(*) over (partition by m.source) = 1
    and count(*) over (partition by p.entity, p.procore_id) = 1;
