-- rule: document_only_in_maestro
-- title: Document of maestro* is not in Procore
-- severity: notice
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: change_order(maestro.change_order, procore.change_order)
-- inputs: change_order(maestro.purchase_order, maestro.subcontract)
-- inputs: prime_contract(maestro.prime_contract, procore.prime_contract)
-- inputs: prime_change_order(maestro.prime_change_order)
-- inputs: prime_change_order(procore.prime_change_order)
-- inputs: prime_change_order(maestro.prime_contract)
-- inputs: prime_change_order(procore.prime_contract)
-- source: Data Mapping, Change Orders and Progress Billing Contracts
-- looks_at: change_order.number, prime_change_order.number
-- fix: instruction
-- screen: Procore > the document's own screen
-- action: Look in Procore's change history for {code}: deleted by \
-- mistake, enter it again; cancelled, cancel it in maestro* too; made in \
-- maestro* alone, enter it in Procore or accept the difference
-- message: maestro* has {code} for {maestro_value:money}; Procore does \
-- not list it
-- message.deleted: maestro* has {code} for {maestro_value:money}; it was \
-- deleted in Procore on {deleted_on:date}
--
-- A change order whose contract is in both systems, or the billing contract
-- of a linked project, is in maestro* and not in Procore: deleted there
-- after it was sent, or entered in maestro* alone, which is allowed. The
-- two systems then have different amounts for the contract. Pending and
-- rejected change orders are not reported, nor are billing contracts of a
-- company that makes no prime contracts in Procore. An order or subcontract
-- whose External No. leads nowhere is reported by
-- external_number_leads_nowhere, and its change orders are then not; one
-- whose number or contract differs by change_order_key_differs.
select
    entity,
    project_code,
    code,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    deleted_on,
    case when deleted_on is not null then 'deleted' end as message_case,
    source as maestro_source
from link.document_only_in_maestro
order by entity, project_code, code
