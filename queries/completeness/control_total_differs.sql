-- rule: control_total_differs
-- title: A control total is not met
-- severity: error
-- entity: many
-- exchange: Completeness
-- key: list
-- inputs: pull.control_total
-- source: maestro*, data out
-- fix: instruction
--
-- The export came with a control total (its number of rows, or the sum of its amounts)
-- that what was loaded does not meet. Closed projects left out, a security filter on
-- the user, or rejected rows are the usual causes.
with
    stated_total as (
        select entity, measure, max(cast(stated as decimal(38, 2))) as stated
        from pull.control_total
        group by entity, measure
    ),

    loaded_total as (
        select entity, measure, value, cast(value as decimal(38, 2)) as loaded
        from pull.loaded
    )

select
    entity,
    entity as list,
    measure as field,
    loaded_total.value as maestro_value,
    concat(
        'The control total says ',
        stated_total.stated,
        ' (',
        measure,
        '); ',
        loaded_total.loaded,
        ' were loaded'
    ) as message,
    concat('all|', entity) as maestro_source
from stated_total
join loaded_total using (entity, measure)
where loaded_total.loaded <> stated_total.stated
order by entity, measure
