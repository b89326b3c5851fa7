-- query: explore_codes
-- title: Budget and cost of a project by code
-- source: the notebook explore
-- caption: Project {project} by code, largest difference first (CAD)
-- column: activity_code | Activity | code
-- column: group_code | Group | code
-- column: maestro_budget | Budget maestro* | money
-- column: procore_budget | Budget Procore | money
-- column: budget_difference | Difference | money
-- column: maestro_cost | Cost maestro* | money
-- column: procore_cost | Cost Procore | money
-- column: cost_difference | Difference | money
--
-- `$1` is the project's code in upper case. Costs are those that count in
-- each system.
with
    figure as (
        select
            activity_code,
            group_code,
            amount as maestro_budget,
            0 as procore_budget,
            0 as maestro_cost,
            0 as procore_cost
        from maestro.original_budget
        where project_key = $1 and not is_billing
        union all
        select activity_code, group_code, 0, amount, 0, 0
        from procore.original_budget
        where project_key = $1
        union all
        select activity_key, group_key, 0, 0, maestro_total, procore_total
        from cost.bridge
        where project_key = $1
    )

select
    activity_code,
    group_code,
    sum(maestro_budget) as maestro_budget,
    sum(procore_budget) as procore_budget,
    sum(procore_budget) - sum(maestro_budget) as budget_difference,
    sum(maestro_cost) as maestro_cost,
    sum(procore_cost) as procore_cost,
    sum(procore_cost) - sum(maestro_cost) as cost_difference
from figure
group by activity_code, group_code
order by
    abs(sum(procore_budget) - sum(maestro_budget))
    + abs(sum(procore_cost) - sum(maestro_cost)) desc,
    activity_code,
    group_code
