-- query: tie_out_by_project
-- title: Costs of both systems, tied out by project
-- source: the report
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
