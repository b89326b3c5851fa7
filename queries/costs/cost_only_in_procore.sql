-- rule: cost_only_in_procore
-- title: Direct cost only in Procore
-- severity: warning
-- entity: project_cost
-- exchange: Project Costs
-- key: record
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group, procore.prime_contract
-- source: Procore help, Direct Costs
-- looks_at: project_cost.project_code, project_cost.transaction_number
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Find the source of {key} and enter it in maestro* if it is \
-- real. Without a source: is it on an owner invoice? If not, delete it; \
-- if it is, leave it and give a credit on the next billing
-- message: Direct cost of {cost_on:date}, invoice {invoice_number}: no \
-- transaction of maestro* is its source
--
-- A direct cost that no transaction of maestro* explains: typed in Procore,
-- or left behind by a transaction that was reversed. On a project with an
-- approved prime contract it is an error, because approved direct costs go
-- to the owner's invoice by themselves.
with
    billed_project as (
        select distinct project_key
        from procore.contract
        where entity = 'prime_contract' and is_approved
    )

select
    case
        when billed_project.project_key is null then 'warning' else 'error'
    end as severity,
    cost_line.project_code,
    cost_line.record_id as record,
    'amount' as field,
    cost_line.amount as procore_value,
    cost_line.amount as difference,
    cost_line.cost_on,
    coalesce(cost_line.invoice_number, 'none') as invoice_number,
    cost_line.source as procore_source
from cost.procore_state as cost_line
left join billed_project using (project_key)
where
    cost_line.state = 'only in Procore'
    and cost_line.reason = 'unexplained'
    and cost_line.kind = 'direct_cost'
order by cost_line.project_code, cost_line.record_id
