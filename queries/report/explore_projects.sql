-- query: explore_projects
-- title: Projects with findings
-- source: the notebook explore
-- caption: Projects with findings, most errors first
-- column: project | Project | code
-- column: errors | Errors | count
-- column: warnings | Warnings | count
-- column: notices | Notices | count
-- column: differences | Differences (CAD) | money
--
-- Differences are summed without sign, in money only.
select
    project,
    count(*) filter (where severity = 'error') as errors,
    count(*) filter (where severity = 'warning') as warnings,
    count(*) filter (where severity = 'notice') as notices,
    coalesce(
        sum(abs(try_cast(difference as decimal(18, 2)))) filter (
            where
                field is null
                or field
                not in (select field from mapping.field where kind = 'quantity')
        ),
        0
    ) as differences
from result.finding
where project is not null
group by project
order by errors desc, differences desc, project
