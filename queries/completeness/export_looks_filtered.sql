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
-- message: {list}: {rows_now:count} of {measure}, {rows_before:count} at \
-- an earlier pull; the user may not see all entries, or a filter was set
-- message.rows: {list}: {rows_now:count} rows, {rows_before:count} at an \
-- earlier pull; the user may not see all entries, or a filter was set
-- message.status: {list}: {rows_now:count} of {measure}, \
-- {rows_before:count} at an earlier pull; no project of status {kind}: \
-- "Print closed projects" may be off
-- message.transaction_type: {list}: {rows_now:count} of {measure}, \
-- {rows_before:count} at an earlier pull; no transaction of type {kind}: \
-- accrual adjustments may be hidden
--
-- Lists of maestro* show a regular user only the entries of the users he
-- answers for, leave closed projects out where "Print closed projects" is
-- off, and hide accruals where the option says so. Such an export is short
-- without an error, and everything it lacks would look as if it were
-- missing. The doubt stays until the rows are back, or somebody accepts it
-- with the reason.
with
    shorter as (
        select
            entity,
            measure,
            rows_before,
            rows_now,
            split_part(measure, ' ', 2) as kind,
            case
                when measure = 'rows'
                then 'rows'
                when starts_with(measure, 'status ')
                then 'status'
                when starts_with(measure, 'transaction_type ')
                then 'transaction_type'
            end as message_case
        from pull.export_count
        where rows_now < rows_before and (measure = 'rows' or rows_now = 0)
    )

select
    entity,
    entity as list,
    measure,
    cast(rows_now as varchar) as maestro_value,
    rows_now,
    rows_before,
    kind,
    message_case
from shorter
order by entity, measure
