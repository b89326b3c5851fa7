-- rule: project_code_forbidden_character
-- title: The job number holds a character that maestro* refuses
-- severity: error
-- entity: project
-- exchange: Projects
-- key: code
-- inputs: procore.project
-- source: maestro* help, Project Management; Data Mapping, Projects
-- looks_at: project.project_code
-- fix: instruction
-- screen: Procore > Project > Admin > General
-- action: Give the job a number of up to 10 letters and digits before it \
-- is sent; not after
-- message: Not allowed in a maestro* project number: {characters}
--
-- A project number of maestro* holds letters without accents, digits and
-- plain signs, never an asterisk, a comma, a number sign or a colon. With
-- this job number the project cannot be created there.
with
    procore as (
        select code, project_code, source
        from procore.record
        where entity = 'project' and is_first and is_active
    )

select
    project_code,
    code,
    code as procore_value,
    regexp_replace(code, '[ -"$-)+\-./0-9;-~]', '', 'g') as characters,
    source as procore_source
from procore
where regexp_matches(code, '[*,#:]|[^ -~]')
order by code
