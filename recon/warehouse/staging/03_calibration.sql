-- Whether the settings of cost codes fit: each way of reading them, tried on the
-- activities of up to 200 projects.
create table stage.calibration as
with
    candidate as (
        select mode, separator, pad, strip, fold_case
        from
            (
                select 'direct' as mode, '' as separator, '0' as pad
                union all
                select 'concatenate', unnest(['', '-', '.', ' ']), '0'
                union all
                select 'concatenate', unnest(['', '-', '.', ' ']), '2'
            )
        cross join (select unnest(['', '-. ']) as strip)
        cross join (select unnest([false, true]) as fold_case)
    ),

    project as (
        select project_key from maestro.linked_project order by project_key limit 200
    ),

    activity as (
        select distinct project_key, clean(activity_code) as code
        from maestro.activity
        where project_key in (from project)
    ),

    cost_code as (
        select project_key, levels, full_code
        from procore.activity
        where project_key in (from project) and not is_deleted and not is_parent
    ),

    maestro_key as (
        select
            c.*,
            a.project_key,
            case
                when c.fold_case
                then upper(translate(a.code, c.strip, ''))
                else translate(a.code, c.strip, '')
            end as key
        from activity a
        cross join candidate c
    ),

    procore_key as (
        select
            c.*,
            p.project_key,
            translate(
                shown_code(c.mode, p.levels, p.full_code, c.separator, c.pad),
                c.strip,
                ''
            ) as bare
        from cost_code p
        cross join candidate c
    ),

    found_key as (
        select
            * exclude (bare),
            case when fold_case then upper(bare) else bare end as key,
            count(*) as cost_codes
        from procore_key
        group by all
    )

select
    m.mode,
    m.separator,
    m.pad,
    m.strip,
    m.fold_case,
    count(*) as activities,
    count(f.key) as matched,
    count(*) filter (where f.cost_codes > 1) as ambiguous
from maestro_key m
left join found_key f using (mode, separator, pad, strip, fold_case, project_key, key)
group by all;

-- The same count under the settings in force.
create table stage.calibration_in_force as
select
    count(*) as activities,
    count(*) filter (where p.activity_key is not null) as matched
from
    (
        select distinct project_key, activity_key
        from maestro.activity
        where
            project_key in (
                select project_key
                from maestro.linked_project
                order by project_key
                limit 200
            )
    ) m
left join
    (
        select distinct project_key, activity_key
        from procore.activity
        where not is_deleted and not is_parent
    ) p using (project_key, activity_key);
