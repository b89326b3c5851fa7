-- rule: answer_changed
-- title: Procore's answer is not as the mapping reads it
-- severity: warning
-- entity: many
-- exchange: Completeness
-- key: list, what
-- inputs: pull.drift
-- source: Procore API, versions; additive fields appear at any time
-- fix: instruction
-- screen: recon doctor
-- action: See what Procore's list of {key} gives now; until the mapping \
-- knows it, look at these records in Procore itself
-- message.new: {list}: the field {field} was not there at the pull before
-- message.gone: {list}: the field {field} was there at the pull before
-- message.gone_and_compared: {list}: the field {field} was there at the \
-- pull before; the field is not compared
-- message.new_value: {list}: the field {field} has {what} in {rows:count} \
-- {rows:row|rows}
-- message.different: {list}: the field {field} is {what} in {rows:count} \
-- of {of_rows:count} {of_rows:row|rows}
-- message.field_lost: {list}: the field {field} is {what} in {rows:count} \
-- of {of_rows:count} {of_rows:row|rows}; the field is not compared
-- message.list_lost: {list}: the field {field} is {what} in {rows:count} \
-- of {of_rows:count} {of_rows:row|rows}; what needs this list is not run
--
-- A field that the mapping reads is gone, is something else than it was, or
-- has a value nobody knew of; or a field came that was not there at the
-- pull before. What is gone is never taken for empty: where records would
-- differ by it alone, the field is not compared; where more depends on it,
-- the rules that need the list are not run.
with
    listed as (
        select split_part(list, '/', 1) as list, min(entity) as entity
        from pull.manifest
        where system = 'procore'
        group by split_part(list, '/', 1)
    ),

    change as (
        select
            drift.list,
            drift.field,
            drift.what,
            coalesce(max(listed.entity), drift.list) as entity,
            max(site.project_code) as project_code,
            count(distinct drift.procore_project_id) as projects,
            sum(drift.rows) as rows,
            sum(drift.of_rows) as of_rows,
            min(drift.source) as source,
            max(
                case drift.consequence when 'list' then 2 when 'field' then 1 else 0 end
            ) as consequence
        from pull.drift as drift
        left join
            procore.site as site on site.procore_project_id = drift.procore_project_id
        left join listed on listed.list = drift.list
        group by drift.list, drift.field, drift.what
    )

select
    entity,
    case
        when consequence = 2
        then 'error'
        when what in ('new', 'gone') and consequence = 0
        then 'notice'
        else 'warning'
    end as severity,
    case when projects = 1 then project_code end as project_code,
    list,
    what,
    field,
    rows,
    of_rows,
    case
        when what = 'new'
        then 'new'
        when what = 'gone'
        then case when consequence = 1 then 'gone_and_compared' else 'gone' end
        when starts_with(what, 'the new value')
        then 'new_value'
        when consequence = 2
        then 'list_lost'
        when consequence = 1
        then 'field_lost'
        else 'different'
    end as message_case,
    nullif(source, '') as procore_source
from change
order by list, field, what
