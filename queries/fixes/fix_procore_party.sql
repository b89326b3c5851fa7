-- query: fix_procore_party
--
-- The suppliers and customers of maestro* that Procore lacks: nothing links
-- them, and their code stands on no record of Procore. Procore takes the
-- codes of provinces and countries alone.
with
    region as (
        select kind, name_key, min(code) as code
        from mapping.region
        group by kind, name_key
    )

select
    finding.id as finding,
    party.*,
    province.code as province_code,
    country.code as country_code
from result.finding as finding
join
    maestro.party as party
    on party.entity = finding.entity
    and code_norm(party.code) = code_norm(finding.key ->> '$.code')
left join
    region as province
    on province.kind = 'province'
    and province.name_key = lower(clean(party.province))
left join
    region as country
    on country.kind = 'country'
    and country.name_key = lower(clean(party.country))
anti join
    link.evidence as linked
    on linked.entity = party.entity
    and linked.code_key = code_norm(party.code)
anti join
    link.procore_code as known
    on known.entity = party.entity
    and known.code_key = code_norm(party.code)
where finding.fix = 'procore.record'
order by finding.id
