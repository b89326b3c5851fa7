-- rule: project_other_prefix
-- title: The project is of another prefix
-- severity: warning
-- entity: project
-- exchange: Projects
-- key: code
-- inputs: maestro.project
-- source: Data Mapping, Multidimensional
-- looks_at: project.prefix
-- fix: instruction
-- screen: maestro* > Project Management
-- action: Exchange {key} under its own prefix ({maestro_value}), give it \
-- the prefix of this workspace, or exclude it in [scope]
-- message: The project is ticked, and its prefix is {prefix}: the bridge \
-- does not send it
-- message.linked: The project is linked and ticked, and its prefix is \
-- {prefix}: the bridge does not exchange it under the prefix of this \
-- workspace
--
-- In multidimensional mode the bridge sends only the projects of the
-- current prefix. This one is active and ticked and belongs to another
-- prefix, or to none. Not linked, it is never sent. Linked, it was sent
-- under its own prefix or the prefix was changed afterwards: a notice.
with
    waiting_project as (
        select code, code_key, project_code, prefix, source
        from maestro.record
        where
            entity = 'project'
            and is_first
            and is_active
            and is_ticked
            and not has_current_prefix
    )

select
    case when linked.code_key is null then 'warning' else 'notice' end as severity,
    waiting_project.project_code,
    waiting_project.code,
    waiting_project.prefix as maestro_value,
    coalesce(waiting_project.prefix, 'empty') as prefix,
    case when linked.code_key is not null then 'linked' end as message_case,
    waiting_project.source as maestro_source
from waiting_project
left join
    (select distinct code_key from link.evidence where entity = 'project') as linked
    on linked.code_key = waiting_project.code_key
order by waiting_project.code
