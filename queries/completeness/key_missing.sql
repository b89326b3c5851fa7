-- rule: key_missing
-- title: A record has no code
-- severity: warning
-- entity: many
-- exchange: Keys
-- key: system, record
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company, procore.company_tag)
-- inputs: customer(maestro.customer, procore.company, procore.company_tag)
-- inputs: activity(maestro.activity)
-- inputs: budget_line(maestro.original_budget)
-- source: Data Mapping, key fields
-- looks_at: *.key
-- fix: procore.abbreviated_name
-- screen: Procore > the record's own screen
-- action: Give the record its code, or close it if nobody needs it
-- message.maestro: This record of maestro* has no code: {record_name}
-- message.procore: This record of Procore is active and has no code: \
-- {record_name}
--
-- Without a code a record can be matched with nothing. In maestro* that is
-- an error of the export or of the entry. In Procore it means that an
-- active company or project is offered to maestro* and cannot be taken: it
-- needs its abbreviated name or job number, or a tag that keeps it out. A
-- company that no contract and no commitment names is a notice.
with
    maestro as (
        select entity, project_code, record, name, source, former_key
        from maestro.keyless
    ),

    procore as (
        select entity, procore_id, source, name, is_used
        from procore.record
        where code_key is null and is_active and not is_excluded
    )

select
    entity,
    'error' as severity,
    project_code,
    'maestro' as system,
    record,
    name as maestro_value,
    null as procore_value,
    coalesce(name, 'no name') as record_name,
    'maestro' as message_case,
    source as maestro_source,
    null as procore_source,
    former_key
from maestro
union all
select
    entity,
    case when is_used then 'warning' else 'notice' end,
    null,
    'procore',
    procore_id,
    null,
    name,
    coalesce(name, 'no name'),
    'procore',
    null,
    source,
    null
from procore
order by entity, system, record
