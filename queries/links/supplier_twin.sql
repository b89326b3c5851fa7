-- rule: supplier_twin
-- title: Two suppliers look like one company
-- severity: warning
-- entity: supplier
-- exchange: Duplicate suppliers
-- key: code, other_code
-- inputs: maestro.supplier
-- source: Duplicate suppliers
-- looks_at: supplier.name, supplier.rbq_number, supplier.phone
-- fix: instruction
-- screen: maestro* > Purchasing > Maintenance > Suppliers > Supplier \
-- Management
-- action: Look at both suppliers; if they are one, use one for new \
-- documents and close the other once its invoices are paid: what is \
-- posted stays where it is
-- message: {code} and {other_code} ({other_name}) have the same {field}
--
-- Two suppliers of maestro* agree in licence, in name without legal form,
-- or in phone. Linked to one Procore company each, the same firm stands in
-- two places; merge them, or say that they are two.
select
    code,
    other_code,
    agree_in as field,
    name as maestro_value,
    other_name,
    source as maestro_source
from link.twin_supplier
order by code, other_code
