-- rule: linked_code_differs
-- title: Linked, but the codes differ
-- severity: error
-- entity: many
-- exchange: Links
-- key: code
-- inputs: project(maestro.project, procore.project, link.project)
-- inputs: supplier(maestro.supplier, procore.company, link.supplier)
-- inputs: customer(maestro.customer, procore.company, link.customer)
-- source: Data Mapping, Procore side key
-- looks_at: *.key
-- fix: instruction
--
-- The two records are linked and their codes are not the same. The code is the key of
-- every exchange: changed on one side after the first synchronisation, it breaks all
-- of them. Put the code back; it is never changed by a fix.
with
    maestro as (
        select entity, code, code_key, project_code, source from maestro.record
    ),

    procore as (select entity, procore_id, code, code_key, source from procore.record)

select
    pair.entity,
    maestro.project_code,
    maestro.code,
    'code' as field,
    maestro.code as maestro_value,
    procore.code as procore_value,
    concat(
        'Linked by ',
        pair.evidence,
        ', yet maestro* has ',
        maestro.code,
        ' and Procore ',
        coalesce(procore.code, 'no code')
    ) as message,
    maestro.source as maestro_source,
    procore.source as procore_source
from link.pair as pair
join maestro on maestro.entity = pair.entity and maestro.source = pair.maestro_source
join procore on procore.entity = pair.entity and procore.procore_id = pair.procore_id
where maestro.code_key is distinct from procore.code_key
order by pair.entity, maestro.code
