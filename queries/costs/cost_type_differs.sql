-- rule: cost_type_differs
-- title: Direct cost of another type than expected
-- severity: notice
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- source: Data Mapping, the 16 transaction types
-- looks_at: project_cost.transaction_type
-- fix: instruction
-- screen: Procore > Project Tools > Direct Costs
-- action: Where all of a kind differ, correct the setting procore_types \
-- ({maestro_value} expected, Procore has {procore_value}). One alone is \
-- left as it is: a direct cost keeps its type, and its amount counts \
-- all the same
-- message: Type {transaction_type} is expected as {maestro_value}
--
-- Each transaction type becomes an invoice, a payroll or an expense in
-- Procore; which one is a setting, for the vendor does not say. This pair
-- is of another type: correct the setting if all of a kind are, the direct
-- cost if it stands alone.
select
    maestro.project_code,
    maestro.transaction,
    'direct_cost_type' as field,
    maestro.procore_type as maestro_value,
    procore.procore_type as procore_value,
    maestro.transaction_type,
    maestro.source as maestro_source,
    procore.source as procore_source
from cost.maestro_state as maestro
join cost.procore_state as procore on procore.line_id = maestro.procore_line
where
    procore.kind = 'direct_cost'
    and procore.procore_type <> maestro.procore_type
    and maestro.is_first
order by maestro.project_code, maestro.transaction
