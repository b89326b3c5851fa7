-- rule: closed_document_missing_in_maestro
-- title: Received or closed document missing in maestro*
-- severity: notice
-- entity: many
-- exchange: Contracts
-- key: code, procore_id
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: purchase_order(procore.order_invoice)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: subcontract(procore.order_invoice)
-- inputs: prime_contract(maestro.prime_contract, procore.prime_contract)
-- source: Data Mapping, status gate
-- looks_at: purchase_order.status, subcontract.status
-- looks_at: prime_contract.status
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > the document's own screen
-- action: Look for {code} in maestro*, also among closed documents: enter \
-- it with External No., or fill External No. of the order that stands for \
-- it; the bridge sends approved documents only
-- message: {status} in Procore for {procore_value:money}, and in maestro* \
-- there is no document of its number
--
-- The bridge sends a document while it is Approved. This one is received or
-- closed in Procore, so it was approved once, and maestro* does not have
-- it: it was deleted there, left out of the export, or never sent. Closed
-- orders and subcontracts are reported where Procore has an approved
-- invoice on them: others cost nothing. A number that maestro* has is not
-- reported here.
with
    invoiced as (
        select distinct commitment_id, project_key
        from procore.cost_line
        where kind = 'invoice' and is_approved
    )

select
    document.entity,
    document.project_code,
    coalesce(document.number, '') as code,
    document.procore_id,
    'amount' as field,
    document.amount as procore_value,
    document.status,
    document.source as procore_source
from procore.contract_state as document
left join
    invoiced
    on invoiced.commitment_id = document.procore_id
    and invoiced.project_key = document.project_key
anti join
    maestro.contract as known
    on known.project_key = document.project_key
    and case
        document.entity
        when 'prime_contract'
        then known.entity = 'prime_contract'
        else known.external_key = document.number_key
    end
where
    document.state = 'not approved'
    and (
        (document.entity = 'purchase_order' and document.status_group = 'approved')
        or (
            document.entity in ('purchase_order', 'subcontract')
            and document.status_group = 'closed'
            and invoiced.commitment_id is not null
        )
        or (document.entity = 'prime_contract' and document.status_group = 'closed')
    )
order by document.entity, document.project_code, code, document.procore_id
