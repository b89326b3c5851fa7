-- rule: budget_line_duplicated
-- title: One budget line stands twice
-- severity: warning
-- entity: budget_line
-- exchange: Original Budget
-- key: system, activity_code, group_code
-- inputs: maestro.original_budget, maestro.project, procore.project
-- inputs: procore.cost_group, procore.activity, procore.original_budget
-- inputs: procore.segment
-- source: Data Mapping, Original Budget
-- looks_at: budget_line.key
-- fix: instruction
-- screen: Procore > Project Tools > Budget
-- action: Bring the rows of {key} together into one
-- message.maestro: {lines:count} lines of maestro* make this amount
-- message.procore: {lines:count} lines of Procore make this amount
-- message.parts: {lines:count} lines of Procore make this amount, \
-- {lines_of_part:count} of them of one sub job or budget code
--
-- One project, activity and group has several budget lines in one system.
-- They are compared as a sum; a correction has to say which of them it
-- means. Lines that custom segments, sub jobs or budget codes part are
-- expected, and not reported; nor is a line that Procore made by itself,
-- without a budget.
with
    maestro as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(amount) as amount,
            count(*) as lines
        from maestro.original_budget
        where is_linked and activity_key is not null and group_key is not null
        group by line_key
    ),

    custom_project as (
        select distinct project_key from procore.segment where type = 'custom'
    ),

    procore_part as (
        select
            budget.line_key,
            coalesce(budget.sub_job, budget.wbs_code_id) as part,
            min(budget.project_code) as project_code,
            min(budget.activity_code) as activity_code,
            min(budget.group_code) as group_code,
            sum(budget.amount) as amount,
            count(*) filter (where budget.is_budgeted) as lines
        from procore.original_budget as budget
        anti join custom_project on custom_project.project_key = budget.project_key
        where budget.is_linked
        group by budget.line_key, coalesce(budget.sub_job, budget.wbs_code_id)
    ),

    procore as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(amount) as amount,
            sum(lines) as lines,
            max(lines) as lines_of_part,
            count(*) as parts
        from procore_part
        group by line_key
    )

select
    project_code,
    'maestro' as system,
    activity_code,
    group_code,
    'original_budget' as field,
    amount as maestro_value,
    null as procore_value,
    lines,
    null as lines_of_part,
    'maestro' as message_case,
    line_key as maestro_source,
    null as procore_source
from maestro
where lines > 1
union all
select
    project_code,
    'procore',
    activity_code,
    coalesce(group_code, 'no code'),
    'original_budget',
    null,
    amount,
    lines,
    lines_of_part,
    case when parts > 1 then 'parts' else 'procore' end,
    null,
    line_key
from procore
where lines_of_part > 1
order by project_code, system, activity_code, group_code
