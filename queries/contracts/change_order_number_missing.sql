-- rule: change_order_number_missing
-- title: Change order without its number
-- severity: warning
-- entity: change_order
-- exchange: Contracts
-- key: contract_number
-- inputs: maestro.change_order
-- source: Data Mapping, Change Orders
-- looks_at: change_order.number
-- fix: instruction
-- screen: maestro* > Projects > Change Orders > Change Order Management
-- action: Fill the change order's number: without it nothing passes to \
-- invoicing
-- message: Fill the number of {change_orders:count} {change_orders:change \
-- order|change orders} of this contract
--
-- maestro* refuses to pass a change order to invoicing while its Change
-- Order field is empty, and without it nothing says which change order of
-- Procore it is.
select
    project_code,
    coalesce(contract_key, '') as contract_number,
    'number' as field,
    count(*) as change_orders,
    min(source) as maestro_source
from maestro.contract
where entity = 'change_order' and number_key is null
group by project_code, contract_key
order by project_code, contract_number
