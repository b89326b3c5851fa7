-- rule: company_behind_two_roles
-- title: One company, two names in maestro*
-- severity: warning
-- entity: company
-- exchange: Suppliers
-- key: code
-- inputs: maestro.supplier, maestro.customer, procore.company
-- source: Data Mapping, Suppliers and Customers
-- fix: instruction
--
-- One Procore company carries one abbreviated name, and maestro* has it in two lists,
-- the suppliers' and the customers'. Where the two names there differ, one of the two
-- is probably another firm under the same code.
with
    supplier as (
        select pair.procore_id, record.code, record.name, record.source
        from link.pair as pair
        join maestro.record as record on record.source = pair.maestro_source
        where pair.entity = 'supplier'
    ),

    customer as (
        select pair.procore_id, record.code, record.name
        from link.pair as pair
        join maestro.record as record on record.source = pair.maestro_source
        where pair.entity = 'customer'
    ),

    supplier_name as (
        select source, compare_value
        from maestro.field_value
        where entity = 'supplier' and field = 'name'
    ),

    customer_name as (
        select pair.procore_id, value.compare_value
        from link.pair as pair
        join maestro.field_value as value on value.source = pair.maestro_source
        where pair.entity = 'customer' and value.field = 'name'
    )

select
    supplier.code,
    concat(supplier.name, ' | ', customer.name) as maestro_value,
    company.name as procore_value,
    concat(
        'Supplier ',
        supplier.code,
        ' and customer ',
        customer.code,
        ' are one company in Procore and two names in maestro*'
    ) as message,
    supplier.source as maestro_source,
    company.source as procore_source
from supplier
join customer using (procore_id)
join procore.company as company using (procore_id)
join supplier_name on supplier_name.source = supplier.source
join customer_name using (procore_id)
where supplier_name.compare_value <> customer_name.compare_value
order by supplier.code
