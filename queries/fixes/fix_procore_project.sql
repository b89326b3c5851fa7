-- query: fix_procore_project
--
-- The projects of maestro* that Procore lacks: nothing links them, and
-- their code stands on no project of Procore.
select finding.id as finding, project.* exclude (project_key)
from result.finding as finding
join
    maestro.project as project
    on project.project_key = code_norm(finding.key ->> '$.code')
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
