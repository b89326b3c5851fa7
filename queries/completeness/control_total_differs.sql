-- rule: control_total_differs
-- title: A control total is not met
-- severity: error
-- entity: many
-- exchange: Completeness
-- key: list
-- inputs: pull.control_total
-- source: maestro*, data out
-- fix: instruction
-- screen: recon > the folder where maestro* exports arrive
-- action: Export {key} again, whole, or correct its line of \
-- control_totals.csv
-- message: The control total says {stated:money} ({field}); \
-- {loaded:money} were loaded
-- message.rows: The control total says {stated:quantity} \
-- {stated:row|rows}; {loaded:quantity} were loaded
--
-- The export came with a control total (its number of rows, or the sum of
-- its amounts) that what was loaded does not meet. Closed projects left
-- out, a security filter on the user, or rejected rows are the usual
-- causes. Rejected rows that explain the number of rows explain the amount
-- too, which is then not told a second time; a list that was not read at
-- all has a finding of its own.
with
    unread_list as (
        select list from pull.manifest where system = 'maestro' and not is_complete
    ),

    stated_total as (
        select entity, measure, max(cast(stated as decimal(38, 2))) as stated
        from pull.control_total
        where entity not in (select list from unread_list)
        group by entity, measure
    ),

    loaded_total as (
        select entity, measure, value, cast(value as decimal(38, 2)) as loaded
        from pull.loaded
    ),

    rejected_row as (
        select entity, count(distinct concat(file, '#', "row")) as rejected
        from pull.reject
        where system = 'maestro'
        group by entity
    ),

    explained_list as (
        select entity
        from stated_total
        join loaded_total using (entity, measure)
        join rejected_row using (entity)
        where measure = 'rows' and stated = loaded + rejected
    )

select
    entity,
    entity as list,
    measure as field,
    loaded_total.value as maestro_value,
    stated_total.stated,
    loaded_total.loaded,
    case when measure = 'rows' then 'rows' end as message_case,
    concat('all|', entity) as maestro_source
from stated_total
join loaded_total using (entity, measure)
where
    loaded_total.loaded <> stated_total.stated
    and not (measure = 'amount' and entity in (select entity from explained_list))
order by entity, measure
