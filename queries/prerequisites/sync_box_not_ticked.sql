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
-- message.linked: {code} is linked to Procore record {procore_id} and is \
-- not ticked any more: the bridge does not offer it
--
-- The bridge sends only what has its box ticked. Most records need none; it
-- is worth a look where Procore already has the same code, where the
-- project has transactions since its synchronization start date, and where
-- an active record is linked: its box was ticked once, and taken off.
with
    unticked_record as (
        select entity, code, code_key, project_code, name, has_activity, source
        from maestro.record
        where is_first and code_key is not null and is_active and not is_ticked
    ),

    procore as (
        select entity, code_key, procore_id, name, source
        from procore.record
        where is_first and not is_excluded
    ),

    linked_record as (
        select linked.entity, linked.code_key, min(linked.procore_id) as procore_id
        from link.evidence as linked
        group by linked.entity, linked.code_key
    ),

    record_of_link as (
        select entity, procore_id, min(name) as name, min(source) as source
        from procore.record
        group by entity, procore_id
    )

select
    unticked_record.entity,
    unticked_record.project_code,
    unticked_record.code,
    unticked_record.name as maestro_value,
    case
        when linked_record.code_key is null then procore.name else record_of_link.name
    end as procore_value,
    linked_record.procore_id,
    case
        when linked_record.code_key is not null
        then 'linked'
        when procore.source is not null
        then 'same_code'
        else 'has_activity'
    end as message_case,
    unticked_record.source as maestro_source,
    case
        when linked_record.code_key is null
        then procore.source
        else record_of_link.source
    end as procore_source
from unticked_record
left join
    procore
    on procore.entity = unticked_record.entity
    and procore.code_key = unticked_record.code_key
left join
    linked_record
    on linked_record.entity = unticked_record.entity
    and linked_record.code_key = unticked_record.code_key
left join
    record_of_link
    on record_of_link.entity = linked_record.entity
    and record_of_link.procore_id = linked_record.procore_id
where
    record_of_link.source is not null
    or (
        linked_record.code_key is null
        and (procore.source is not null or unticked_record.has_activity)
    )
order by unticked_record.entity, unticked_record.code
