-- rule: contract_withdrawn_in_procore
-- title: Sent document is not approved any more
-- severity: warning
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: change_order(maestro.change_order, procore.change_order)
-- inputs: prime_contract(maestro.prime_contract, procore.prime_contract)
-- inputs: prime_change_order(procore.prime_change_order)
-- source: Data Mapping, status gate
-- looks_at: purchase_order.status, subcontract.status, change_order.status
-- looks_at: prime_contract.status, prime_change_order.status
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Ask the project manager why Procore says {procore_value}. \
-- Where nothing of the document was received or invoiced, cancel it in \
-- maestro*; otherwise bring it to what was invoiced with a change order \
-- (avis de changement), then close it
-- message: {code} is {procore_value} in Procore
--
-- The document was approved when it was sent. In Procore it is a draft,
-- void, rejected or terminated now, and the bridge does not pass that on.
-- Silent where maestro* says the same: pending on both sides, rejected on
-- both, or closed in maestro* once it is rejected in Procore. Documents
-- that are closed, complete or received in Procore are compared by
-- document_status_differs.
select
    pair.entity,
    maestro.project_code,
    maestro.code,
    'status' as field,
    maestro.status as maestro_value,
    procore.status as procore_value,
    maestro.source as maestro_source,
    procore.source as procore_source
from link.contract as pair
join maestro.contract as maestro on maestro.source = pair.maestro_source
join
    procore.contract as procore
    on procore.entity = pair.entity
    and procore.procore_id = pair.procore_id
where
    lower(procore.status)
    not in ('approved', 'closed', 'complete', 'received', 'partially received')
    and coalesce(maestro.status_group, '') <> coalesce(procore.status_group, 'unknown')
    and not (
        coalesce(maestro.status_group, '') = 'closed'
        and coalesce(procore.status_group, '') = 'rejected'
    )
order by pair.entity, maestro.project_code, maestro.code
