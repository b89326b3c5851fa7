-- rule: external_number_missing
-- title: Order entered without its External No.
-- severity: error
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: purchase_order(maestro.commitment_line)
-- inputs: purchase_order(procore.commitment_line)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: subcontract(maestro.commitment_line)
-- inputs: subcontract(procore.commitment_line)
-- source: Data Mapping, External No.
-- looks_at: purchase_order.external_number, subcontract.external_number
-- who_wins: Procore
-- fix: instruction
-- screen: maestro* > Purchase Order or Subcontract Management
-- action: Compare {code} with {procore_value} in Procore; if they are one \
-- document, type {procore_value} in External No., else enter \
-- {procore_value} in maestro*
-- message: Order {code} has no External No.; {procore_value} in Procore \
-- is of the same supplier and amount, {amount:money}, and maestro* has no \
-- document of its number
--
-- An approved order or subcontract of Procore is not in maestro* by its
-- number, and maestro* has one of the same project, supplier and amount
-- without External No.: entered by hand, or its number was erased. Entered
-- once more, it would be committed twice; without External No. its invoices
-- are sent as direct costs. It is reported only where no third document
-- could be meant, and then not as missing in maestro*.
select
    unnumbered.entity,
    maestro.project_code,
    maestro.code,
    'external_number' as field,
    procore.number as procore_value,
    unnumbered.amount,
    unnumbered.source as maestro_source,
    unnumbered.procore_source
from link.unnumbered_order as unnumbered
join
    maestro.contract as maestro
    on maestro.source = unnumbered.source
    and maestro.entity = unnumbered.entity
join maestro.linked_project using (project_key)
join
    procore.contract as procore
    on procore.entity = unnumbered.entity
    and procore.procore_id = unnumbered.procore_id
order by unnumbered.entity, maestro.project_code, maestro.code
