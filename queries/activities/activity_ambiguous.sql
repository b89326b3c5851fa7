-- rule: activity_ambiguous
-- title: Several cost codes are one activity
-- severity: error
-- entity: activity
-- exchange: Activities / cost codes
-- key: activity_code
-- inputs: maestro.project, procore.project, procore.activity
-- source: Data Mapping, Direct / Concatenate
-- looks_at: activity.activity_code
-- fix: instruction
-- screen: Procore > Project > Admin > Cost Codes
-- action: To maestro* {procore_value} are one activity: rename one \
-- while nothing stands on it; afterwards use one of them alone and make \
-- the other inactive
-- message: {cost_codes:count} cost codes become the activity \
-- {activity_code}
--
-- Under the cost-code setting two Procore cost codes become the same
-- maestro* activity (1 and 23, 12 and 3; or codes that differ in letter
-- case only). Amounts of the two fall together and cannot be told apart.
with
    collapsed_code as (
        select
            project_key,
            activity_key,
            min(project_code) as project_code,
            count(*) as cost_codes,
            string_agg(full_code, ', ' order by full_code, cost_code_id) as full_codes
        from procore.activity
        where is_linked and not is_deleted and activity_key is not null
        group by project_key, activity_key
    )

select
    project_code,
    activity_key as activity_code,
    full_codes as procore_value,
    cost_codes,
    concat('code|activity|', project_key, '|', activity_key) as procore_source
from collapsed_code
where cost_codes > 1
order by project_code, activity_code
