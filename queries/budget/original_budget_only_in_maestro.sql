-- rule: original_budget_only_in_maestro
-- title: Budget line only in maestro*
-- severity: error
-- entity: budget_line
-- exchange: Original Budget
-- key: activity_code, group_code
-- inputs: maestro.original_budget, maestro.project, procore.project
-- inputs: procore.cost_group, procore.activity, procore.original_budget
-- source: Data Mapping, Original Budget
-- looks_at: budget_line.key, budget_line.amount, budget_line.quantity
-- who_wins: maestro*
-- fix: procore.original_budget
-- screen: Procore > Project Tools > Budget
-- action: Add the line with an original budget of {maestro_value}
-- message: maestro* budgets {maestro_value:money}, Procore has no such line
-- message.quantity_only: A quantity of {maestro_quantity:quantity} \
-- without amount is not in Procore
--
-- maestro* budgets an amount that Procore does not have: the line was not
-- sent, or was stopped because its activity or group is missing there. A
-- line with a quantity and no amount is a notice; one with neither is not
-- sent, and not reported.
with
    maestro as (
        select
            line_key,
            min(project_code) as project_code,
            min(activity_code) as activity_code,
            min(group_code) as group_code,
            sum(amount) as maestro_amount,
            sum(quantity) as maestro_quantity
        from maestro.original_budget
        where
            is_linked
            and not is_billing
            and activity_key is not null
            and group_key is not null
        group by line_key
    )

select
    case when maestro.maestro_amount = 0 then 'notice' else 'error' end as severity,
    maestro.project_code,
    maestro.activity_code,
    maestro.group_code,
    'original_budget' as field,
    maestro.maestro_amount as maestro_value,
    - maestro.maestro_amount as difference,
    maestro.maestro_quantity,
    case when maestro.maestro_amount = 0 then 'quantity_only' end as message_case,
    maestro.line_key as maestro_source
from maestro
anti join procore.original_budget as procore on procore.line_key = maestro.line_key
anti join
    pull.reject as rejected
    on rejected.system = 'procore'
    and rejected.entity = 'budget_line'
    and rejected.code_key = maestro.line_key
where maestro.maestro_amount <> 0 or coalesce(maestro.maestro_quantity, 0) <> 0
order by maestro.project_code, maestro.activity_code, maestro.group_code
