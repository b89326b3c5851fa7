-- Documents of maestro* whose partner in Procore is gone, or was never there. Orders and
-- subcontracts without External No. are maestro*'s own and no question; those with one
-- have their own rule.
create table link.document_only_in_maestro as
with
    -- A company that makes no prime contracts in Procore misses none.
    prime_contract_use as (
        select project_key, true as is_of_project
        from procore.contract
        where entity = 'prime_change_order'
        union
        select m.project_key, false
        from maestro.contract m
        where
            exists (
                select 1
                from procore.contract p
                where p.entity = 'prime_contract' and p.is_linked
            )
    )

select
    m.entity,
    m.project_code,
    m.project_key,
    m.code,
    m.number,
    m.source,
    d.deleted_on,
    coalesce(min(m.amount), sum(l.amount), 0.00) as amount
from maestro.contract m
join maestro.linked_project using (project_key)
left join
    maestro.contract_line l on l.contract_source = m.source and l.entity = m.entity
left join
    (
        select
            c.entity,
            coalesce(n.contract_key, s.project_key) as contract_key,
            case
                c.entity
                when 'prime_contract'
                then s.project_key
                else code_norm(c.number)
            end as number_key,
            max(local_day(c.deleted_at)) as deleted_on
        from stage.procore_contract c
        join procore.site s on s.procore_project_id = c.project_id
        left join link.contract_of_number n on n.procore_id = c.contract_id
        where clean(c.deleted_at) is not null
        group by all
    ) d
    on d.entity = m.entity
    and d.contract_key = coalesce(m.contract_key, m.project_key)
    and d.number_key = m.number_key
where
    m.status_group is distinct from 'pending'
    and m.status_group is distinct from 'rejected'
    and (
        (
            m.entity = 'prime_contract'
            and m.project_key in (select project_key from prime_contract_use)
            and m.project_key not in (
                select project_key
                from procore.contract
                where entity = 'prime_contract' and project_key is not null
            )
        )
        or (
            m.entity in ('change_order', 'prime_change_order')
            and m.number_key is not null
            and m.contract_key in (
                select contract_key
                from link.contract_of_number
                where
                    (entity = 'prime_contract') = (m.entity = 'prime_change_order')
                    and contract_key is not null
            )
            and m.source not in (select source from link.change_order_candidate)
            and m.source not in (select source from link.changed_change_order)
        )
    )
group by all;
