-- query: doubts
--
-- What may be incomplete or misread, with how many findings rest on it.
with
    resting as (
        select doubt, count(*) as findings from result.finding_doubt group by doubt
    ),

    place as (
        select
            doubt,
            bool_or(project_key is null) as is_company_wide,
            list_sort(list(distinct project_key)) as projects
        from pull.doubt_scope
        group by doubt
    )

select
    d.doubt,
    d.kind,
    d.title,
    d.reason,
    d.rows,
    left(d.facts, 16) as facts_hash,
    coalesce(r.findings, 0) as findings,
    case when p.is_company_wide then [] else p.projects end as projects
from pull.doubt as d
left join resting as r on r.doubt = d.doubt
left join place as p on p.doubt = d.doubt
order by findings desc, d.kind, d.doubt
