-- rule: ticked_but_inactive
-- title: Ticked, but not active
-- severity: notice
-- entity: many
-- exchange: Prerequisites
-- key: code
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company)
-- inputs: customer(maestro.customer, procore.company)
-- source: Data Mapping, prerequisites
-- looks_at: *.is_ticked, *.status
-- fix: instruction
-- screen: maestro* > the record's own screen
-- action: Activate {key}, or untick Synchronize: an inactive record is \
-- never sent
-- message: {code} is ticked, and its status is {maestro_value}
--
-- Somebody ticked the box and the record is not active, so it is never
-- sent. Procore does not have it. Take the tick away, or make the record
-- active.
with
    inactive_record as (
        select entity, code, code_key, project_code, status, source
        from maestro.record
        where is_first and code_key is not null and not is_active and is_ticked
    )

select
    inactive_record.entity,
    inactive_record.project_code,
    inactive_record.code,
    inactive_record.status as maestro_value,
    inactive_record.source as maestro_source
from inactive_record
anti join
    link.evidence as linked
    on linked.entity = inactive_record.entity
    and linked.code_key = inactive_record.code_key
anti join
    link.procore_code as known
    on known.entity = inactive_record.entity
    and known.code_key = inactive_record.code_key
order by inactive_record.entity, inactive_record.code
