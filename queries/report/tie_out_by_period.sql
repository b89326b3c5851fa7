-- query: tie_out_by_period
-- title: Costs of both systems, tied out by period
-- source: the report
-- caption: The same by accounting period, all projects in scope (CAD)
-- column: period | Period | code
-- column: maestro_total | maestro* | money
-- column: missing | Missing | money
-- column: netted | Netted | money
-- column: excluded | Left out | money
-- column: changed | Changed | money
-- column: only_in_procore | Only in Procore | money
-- column: duplicated | Twice | money
-- column: procore_excluded | Left out in Procore | money
-- column: date_in_another_period | Other period | money
-- column: procore_total | Procore | money
-- unless: costs_not_read
-- total: Total
-- zeros: blank
-- nothing: no cost was read.
--
-- A period is the month of the accounting date; a cost that Procore alone
-- has takes its own.
select
    b.period,
    sum(b.maestro_total) as maestro_total,
    sum(b.missing) as missing,
    sum(b.netted) as netted,
    sum(b.excluded) as excluded,
    sum(b.changed) as changed,
    sum(b.only_in_procore) as only_in_procore,
    sum(b.duplicated) as duplicated,
    sum(b.procore_excluded) as procore_excluded,
    sum(b.date_in_another_period) as date_in_another_period,
    sum(b.procore_total) as procore_total
from cost.bridge as b
left join pull.scope as s using (project_key)
where s.is_in_scope is distinct from false
group by b.period
order by b.period
