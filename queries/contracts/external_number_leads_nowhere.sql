-- rule: external_number_leads_nowhere
-- title: External No. leads to no commitment
-- severity: warning
-- entity: many
-- exchange: Contracts
-- key: code
-- inputs: purchase_order(maestro.purchase_order, procore.purchase_order)
-- inputs: purchase_order(procore.subcontract)
-- inputs: subcontract(maestro.subcontract, procore.subcontract)
-- inputs: subcontract(procore.purchase_order)
-- source: Data Mapping, External No.
-- looks_at: purchase_order.external_number, subcontract.external_number
-- looks_at: purchase_order.project_code, subcontract.project_code
-- fix: instruction
-- screen: maestro* > Purchase Order or Subcontract Management
-- action: Correct External No. {maestro_value}: Procore has no such \
-- commitment
-- message: Document {document_number} names commitment {maestro_value}, \
-- which Procore does not list in this project
--
-- The External No. of an order or subcontract is the number of the Procore
-- commitment it came from. Procore has no commitment of this number in the
-- project: it was renumbered or deleted, or the number was typed by hand.
-- Invoices of the order are looked for on a commitment that does not exist.
select
    document.entity,
    document.project_code,
    document.code,
    'external_number' as field,
    document.external_number as maestro_value,
    document.number as document_number,
    document.source as maestro_source
from maestro.contract as document
join maestro.linked_project using (project_key)
anti join
    procore.contract as commitment
    on commitment.project_key = document.project_key
    and commitment.number_key = document.external_key
    and commitment.entity in ('purchase_order', 'subcontract')
where document.external_key is not null
order by document.entity, document.project_code, document.code
