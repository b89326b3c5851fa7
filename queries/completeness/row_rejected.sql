-- rule: row_rejected
-- title: A row could not be used
-- severity: warning
-- entity: many
-- exchange: Completeness
-- key: system, record
-- inputs: pull.reject
-- source: maestro*, file formats to accept; Procore API, numbers
-- fix: instruction
-- screen: recon > the folder where maestro* exports arrive
-- action: Correct the value at its source ({value}), then export or pull \
-- again
-- message.single: Row {row_number} of {file} was left out: {cell} is \
-- {reason}
-- message.transaction: Row {row_number} of {file}, transaction \
-- {transaction}, was left out: {cell} is {reason}
-- message.many: {rows:count} rows of {title} were left out for one \
-- reason: {cell} is {reason}; for example {places}
--
-- The row holds a value that is not what its column promises: an amount of
-- three decimals, a date in another order, a row with too few cells. It is
-- left out of every comparison and named here with its file and row;
-- nothing is guessed or rounded away. Many rows of one list, field and
-- reason have one cause and are one finding, with three examples; from how
-- many on is a setting.
with
    rejected_row as (
        select
            coalesce(reject.entity, 'many') as entity,
            coalesce(listed.title, reject.entity, 'no list') as title,
            reject.project_code,
            reject.system,
            coalesce(reject.file, 'no file') as file,
            coalesce(cast(reject."row" as varchar), '?') as row_number,
            coalesce(reject.field, '') as field,
            reject.value,
            coalesce(reject.reason, 'not usable') as reason,
            reject.record,
            case
                when reject.entity = 'project_cost' then reject.transaction
            end as transaction,
            reject.former_key,
            concat(reject.former_key, ',', reject.single_key) as former_keys,
            concat('reject|', reject.file, '#', reject."row") as source,
            concat(
                'rejects|', reject.entity, '|', reject.field, '|', reject.reason
            ) as sources
        from pull.named_reject as reject
        left join mapping.entity as listed on listed.entity = reject.entity
        left join
            pull.scope as scope on scope.project_key = upper(trim(reject.project_code))
        where
            scope.is_in_scope is distinct from false
            -- These are no records; their rows are only counted.
            and coalesce(reject.reason, '')
            not in ('a row of totals', 'the column names again')
    ),

    counted_row as (
        select
            *,
            count(*) over (partition by system, sources) as rows,
            row_number() over (
                partition by system, sources order by value, record, file, row_number
            ) as place
        from rejected_row
    ),

    grouped_from as (
        select cast(value as integer) as rows
        from mapping.setting
        where name = 'grouped_rejects'
    ),

    single as (
        select counted_row.*
        from counted_row
        cross join grouped_from
        where counted_row.rows < grouped_from.rows
    ),

    many as (
        select
            counted_row.system,
            counted_row.sources,
            min(counted_row.entity) as entity,
            min(counted_row.title) as title,
            min(counted_row.field) as field,
            min(counted_row.reason) as reason,
            count(*) as rows,
            string_agg(
                left(coalesce(counted_row.value, 'nothing'), 60),
                ', '
                order by counted_row.place
            ) filter (where counted_row.place <= 3) as examples,
            string_agg(
                concat('row ', counted_row.row_number, ' of ', counted_row.file),
                ', '
                order by counted_row.place
            ) filter (where counted_row.place <= 3) as places,
            concat(
                '[',
                string_agg(counted_row.former_keys, ',' order by counted_row.place),
                ']'
            ) as former_key
        from counted_row
        cross join grouped_from
        where counted_row.rows >= grouped_from.rows
        group by counted_row.system, counted_row.sources
    )

select
    entity,
    project_code,
    system,
    record,
    field,
    case when system = 'maestro' then value end as maestro_value,
    case when system = 'procore' then value end as procore_value,
    row_number,
    file,
    coalesce(nullif(field, ''), 'it') as cell,
    reason,
    null as rows,
    null as title,
    null as places,
    transaction,
    case when transaction is null then 'single' else 'transaction' end as message_case,
    case when system = 'maestro' then source end as maestro_source,
    case when system = 'procore' then source end as procore_source,
    former_key
from single
union all
select
    entity,
    null,
    system,
    concat('all: ', reason),
    field,
    case when system = 'maestro' then concat(rows, ' rows: ', examples) end,
    case when system = 'procore' then concat(rows, ' rows: ', examples) end,
    null,
    null,
    coalesce(nullif(field, ''), 'each'),
    reason,
    rows,
    title,
    places,
    null,
    'many',
    case when system = 'maestro' then sources end,
    case when system = 'procore' then sources end,
    former_key
from many
order by system, entity, project_code, record, field
