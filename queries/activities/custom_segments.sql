-- rule: custom_segments
-- title: The project has custom segments
-- severity: error
-- entity: project
-- exchange: Activities / cost codes
-- key: code
-- inputs: maestro.project, procore.project, procore.segment
-- source: Data Mapping, WBS
-- fix: instruction
-- screen: Procore > Project > Admin > Work Breakdown Structure
-- action: The bridge does not support custom segments ({procore_value}): \
-- reconcile by activity and group only, or take the segment out before \
-- costs arrive
-- message: Custom segments: {procore_value}
--
-- The bridge knows cost code, cost type and sub job, not Procore's custom
-- segments. The project's budget lines are compared as sums over them, and
-- cannot be synchronised.
with
    custom_segment as (
        select project_key, project_code, name
        from procore.segment
        where is_linked and type = 'custom'
    )

select
    min(project_code) as project_code,
    min(project_code) as code,
    string_agg(name, ', ' order by name) as procore_value,
    concat('segment|', project_key) as procore_source
from custom_segment
group by project_key
order by code
