-- rule: activity_missing_in_procore
-- title: The activity has no cost code
-- severity: error
-- entity: activity
-- exchange: Activities / cost codes
-- key: activity_code
-- inputs: maestro.original_budget, maestro.project, procore.project
-- inputs: procore.activity
-- source: Data Mapping, Activities
-- looks_at: activity.key, budget_line.activity_code
-- fix: instruction
-- screen: Procore > Project > Admin > Cost Codes
-- action: Add cost code {key}; its budget and costs cannot be sent before
-- message: Activity {activity_code} has a budget and no cost code in \
-- Procore
--
-- Activities and cost codes are never synchronised; the bridge checks them
-- at every budget and every transaction, and stops the line whose activity
-- Procore does not have. Check the Direct or Concatenate setting first if
-- many are missing.
with
    budgeted_activity as (
        select
            project_key,
            activity_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            sum(amount) as maestro_amount
        from maestro.original_budget
        where is_linked and not is_billing and activity_key is not null
        group by project_key, activity_key
    ),

    cost_code as (
        select project_key, activity_key from procore.activity where not is_deleted
    )

select
    budgeted_activity.project_code,
    budgeted_activity.activity_code,
    'original_budget' as field,
    budgeted_activity.maestro_amount as maestro_value,
    concat(
        'activity|', budgeted_activity.project_key, '|', budgeted_activity.activity_key
    ) as maestro_source
from budgeted_activity
anti join
    cost_code
    on cost_code.project_key = budgeted_activity.project_key
    and cost_code.activity_key = budgeted_activity.activity_key
where budgeted_activity.maestro_amount <> 0
order by budgeted_activity.project_code, budgeted_activity.activity_code
