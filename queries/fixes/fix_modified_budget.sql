-- query: fix_modified_budget
--
-- The modification of each budget line in maestro*, and the approved
-- changes of Procore that it must equal.
select finding.id as finding, modification.maestro_amount, modification.procore_amount
from result.finding as finding
join
    link.modified_budget as modification
    on code_norm(modification.project_code) = code_norm(finding.project)
    and activity_norm(modification.activity_code)
    = activity_norm(finding.key ->> '$.activity_code')
    and code_norm(modification.group_code) = code_norm(finding.key ->> '$.group_code')
where finding.fix = 'maestro.modified_budget'
order by finding.id
