-- rule: project_dates_missing
-- title: The project has no start or closing date
-- severity: warning
-- entity: project
-- exchange: Projects
-- key: code
-- inputs: maestro.project
-- source: Data Mapping, Projects
-- looks_at: project.start_on, project.closing_on
-- fix: instruction
-- screen: maestro* > Project Management
-- action: Fill the missing date ({maestro_value}); the bridge does not \
-- send the project without it
-- message: The project is ticked, and has no {maestro_value}
--
-- Procore needs both dates of a project. Active, ticked and of the current
-- prefix, this one is not linked and lacks a date, so the bridge cannot
-- create it.
with
    waiting_project as (
        select code, code_key, project_code, missing_dates, source
        from maestro.record
        where
            entity = 'project'
            and is_first
            and is_active
            and is_ticked
            and has_current_prefix
            and missing_dates <> ''
    )

select
    waiting_project.project_code,
    waiting_project.code,
    waiting_project.missing_dates as maestro_value,
    waiting_project.source as maestro_source
from waiting_project
anti join
    link.evidence as linked
    on linked.entity = 'project'
    and linked.code_key = waiting_project.code_key
order by waiting_project.code
