-- query: holdback_by_project
-- title: Holdback of both systems by project
-- source: the report
-- caption: Holdback to date on orders and subcontracts, by project
-- column: project_code | Project | code
-- column: documents | Linked | count
-- column: compared | Compared | count
-- column: maestro_balance | maestro* (CAD) | money
-- column: procore_balance | Procore (CAD) | money
-- column: difference | Difference (CAD) | money
-- column: not_covered | Not covered
-- project: project_code
-- total: Total
-- nothing: no order or subcontract is linked.
--
-- What was retained less what was released, on the linked orders and
-- subcontracts where both systems say so; why the others are not covered.
-- What owners hold back on billing contracts is not read, and not covered.
with
    exported as (
        select
            entity, bool_or(field = 'holdback_retained' and is_exported) as has_retained
        from mapping.field
        where entity in ('purchase_order', 'subcontract')
        group by entity
    ),

    document as (
        select
            maestro.project_code,
            balance.code is not null as is_compared,
            coalesce(balance.maestro_retained, 0.00)
            - coalesce(balance.maestro_released, 0.00) as maestro_balance,
            coalesce(balance.procore_retained, 0.00) - case
                when balance.maestro_released is null
                then 0.00
                else balance.procore_released
            end as procore_balance,
            case
                when balance.code is not null
                then null
                when not exported.has_retained
                then 'the export has no column of it'
                else 'no approved invoice of Procore says what it holds back'
            end as why_not
        from link.contract as pair
        join exported on exported.entity = pair.entity
        join
            maestro.contract as maestro
            on maestro.source = pair.maestro_source
            and maestro.entity = pair.entity
        left join
            link.holdback as balance
            on balance.entity = pair.entity
            and balance.procore_id = pair.procore_id
    )

select
    project_code,
    count(*) as documents,
    count(*) filter (where is_compared) as compared,
    cast(
        sum(maestro_balance) filter (where is_compared) as decimal(18, 2)
    ) as maestro_balance,
    cast(
        sum(procore_balance) filter (where is_compared) as decimal(18, 2)
    ) as procore_balance,
    cast(
        sum(procore_balance - maestro_balance) filter (where is_compared) as decimal(
            18, 2
        )
    ) as difference,
    coalesce(string_agg(distinct why_not, '; ' order by why_not), '') as not_covered
from document
group by project_code
order by abs(difference) desc nulls last, project_code
