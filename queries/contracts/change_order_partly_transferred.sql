-- rule: change_order_partly_transferred
-- title: Change order transferred in part
-- severity: warning
-- entity: change_order
-- exchange: Contracts
-- key: code, effect
-- inputs: maestro.change_order, procore.change_order
-- source: Change Order Management, transfer
-- looks_at: change_order.is_invoicing, change_order.is_orders
-- looks_at: change_order.is_budget
-- fix: instruction
-- screen: maestro* > Projects > Change Orders > Change Order Management
-- action: Check the signed change order {key}. Invoicing or orders off: \
-- transfer that effect. Budget on: do not transfer it again; where the \
-- bridge brought the same modification, take one of the two out with a \
-- modification of the opposite sign
-- message.invoicing: The change is not passed to invoicing
-- message.orders: The subcontract keeps its former amount
-- message.budget: It writes a budget modification, and so does the bridge
--
-- The transfer of a change order has three boxes that work apart:
-- invoicing, orders, budget modifications. An approved change order whose
-- Orders or Invoicing box is off changes one and not the other. The budget
-- box should stay off where the bridge brings the modified budget: both
-- together double it.
select
    maestro.project_code,
    maestro.code,
    effect.effect,
    'transfer' as field,
    case when effect.is_on then 'on' else 'off' end as maestro_value,
    effect.effect as message_case,
    maestro.source as maestro_source
from link.contract as pair
join maestro.contract as maestro on maestro.source = pair.maestro_source
join
    (
        select source, 'invoicing' as effect, is_invoicing as is_on
        from maestro.contract
        where not is_invoicing
        union all
        select source, 'orders', is_orders
        from maestro.contract
        where not is_orders
        union all
        select source, 'budget', is_budget
        from maestro.contract
        where is_budget
    ) as effect
    on effect.source = maestro.source
where pair.entity = 'change_order'
order by maestro.project_code, maestro.code, effect.effect
