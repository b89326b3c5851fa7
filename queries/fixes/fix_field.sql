-- query: fix_field
--
-- Both values of a linked record's field that differs, and the record as
-- Procore gave it. A company that is linked in two roles says so: neither
-- role may overwrite it.
with
    wanted as (
        select id, entity, field, code_norm(key ->> '$.code') as code_key
        from result.finding
        where fix in ('field', 'maestro.field')
    ),

    company_role as (
        select procore_id, count(*) as roles
        from link.pair
        where entity in ('supplier', 'customer')
        group by procore_id
    ),

    received as (
        select project.procore_id, 'project' as entity, raw.json
        from procore.project as project
        join raw_procore.project as raw using (file, row)
        union all
        select company.procore_id, role.entity, raw.json
        from procore.company as company
        join raw_procore.company as raw using (file, row)
        cross join (select unnest(['supplier', 'customer']) as entity) as role
    )

select
    wanted.id as finding,
    pair.procore_id,
    maestro.value as maestro_value,
    maestro.compare_value,
    procore.value as procore_value,
    procore.compare_value as procore_compare_value,
    coalesce(company_role.roles, 0) as roles,
    received.json
from wanted
join
    link.pair as pair on pair.entity = wanted.entity and pair.code_key = wanted.code_key
left join
    maestro.field_value as maestro
    on maestro.entity = wanted.entity
    and maestro.field = wanted.field
    and maestro.source = pair.maestro_source
left join
    procore.field_value as procore
    on procore.entity = wanted.entity
    and procore.field = wanted.field
    and procore.record_key = pair.procore_id
left join company_role on company_role.procore_id = pair.procore_id
left join
    received
    on received.entity = wanted.entity
    and received.procore_id = pair.procore_id
order by wanted.id, pair.procore_id
