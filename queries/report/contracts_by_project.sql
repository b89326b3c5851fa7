-- query: contracts_by_project
-- title: Documents of both systems by project and kind
-- source: the report
-- caption: {kinds}, largest difference first; in Procore approved or linked
-- column: entity | Kind
-- column: project_key | Project | code
-- column: ours | In maestro* | count
-- column: theirs | In Procore | count
-- column: linked | Linked | count
-- column: maestro_amount | maestro* (CAD) | money
-- column: procore_amount | Procore (CAD) | money
-- column: difference | Difference (CAD) | money
-- project: project_key
-- total: Total
-- nothing: none on either side.
--
-- Approved and linked documents of Procore, documents of maestro*, how many
-- are linked, and the amounts of their lines.
with
    document as (
        select
            c.entity,
            c.project_key,
            1 as ours,
            0 as theirs,
            0 as linked,
            coalesce(l.amount, 0.00) as maestro_amount,
            0.00 as procore_amount
        from maestro.contract as c
        left join
            (
                select contract_source, entity, sum(amount) as amount
                from maestro.contract_line
                group by contract_source, entity
            ) as l
            on l.contract_source = c.source
            and l.entity = c.entity
        union all
        select c.entity, c.project_key, 0, 1, 0, 0.00, coalesce(l.amount, 0.00)
        from procore.contract_state as c
        left join
            (
                select contract_id, entity, sum(amount) as amount
                from procore.contract_line
                group by contract_id, entity
            ) as l
            on l.contract_id = c.procore_id
            and l.entity = c.entity
        where c.is_approved or c.state = 'linked'
        union all
        select k.entity, c.project_key, 0, 0, 1, 0.00, 0.00
        from link.contract as k
        join
            maestro.contract as c on c.source = k.maestro_source and c.entity = k.entity
    )

select
    d.entity,
    d.project_key,
    sum(d.ours) as ours,
    sum(d.theirs) as theirs,
    sum(d.linked) as linked,
    sum(d.maestro_amount) as maestro_amount,
    sum(d.procore_amount) as procore_amount,
    sum(d.procore_amount) - sum(d.maestro_amount) as difference
from document as d
left join pull.scope as s using (project_key)
where s.is_in_scope is distinct from false and d.project_key is not null
group by d.entity, d.project_key
order by
    abs(sum(d.procore_amount) - sum(d.maestro_amount)) desc, d.project_key, d.entity
