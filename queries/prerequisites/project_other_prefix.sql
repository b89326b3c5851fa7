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
-- action: Run this project under its own prefix, {maestro_value}, or \
-- exclude it in [scope]
-- message: The project is ticked, and its prefix is {maestro_value}
--
-- In multidimensional mode the bridge sends only the projects of the
-- current prefix. This one is active and ticked, is not linked, and belongs
-- to another prefix: it waits for ever.
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
    waiting_project.project_code,
    waiting_project.code,
    waiting_project.prefix as maestro_value,
    waiting_project.source as maestro_source
from waiting_project
anti join
    link.evidence as linked
    on linked.entity = 'project'
    and linked.code_key = waiting_project.code_key
order by waiting_project.code
