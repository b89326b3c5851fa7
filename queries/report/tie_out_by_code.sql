-- query: tie_out_by_code
-- title: Codes whose totals differ
-- source: the report
-- caption: Codes whose totals differ (CAD), largest difference first
-- column: project_key | Project | code
-- column: activity_key | Activity | code
-- column: group_key | Group | code
-- column: period | Period | code
-- column: maestro_total | maestro* | money
-- column: not_in_procore | Not in Procore | money
-- column: changed | Changed | money
-- column: not_in_maestro | Not in maestro* | money
-- column: date_in_another_period | Other period | money
-- column: procore_total | Procore | money
-- column: difference | Difference | money
-- project: project_key
-- unless: costs_not_read
-- total: Total
-- zeros: blank
--
-- Every project, activity, group and period whose two totals are not the
-- same, largest difference first.
select
    b.project_key,
    b.activity_key,
    b.group_key,
    b.period,
    b.maestro_total,
    b.missing + b.netted + b.excluded as not_in_procore,
    b.changed,
    b.only_in_procore + b.duplicated + b.procore_excluded as not_in_maestro,
    b.date_in_another_period,
    b.procore_total,
    b.procore_total - b.maestro_total as difference
from cost.bridge as b
left join pull.scope as s using (project_key)
where s.is_in_scope is distinct from false and b.procore_total <> b.maestro_total
order by
    abs(b.procore_total - b.maestro_total) desc,
    b.project_key,
    b.activity_key,
    b.group_key,
    b.period
