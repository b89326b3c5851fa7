-- query: tie_out_by_project
-- title: Costs of both systems, tied out by project
-- source: the report
-- caption: From maestro*'s costs to Procore's (CAD), largest difference \
-- first
-- column: project_key | Project | code
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
-- column: note | Note
-- project: project_key
-- unless: costs_not_read
-- total: Total
-- zeros: blank
-- nothing: no cost was read.
--
-- The way from the total of maestro* to the total of Procore. The last
-- column names the lists of a project that were not read whole.
with
    gap as (
        select project_key, min(reason) as reason
        from pull.input_problem
        where
            input
            in ('procore.direct_cost', 'procore.order_invoice', 'procore.activity')
            and project_key is not null
        group by project_key
    )

select
    b.project_key,
    sum(b.maestro_total) as maestro_total,
    sum(b.missing) as missing,
    sum(b.netted) as netted,
    sum(b.excluded) as excluded,
    sum(b.changed) as changed,
    sum(b.only_in_procore) as only_in_procore,
    sum(b.duplicated) as duplicated,
    sum(b.procore_excluded) as procore_excluded,
    sum(b.date_in_another_period) as date_in_another_period,
    sum(b.procore_total) as procore_total,
    coalesce(min(g.reason), '') as note
from cost.bridge as b
left join gap as g using (project_key)
left join pull.scope as s using (project_key)
where s.is_in_scope is distinct from false
group by b.project_key
order by abs(sum(b.procore_total) - sum(b.maestro_total)) desc, b.project_key
