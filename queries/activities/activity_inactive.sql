-- rule: activity_inactive
-- title: A budgeted activity is inactive
-- severity: warning
-- entity: activity
-- exchange: Activities / cost codes
-- key: activity_code
-- inputs: maestro.original_budget, maestro.activity, maestro.project
-- inputs: procore.project, procore.activity, procore.activity_status
-- source: Data Mapping, Activities
-- looks_at: activity.is_active
-- fix: instruction
-- screen: Procore > Project > Admin > Cost Codes
-- action: Activate cost code {key}, or move its budget in maestro* with \
-- a modification
-- message.in_procore: Activity {activity_code} has a budget and is \
-- inactive in Procore
-- message.in_maestro: Activity {activity_code} has a budget and is \
-- inactive in maestro*
--
-- The activity has a budget and is inactive on one side. An inactive cost
-- code takes no budget line, an inactive activity no transaction.
with
    budgeted_activity as (
        select distinct project_key, activity_key
        from maestro.original_budget
        where is_linked and not is_billing and amount <> 0
    ),

    maestro as (
        select
            project_key,
            activity_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(source) as source,
            bool_or(is_active) as is_active
        from maestro.activity
        group by project_key, activity_key
    ),

    procore as (
        select
            project_key,
            activity_key,
            min(source) as source,
            bool_or(is_active) as is_active
        from procore.activity
        where not is_deleted
        group by project_key, activity_key
    )

select
    maestro.project_code,
    maestro.activity_code,
    case when maestro.is_active then 'active' else 'inactive' end as maestro_value,
    case when procore.is_active then 'active' else 'inactive' end as procore_value,
    case when maestro.is_active then 'in_procore' else 'in_maestro' end as message_case,
    maestro.source as maestro_source,
    procore.source as procore_source
from budgeted_activity
join maestro using (project_key, activity_key)
join procore using (project_key, activity_key)
where not maestro.is_active or not procore.is_active
order by maestro.project_code, maestro.activity_code
