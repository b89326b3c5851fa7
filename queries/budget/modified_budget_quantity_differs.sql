-- rule: modified_budget_quantity_differs
-- title: Quantity of a budget modification differs
-- severity: warning
-- entity: budget_line
-- exchange: Modified Budget
-- key: activity_code, group_code
-- inputs: maestro.modified_budget, procore.original_budget
-- inputs: procore.activity, procore.prime_change_order
-- inputs: procore.change_order_line
-- source: Data Mapping, Modified Budget
-- looks_at: modified_budget.quantity
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > Project Management > Activities and Budget
-- action: Set the quantity of the modification to {procore_value}, or \
-- confirm that the {maestro_value} of maestro* was typed on purpose
-- message: The modification has a quantity of {maestro_value:quantity} in \
-- maestro*, the approved change orders of Procore \
-- {procore_value:quantity}
--
-- Procore's column of approved change orders has an amount and no quantity.
-- What the bridge writes as the quantity of a modification is not public:
-- the setting modified_budget_quantity says whether none is expected, the
-- quantities of the approved change orders of the prime contract on this
-- activity and group, or either of the two. This one is neither. No amount
-- is wrong; unit costs of the modified budget are.
with
    expectation as (
        select value as expected
        from mapping.setting
        where name = 'modified_budget_quantity'
    ),

    tolerance as (
        select cast(value as decimal(18, 6)) as allowed
        from mapping.setting
        where name = 'quantity_tolerance'
    ),

    modified as (
        select
            line_key,
            project_code,
            activity_code,
            group_code,
            expected,
            maestro_quantity,
            case
                when expected = 'none' then 0 else changed_quantity
            end as procore_quantity
        from link.modified_quantity
        cross join expectation
    )

select
    case
        when modified.expected = 'either'
        then 'notice'
        when
            abs(modified.procore_quantity - modified.maestro_quantity)
            <= tolerance.allowed
        then 'notice'
        else 'warning'
    end as severity,
    modified.project_code,
    modified.activity_code,
    modified.group_code,
    'quantity' as field,
    modified.maestro_quantity as maestro_value,
    modified.procore_quantity as procore_value,
    modified.procore_quantity - modified.maestro_quantity as difference,
    concat('modified|', modified.line_key) as maestro_source,
    concat('modified|', modified.line_key) as procore_source
from modified
cross join tolerance
where
    modified.maestro_quantity <> modified.procore_quantity
    and not (modified.expected = 'either' and modified.maestro_quantity = 0)
order by modified.project_code, modified.activity_code, modified.group_code
