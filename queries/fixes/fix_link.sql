-- query: fix_link
--
-- The companies and projects of Procore that carry the code of an unlinked
-- record of maestro*, and whether one is linked to another record already.
with linked as (select distinct entity, procore_id from link.evidence)

select
    finding.id as finding,
    procore.procore_id,
    procore.origin_id,
    linked.procore_id is not null as is_linked
from result.finding as finding
join
    link.procore_code as procore
    on procore.entity = finding.entity
    and procore.code_key = code_norm(finding.key ->> '$.code')
semi join
    link.maestro_code as maestro
    on maestro.entity = procore.entity
    and maestro.code_key = procore.code_key
anti join
    link.evidence as linked_code
    on linked_code.entity = procore.entity
    and linked_code.code_key = procore.code_key
left join
    linked on linked.entity = procore.entity and linked.procore_id = procore.procore_id
where finding.fix = 'link'
order by finding.id, procore.procore_id
