-- query: records_compared
-- title: Records read, and how the two sides are linked
-- source: the report
-- column: title | What
-- column: ours | maestro* | count
-- column: theirs | Procore | count
-- column: linked | Linked pairs | count
-- column: linked_by | Linked by
--
-- How many records each side gave, and what says which of them belong
-- together.
with
    counted as (
        select
            'project' as entity,
            1 as place,
            'Projects' as title,
            (select count(*) from maestro.project) as ours,
            (select count(*) from procore.project) as theirs
        union all
        select
            'supplier',
            2,
            'Suppliers',
            (select count(*) from stage.supplier),
            (select count(*) from procore.record where entity = 'supplier')
        union all
        select
            'customer',
            3,
            'Customers',
            (select count(*) from stage.customer),
            (select count(*) from procore.record where entity = 'customer')
        union all
        select
            'activity',
            4,
            'Activities / cost codes',
            (select count(*) from maestro.activity),
            (select count(*) from procore.activity)
        union all
        select
            'cost_group',
            5,
            'Groups / cost types',
            (select count(*) from maestro.cost_group),
            (select count(distinct group_key) from procore.cost_group)
        union all
        select
            'budget_line',
            6,
            'Budget lines',
            (select count(*) from maestro.original_budget),
            (select count(*) from procore.original_budget)
        union all
        select
            'modified_budget',
            7,
            'Budget modifications',
            (select count(*) from maestro.modified_budget),
            (select count(*) from procore.modified_budget where amount <> 0)
        union all
        select
            'project_cost',
            8,
            'Cost lines',
            (select count(*) from maestro.project_cost),
            (select count(*) from procore.cost_line where not is_deleted)
        union all
        select
            entity,
            9,
            title,
            (select count(*) from maestro.contract m where m.entity = e.entity),
            (select count(*) from procore.contract p where p.entity = e.entity)
        from mapping.entity e
        where
            entity in (
                'purchase_order',
                'subcontract',
                'change_order',
                'prime_contract',
                'prime_change_order'
            )
        union all
        select
            'employee',
            10,
            'Employees / users',
            (select count(*) from maestro.employee),
            (select count(*) from procore.user)
    )
select
    c.title,
    c.ours,
    c.theirs,
    case
        when c.entity in ('cost_group', 'budget_line', 'modified_budget', 'employee')
        then null
        when c.entity = 'project_cost'
        then (select count(distinct maestro_line) from cost.pair)
        else (select count(*) from link.pair p where p.entity = c.entity)
    end as linked,
    coalesce(
        (
            select string_agg(distinct evidence, ', ' order by evidence)
            from link.pair p
            where p.entity = c.entity
        ),
        case
            c.entity
            when 'project_cost'
            then 'matched, line by line'
            when 'employee'
            then 'employee number'
            else 'by code'
        end
    ) as linked_by
from counted c
order by c.place, c.title
