-- rule: export_looks_filtered
-- title: An export has fewer rows than it had
-- severity: warning
-- entity: many
-- exchange: Completeness
-- key: list, measure
-- inputs: pull.export_count
-- source: maestro*, data out: what distorts an export
-- fix: instruction
-- screen: recon > the folder where maestro* exports arrive
-- action: Export the list again as a user who sees everything, without \
-- filter and with closed projects and accruals; if rows were truly taken \
-- out, accept this with the reason
--
-- Lists of maestro* show a regular user only the entries of the users he answers for,
-- leave closed projects out where "Print closed projects" is off, and hide accruals
-- where the option says so. Such an export is short without an error, and everything it
-- lacks would look as if it were missing. The doubt stays until the rows are back, or
-- somebody accepts it with the reason.
with
    shorter as (
        select
            entity,
            measure,
            rows_before,
            rows_now,
            case
                when starts_with(measure, 'status ')
                then
                    concat(
                        'no project of status ',
                        split_part(measure, ' ', 2),
                        ': "Print closed projects" may be off'
                    )
                when starts_with(measure, 'transaction_type ')
                then
                    concat(
                        'no transaction of type ',
                        split_part(measure, ' ', 2),
                        ': accrual adjustments may be hidden'
                    )
                else 'the user may not see all entries, or a filter was set'
            end as cause
        from pull.export_count
        where rows_now < rows_before and (measure = 'rows' or rows_now = 0)
    )

select
    entity,
    entity as list,
    measure,
    cast(rows_now as varchar) as maestro_value,
    concat(
        entity,
        ': ',
        rows_now,
        case when measure = 'rows' then ' rows' else concat(' of ', measure) end,
        ', ',
        rows_before,
        ' at an earlier pull; ',
        cause
    ) as message
from shorter
order by entity, measure
