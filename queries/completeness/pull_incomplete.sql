-- rule: pull_incomplete
-- title: A list was not read whole
-- severity: warning
-- entity: many
-- exchange: Completeness
-- key: system, list
-- inputs: pull.manifest
-- source: Procore API, lists and paging; maestro*, data out
-- fix: instruction
-- screen: Procore > Company or Project > Admin > Permissions
-- action: Give the service account read access to {key}, or leave the \
-- project out in [scope]; then pull again
-- message: The list was not read whole: {reason}
--
-- A list that was not readable, or that gave fewer rows than its system
-- says it holds. Nothing is called missing on the strength of such a list:
-- the rules that need it are not run for that project, which is not the
-- same as clean.
with
    incomplete_list as (
        select
            manifest.entity,
            manifest.system,
            manifest.list,
            site.project_code,
            min(manifest.reason) as reason
        from pull.manifest as manifest
        left join
            procore.site as site
            on site.procore_project_id = manifest.procore_project_id
        where not manifest.is_complete
        group by manifest.entity, manifest.system, manifest.list, site.project_code
    )

select
    entity,
    project_code,
    system,
    list,
    case when system = 'maestro' then reason end as maestro_value,
    case when system = 'procore' then reason end as procore_value,
    reason
from incomplete_list
order by entity, project_code, system, list
