-- rule: billing_group_in_budget
-- title: Revenue in a cost budget
-- severity: error
-- entity: budget_line
-- exchange: Groups / cost types
-- key: activity_code, group_code
-- inputs: maestro.cost_group, maestro.project, procore.project
-- inputs: procore.cost_group
-- inputs: procore.activity, procore.original_budget
-- source: Data Mapping, Group Management; inferred
-- looks_at: cost_group.group_type, budget_line.amount
-- fix: procore.original_budget
-- screen: Procore > Project Tools > Budget
-- action: Take the revenue of {key} out of the cost budget
-- message: Group {group_code} is revenue in maestro*; Procore budgets it \
-- as cost
--
-- A Billing group of maestro* is revenue. Procore's budget holds costs, and
-- this line of it carries such a group: the project's cost budget is too
-- high by its amount.
with
    billing_line as (
        select
            project_key,
            activity_key,
            group_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            min(line_key) as line_key,
            sum(amount) as procore_amount
        from procore.original_budget
        where is_linked and is_billing
        group by project_key, activity_key, group_key
    )

select
    project_code,
    activity_code,
    group_code,
    'original_budget' as field,
    procore_amount as procore_value,
    line_key as procore_source
from billing_line
where procore_amount <> 0
order by project_code, activity_code, group_code
