-- query: fix_procore_project
--
-- The projects of maestro* that Procore lacks: nothing links them, and
-- their code stands on no project of Procore. Procore takes the codes of
-- provinces and countries alone.
with
    region as (
        select kind, name_key, min(code) as code
        from mapping.region
        group by kind, name_key
    )

select
    finding.id as finding,
    project.* exclude (project_key),
    province.code as province_code,
    country.code as country_code
from result.finding as finding
join
    maestro.project as project
    on project.project_key = code_norm(finding.key ->> '$.code')
left join
    region as province
    on province.kind = 'province'
    and province.name_key = lower(clean(project.province))
left join
    region as country
    on country.kind = 'country'
    and country.name_key = lower(clean(project.country))
anti join
    link.evidence as linked
    on linked.entity = 'project'
    and linked.code_key = project.project_key
anti join
    link.procore_code as known
    on known.entity = 'project'
    and known.code_key = project.project_key
where finding.fix = 'procore.record' and finding.entity = 'project'
order by finding.id
