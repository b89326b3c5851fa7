-- query: explore_periods
-- title: Cost of a project by month
-- source: the notebook explore
-- caption: Cost of project {project} by month (CAD)
-- column: period | Month | code
-- column: maestro_total | maestro* | money
-- column: procore_total | Procore | money
-- column: difference | Difference | money
--
-- `$1` is the project's code in upper case.
select
    period,
    sum(maestro_total) as maestro_total,
    sum(procore_total) as procore_total,
    sum(procore_total) - sum(maestro_total) as difference
from cost.bridge
where project_key = $1 and period is not null
group by period
order by period
