-- rule: cost_deleted_in_procore
-- title: A cost was deleted in Procore
-- severity: error
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, create only
-- looks_at: project_cost.project_code, project_cost.transaction_number
-- who_wins: maestro*
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs > Recycle Bin
-- action: Ask who deleted it and why. If the cost is right, restore the \
-- direct cost of {key}; if it is wrong, enter its reversal in maestro*, \
-- in an open period
-- message: Procore lists a deleted direct cost of the same code, amount, \
-- party and invoice
--
-- maestro* has the transaction, Procore a deleted direct cost of the same
-- code, amount and party. The bridge never sends it again, so the project
-- stays short of it.
with
    deleted_cost as (
        select
            project_key,
            activity_key,
            group_key,
            amount,
            party_key,
            invoice_key,
            min(source) as source
        from procore.cost_line
        where is_deleted
        group by project_key, activity_key, group_key, amount, party_key, invoice_key
    )

select
    maestro.project_code,
    maestro.transaction,
    'amount' as field,
    maestro.amount as maestro_value,
    - maestro.amount as difference,
    maestro.source as maestro_source,
    deleted_cost.source as procore_source
from cost.maestro_state as maestro
join
    deleted_cost
    on deleted_cost.project_key = maestro.project_key
    and deleted_cost.activity_key = maestro.activity_key
    and deleted_cost.group_key = maestro.group_key
    and deleted_cost.amount = maestro.amount
    and deleted_cost.party_key is not distinct from maestro.party_key
    and deleted_cost.invoice_key is not distinct from maestro.invoice_key
where maestro.state = 'missing in Procore'
order by maestro.project_code, maestro.transaction
