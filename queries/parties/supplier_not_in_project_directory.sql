-- rule: supplier_not_in_project_directory
-- title: Supplier is not in the project's directory
-- severity: warning
-- entity: supplier
-- exchange: Suppliers in use
-- key: code
-- inputs: maestro.project_cost, maestro.supplier, procore.project_supplier
-- source: Data Mapping, Suppliers (after synchronisation)
-- looks_at: project_supplier.supplier_code
-- fix: procore.project_supplier
-- screen: Procore > Project Tools > Directory
-- action: Add supplier {maestro_value} to the project's directory
-- message: {uses:count} transferred {uses:cost|costs}, and the company is \
-- not in the directory
--
-- A company must be added to each project's directory in Procore before
-- orders, subcontracts and direct costs can name it. This linked supplier
-- has transferred costs on the project and is not there.
select
    project_code,
    party_code as code,
    'supplier_code' as field,
    party_code as maestro_value,
    uses,
    source as maestro_source
from link.absent_supplier
order by project_code, party_code
