-- rule: row_rejected
-- title: A row could not be used
-- severity: warning
-- entity: many
-- exchange: Completeness
-- key: system, file, row
-- inputs: pull.reject
-- source: maestro*, file formats to accept; Procore API, numbers
-- fix: instruction
--
-- The row holds a value that is not what its column promises: an amount of three
-- decimals, a date in another order, a row with too few cells. It is left out of every
-- comparison and named here with its file and row; nothing is guessed or rounded away.
with
    rejected_row as (
        select
            entity,
            project_code,
            system,
            file,
            cast("row" as varchar) as row_number,
            field,
            value,
            reason
        from pull.shown_reject
    )

select
    entity,
    project_code,
    system,
    file,
    row_number as "row",
    field,
    case when system = 'maestro' then value end as maestro_value,
    case when system = 'procore' then value end as procore_value,
    concat(
        'Row ', row_number, ' of ', file, ' was left out: ', field, ' is ', reason
    ) as message,
    case
        when system = 'maestro' then concat('reject|', file, '#', row_number)
    end as maestro_source,
    case
        when system = 'procore' then concat('reject|', file, '#', row_number)
    end as procore_source
from rejected_row
order by system, file, row_number, field
