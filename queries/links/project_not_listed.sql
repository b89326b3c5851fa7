-- rule: project_not_listed
-- title: Lists name a project that the list of projects lacks
-- severity: notice
-- entity: project
-- exchange: Links
-- key: code
-- inputs: maestro.project, procore.project
-- source: Export of projects
-- looks_at: project.key
-- fix: instruction
-- screen: maestro* > Project Management
-- action: Export the projects again with {key} in the list (a list may \
-- leave out closed projects, or those of other users), or correct the \
-- code on the rows that name it
-- message: {rows:count} {rows:row|rows} of other exports \
-- {rows:names|name} {code}, which the export of projects does not have: \
-- {lists}
-- message.in_procore: {rows:count} {rows:row|rows} of other exports \
-- {rows:names|name} {code}, which the export of projects does not have \
-- and Procore has: nothing of it is compared. {lists}
--
-- Budget lines, activities, costs or contracts of maestro* carry the code
-- of a project that the export of projects does not have. The export is a
-- part of the list, or the code is mistyped. The project is reported once,
-- whatever its rows are; where Procore has it, it is a warning, because two
-- sides that could be compared are not.
with
    procore as (
        select project_key, min(source) as source
        from procore.project
        where project_key is not null
        group by project_key
    )

select
    case when procore.source is not null then 'warning' else 'notice' end as severity,
    unlisted.project_code,
    unlisted.project_code as code,
    'project_code' as field,
    unlisted.project_code as maestro_value,
    case
        when procore.source is not null then unlisted.project_code
    end as procore_value,
    unlisted.rows,
    unlisted.lists,
    case when procore.source is not null then 'in_procore' end as message_case,
    unlisted.source as maestro_source,
    procore.source as procore_source
from maestro.unlisted_project as unlisted
left join procore on procore.project_key = unlisted.project_key
order by unlisted.project_code
