-- rule: change_order_on_purchase_order
-- title: Change order on a purchase order
-- severity: warning
-- entity: change_order
-- exchange: Contracts
-- key: code, procore_id
-- inputs: procore.change_order, procore.purchase_order
-- source: Data Mapping, change orders on purchase orders
-- looks_at: change_order.contract_number
-- fix: instruction
-- screen: Procore > Project Tools > Commitments
-- action: The bridge takes no change order of a purchase order: enter \
-- {procore_value} on the order in maestro* as a change order (avis de \
-- changement), from the signed document; leave the lines that are \
-- invoiced
-- message: It changes purchase order {contract_number}; the bridge takes \
-- change orders of subcontracts only
--
-- Procore lets a purchase order be changed; the bridge does not send such a
-- change order, ever. It must be entered by hand in maestro*, or the order
-- stays at its original amount.
select
    document.entity,
    document.project_code,
    coalesce(document.number, '') as code,
    document.procore_id,
    'amount' as field,
    document.amount as procore_value,
    document.contract_number,
    document.source as procore_source
from procore.contract_state as document
where document.state = 'on a purchase order'
order by document.project_code, code, document.procore_id
