-- rule: activity_is_parent
-- title: A parent cost code is used as an activity
-- severity: warning
-- entity: activity
-- exchange: Activities / cost codes
-- key: activity_code
-- inputs: maestro.original_budget, maestro.project, procore.project
-- inputs: procore.activity
-- source: Data Mapping, Direct / Concatenate
-- looks_at: activity.activity_code
-- fix: instruction
-- screen: maestro* > Project Management > Activities and Budget
-- action: Use one of the codes below {key} for what is new; a budget is \
-- moved by a transfer, and costs that are on an owner invoice stay
-- message: Activity {activity_code} has a budget, and cost code \
-- {procore_value} has codes below it
--
-- The activity has a budget and its cost code is a division with codes
-- below it. With the setting that only codes without children count, a
-- division takes no amounts of its own.
with
    budgeted_activity as (
        select
            project_key,
            activity_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code
        from maestro.original_budget
        where is_linked and not is_billing and amount <> 0
        group by project_key, activity_key
    ),

    parent_code as (
        select
            project_key,
            activity_key,
            min(full_code) as full_code,
            min(source) as source
        from procore.activity
        where not is_deleted
        group by project_key, activity_key
        having bool_and(is_parent)
    ),

    leaf_setting as (
        select value as leaf_only
        from mapping.setting
        where name = 'cost_code_leaf_only'
    )

select
    budgeted_activity.project_code,
    budgeted_activity.activity_code,
    budgeted_activity.activity_code as maestro_value,
    parent_code.full_code as procore_value,
    concat(
        'code|activity|',
        budgeted_activity.project_key,
        '|',
        budgeted_activity.activity_key
    ) as maestro_source,
    parent_code.source as procore_source
from budgeted_activity
join parent_code using (project_key, activity_key)
cross join leaf_setting
where leaf_setting.leaf_only = 'true'
order by budgeted_activity.project_code, budgeted_activity.activity_code
