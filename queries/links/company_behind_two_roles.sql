-- rule: company_behind_two_roles
-- title: One company, two names in maestro*
-- severity: warning
-- entity: company
-- exchange: Suppliers
-- key: code
-- inputs: maestro.supplier, maestro.customer, procore.company
-- source: Data Mapping, Suppliers and Customers
-- looks_at: supplier.name, customer.name
-- fix: instruction
-- screen: maestro* > Purchasing > Maintenance > Suppliers > Supplier \
-- Management
-- action: Make sure that supplier and customer {key} are one company; \
-- if not, create the other one in Procore under a code of its own and \
-- link it, and leave the code in use as it is
-- message: Supplier {code} and customer {customer_code} are one company \
-- in Procore and two names in maestro*
--
-- One Procore company carries one abbreviated name, and maestro* has it in
-- two lists, the suppliers' and the customers'. Where the two names there
-- differ, one of the two is probably another firm under the same code.
with
    role_name as (
        select
            pair.entity,
            pair.procore_id,
            record.code,
            record.name,
            value.compare_value,
            record.source
        from link.pair as pair
        join
            maestro.record as record
            on record.entity = pair.entity
            and record.source = pair.maestro_source
        join
            maestro.field_value as value
            on value.entity = pair.entity
            and value.source = pair.maestro_source
        where value.field = 'name'
    )

select
    supplier.code,
    concat(supplier.name, ' | ', customer.name) as maestro_value,
    company.name as procore_value,
    customer.code as customer_code,
    supplier.source as maestro_source,
    company.source as procore_source
from role_name as supplier
join role_name as customer on customer.procore_id = supplier.procore_id
join procore.company as company on company.procore_id = supplier.procore_id
where
    supplier.entity = 'supplier'
    and customer.entity = 'customer'
    and supplier.compare_value <> customer.compare_value
order by supplier.code
