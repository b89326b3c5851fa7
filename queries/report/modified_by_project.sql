-- query: modified_by_project
-- title: Modified budgets by project
-- source: the report
-- caption: Modified budgets, largest difference first
-- column: project_code | Project | code
-- column: maestro_amount | maestro* (CAD) | money
-- column: procore_amount | Procore (CAD) | money
-- column: difference | Difference (CAD) | money
-- project: project_code
-- total: Total
-- nothing: no project has modifications or approved changes.
--
-- The modifications of maestro* and the approved change orders of Procore,
-- by project.
select
    m.project_code,
    sum(m.maestro_amount) as maestro_amount,
    sum(m.procore_amount) as procore_amount,
    sum(m.procore_amount) - sum(m.maestro_amount) as difference
from link.modified_budget as m
left join pull.scope as s on s.project_key = upper(m.project_code)
where s.is_in_scope is distinct from false
group by m.project_code
having sum(m.maestro_amount) <> 0 or sum(m.procore_amount) <> 0
order by abs(sum(m.procore_amount) - sum(m.maestro_amount)) desc, m.project_code
