-- rule: supplier_unlinked_in_use
-- title: Approved commitment of a company that is not linked
-- severity: error
-- entity: supplier
-- exchange: Suppliers in use
-- key: procore_id
-- inputs: maestro.supplier, maestro.purchase_order, maestro.subcontract
-- inputs: procore.company, procore.purchase_order, procore.subcontract
-- source: Data Mapping, Purchase Orders and Subcontracts
-- looks_at: purchase_order.party_code, subcontract.party_code
-- fix: instruction
-- screen: maestro* > Maintenance > Interface Maintenance > Procore > \
-- Synchronization > Suppliers
-- action: Link or create the company {procore_value} before its \
-- commitment can be sent
-- message: {commitments:count} approved {commitments:commitment \
-- waits|commitments wait} for this supplier
--
-- The company of an approved commitment must be a supplier of maestro*,
-- linked to it. Until it is, the bridge says that the supplier does not
-- exist and the commitment stays in Procore. A commitment that maestro* has
-- already does not wait.
with
    commitment as (
        select
            vendor_id,
            project_code,
            min(party_code) as party_code,
            count(*) as commitments,
            min(source) as source
        from procore.contract as document
        anti join
            link.contract as sent
            on sent.entity = document.entity
            and sent.procore_id = document.procore_id
        where
            entity in ('purchase_order', 'subcontract')
            and is_approved
            and is_linked
            and not is_party_linked
        group by vendor_id, project_code
    )

select
    project_code,
    coalesce(vendor_id, 'no company') as procore_id,
    'party_code' as field,
    coalesce(party_code, 'no code') as procore_value,
    commitments,
    source as procore_source
from commitment
order by project_code, procore_id
