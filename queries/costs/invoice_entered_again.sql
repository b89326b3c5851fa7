-- rule: invoice_entered_again
-- title: An invoice was entered again in Procore
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
-- action: The invoice of {key} came from maestro* already. If it is on \
-- no owner invoice, delete it; if it is, leave it and give a credit on \
-- the next billing
-- message: Invoice {invoice_number} of this party and amount stands in \
-- Procore already, on another code or date
--
-- Same party, invoice number and amount as a cost that maestro* sent, on
-- another code or date: as a rule typed by hand at the site. On a project
-- with an approved prime contract it is an error, because it goes to the
-- owner's invoice.
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
    cost_line.invoice_number,
    cost_line.source as procore_source
from cost.procore_state as cost_line
left join billed_project using (project_key)
where cost_line.state = 'duplicated' and cost_line.reason = 'same invoice entered again'
order by cost_line.project_code, cost_line.record_id
