-- rule: contract_only_in_procore
-- title: Approved document missing in maestro*
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: code, procore_id
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: change_order(maestro.change_order, procore.change_order)
-- inputs: prime_contract(maestro.prime_contract, procore.prime_contract)
-- inputs: prime_change_order(procore.prime_change_order)
-- source: Data Mapping, Purchase Orders to Billing-contract Change Orders
-- looks_at: purchase_order.external_number, subcontract.external_number
-- looks_at: change_order.number, prime_contract.key
-- looks_at: prime_change_order.project_code, prime_change_order.number
-- looks_at: purchase_order.status, subcontract.status, change_order.status
-- looks_at: prime_contract.status, prime_change_order.status
-- who_wins: Procore
-- fix: maestro.document
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization
-- action: Search maestro* first for the same supplier and amount \
-- without External No.: if it is there, fill its External No.; if not, \
-- let the bridge create it, or enter it with External No.
-- action.retired: Search maestro* first for the same supplier and \
-- amount without External No.: if it is there, fill its External No.; \
-- if not, enter it with External No.
-- message.no_number: It has no number, and maestro* needs one
-- message.long_number: Its number is longer than the 40 characters of \
-- External No.
-- message.no_supplier: Its company is linked to no supplier of maestro*
-- message.purchase_order: Run the bridge: it becomes a document of \
-- {document_screen}
-- message.ready: Everything it needs is there: run the bridge, or enter \
-- it by hand
--
-- Approved in Procore, on a linked project, with all that must come first,
-- and not in maestro*: an order, a subcontract, a billing contract or a
-- change order. The message says what keeps it, where that is known. The
-- bridge sends each one time only.
select
    document.entity,
    document.project_code,
    coalesce(document.number, '') as code,
    document.procore_id,
    'amount' as field,
    document.amount as procore_value,
    document.amount as difference,
    screen.value as document_screen,
    case
        when document.number is null
        then 'no_number'
        when
            length(document.number) > 40
            and document.entity in ('purchase_order', 'subcontract')
        then 'long_number'
        when
            not document.is_party_linked
            and document.entity in ('purchase_order', 'subcontract')
        then 'no_supplier'
        when document.entity = 'purchase_order'
        then 'purchase_order'
        else 'ready'
    end as message_case,
    document.source as procore_source
from procore.contract_state as document
join mapping.setting as screen on screen.name = 'purchase_order_screen'
where document.state = 'due'
order by document.entity, document.project_code, code, document.procore_id
