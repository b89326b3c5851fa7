-- rule: sync_box_not_ticked
-- title: The synchronize box is not ticked
-- severity: notice
-- entity: many
-- exchange: Prerequisites
-- key: code
-- inputs: project(maestro.project, procore.project)
-- inputs: supplier(maestro.supplier, procore.company)
-- inputs: customer(maestro.customer, procore.company)
-- source: Data Mapping, prerequisites
-- looks_at: *.is_ticked, project.last_transaction_on
-- looks_at: project.synchronize_from_on
-- fix: instruction
-- screen: maestro* > the record's screen, Interface or Procore sub-tab
-- action: Tick Synchronize on {key}, or tag it PASMAESTRO in Procore
-- message.same_code: {code} is not ticked, and Procore has the same code
-- message.has_activity: {code} is not ticked, and has transactions since \
-- its start date
--
-- The bridge sends only what has its box ticked. Most records need none; it
-- is worth a look where Procore already has the same code, or where the
-- project has transactions since its synchronization start date.
with
    unticked_record as (
        select entity, code, code_key, project_code, name, has_activity, source
        from maestro.record
        where is_first and code_key is not null and is_active and not is_ticked
    ),

    procore as (
        select entity, code_key, name, source
        from procore.record
        where is_first and not is_excluded
    )

select
    unticked_record.entity,
    unticked_record.project_code,
    unticked_record.code,
    unticked_record.name as maestro_value,
    procore.name as procore_value,
    case
        when procore.source is not null then 'same_code' else 'has_activity'
    end as message_case,
    unticked_record.source as maestro_source,
    procore.source as procore_source
from unticked_record
left join
    procore
    on procore.entity = unticked_record.entity
    and procore.code_key = unticked_record.code_key
anti join
    link.evidence as linked
    on linked.entity = unticked_record.entity
    and linked.code_key = unticked_record.code_key
where procore.source is not null or unticked_record.has_activity
order by unticked_record.entity, unticked_record.code
