-- rule: cost_supplier_unlinked
-- title: Cost blocked: its supplier is not linked
-- severity: error
-- entity: project_cost
-- exchange: Project Costs
-- key: transaction
-- inputs: maestro.project_cost, maestro.project, procore.project
-- inputs: procore.direct_cost, procore.order_invoice, procore.activity
-- inputs: procore.cost_group
-- inputs: maestro.supplier, procore.company
-- source: Data Mapping, Project Costs
-- looks_at: project_cost.party_code
-- who_wins: maestro*
-- fix: instruction
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization > Suppliers
-- action: Link the supplier of {key} to its Procore company; then the \
-- cost can go
-- message: Supplier {party_code} is linked to no company of Procore
--
-- An invoice needs its vendor in Procore, so the supplier must have been
-- synchronised or linked first. Until then the bridge says that the
-- supplier does not exist, and the cost stays behind.
select
    project_code,
    transaction,
    'amount' as field,
    amount as maestro_value,
    - amount as difference,
    party_code,
    source as maestro_source
from cost.maestro_state
where state = 'missing in Procore' and reason = 'supplier unlinked'
order by project_code, transaction
