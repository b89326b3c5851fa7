-- rule: project_left_out
-- title: The project of Procore is a template or a demonstration
-- severity: notice
-- entity: project
-- exchange: Links
-- key: code
-- inputs: maestro.project, procore.project
-- source: Procore API, projects
-- looks_at: project.key
-- fix: instruction
-- screen: Procore > Company > Admin > Projects
-- action: If {key} is a real project, say so in Procore (it is \
-- {procore_value}), then pull again
-- message: {code} is {procore_value} in Procore (record {procore_id}): it \
-- is left out, and not compared
--
-- Procore has this project, by its link or its code, as a template or a
-- demonstration project. Such projects are left out: nothing of them is
-- compared, and nothing is created for them.
select distinct
    maestro.project_code,
    maestro.project_code as code,
    left_out.kind as procore_value,
    left_out.procore_id,
    maestro.source as maestro_source,
    left_out.source as procore_source
from maestro.project as maestro
left join
    link.evidence as evidence
    on evidence.entity = 'project'
    and evidence.code_key = maestro.project_key
join
    procore.left_out_project as left_out
    on left_out.procore_id = evidence.procore_id
    or left_out.project_key = maestro.project_key
qualify
    row_number() over (
        partition by maestro.project_key order by left_out.procore_id, maestro.source
    )
    = 1
order by maestro.project_code
