-- query: fix_cost
--
-- The transactions of maestro* that Procore lacks, and the ids of what a
-- direct cost names: project, company or employee, budget code.
with
    wanted as (
        select
            id,
            code_norm(project) as project_key,
            key ->> '$.transaction' as transaction
        from result.finding
        where fix = 'procore.cost'
    ),

    employee as (
        select employee_key, min(user_id) as user_id
        from procore.user
        where is_active
        group by all
        having count(*) = 1
    )

select
    wanted.id as finding,
    site.procore_project_id,
    cost.transaction,
    cost.transaction_type,
    cost.procore_type,
    cost.description,
    cost.invoice_number,
    cost.accounting_on,
    cost.transaction_on,
    cost.amount,
    cost.quantity,
    cost.unit,
    cost.unit_price,
    cost.party_code,
    supplier.procore_id as vendor_id,
    employee.user_id as employee_id,
    budget_code.wbs_code_id,
    cost_code.cost_code_id,
    cost_type.cost_type_id
from wanted
join
    cost.maestro_state as cost
    on cost.transaction = wanted.transaction
    and cost.project_key = wanted.project_key
    and cost.state = 'missing in Procore'
join procore.site as site on site.project_key = wanted.project_key
left join
    procore.party as supplier
    on supplier.role = 'supplier'
    and supplier.is_linked
    and supplier.party_key = cost.party_key
left join employee on employee.employee_key = cost.party_key
left join
    procore.one_budget_code as budget_code
    on budget_code.procore_project_id = site.procore_project_id
    and budget_code.activity_key = cost.activity_key
    and budget_code.group_key = cost.group_key
left join
    procore.one_cost_code as cost_code
    on cost_code.procore_project_id = site.procore_project_id
    and cost_code.activity_key = cost.activity_key
left join
    procore.one_cost_type as cost_type
    on cost_type.procore_project_id = site.procore_project_id
    and cost_type.group_key = cost.group_key
order by wanted.id
