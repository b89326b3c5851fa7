-- rule: key_duplicated
-- title: One code stands for several records
-- severity: error
-- entity: many
-- exchange: Keys
-- key: system, code
-- inputs: project(maestro.project)
-- inputs: supplier(maestro.supplier)
-- inputs: customer(maestro.customer)
-- inputs: activity(maestro.activity)
-- inputs: cost_group(maestro.cost_group)
-- inputs: company(procore.company)
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- source: Data Mapping, key fields
-- looks_at: project.key, supplier.key, customer.key, activity.key
-- looks_at: cost_group.key, purchase_order.external_number
-- looks_at: subcontract.external_number
-- fix: instruction
-- screen: maestro* > the record's own screen
-- action: Decide which record keeps the code {key}; close the others, \
-- and give another code only to one that nothing was posted to
-- message.maestro: {records:count} records of maestro* carry the code \
-- {code}
-- message.procore: {records:count} records of Procore carry the code {code}
--
-- Both systems are matched by code, so a code must stand for one record.
-- Neither system forces it: Procore takes any job number and abbreviated
-- name twice. The records concerned are compared with nothing until one of
-- them has another code.
with
    maestro as (
        select
            entity,
            code_key,
            min(project_code) as project_code,
            min(code) as code,
            count(*) as records
        from maestro.record
        where code_key is not null
        group by entity, code_key
        union all
        select 'activity', activity_key, min(project_code), min(activity_code), count(*)
        from maestro.activity
        where activity_key is not null and project_key is not null
        group by activity_key, project_key
        union all
        select 'cost_group', group_key, null, min(group_code), count(*)
        from maestro.cost_group
        where group_key is not null
        group by group_key
        union all
        select
            entity,
            concat(project_key, '|', external_key),
            min(project_code),
            min(external_number),
            count(*)
        from maestro.contract
        where external_key is not null
        group by entity, project_key, external_key
    ),

    procore as (
        select
            'project' as entity,
            project_key as code_key,
            min(project_code) as project_code,
            min(project_code) as code,
            count(*) as records
        from procore.project
        where project_key is not null
        group by project_key
        union all
        select 'company', code_key, null, min(code), count(*)
        from procore.company
        where code_key is not null
        group by code_key
        union all
        select
            entity,
            concat(project_key, '|', number_key),
            min(project_code),
            min(number),
            count(*)
        from procore.contract
        where entity in ('purchase_order', 'subcontract') and number_key is not null
        group by entity, project_key, number_key
    )

select
    entity,
    project_code,
    'maestro' as system,
    code,
    cast(records as varchar) as maestro_value,
    null as procore_value,
    records,
    'maestro' as message_case,
    case
        when entity = 'activity'
        then concat('code|activity|', upper(project_code), '|', code_key)
        when entity in ('purchase_order', 'subcontract')
        then concat('code|contract|', entity, '|', code_key)
        else concat('code|', entity, '|', code_key)
    end as maestro_source,
    null as procore_source
from maestro
where records > 1
union all
select
    entity,
    project_code,
    'procore',
    code,
    null,
    cast(records as varchar),
    records,
    'procore',
    null,
    case
        when entity in ('purchase_order', 'subcontract')
        then concat('code|contract|', entity, '|', code_key)
        else concat('code|', entity, '|', code_key)
    end
from procore
where records > 1
order by entity, project_code, system, code
