-- rule: supplier_refused_yet_used
-- title: Supplier blocked, closed or kept out, and in use
-- severity: warning
-- entity: supplier
-- exchange: Suppliers in use
-- key: code
-- inputs: maestro.supplier, procore.company, procore.company_tag
-- source: Data Mapping, statuses and exclusion tags
-- looks_at: supplier.status
-- fix: instruction
-- screen: maestro* > Purchasing > Maintenance > Suppliers > Supplier \
-- Management
-- action: Ask purchasing why supplier {key} is {value}; commit and pay \
-- nothing before that is clear
-- message: {code} is {maestro_value} and has {commitments:count} approved \
-- {commitments:commitment|commitments} and {cost_lines:count} cost \
-- {cost_lines:line|lines} in Procore
--
-- maestro* refuses transactions of a blocked or closed supplier, and a tag
-- keeps a company from the exchange. This one is named by an approved
-- commitment, or by costs, all the same.
select
    code,
    project_code,
    'status' as field,
    why as maestro_value,
    commitments,
    cost_lines,
    maestro_source,
    procore_source
from link.refused_supplier
order by code, project_code
