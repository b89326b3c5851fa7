-- rule: contract_code_missing_in_maestro
-- title: Document blocked: activity or group not in maestro*
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: code, procore_id, activity_code, group_code
-- inputs: purchase_order(maestro.activity, maestro.cost_group)
-- inputs: purchase_order(procore.commitment_line)
-- inputs: subcontract(maestro.activity, maestro.cost_group)
-- inputs: subcontract(procore.commitment_line)
-- inputs: change_order(maestro.activity, maestro.cost_group)
-- inputs: change_order(procore.change_order_line)
-- inputs: prime_contract(maestro.activity, procore.prime_contract_line)
-- inputs: prime_change_order(maestro.activity, procore.change_order_line)
-- source: Data Mapping, Activities and Groups
-- looks_at: commitment_line.activity_code, commitment_line.group_code
-- looks_at: change_order_line.activity_code, change_order_line.group_code
-- looks_at: prime_contract_line.activity_code
-- looks_at: prime_change_order.activity_code
-- fix: maestro.activity
-- screen: maestro* > Projects > Maintenance > Projects > Define Cost \
-- Groups
-- action: Add the activity or define the group of {key}; the document is \
-- blocked before
-- message.no_activity: No activity {activity_code} in this project
-- message.no_group: No group {group_code} in maestro*
--
-- A line of an approved document stands on a cost code that is no activity
-- of the project in maestro*, or on a cost type that is no group. The codes
-- are checked at every synchronisation and never made by it: the document
-- stays behind until they exist.
with
    used_code as (
        select
            line.entity,
            line.contract_id,
            line.project_key,
            line.activity_key,
            line.group_key,
            min(line.project_code) as project_code,
            min(line.activity_code) as activity_code,
            min(line.group_code) as group_code,
            sum(line.amount) as amount,
            min(line.source) as source
        from procore.contract_line as line
        where line.is_linked
        group by
            line.entity,
            line.contract_id,
            line.project_key,
            line.activity_key,
            line.group_key
    )

select
    used_code.entity,
    used_code.project_code,
    coalesce(document.number, '') as code,
    document.procore_id,
    coalesce(used_code.activity_code, '') as activity_code,
    coalesce(used_code.group_code, '') as group_code,
    'amount' as field,
    used_code.amount as procore_value,
    case
        when activity.activity_key is null then 'no_activity' else 'no_group'
    end as message_case,
    concat(
        'contract|',
        used_code.contract_id,
        '|',
        used_code.activity_key,
        '|',
        used_code.group_key
    ) as procore_source
from used_code
join
    procore.contract as document
    on document.procore_id = used_code.contract_id
    and document.entity = used_code.entity
left join
    (select distinct project_key, activity_key from maestro.activity) as activity
    on activity.project_key = used_code.project_key
    and activity.activity_key = used_code.activity_key
left join
    (select distinct group_key from maestro.cost_group) as cost_group
    on cost_group.group_key = used_code.group_key
where
    document.is_approved
    and (
        activity.activity_key is null
        or (cost_group.group_key is null and used_code.group_key <> '')
    )
order by used_code.entity, used_code.project_code, code, activity_code, group_code
