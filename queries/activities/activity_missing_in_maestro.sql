-- rule: activity_missing_in_maestro
-- title: The cost code has no activity
-- severity: error
-- entity: activity
-- exchange: Activities / cost codes
-- key: activity_code
-- inputs: maestro.activity, maestro.project, procore.project
-- inputs: procore.activity
-- inputs: procore.original_budget
-- source: Data Mapping, Activities
-- looks_at: activity.key, budget_line.activity_code
-- fix: maestro.activity
-- screen: maestro* > Project Management > Activities and Budget
-- action: Add activity {key} to the project
-- message: Cost code {activity_code} has a budget and is no activity of \
-- maestro*
-- message.too_long: Cost code {activity_code} has a budget and is no \
-- activity of maestro*, which takes {longest:count} characters
--
-- Procore carries a budget on a cost code that is no activity of the
-- project in maestro*. Commitments and change orders on it cannot come
-- over.
with
    budgeted_cost_code as (
        select
            project_key,
            activity_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            sum(amount) as procore_amount
        from procore.original_budget
        where is_linked and not is_billing
        group by project_key, activity_key
    ),

    length_setting as (
        select cast(value as integer) as longest
        from mapping.setting
        where name = 'activity_length'
    )

select
    budgeted_cost_code.project_code,
    budgeted_cost_code.activity_code,
    'original_budget' as field,
    budgeted_cost_code.procore_amount as procore_value,
    length_setting.longest,
    case
        when length(budgeted_cost_code.activity_code) > length_setting.longest
        then 'too_long'
    end as message_case,
    concat(
        'activity|',
        budgeted_cost_code.project_key,
        '|',
        budgeted_cost_code.activity_key
    ) as procore_source
from budgeted_cost_code
cross join length_setting
anti join
    maestro.activity as activity
    on activity.project_key = budgeted_cost_code.project_key
    and activity.activity_key = budgeted_cost_code.activity_key
where budgeted_cost_code.procore_amount <> 0
order by budgeted_cost_code.project_code, budgeted_cost_code.activity_code
