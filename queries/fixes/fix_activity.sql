-- query: fix_activity
--
-- The activities that maestro* lacks in the finding's project, and their
-- description in Procore.
select
    finding.id as finding,
    finding.project,
    finding.key ->> '$.activity_code' as activity_code,
    min(procore.description) as description
from result.finding as finding
left join
    procore.activity as procore
    on procore.project_key = code_norm(finding.project)
    and procore.activity_key = activity_norm(finding.key ->> '$.activity_code')
anti join
    maestro.activity as maestro
    on maestro.project_key = code_norm(finding.project)
    and maestro.activity_key = activity_norm(finding.key ->> '$.activity_code')
where finding.fix = 'maestro.activity' and finding.key ->> '$.activity_code' <> ''
group by all
order by finding.id
