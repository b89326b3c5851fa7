-- query: fix_maestro_party
--
-- The companies of Procore that carry a code which no record of maestro*
-- has in that role, and whether one is linked all the same.
with linked as (select distinct entity, procore_id from link.evidence)

select
    finding.id as finding,
    linked.procore_id is not null as is_linked,
    company.code,
    company.name,
    company.address,
    company.city,
    company.province,
    company.country,
    company.postal_code,
    company.phone,
    company.fax,
    company.email,
    company.rbq_number
from result.finding as finding
join
    procore.company as company on company.code_key = code_norm(finding.key ->> '$.code')
left join
    linked on linked.entity = finding.entity and linked.procore_id = company.procore_id
anti join
    link.maestro_code as known
    on known.entity = finding.entity
    and known.code_key = company.code_key
where finding.fix = 'maestro.record' and finding.entity in ('supplier', 'customer')
order by finding.id, company.procore_id
